{#
    Why a row of an input may not count, in the order in which reasons are looked at; each row has
    the first that applies, or counts.

    Example:
        {{ lead_scoring.left_out_reasons().conversions }}
            ->  ['no_lead', 'unknown_lead', 'no_time', 'after_scoring_date']
#}
{% macro left_out_reasons() %}
    {{ return({
        'leads': [
            'no_lead', 'no_time', 'after_scoring_date', 'merged', 'not_valid_on_scoring_date',
            'repeated_id',
        ],
        'events': [
            'no_lead', 'unknown_lead', 'no_time', 'after_scoring_date', 'before_link',
            'repeated_id',
        ],
        'conversions': ['no_lead', 'unknown_lead', 'no_time', 'after_scoring_date'],
        'identities': [
            'no_alias', 'no_lead', 'no_time', 'after_scoring_date', 'repeated_id', 'circular',
        ],
        'score_overrides': ['unknown_lead', 'not_in_force', 'not_scored'],
    }) }}
{% endmacro %}
