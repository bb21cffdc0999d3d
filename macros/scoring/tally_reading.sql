{#
    Which events a run reads for which tallies. Where counts were kept and can be trusted, those that
    are new; for a tally that is new (a new rule, a changed condition) all; else all for all.

    Kept counts are trusted if the day has not gone back, the events that were there then still are,
    and no new event has the id of another one with another lead or time.

    Args:
        tallies: see `tallies`.
        scorecards: see `scorecards`.

    Returns a mapping:
        all_events, new_events: the tallies for which all, or new, events are read
        is_new: SQL that tells new events
        may_repeat: whether ids may repeat among the events that are read

    Example:
        {{ lead_scoring.tally_reading(tallies, scorecards).is_new }}
            ->  (loaded_at > timestamp '2026-06-29 23:10:00' or occurred_on > date '2026-06-29')
#}
{% macro tally_reading(tallies, scorecards) %}
    {%- set has_id = 'event_id' in scorecards.inputs.events -%}
    {%- set everything = {'all_events': tallies, 'new_events': [], 'is_new': none, 'may_repeat': has_id} -%}
    {%- set can_go_on = execute and flags.INTROSPECT and lead_scoring.keeps_counts() and is_incremental()
        and 'loaded_at' in scorecards.inputs.events -%}
    {%- set receipt = lead_scoring._last_receipt() if can_go_on else none -%}
    {%- if receipt is none -%}{{ return(everything) }}{%- endif -%}

    {%- set kept, missing = [], [] -%}
    {%- for tally in tallies -%}
        {%- do (kept if tally.tally_id in receipt.tally_ids else missing).append(tally) -%}
    {%- endfor -%}
    {%- set reading = {
        'all_events': missing, 'new_events': kept, 'is_new': lead_scoring._is_new_event(receipt), 'may_repeat': has_id,
    } -%}
    {%- if lead_scoring.counted_tally().tally_id not in receipt.tally_ids
        or not lead_scoring._is_still_there(receipt) -%}
        {{ return(everything) }}
    {%- endif -%}
    {%- if has_id -%}
        {%- set copies = lead_scoring._copies_of_new_events(reading.is_new) -%}
        {%- if copies.tangled -%}{{ return(everything) }}{%- endif -%}
        {%- do reading.update({'may_repeat': copies.repeated or (missing and receipt.repeated)}) -%}
    {%- endif -%}
    {{ return(reading) }}
{% endmacro %}

{#- What the last run left: its day, the time and number of the events it read, and its tallies. -#}
{% macro _last_receipt() %}
    {%- set rows = run_query(
        "select tally_id, max(last_on) as last_on, max(loaded_until) as loaded_until, max(event_count) as event_count,"
        ~ " count(*) - count(loaded_until) as unsure from " ~ this.render() ~ " where is_receipt and lead_key = "
        ~ lead_scoring.lead_key('tally_id') ~ ' group by tally_id'
    ).rows -%}
    {%- if not rows -%}{{ return(none) }}{%- endif -%}
    {%- set last_on = rows | map(attribute=1) | map('string') | max -%}
    {%- set event_count = rows | map(attribute=3) | map('int') | max -%}
    {%- set tally_ids, times = [], [] -%}
    {%- for row in rows -%}
        {%- if row[4] | int > 0 -%}{{ return(none) }}{%- endif -%}
        {%- do times.append(row[2] | string) -%}
    {%- endfor -%}
    {%- for row in rows if row[1] | string == last_on and row[3] | int == event_count and row[2] | string == times | max -%}
        {%- do tally_ids.append(row[0]) -%}
    {%- endfor -%}
    {%- if last_on > lead_scoring.scoring_date() -%}{{ return(none) }}{%- endif -%}
    {%- set repeated = lead_scoring.number_of(
        'select count(*) from ' ~ this.render() ~ ' where not is_receipt and tally_id = '
        ~ lead_scoring.text_literal(lead_scoring.repeated_tally().tally_id)
    ) -%}
    {{ return({
        'tally_ids': tally_ids,
        'last_on': last_on[:10],
        'loaded_until': times | max,
        'event_count': event_count,
        'repeated': repeated > 0,
    }) }}
{% endmacro %}

{#- Loaded since, or known then but not of a day that had come. -#}
{% macro _is_new_event(receipt) %}
    {%- set last_on = "date '" ~ receipt.last_on ~ "'" -%}
    {{ return(
        '(loaded_at > ' ~ lead_scoring.timestamp_literal(receipt.loaded_until) ~ ' or occurred_on > ' ~ last_on ~ ' or loaded_on > ' ~ last_on ~ ')'
    ) }}
{% endmacro %}

{% macro _is_still_there(receipt) %}
    {%- set staged = ref('lead_scoring', 'stg_lead_scoring__events').render() -%}
    {{ return(lead_scoring.number_of(
        'select count(*) from ' ~ staged ~ ' where loaded_at is null or loaded_at <= '
        ~ lead_scoring.timestamp_literal(receipt.loaded_until)
    ) == receipt.event_count) }}
{% endmacro %}

{#- Ids of new events that stand in several rows; tangled ones with different leads or times. -#}
{% macro _copies_of_new_events(is_new) %}
    {%- set events = ref('lead_scoring', 'int_lead_scoring__events').render() -%}
    {%- set counts = run_query(
        'with new_events as (select event_id from ' ~ events ~ ' where left_out_because is null and event_id is not null and '
        ~ is_new ~ '), copies as (select event_id, min(lead_id) as first_lead, max(lead_id) as last_lead,'
        ~ ' min(occurred_at) as first_at, max(occurred_at) as last_at from ' ~ events
        ~ ' where left_out_because is null and event_id in (select event_id from new_events)'
        ~ ' group by event_id having count(*) > 1)'
        ~ ' select count(*) as repeated,'
        ~ ' count(case when first_lead <> last_lead or first_at <> last_at then 1 end) as tangled from copies'
    ).rows[0] -%}
    {{ return({'repeated': counts[0] | int > 0, 'tangled': counts[1] | int > 0}) }}
{% endmacro %}
