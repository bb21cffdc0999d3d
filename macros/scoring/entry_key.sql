{#
    A short key of what an entry of the ledger stands for: 52 bits of a hash of its names. It stays the
    same whatever is added to the scorecards, so tables of two builds never speak of different rules.

    Args:
        names: a list, e.g. ['rule', scorecard_id, rule_id].

    Example:
        {{ lead_scoring.entry_key(['rule', 'b2b_software', 'director']) }}  ->  1264187462153931
#}
{% macro entry_key(names) %}
    {%- set digits = {'a': 10, 'b': 11, 'c': 12, 'd': 13, 'e': 14, 'f': 15} -%}
    {%- set key = namespace(value=0) -%}
    {%- for digit in local_md5(names | join('\n'))[:13] -%}
        {%- set key.value = key.value * 16 + (digits[digit] if digit in digits else digit | int) -%}
    {%- endfor -%}
    {{ return(key.value) }}
{% endmacro %}
