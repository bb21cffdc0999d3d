{#
    The scorecard tables and their columns (SPEC: Scorecards as seed tables), those of options among
    them.

    Example:
        {{ lead_scoring.scorecard_columns().scorecard_tiers }}
            ->  ['scorecard_id', 'axis', 'tier', 'lower_bound', 'lower_percent', 'is_strict',
                 'action']
#}
{% macro scorecard_columns() %}
    {%- set tables = {
        'scorecards': [
            'scorecard_id', 'entity', 'population', 'min_score', 'max_score', 'is_enabled',
            'description', 'family',
        ],
        'scorecard_groups': [
            'scorecard_id', 'group_id', 'axis', 'combine', 'min_points', 'max_points',
        ],
        'scorecard_rules': [
            'scorecard_id', 'rule_id', 'group_id', 'rule_type', 'subject', 'property', 'operator',
            'value', 'joined_by', 'points', 'effect', 'award', 'min_count', 'max_count',
            'window_days', 'max_per_day', 'half_life_days', 'decay_percent', 'decay_every_days',
            'max_points', 'given_subject', 'given_min_count', 'valid_from', 'valid_to',
            'is_enabled', 'description', 'count_by', 'within_days', 'since_subject', 'amount',
        ],
        'scorecard_tiers': [
            'scorecard_id', 'axis', 'tier', 'lower_bound', 'lower_percent', 'is_strict', 'action',
        ],
        'lifecycle_stages': [
            'stage_id', 'stage_rank', 'funnel_phase', 'entry_type', 'scorecard_id', 'subject',
            'operator', 'value', 'and_subject', 'and_operator', 'and_value', 'recycle_after_days',
            'recycle_to',
        ],
        'score_overrides': [
            'lead_id', 'scorecard_id', 'points', 'set_to', 'starts_on', 'ends_on', 'author',
            'reason',
        ],
        'event_filters': [
            'filter_id', 'event_type', 'kind', 'of_event_type', 'seconds', 'max_count',
            'is_enabled',
        ],
    } -%}
    {%- for table, contract in lead_scoring.option_tables().items() -%}
        {%- do tables.update({table: contract.columns}) -%}
    {%- endfor -%}
    {{ return(tables) }}
{% endmacro %}
