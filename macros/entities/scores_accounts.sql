{#
    Whether there are accounts to score: `lead_scoring__accounts` is set, or everything is the
    demo's.

    Example (of a model):
        {{ config(enabled = lead_scoring.scores_accounts()) }}
#}
{% macro scores_accounts() %}
    {{ return(lead_scoring.setting('accounts') is not none or lead_scoring.is_demo()) }}
{% endmacro %}
