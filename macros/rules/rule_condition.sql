{#
    An operator and its value over one prepared column, as a SQL condition. Text columns are
    lower-cased and trimmed when they are prepared, and so are the values here.

    Args:
        column: the column looked at, see `columns_of`; its SQL name is `rule_column(column.name)`.
        operator: one of `operators()`.
        value: the cell, checked before.
        day: SQL of the day that is scored, which `within_last_days` and the like look back from;
            none: the scoring date.

    Example:
        {{ lead_scoring.rule_condition(industry, 'in', 'Technology|Education') }}
            ->  "industry" in ('technology', 'education')
        {{ lead_scoring.rule_condition(industry, 'is_not', 'Education') }}
            ->  ("industry" is null or "industry" != 'education')
        {{ lead_scoring.rule_condition(trial_ends, 'within_next_days', '14') }}
            ->  "trial_ends" between date '2026-06-30' and date '2026-06-30' + 13
#}
{% macro rule_condition(column, operator, value, day=none) %}
    {%- set operator = operator | lower -%}
    {%- set sql = lead_scoring.rule_column(column.name) -%}
    {%- set values = lead_scoring.operator_values(operator, value) -%}
    {%- if operator in ('is_null', 'is_not_null') -%}
        {{ return(sql ~ ' ' ~ operator | replace('_', ' ')) }}
    {%- elif operator in ('is_true', 'is_false') -%}
        {{ return(lead_scoring._yes_no_condition(sql, column.family, operator == 'is_true')) }}
    {%- elif operator in ('contains', 'not_contains', 'starts_with', 'ends_with', 'has_word') -%}
        {{ return(lead_scoring._text_condition(sql, operator, values)) }}
    {%- elif operator in ('is_not', 'not_one_of') -%}
        {{ return('(' ~ sql ~ ' is null or ' ~ lead_scoring.rule_condition(
            column, '!=' if operator == 'is_not' else 'not_in', value
        ) ~ ')') }}
    {%- elif lead_scoring.is_relative(operator) -%}
        {{ return(lead_scoring.relative_condition(
            lead_scoring.day_of_column(sql, column.family), operator, value, day
        )) }}
    {%- elif operator in ('includes_any', 'includes_all', 'includes_none') -%}
        {{ return(lead_scoring._answers_condition(sql, column.family, operator, values)) }}
    {%- elif column.family in ('timestamp', 'timestamp_tz') -%}
        {{ return(lead_scoring._timestamp_condition(sql, operator, values)) }}
    {%- endif -%}

    {%- if column.family == 'text' -%}
        {{ return(
            lead_scoring._text_equality(sql, values, operator in ('!=', 'not_in'))
            if operator in ('=', '!=', 'in', 'not_in')
            else lead_scoring._text_ordering(sql, operator, values)
        ) }}
    {%- endif -%}
    {{ return(lead_scoring._plain_condition(sql, operator, values, column.family)) }}
{% endmacro %}

{% macro _plain_condition(sql, operator, values, family) %}
    {%- set literals = [] -%}
    {%- for value in values -%}
        {%- do literals.append(lead_scoring.value_literal(value, family)) -%}
    {%- endfor -%}
    {%- if operator == 'between' -%}
        {{ return(sql ~ ' between ' ~ literals[0] ~ ' and ' ~ literals[1]) }}
    {%- elif operator in ('in', 'not_in') -%}
        {{ return(lead_scoring.in_list(sql, literals, is_negated=operator == 'not_in')) }}
    {%- endif -%}
    {{ return(sql ~ ' ' ~ operator ~ ' ' ~ literals[0]) }}
{% endmacro %}

{#- '9' is not above '1000', and '2026-07-01 09:00' is 2026-07-01: numbers and times that are kept
    as text are compared as what they are; any other text by code point. -#}
{% macro _text_ordering(sql, operator, values) %}
    {%- set numbers, moments = [], [] -%}
    {%- for value in values -%}
        {%- do numbers.append(lead_scoring._read_number(value)) -%}
        {%- do moments.append(lead_scoring._read_timestamp(value)) -%}
    {%- endfor -%}
    {%- if none not in numbers -%}
        {{ return(lead_scoring._plain_condition(
            lead_scoring.number_or_null(sql), operator, values, 'number'
        )) }}
    {%- elif none not in moments -%}
        {{ return(lead_scoring._timestamp_condition(
            lead_scoring.timestamp_or_null(sql), operator, values
        )) }}
    {%- endif -%}
    {{ return(lead_scoring._plain_condition(
        lead_scoring.by_code_point(sql), operator, values, 'text'
    )) }}
{% endmacro %}

{#- A text is one of the values, or none of them, if it reads the same or means the same number,
    time or answer: '7.50' is 7.5, 'yes' is true. What has a leading zero or plus is a code. -#}
{% macro _text_equality(sql, values, is_negated) %}
    {%- set operator = 'not_in' if is_negated else 'in' -%}
    {%- set numbers, moments, answers = [], [], [] -%}
    {%- for value in values -%}
        {%- if lead_scoring._read_number(value) is not none -%}
            {%- do numbers.append(value) if not modules.re.match('^([+]|-?0[0-9])', value) -%}
        {%- elif lead_scoring._read_timestamp(value) is not none -%}
            {%- do moments.append(value) -%}
        {%- elif value | lower in ('true', 'false') -%}
            {%- do answers.append(value | lower == 'true') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set others = [] -%}
    {%- if numbers -%}
        {%- do others.append(lead_scoring._plain_condition(
            'case when (' ~ sql ~ " not like '0_%' or " ~ sql ~ " like '0.%') and " ~ sql
            ~ " not like '+%' then " ~ lead_scoring.number_or_null(sql) ~ ' end',
            operator, numbers, 'number'
        )) -%}
    {%- endif -%}
    {%- if moments -%}
        {%- do others.append(lead_scoring._timestamp_condition(
            lead_scoring.timestamp_or_null(sql), operator, moments
        )) -%}
    {%- endif -%}
    {%- set plain = '!=' if is_negated else '=' -%}
    {%- set conditions = [lead_scoring._plain_condition(
        sql, plain if values | length == 1 else operator, values, 'text'
    )] -%}
    {%- for other in others -%}
        {%- do conditions.append(
            'coalesce(' ~ other ~ ', ' ~ ('true' if is_negated else 'false') ~ ')'
        ) -%}
    {%- endfor -%}
    {%- for answer in answers | unique -%}
        {%- do conditions.append(
            ('not ' if is_negated else '')
            ~ lead_scoring._yes_no_condition(sql, 'text', answer)
        ) -%}
    {%- endfor -%}
    {{ return(lead_scoring.any_or_all(conditions, 'and' if is_negated else 'or')) }}
{% endmacro %}

{#- Yes and no in a boolean column, or kept as text or as numbers. -#}
{% macro _yes_no_condition(sql, family, wanted) %}
    {%- set number = '1' if wanted else '0' -%}
    {%- if family == 'text' -%}
        {%- set words = lead_scoring.text_literals(lead_scoring.yes_no_words(wanted)) -%}
        {{ return(
            '(' ~ lead_scoring.in_list(sql, words) ~ ' or coalesce('
            ~ lead_scoring.number_or_null(sql) ~ ' = ' ~ number ~ ', false))'
        ) }}
    {%- elif family == 'number' -%}
        {{ return(sql ~ ' = ' ~ number) }}
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
{% macro _timestamp_condition(sql, operator, values) %}
    {%- set comparisons = {
        'in': ['=', '='], 'not_in': ['!=', '!='], 'between': ['>=', '<=']
    }.get(operator, [operator]) -%}
    {%- set conditions = [] -%}
    {%- for value in values -%}
        {%- set moment = lead_scoring._read_timestamp(value) -%}
        {%- set comparison = comparisons[loop.index0 % comparisons | length] -%}
        {%- do conditions.append(
            (lead_scoring.local_day(sql) if moment.day else sql) ~ ' ' ~ comparison ~ ' '
            ~ (moment.day or moment.instant)
        ) -%}
    {%- endfor -%}
    {{ return(lead_scoring.any_or_all(conditions, 'or' if operator == 'in' else 'and')) }}
{% endmacro %}

{#- A text of several answers has any of the values, all or none; answers are compared as texts. -#}
{% macro _answers_condition(sql, family, operator, values) %}
    {%- if operator != 'includes_all' -%}
        {{ return(
            ('not ' if operator == 'includes_none' else '')
            ~ lead_scoring.has_answer(sql, family, values)
        ) }}
    {%- endif -%}
    {%- set conditions = [] -%}
    {%- for value in values -%}
        {%- do conditions.append(lead_scoring.has_answer(sql, family, [value])) -%}
    {%- endfor -%}
    {{ return(lead_scoring.any_or_all(conditions, 'and')) }}
{% endmacro %}
