{#
    The columns that are the key of a scorecard table, for those that have one.

    Example:
        {{ lead_scoring.scorecard_keys().scorecard_groups }}  ->  ['scorecard_id', 'group_id']
#}
{% macro scorecard_keys() %}
    {%- set keys = {
        'scorecards': ['scorecard_id'],
        'scorecard_groups': ['scorecard_id', 'group_id'],
        'scorecard_rules': ['scorecard_id', 'rule_id'],
        'scorecard_tiers': ['scorecard_id', 'axis', 'tier'],
        'event_filters': ['filter_id'],
    } -%}
    {%- for table, contract in lead_scoring.option_tables().items() -%}
        {%- do keys.update({table: contract['key']}) -%}
    {%- endfor -%}
    {{ return(keys) }}
{% endmacro %}
