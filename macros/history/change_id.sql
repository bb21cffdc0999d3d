{#
    The id of a change: the same whoever asks and whenever. A hash of the day, the scorecard (none
    for a change of the stage) and the lead.

    Args:
        lead_id, scorecard_id, changed_on: SQL of these.

    Example:
        {{ lead_scoring.change_id('lead_id', 'scorecard_id', 'changed_on') }}  ->  md5(…)
#}
{% macro change_id(lead_id, scorecard_id, changed_on) %}
    {%- set text = dbt.type_string() -%}
    {{ return(dbt.hash(
        'cast(' ~ changed_on ~ ' as ' ~ text ~ ") || '|' || coalesce(" ~ scorecard_id
        ~ ", '') || '|' || " ~ lead_id
    )) }}
{% endmacro %}
