{#
    The type of a column that holds a few names over and over. On DuckDB an enum: it reads as text
    and is stored and compared as a small number. As plain text the names of activities and rules
    cost 3.7 floors of a full build (docs/reference/benchmark.md).

    Args:
        names: all names that the column may hold, a list.

    Example:
        cast(rule_id as {{ lead_scoring.type_name(['demo', 'pricing']) }})
            ->  cast(rule_id as enum ('demo', 'pricing'))
#}
{% macro type_name(names) %}
    {{ return(adapter.dispatch('type_name', 'lead_scoring')(names)) }}
{% endmacro %}

{% macro default__type_name(names) %}
    {{ return(dbt.type_string()) }}
{% endmacro %}

{% macro duckdb__type_name(names) %}
    {%- set literals = lead_scoring.text_literals(
        names | unique(case_sensitive=true) | sort(case_sensitive=true)
    ) -%}
    {{ return('enum (' ~ literals | join(', ') ~ ')' if literals else 'varchar') }}
{% endmacro %}

{#-
    The types of the columns by which rows name scorecards, groups, axes and rules, column -> SQL
    type. Of one set of scorecards they are the same in all tables, so rows of these are compared as
    numbers.

    Args:
        scorecards: see `scorecards`.
-#}
{% macro name_types(scorecards) %}
    {%- set names = {
        'scorecard_id': [], 'group_id': [], 'axis': ['fit', 'engagement'], 'rule_id': []
    } -%}
    {%- for card in scorecards.cards -%}
        {%- do names.scorecard_id.append(card.scorecard_id) -%}
        {%- do names.group_id.extend(card.groups.keys()) -%}
        {%- do names.rule_id.extend(card.rules | map(attribute='rule_id')) -%}
    {%- endfor -%}
    {%- set types = {} -%}
    {%- for column, values in names.items() -%}
        {%- do types.update({column: lead_scoring.type_name(values)}) -%}
    {%- endfor -%}
    {{ return(types) }}
{% endmacro %}

{#-
    The statement by which a kept column of names is made ready for further names; empty where there
    is nothing to do. (It has to come first in a transaction: DuckDB alters no table that has been
    changed.)

    Args:
        column: the column of the model that is being built.
        names: all names that it may hold from now on.
-#}
{% macro widen_names(column, names) %}
    {{ return(adapter.dispatch('widen_names', 'lead_scoring')(column, names)) }}
{% endmacro %}

{% macro default__widen_names(column, names) %}
    {{ return('') }}
{% endmacro %}

{% macro duckdb__widen_names(column, names) %}
    {#- None is taken away: rows that were deleted may still be in the file. -#}
    {%- set known = run_query(
        'select unnest(enum_range(any_value(' ~ column ~ '))) from ' ~ this.render()
    ).columns[0].values() | map('string') | list -%}
    {%- set further = names | reject('in', known) | list -%}
    {{ return(
        'alter table ' ~ this.render() ~ ' alter ' ~ column ~ ' type '
        ~ lead_scoring.type_name(known + further)
        if further else ''
    ) }}
{% endmacro %}
