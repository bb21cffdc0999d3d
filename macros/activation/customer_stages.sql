{#
    The stages whose leads have bought: `lead_scoring__customer_stages`, else those that a
    conversion admits to and all of higher rank. A list of their ids.

    Args:
        stages: the lines of lifecycle_stages.

    Example:
        {{ lead_scoring.customer_stages(scorecards.stages) }}  ->  ['customer']
#}
{% macro customer_stages(stages) %}
    {{ return(adapter.dispatch('customer_stages', 'lead_scoring')(stages)) }}
{% endmacro %}

{% macro default__customer_stages(stages) %}
    {%- if lead_scoring.setting('customer_stages') is not none -%}
        {{ return(lead_scoring.list_setting('customer_stages') | map('string') | list) }}
    {%- endif -%}
    {%- set ranks, customers = [], [] -%}
    {%- for line in stages if line.entry_type | lower == 'conversion' -%}
        {%- do ranks.append(lead_scoring._read_integer(line.stage_rank)) -%}
    {%- endfor -%}
    {%- for line in stages
            if ranks and lead_scoring._read_integer(line.stage_rank) >= ranks | min -%}
        {%- do customers.append(line.stage_id) -%}
    {%- endfor -%}
    {{ return(customers | unique | list) }}
{% endmacro %}
