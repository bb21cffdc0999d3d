{#
    An attribute or event type that alone ranks leads better than this (area under the ROC curve)
    was probably written after the outcome: it is a suspect, see learned_scorecard_suspects.

    Example:
        auc > {{ lead_scoring.suspect_auc() }}  ->  auc > 0.9
#}
{% macro suspect_auc() %}
    {{ return(adapter.dispatch('suspect_auc', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__suspect_auc() %}
    {{ return(0.9) }}
{% endmacro %}
