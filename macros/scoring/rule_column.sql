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
    {%- set taken = ['lead_id', 'created_on', 'lead_age_days', 'event_type', 'occurred_at', 'occurred_on', 'age_days'] -%}
    {{ return(adapter.quote(name ~ ('_value' if name | lower in taken else ''))) }}
{% endmacro %}
