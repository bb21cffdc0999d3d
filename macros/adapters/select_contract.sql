{#
    The last select of a model with a contract. The columns of the CTE are those of the contract, in
    its order; where a contract is compared with the query to the letter, each is cast to its type.

    Args:
        cte: the name of the CTE.

    Example:
        {{ lead_scoring.select_contract('final') }}  ->  select * from final
#}
{% macro select_contract(cte) %}
    {{ return(adapter.dispatch('select_contract', 'lead_scoring')(cte)) }}
{% endmacro %}

{% macro default__select_contract(cte) %}
    {{ return('select * from ' ~ cte) }}
{% endmacro %}

{#- UInt64 is not Int64, and String is not Nullable(String). -#}
{% macro clickhouse__select_contract(cte) %}
    {%- set columns = [] -%}
    {%- for column in (model.columns or {}).values() -%}
        {%- set typed = 'cast(' ~ column.name ~ ' as ' ~ column.data_type ~ ')' -%}
        {%- do columns.append(
            (typed if column.data_type.startswith('Nullable(') else 'assumeNotNull(' ~ typed ~ ')')
            ~ ' as ' ~ column.name
        ) -%}
    {%- endfor -%}
    {{ return('select\n    ' ~ (columns | join(',\n    ') or '*') ~ '\nfrom ' ~ cte) }}
{% endmacro %}
