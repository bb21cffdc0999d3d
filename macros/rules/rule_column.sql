{#
    The name under which a column of an input stands in the prepared tables: its own, unless the
    project itself uses that name there.

    Args:
        name: the column's name.

    Example:
        {{ lead_scoring.rule_column('job_title') }}  ->  "job_title"
        {{ lead_scoring.rule_column('lead_id') }}    ->  "lead_id_value"
#}
{% macro rule_column(name) %}
    {%- set taken = [
        'lead_id', 'lead_key', 'created_at', 'created_on', 'row_created_at', 'valid_from',
        'is_valid', 'is_over', 'row_rank', 'lead_age_days', 'first_reason', 'has_valid_version',
        'has_version_that_is_over', 'unreadable_time', 'exclusion_reason', 'activity',
        'is_event', 'event_id', 'event_type', 'occurred_at', 'occurred_on', 'loaded_at',
        'loaded_on', 'duplicate_number', 'age_days', 'is_new', 'known_on', 'replayed_on',
        'lead_owner',
        'final_lead_id', 'is_unknown_lead', 'scoring_date', 'first_created_at',
    ] -%}
    {#- created_on_value could be a column too; it then becomes created_on_value_value. -#}
    {%- set stem = modules.re.sub('(_value)+$', '', name | lower) -%}
    {%- set is_taken = stem in taken
        or (stem[-4:] == '_key' and stem[:-4] in lead_scoring.entities()) -%}
    {{ return(lead_scoring.quoted(name ~ ('_value' if is_taken else ''))) }}
{% endmacro %}
