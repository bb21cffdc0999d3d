{#
    Readers of one cell of a scorecard table. Each takes the trimmed text of a cell and gives
    its value, or none when it cannot be read as such. A cell that is not set is none as well,
    so callers ask for it before.

    Example:
        {{ lead_scoring._read_number('+10.50') }}
            ->  '10.5'   (text: no float ever touches points)
        {{ lead_scoring._read_integer('3.0') }}       ->  3
        {{ lead_scoring._read_yes_no('TRUE') }}     ->  true
        {{ lead_scoring._read_date('2026-02-30') }} ->  none
        {{ lead_scoring._read_timestamp('2026-03-01 12:00+01:00') }}
            ->  {'day': none, 'instant': "timestamp '2026-03-01 11:00:00'"}
#}
{% macro _read_number(text) %}
    {%- set plain = modules.re.match('^([+-]?)0*([0-9]*)(?:\\.([0-9]*))?$', text) -%}
    {%- if plain and (plain.group(2) or '0' in text or plain.group(3)) -%}
        {%- set decimals = (plain.group(3) or '').rstrip('0') -%}
        {%- set digits = (plain.group(2) or '0') ~ ('.' ~ decimals if decimals else '') -%}
        {{ return(('-' if plain.group(1) == '-' and digits != '0' else '') ~ digits) }}
    {%- endif -%}
    {%- set parts = modules.re.match(
        '^([+-]?)([0-9]+)(?:\\.([0-9]+))?[eE]([+-]?[0-9]{1,2})$', text
    ) -%}
    {%- if not parts -%}{{ return(none) }}{%- endif -%}
    {#- The point is moved, digit by digit. -#}
    {%- set whole, decimals, places = parts.group(2), parts.group(3) or '', parts.group(4) | int -%}
    {%- set digits = '0' * -places ~ whole ~ decimals ~ '0' * places -%}
    {%- set end = whole | length + (places if places > 0 else 0) -%}
    {{ return(lead_scoring._read_number(parts.group(1) ~ digits[:end] ~ '.' ~ digits[end:])) }}
{% endmacro %}

{% macro _read_integer(text) %}
    {%- set number = lead_scoring._read_number(text) -%}
    {{ return(none if number is none or '.' in number else number | int) }}
{% endmacro %}

{% macro _read_yes_no(text) %}
    {{ return(
        true if text | lower in lead_scoring.yes_no_words(true)
        else false if text | lower in lead_scoring.yes_no_words(false)
        else none
    ) }}
{% endmacro %}

{#- How yes or no is written, in cells and in data. -#}
{% macro yes_no_words(is_yes) %}
    {{ return(
        ['true', 't', 'yes', 'y', 'on', '1'] if is_yes else ['false', 'f', 'no', 'n', 'off', '0']
    ) }}
{% endmacro %}

{#- No chained comparison anywhere: dbt 2 reads a <= b <= c as (a <= b) <= c. -#}
{% macro _read_date(text) %}
    {%- set parts = modules.re.match('^([0-9]{4})-([0-9]{2})-([0-9]{2})$', text) -%}
    {%- if not parts -%}{{ return(none) }}{%- endif -%}
    {%- set year, month, day = parts.group(1) | int, parts.group(2) | int, parts.group(3) | int -%}
    {%- if year < 1 or month < 1 or month > 12 -%}{{ return(none) }}{%- endif -%}
    {%- set is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) -%}
    {%- set last_day = [
        31, 29 if is_leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
    ][month - 1] -%}
    {{ return(text if 1 <= day and day <= last_day else none) }}
{% endmacro %}

{% macro _read_timestamp(text) %}
    {%- if lead_scoring._read_date(text) is not none -%}
        {{ return({'day': lead_scoring.date_literal(text), 'instant': none}) }}
    {%- endif -%}
    {%- set parts = modules.re.match(
        '^([0-9-]{10})[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(\\.[0-9]{1,6})?)?'
            ~ ' ?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?$',
        text
    ) -%}
    {%- if not parts or lead_scoring._read_date(parts.group(1)) is none
        or parts.group(2) | int > 23 or parts.group(3) | int > 59
        or (parts.group(4) or 0) | int > 59 -%}
        {{ return(none) }}
    {%- endif -%}
    {%- set offset = (parts.group(6) or 'Z').replace('Z', '+00').replace(':', '') -%}
    {%- set minutes = offset[1:3] | int * 60 + (offset[3:5] or 0) | int -%}
    {%- set local = modules.datetime.datetime.strptime(
        parts.group(1) ~ ' ' ~ parts.group(2) ~ ':' ~ parts.group(3) ~ ':'
            ~ (parts.group(4) or '00'),
        '%Y-%m-%d %H:%M:%S'
    ) -%}
    {%- set utc = local
        + modules.datetime.timedelta(minutes=-minutes if offset[0] == '+' else minutes) -%}
    {{ return({
        'day': none,
        'instant': lead_scoring.timestamp_literal(
            utc.strftime('%Y-%m-%d %H:%M:%S') ~ (parts.group(5) or '')
        ),
    }) }}
{% endmacro %}
