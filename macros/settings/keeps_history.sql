{#
    Whether what was published is kept from run to run, see `lead_scoring__keep_history`.

    Example:
        {{ config(enabled = lead_scoring.keeps_history()) }}
#}
{% macro keeps_history() %}
    {{ return(lead_scoring.choice('keep_history', [true, false])) }}
{% endmacro %}
