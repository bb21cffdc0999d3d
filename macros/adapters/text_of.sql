{#
    A column as text. A whole number of a floating or decimal type has no fraction: the id 77.0 is
    77, however a tool keeps it. NaN is null.

    Args:
        sql: the column.
        data_type: its type.

    Example:
        {{ lead_scoring.text_of('company_id', 'VARCHAR') }}  ->  cast(company_id as varchar)
        {{ lead_scoring.text_of('company_id', 'DOUBLE') }}
            ->  case when company_id = floor(company_id) and abs(company_id) < 1e28
                then cast(cast(company_id as decimal(38, 0)) as varchar)
                else cast(company_id as varchar) end
#}
{% macro text_of(sql, data_type) %}
    {%- set text = lead_scoring.type_text() -%}
    {%- set whole = '(nullable\\()?(u?(tiny|small|big|huge)?int|long|short|byte)' -%}
    {%- if lead_scoring.type_family(data_type) != 'number'
        or modules.re.match(whole, data_type | lower) -%}
        {{ return('cast(' ~ sql ~ ' as ' ~ text ~ ')') }}
    {%- endif -%}
    {%- set number = lead_scoring.finite_or_null(sql, data_type) -%}
    {{ return(
        'case when ' ~ sql ~ ' = floor(' ~ sql ~ ') and abs(' ~ sql ~ ') < 1e28 then cast(cast('
        ~ sql ~ ' as ' ~ lead_scoring.type_decimal(38, 0) ~ ') as ' ~ text ~ ') else cast('
        ~ number ~ ' as ' ~ text ~ ') end'
    ) }}
{% endmacro %}
