{#
    A row per tally that was read, with the events that were delivered since its last receipt, until
    when and of which day. The next run goes on from there if the events of all receipts, added up, are
    still there, see `tally_reading`.

    The row's `lead_key` is that of the tally's own id: where keys are made otherwise since, it is not
    found again. Without `loaded_until` nothing can go on from here: an event has no `loaded_at`, or
    rows with one id tell of several leads, so that a new lead may change which of them counts.

    Args:
        reading: see `tally_reading`.

    Example:
        with delivery as (…), known_day as (…), receipts as ( {{ lead_scoring.tally_receipts(reading) }} )
#}
{% macro tally_receipts(reading) %}
{%- set rows = [] -%}
{%- for tally in reading.all_events -%}
    {%- do rows.append([
        lead_scoring.text_literal(tally.tally_id),
        reading.receipt.event_count if reading.receipt else 0,
        reading.receipt.load_days if reading.receipt else 0,
    ]) -%}
{%- endfor -%}
{%- for tally in reading.new_events -%}
    {%- do rows.append([lead_scoring.text_literal(tally.tally_id), 0, 0]) -%}
{%- endfor -%}
{%- set has_copies = reading.all_events and reading.may_repeat -%}
select
    {{ lead_scoring.lead_key('tallies.tally_id') }} as lead_key,
    tallies.tally_id as tally_id,
    cast(null as date) as occurred_on,
    tallies.event_count + delivery.event_count as event_count,
    cast(null as date) as first_on,
    known_day.scoring_date as last_on,
    true as is_receipt,
    {{ 'case when tangled_ids.id_count = 0 then delivery.loaded_until end' if has_copies else 'delivery.loaded_until' }} as loaded_until,
    tallies.load_days + coalesce(delivery.load_days, 0) as load_days
from delivery
cross join known_day
cross join (
    {{ lead_scoring.indented(lead_scoring.inline_rows({
        'tally_id': dbt.type_string(), 'event_count': dbt.type_bigint(), 'load_days': dbt.type_bigint(),
    }, rows), 4) }}
) as tallies
{%- if has_copies %}
cross join tangled_ids
{%- endif %}
{% endmacro %}

{#- Whether a later run can go on from this one. -#}
{% macro leaves_receipts(scorecards) %}
    {{ return(lead_scoring.keeps_counts() and 'loaded_at' in scorecards.inputs.events) }}
{% endmacro %}
