{#
    A row per tally that was read, with how many events had been delivered until when. The next run
    goes on from there if all of them are still there, see `tally_reading`.

    The row's `lead_key` is that of the tally's own id: where keys are made otherwise since, it is not
    found again. Without `loaded_until` nothing can go on from here: an event has no `loaded_at`, or
    rows with one id tell of several leads or times, so that a new lead may change which of them counts.

    Args:
        reading: see `tally_reading`.
        scorecards: see `scorecards`.

    Example:
        with delivery as (…), receipts as ( {{ lead_scoring.tally_receipts(reading, scorecards) }} )
#}
{% macro tally_receipts(reading, scorecards) %}
{%- set rows = [] -%}
{%- for tally in reading.all_events + reading.new_events + [lead_scoring.repeated_tally()] -%}
    {%- do rows.append([lead_scoring.text_literal(tally.tally_id)]) -%}
{%- endfor -%}
{%- set has_copies = reading.all_events and reading.may_repeat -%}
select
    {{ lead_scoring.lead_key('tallies.tally_id') }} as lead_key,
    tallies.tally_id,
    cast(null as date) as occurred_on,
    delivery.event_count,
    cast(null as date) as first_on,
    {{ lead_scoring.scoring_day() }} as last_on,
    true as is_receipt,
    {{ 'case when tangled_ids.id_count = 0 then delivery.loaded_until end' if has_copies else 'delivery.loaded_until' }} as loaded_until
from delivery
cross join (
    {{ lead_scoring.indented(lead_scoring.inline_rows({'tally_id': dbt.type_string()}, rows), 4) }}
) as tallies
{%- if has_copies %}
cross join tangled_ids
{%- endif %}
{% endmacro %}
