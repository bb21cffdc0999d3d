{#
    Why a row of an input may not count, in the order in which reasons are looked at; each row has
    the first that applies, or counts.

    Example:
        {{ lead_scoring.exclusion_reasons().conversions }}
            ->  ['no_lead', 'unknown_lead', 'no_time', 'unreadable_time', 'after_scoring_date']
#}
{% macro exclusion_reasons() %}
    {{ return({
        'leads': [
            'no_lead', 'no_time', 'unreadable_time', 'after_scoring_date', 'merged', 'ended',
            'repeated_id', 'not_valid_on_scoring_date',
        ],
        'events': [
            'no_lead', 'unknown_lead', 'unknown_account', 'no_time', 'unreadable_time',
            'after_scoring_date', 'before_link', 'repeated_id', 'machine',
        ],
        'conversions': [
            'no_lead', 'unknown_lead', 'no_time', 'unreadable_time', 'after_scoring_date'
        ],
        'identities': [
            'no_alias', 'no_lead', 'no_time', 'unreadable_time', 'after_scoring_date', 'self',
            'circular', 'unknown_lead', 'repeated_id',
        ],
        'score_overrides': ['unknown_lead', 'not_in_force', 'not_scored', 'superseded'],
    }) }}
{% endmacro %}
