{#
    Tallies as binary digits of whole numbers, sixty to a number, those that go by day apart from
    those that do not: what an event counts for fits into a few short columns.

    Args:
        tallies: see `tallies`.

    Returns a list of masks: name, is_daily, tallies (each with its `bit`, a power of 2).

    Example:
        {{ lead_scoring.tally_masks(tallies)[0].name }}  ->  kinds_1
#}
{% macro tally_masks(tallies) %}
    {%- set masks = [] -%}
    {%- for is_daily in (false, true) -%}
        {%- for batch in tallies | selectattr('is_daily', 'equalto', is_daily) | batch(60) -%}
            {%- set members = [] -%}
            {%- for tally in batch -%}
                {%- do members.append(dict(tally, bit=2 ** loop.index0)) -%}
            {%- endfor -%}
            {%- do masks.append({'name': 'kinds_' ~ (masks | length + 1), 'is_daily': is_daily, 'tallies': members}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(masks) }}
{% endmacro %}
