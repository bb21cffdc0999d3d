{#
    The name, quoted, under which a further column of an input is staged: its own. Where a name
    without quotes means one in capitals, so does ours, for signals name columns without quotes.

    Args:
        name: the column's name.

    Example:
        {{ lead_scoring.staged_name('employees') }}  ->  "employees"
#}
{% macro staged_name(name) %}
    {{ return(adapter.dispatch('staged_name', 'lead_scoring')(name)) }}
{% endmacro %}

{% macro default__staged_name(name) %}
    {{ return(lead_scoring.quoted(name)) }}
{% endmacro %}

{% macro snowflake__staged_name(name) %}
    {{ return(lead_scoring.quoted(
        name | upper if modules.re.match('^[a-z_][a-z0-9_$]*$', name) else name
    )) }}
{% endmacro %}
