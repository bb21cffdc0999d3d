{#
    Whether there are accounts to score: `lead_scoring__accounts` says where they are, a scorecard
    that is written as a variable is about accounts, or everything is the demo's.

    Example (of a model):
        {{ config(enabled = lead_scoring.scores_accounts()) }}
#}
{% macro scores_accounts() %}
    {%- if lead_scoring.setting('accounts') is not none or lead_scoring.is_demo() -%}
        {{ return(true) }}
    {%- endif -%}
    {#- While parsing a seed or a file cannot be read, but a variable can. -#}
    {%- set written = lead_scoring.setting('scorecards') -%}
    {%- if written is sequence and written is not string and written is not mapping -%}
        {%- for line in lead_scoring.scorecard_lines('scorecards', [])
            if lead_scoring.entity_of(line) == 'account'
            and not lead_scoring.is_switched_off(line) -%}
            {{ return(true) }}
        {%- endfor -%}
    {%- endif -%}
    {{ return(false) }}
{% endmacro %}

{#- Whether accounts are those that leads name in `account_id`. -#}
{% macro accounts_come_from_leads() %}
    {%- set accounts = lead_scoring.setting('accounts') -%}
    {{ return(
        (accounts is none and not lead_scoring.is_demo())
        or (accounts is string and accounts | trim == 'from_leads')
    ) }}
{% endmacro %}
