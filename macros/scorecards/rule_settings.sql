{#
    Which settings of a rule apply to which rule type. `points`, `max_points` and the group
    apply to all.

    Example:
        {{ lead_scoring.rule_settings().absence }}
            ->  ['property', 'max_count', 'window_days', 'given_subject', 'given_min_count',
                 'valid_from', 'valid_to']
#}
{% macro rule_settings() %}
    {{ return({
        'attribute': ['amount'],
        'required': [],
        'event': [
            'property', 'award', 'min_count', 'max_count', 'window_days', 'max_per_day',
            'half_life_days', 'decay_percent', 'decay_every_days', 'valid_from', 'valid_to',
            'count_by', 'within_days', 'since_subject', 'amount',
        ],
        'absence': [
            'property', 'max_count', 'window_days', 'given_subject', 'given_min_count',
            'valid_from', 'valid_to',
        ],
    }) }}
{% endmacro %}

{#- Settings of how many points a rule gives: an effect, which gives none, takes none of them. -#}
{% macro settings_of_points() %}
    {{ return([
        'award', 'amount', 'half_life_days', 'decay_percent', 'decay_every_days', 'max_points',
    ]) }}
{% endmacro %}
