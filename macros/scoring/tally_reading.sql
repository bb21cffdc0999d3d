{#
    Which events a run reads for which tallies. Where counts were kept and can be trusted, those that
    are new; for a tally that is new (a new rule, a changed condition) all; else all for all.

    Kept counts are trusted if the day has not gone back, the events that were there then still are,
    and no new event changes which of several rows with one id counts. A row that is corrected in place
    is not noticed: it has to come with another `loaded_at`.

    Args:
        tallies: see `tallies`.
        scorecards: see `scorecards`.

    Returns a mapping:
        all_events, new_events: the tallies for which all, or new, events are read
        receipt: what the last run left, see `tally_receipts`: last_on, loaded_until, event_count,
            load_days and tally_ids; none where all is read for all
        is_new: SQL that tells new events
        may_repeat: whether ids may repeat among the events that are read

    Example:
        {{ lead_scoring.tally_reading(tallies, scorecards).is_new }}
            ->  (loaded_at > timestamp '2026-06-29 23:10:00' or occurred_on > date '2026-06-29' or …)
#}
{% macro tally_reading(tallies, scorecards) %}
    {%- set has_id = 'event_id' in scorecards.inputs.events -%}
    {%- set everything = {
        'all_events': tallies, 'new_events': [], 'receipt': none, 'is_new': none, 'may_repeat': has_id,
    } -%}
    {%- set can_go_on = execute and flags.INTROSPECT and is_incremental() and lead_scoring.leaves_receipts(scorecards) -%}
    {%- set receipt = lead_scoring._last_receipt() if can_go_on else none -%}
    {%- if receipt is none or not lead_scoring._is_still_there(receipt) -%}{{ return(everything) }}{%- endif -%}

    {%- set kept, missing = [], [] -%}
    {%- for tally in tallies -%}
        {%- do (kept if tally.tally_id in receipt.tally_ids else missing).append(tally) -%}
    {%- endfor -%}
    {%- set is_new = lead_scoring._is_new_event(receipt) -%}
    {%- set copies = lead_scoring._copies_of_new_events(is_new) if has_id else {} -%}
    {%- if copies.tangled -%}{{ return(everything) }}{%- endif -%}
    {{ return({
        'all_events': missing,
        'new_events': kept,
        'receipt': receipt,
        'is_new': is_new,
        'may_repeat': has_id and (copies.repeated or (missing and receipt.repeated)),
    }) }}
{% endmacro %}

{#- What the last run left, and the tallies that it counted; none if nothing can go on from it. -#}
{% macro _last_receipt() %}
    {%- set counted_id = lead_scoring.counted_tally().tally_id -%}
    {%- set states, last = {}, {} -%}
    {%- for row in run_query(
        'select tally_id, max(last_on), max(loaded_until), sum(event_count), sum(load_days), count(*) - count(loaded_until)'
        ~ ' from ' ~ this.render() ~ ' where is_receipt and lead_key = ' ~ lead_scoring.lead_key('tally_id')
        ~ ' group by tally_id'
    ).rows if row[5] | int == 0 -%}
        {%- set state = {
            'last_on': (row[1] | string)[:10],
            'loaded_until': (row[2] | string | replace('T', ' ')).split('+')[0],
            'event_count': row[3] | int,
            'load_days': row[4] | int,
        } -%}
        {%- do states.update({row[0]: state}) -%}
    {%- endfor -%}
    {%- if counted_id not in states or states[counted_id].last_on > lead_scoring.scoring_date() -%}
        {{ return(none) }}
    {%- endif -%}
    {%- set tally_ids = [] -%}
    {%- for tally_id, state in states.items() if state == states[counted_id] -%}
        {%- do tally_ids.append(tally_id) -%}
    {%- endfor -%}
    {%- set repeated = lead_scoring.number_of(
        'select count(*) from ' ~ this.render() ~ ' where not is_receipt and tally_id = '
        ~ lead_scoring.text_literal(lead_scoring.repeated_tally().tally_id)
    ) -%}
    {{ return(dict(states[counted_id], tally_ids=tally_ids, repeated=repeated > 0)) }}
{% endmacro %}

{#- Loaded since, or known then but not of a day that had come. -#}
{% macro _is_new_event(receipt) %}
    {%- set last_on = lead_scoring.date_literal(receipt.last_on) -%}
    {{ return(
        '(loaded_at > ' ~ lead_scoring.timestamp_literal(receipt.loaded_until)
        ~ ' or occurred_on > ' ~ last_on ~ ' or loaded_on > ' ~ last_on ~ ')'
    ) }}
{% endmacro %}

{#- As many as then, and loaded on as many days in sum: some that went and others that came late are told apart. -#}
{% macro _is_still_there(receipt) %}
    {%- set found = run_query(
        'select count(*), ' ~ lead_scoring.load_days() ~ ' from ' ~ ref('lead_scoring', 'stg_lead_scoring__events').render()
        ~ ' where loaded_at is null or loaded_at <= ' ~ lead_scoring.timestamp_literal(receipt.loaded_until)
    ).rows[0] -%}
    {{ return(found[0] | int == receipt.event_count and (found[1] or 0) | int == receipt.load_days) }}
{% endmacro %}

{#-
    Ids of new events that stand in several rows. They are tangled if the rows tell of different leads, or
    if a new one (whose day had not come) was loaded before the old one that counts.
-#}
{% macro _copies_of_new_events(is_new) %}
    {%- set events = ref('lead_scoring', 'int_lead_scoring__events').render() -%}
    {%- set counts = run_query(
        'with new_events as (select event_id from ' ~ events ~ ' where left_out_because is null and event_id is not null and '
        ~ is_new ~ '), copies as (select event_id, min(lead_id) as first_lead, max(lead_id) as last_lead,'
        ~ ' min(case when ' ~ is_new ~ ' then loaded_at end) as new_since,'
        ~ ' min(case when not ' ~ is_new ~ ' then loaded_at end) as old_since from ' ~ events
        ~ ' where left_out_because is null and event_id in (select event_id from new_events)'
        ~ ' group by event_id having count(*) > 1)'
        ~ ' select count(*) as repeated,'
        ~ ' count(case when first_lead <> last_lead or new_since < old_since then 1 end) as tangled from copies'
    ).rows[0] -%}
    {{ return({'repeated': counts[0] | int > 0, 'tangled': counts[1] | int > 0}) }}
{% endmacro %}
