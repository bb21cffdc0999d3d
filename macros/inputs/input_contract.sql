{#
    The columns of an input that have a meaning of their own (SPEC: Inputs): what each holds ('id',
    'text' or 'moment') and whether it must be there.

    Args:
        input: 'leads', 'events', 'conversions', 'identities' or 'accounts'.

    Example:
        {{ lead_scoring.input_contract('conversions') }}
            ->  {'lead_id': {'kind': 'id', 'is_required': true}, 'converted_at': …}
#}
{% macro input_contract(input) %}
    {%- set id = {'kind': 'id', 'is_required': true} -%}
    {%- set text = {'kind': 'text', 'is_required': true} -%}
    {%- set moment = {'kind': 'moment', 'is_required': true} -%}
    {%- set optional_id = {'kind': 'id', 'is_required': false} -%}
    {%- set optional_timestamp = {'kind': 'moment', 'is_required': false} -%}
    {{ return({
        'leads': {
            'lead_id': id, 'created_at': moment, 'account_id': optional_id,
            'valid_from': optional_timestamp, 'valid_to': optional_timestamp,
        },
        'events': {
            'event_id': optional_id, 'lead_id': id, 'event_type': text, 'occurred_at': moment,
            'loaded_at': optional_timestamp,
        },
        'conversions': {'lead_id': id, 'converted_at': moment},
        'identities': {'alias_id': id, 'lead_id': id, 'linked_at': moment},
        'accounts': {'account_id': id, 'created_at': optional_timestamp},
    }[input]) }}
{% endmacro %}
