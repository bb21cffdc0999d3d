{#
    A query with the key of each row's lead, by which activities and points are grouped: on DuckDB a
    small number, which `int_lead_scoring__lead_keys` gave to the id and which it keeps; elsewhere
    the id itself. Grouped by text a full build takes 7 floors longer there; a hash of an id can be
    met by another id that somebody chose (docs/reference/benchmark.md has the figures).

    Args:
        rows: name of the query, with a `lead_id`.
        columns: those of its columns that are taken along, SQL names.

    Example:
        {{ lead_scoring.with_lead_key('events', ['occurred_on']) }}
            ->  select lead_keys.lead_key as lead_key, events.occurred_on as occurred_on
                from events inner join int_lead_scoring__lead_keys as lead_keys on …
#}
{% macro with_lead_key(rows, columns) %}
    {{ return(adapter.dispatch('with_lead_key', 'lead_scoring')(rows, columns)) }}
{% endmacro %}

{% macro default__with_lead_key(rows, columns) %}
select
    lead_id as lead_key,
    {{ columns | join(', ') }}
from {{ rows }}
{% endmacro %}

{% macro duckdb__with_lead_key(rows, columns) %}
select
    lead_keys.lead_key as lead_key,
    {%- for column in columns %}
    {{ rows }}.{{ column }} as {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ rows }}
inner join {{ lead_scoring.lead_keys() }} as lead_keys
    on {{ rows }}.lead_id = lead_keys.lead_id
{% endmacro %}

{#- The same, also for rows without an id. -#}
{% macro with_lead_key_or_null(rows, columns) %}
    {{- return(lead_scoring.with_lead_key(rows, columns).replace('inner join', 'left join')) -}}
{% endmacro %}

{% macro lead_keys() %}
    {{ return(ref('lead_scoring', 'int_lead_scoring__lead_keys').render()) }}
{% endmacro %}

{#- Whether leads have keys of their own. -#}
{% macro has_lead_keys() %}
    {{ return(adapter.dispatch('has_lead_keys', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__has_lead_keys() %}
    {{ return(false) }}
{% endmacro %}

{% macro duckdb__has_lead_keys() %}
    {{ return(true) }}
{% endmacro %}

{% macro type_lead_key() %}
    {{ return('integer' if lead_scoring.has_lead_keys() else dbt.type_string()) }}
{% endmacro %}

{% macro no_lead_key() %}
    {{ return('cast(null as ' ~ lead_scoring.type_lead_key() ~ ')') }}
{% endmacro %}

{#-
    By which run the keys were first given, for what is kept under them: given anew, they are
    others. Asked of the warehouse; none where leads have no keys of their own.
-#}
{% macro keys_made_by() %}
    {%- if not execute or not lead_scoring.has_lead_keys() -%}{{ return(none) }}{%- endif -%}
    {%- set memory = lead_scoring.run_memory() or {} -%}
    {%- if 'keys_made_by' not in memory -%}
        {%- set relation = ref('lead_scoring', 'int_lead_scoring__lead_keys') -%}
        {%- set is_there = lead_scoring.can_query(
            {'relation': relation}, 'the table of lead keys'
        ) -%}
        {%- do memory.update({
            'keys_made_by': run_query('select min(made_by) from ' ~ relation.render()).rows[0][0]
                if is_there,
        }) -%}
    {%- endif -%}
    {{ return(memory.keys_made_by) }}
{% endmacro %}
