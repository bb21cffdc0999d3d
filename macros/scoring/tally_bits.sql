{#
    The tallies of masks as rows that SQL can join: `tally_id`, `is_daily` and `bit_of_<mask>`, 0 in
    the masks to which it does not belong.

    Args:
        masks: see `tally_masks`.

    Example:
        with tallies as ( {{ lead_scoring.tally_bits(masks) }} )
#}
{% macro tally_bits(masks) %}
    {%- set columns = {'tally_id': dbt.type_string(), 'is_daily': dbt.type_boolean()} -%}
    {%- for mask in masks -%}
        {%- do columns.update({'bit_of_' ~ mask.name: dbt.type_bigint()}) -%}
    {%- endfor -%}
    {%- set rows = [] -%}
    {%- for mask in masks -%}
        {%- for tally in mask.tallies -%}
            {%- set row = [lead_scoring.text_literal(tally.tally_id), 'true' if mask.is_daily else 'false'] -%}
            {%- for other in masks -%}
                {%- do row.append(tally.bit if other.name == mask.name else 0) -%}
            {%- endfor -%}
            {%- do rows.append(row) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows(columns, rows)) }}
{% endmacro %}
