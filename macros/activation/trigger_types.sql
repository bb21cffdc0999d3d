{#
    What a trigger can fire on: for each kind what its `value` is ('tier', 'number', 'stage' or
    none) and whether it is about a scorecard.

    Example:
        {{ lead_scoring.trigger_types().crossed_up }}
            ->  {'value': 'number', 'is_of_scorecard': true}
#}
{% macro trigger_types() %}
    {{ return({
        'entered_tier': {'value': 'tier', 'is_of_scorecard': true},
        'left_tier': {'value': 'tier', 'is_of_scorecard': true},
        'crossed_up': {'value': 'number', 'is_of_scorecard': true},
        'entered_stage': {'value': 'stage', 'is_of_scorecard': false},
        'became_dormant': {'value': none, 'is_of_scorecard': false},
        'woke_up': {'value': none, 'is_of_scorecard': false},
    }) }}
{% endmacro %}
