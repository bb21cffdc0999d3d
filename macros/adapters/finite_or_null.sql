{#
    A number, null where it is none (NaN) or infinite: that is what tools write for what they do not
    know, and it would be greater than, and different from, every number.

    Args:
        sql: the column.
        data_type: its type.

    Example:
        {{ lead_scoring.finite_or_null('ratio', 'DOUBLE') }}
            ->  case when isfinite(ratio) then ratio end
        {{ lead_scoring.finite_or_null('employees', 'BIGINT') }}  ->  employees
#}
{% macro finite_or_null(sql, data_type) %}
    {{ return(
        adapter.dispatch('finite_or_null', 'lead_scoring')(sql)
        if adapter.dispatch('may_be_nan', 'lead_scoring')(data_type) else sql
    ) }}
{% endmacro %}

{#- Infinite less infinite is no number. -#}
{% macro default__finite_or_null(sql) %}
    {{ return('case when ' ~ sql ~ ' - ' ~ sql ~ ' = 0 then ' ~ sql ~ ' end') }}
{% endmacro %}

{% macro duckdb__finite_or_null(sql) %}
    {{ return('case when isfinite(' ~ sql ~ ') then ' ~ sql ~ ' end') }}
{% endmacro %}

{% macro default__may_be_nan(data_type) %}
    {{ return(true if modules.re.match('(nullable\\()?(float|double|real)', data_type | lower)
        else false) }}
{% endmacro %}

{#- Numeric can be NaN, and infinite, there. -#}
{% macro postgres__may_be_nan(data_type) %}
    {{ return(true if modules.re.match('float|double|real|numeric|decimal', data_type | lower)
        else false) }}
{% endmacro %}
