{#
    An operator and its value over one prepared column, as a SQL condition. Text columns are
    lower-cased and trimmed when they are prepared, and so are the values here.

    Args:
        column: the column looked at, see `columns_of`; its SQL name is `rule_column(column.name)`.
        operator: one of `operators()`.
        value: the cell, checked before.

    Example:
        {{ lead_scoring.rule_condition(industry, 'in', 'Technology|Education') }}
            ->  "industry" in ('technology', 'education')
#}
{% macro rule_condition(column, operator, value) %}
    {%- set operator = operator | lower -%}
    {%- set sql = lead_scoring.rule_column(column.name) -%}
    {%- set values = lead_scoring.operator_values(operator, value) -%}
    {%- if operator in ('is_null', 'is_not_null') -%}
        {{ return(sql ~ ' ' ~ operator | replace('_', ' ')) }}
    {%- elif operator in ('is_true', 'is_false') -%}
        {{ return(lead_scoring._yes_no_condition(sql, column.family, operator == 'is_true')) }}
    {%- elif operator in ('contains', 'not_contains', 'starts_with', 'ends_with', 'has_word') -%}
        {{ return(lead_scoring._text_condition(sql, operator, values)) }}
    {%- elif column.family in ('timestamp', 'timestamp_tz') -%}
        {{ return(lead_scoring._moment_condition(sql, operator, values)) }}
    {%- endif -%}

    {%- set is_ordering = operator in ('<', '<=', '>', '>=', 'between') -%}
    {%- set literals, numbers = [], [] -%}
    {%- for value in values -%}
        {%- do literals.append(lead_scoring.value_literal(value, column.family)) -%}
        {%- if lead_scoring._read_number(value) is not none -%}
            {%- do numbers.append(lead_scoring.value_literal(value, 'number')) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if column.family == 'text' and is_ordering and numbers | length == values | length -%}
        {#- '9' is not above '1000': numbers kept as text are compared as numbers. -#}
        {%- set sql, literals = lead_scoring.number_or_null(sql), numbers -%}
    {%- elif column.family == 'text' and is_ordering -%}
        {%- set sql = lead_scoring.by_code_point(sql) -%}
    {%- endif -%}
    {%- if operator == 'between' -%}
        {{ return(sql ~ ' between ' ~ literals[0] ~ ' and ' ~ literals[1]) }}
    {%- elif operator in ('in', 'not_in') -%}
        {{ return(lead_scoring.in_list(sql, literals, is_negated=operator == 'not_in')) }}
    {%- endif -%}
    {{ return(sql ~ ' ' ~ operator ~ ' ' ~ literals[0]) }}
{% endmacro %}

{#- Yes and no in a boolean column, or kept as text or as 1 and 0. -#}
{% macro _yes_no_condition(sql, family, wanted) %}
    {%- if family == 'text' -%}
        {{ return(sql ~ (" = 'true'" if wanted else " = 'false'")) }}
    {%- elif family == 'number' -%}
        {{ return(sql ~ (' = 1' if wanted else ' = 0')) }}
    {%- endif -%}
    {{ return(sql if wanted else 'not ' ~ sql) }}
{% endmacro %}

{#- Any of the values; for not_contains none of them. -#}
{% macro _text_condition(sql, operator, values) %}
    {%- if operator == 'has_word' -%}
        {{ return(lead_scoring.has_word(sql, values)) }}
    {%- endif -%}
    {%- set conditions = [] -%}
    {%- for value in values -%}
        {%- set literal = lead_scoring.value_literal(value, 'text') -%}
        {%- do conditions.append(
            lead_scoring.starts_with(sql, literal) if operator == 'starts_with'
            else lead_scoring.ends_with(sql, literal) if operator == 'ends_with'
            else ('not ' if operator == 'not_contains' else '')
            ~ lead_scoring.contains(sql, literal)
        ) -%}
    {%- endfor -%}
    {{ return(lead_scoring.any_or_all(conditions, 'and' if operator == 'not_contains' else 'or')) }}
{% endmacro %}

{#- A value that is a day is compared with the day of the timestamp, a time with its instant. -#}
{% macro _moment_condition(sql, operator, values) %}
    {%- set comparisons = {
        'in': ['=', '='], 'not_in': ['!=', '!='], 'between': ['>=', '<=']
    }.get(operator, [operator]) -%}
    {%- set conditions = [] -%}
    {%- for value in values -%}
        {%- set moment = lead_scoring._read_moment(value) -%}
        {%- set comparison = comparisons[loop.index0 % comparisons | length] -%}
        {%- do conditions.append(
            (lead_scoring.local_day(sql) if moment.day else sql) ~ ' ' ~ comparison ~ ' '
            ~ (moment.day or moment.instant)
        ) -%}
    {%- endfor -%}
    {{ return(lead_scoring.any_or_all(conditions, 'or' if operator == 'in' else 'and')) }}
{% endmacro %}
