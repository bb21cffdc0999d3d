{#
    An attribute or event type that alone ranks leads better than this (area under the ROC curve)
    was probably written after the outcome: it is a suspected leak, see learned_scorecard_leaks.

    Example:
        auc > {{ lead_scoring.leak_auc() }}  ->  auc > 0.9
#}
{% macro leak_auc() %}
    {{ return(adapter.dispatch('leak_auc', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__leak_auc() %}
    {{ return(0.9) }}
{% endmacro %}
