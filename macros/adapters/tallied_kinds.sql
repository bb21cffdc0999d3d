{#
    A query for the counts of tallies: one or more rows per lead, tally and, where it is daily, day.

    Args:
        kinds: name of the query that counted the events of a lead with the same binary digits.
        masks: see `tally_masks`.
        also_by: further columns by which they were counted apart, a list.

    Example:
        with kinds as (…), counts as ( {{ lead_scoring.tallied_kinds('kinds', masks) }} )
#}
{% macro tallied_kinds(kinds, masks, also_by=[]) %}
    {{ return(adapter.dispatch('tallied_kinds', 'lead_scoring')(kinds, masks, also_by)) }}
{% endmacro %}

{#- In one pass and one shuffle, however many tallies there are. -#}
{% macro default__tallied_kinds(kinds, masks, also_by) %}
select
    {%- for column in ['lead_key'] + also_by %}
    kinds.{{ column }},
    {%- endfor %}
    tallies.tally_id as tally_id,
    case when tallies.is_daily then kinds.daily_on end as occurred_on,
    cast(sum(kinds.event_count) as {{ dbt.type_bigint() }}) as event_count,
    min(kinds.first_on) as first_on,
    max(kinds.last_on) as last_on
from {{ kinds }} as kinds
inner join (
    {{ lead_scoring.indented(lead_scoring.tally_bits(masks), 4) }}
) as tallies
    on {% for mask in masks -%}
        {{ lead_scoring.shares_a_bit('kinds.' ~ mask.name, 'tallies.bit_of_' ~ mask.name) }}
        {{- '\n    or ' if not loop.last }}
    {%- endfor %}
group by
    {%- for column in ['lead_key'] + also_by %}
    kinds.{{ column }},
    {%- endfor %}
    tallies.tally_id,
    case when tallies.is_daily then kinds.daily_on end
{% endmacro %}

{#- Tally by tally: counts of a tally then lie side by side in the file, and who reads one skips the others. -#}
{% macro duckdb__tallied_kinds(kinds, masks, also_by) %}
{%- set keys, queries = ['lead_key'] + also_by, [] -%}
{%- for mask in masks -%}
    {%- for tally in mask.tallies -%}
        {%- do queries.append(lead_scoring._counts_of_tally(kinds, mask, tally, keys) | trim) -%}
    {%- endfor -%}
{%- endfor -%}
{{ queries | join('\n\nunion all\n\n') }}
{% endmacro %}

{% macro _counts_of_tally(kinds, mask, tally, keys) %}
-- {{ lead_scoring.tally_in_words(tally) }}
select
    {{ keys | join(', ') }},
    {{ lead_scoring.text_literal(tally.tally_id) }} as tally_id,
    {%- if mask.is_daily %}
    daily_on as occurred_on,
    event_count,
    daily_on as first_on,
    daily_on as last_on
    {%- else %}
    cast(null as date) as occurred_on,
    cast(sum(event_count) as bigint) as event_count,
    min(first_on) as first_on,
    max(last_on) as last_on
    {%- endif %}
from {{ kinds }}
where {{ lead_scoring.shares_a_bit(mask.name, tally.bit) }}
{%- if not mask.is_daily %}
group by {{ keys | join(', ') }}
{%- endif %}
{% endmacro %}
