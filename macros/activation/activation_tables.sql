{#
    The scorecard tables that activation has, see `options_with`.

    Example:
        {{ lead_scoring.activation_tables().nurture_tracks['key'] }}  ->  ['track_rank']
#}
{% macro activation_tables() %}
    {{ return({
        'trigger_rules': {
            'columns': [
                'trigger_id', 'scorecard_id', 'kind', 'subject', 'operator', 'value', 'action',
                'cooldown_days', 'is_enabled',
            ],
            'key': ['trigger_id'],
        },
        'nurture_tracks': {
            'columns': [
                'track_id', 'track_rank', 'audience', 'stage_id', 'funnel_phase', 'scorecard_id',
                'tier', 'max_messages_per_week', 'lasts_days', 'description',
            ],
            'key': ['track_rank'],
        },
    }) }}
{% endmacro %}
