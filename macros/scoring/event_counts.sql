{#
    The CTEs that count events for tallies, read in one pass: each event has the binary digits of its
    tallies, and events of a lead with the same digits are counted together (by day, where days
    matter). The last of them, `<prefix>counts`, holds parts of counts that add up.

    Args:
        prefix: '' to read the CTE `events`, 'new_' to read `new_events`.
        tallies: see `tallies`.
        scorecards: see `scorecards`.
        may_repeat: whether event ids may repeat; if so only one of each counts, see `event_copies`.
        is_new: SQL that tells new events from those that were read before; with a prefix only.
        counts_copies: whether copies are counted too, for the audit.
        also_by: further columns of the events by which they are counted apart, a list.

    Example:
        with events as (…), {{ lead_scoring.event_counts('', tallies, scorecards, true) }}
#}
{% macro event_counts(prefix, tallies, scorecards, may_repeat, is_new=none, counts_copies=true, also_by=[]) %}
{%- set keys = ['lead_key'] + also_by -%}
{%- set masks = lead_scoring.tally_masks(tallies) -%}
{%- set daily_masks = masks | selectattr('is_daily') | map(attribute='name') | list -%}
{#- The day is kept of those events alone for which it matters. -#}
{%- set daily_on = 'case when ' ~ daily_masks | join(' > 0 or ') ~ ' > 0 then occurred_on end' if daily_masks
    else 'cast(null as date)' -%}
{%- if may_repeat -%}
{{ lead_scoring.event_copies(prefix, scorecards, is_new) }},

{% endif -%}
{{ prefix }}kinds_of_events as {{ lead_scoring.read_in_place() }}(

    select{{ lead_scoring.brought_together('lead_key') }}
        {{ keys | join(', ') }},
        occurred_on
        {%- for mask in masks %},
        {{ lead_scoring.indented(lead_scoring.kind_of_event(mask), 8) }} as {{ mask.name }}
        {%- endfor %}
    from {{ prefix }}{{ 'single_events' if may_repeat else 'events' }}

),

{{ prefix }}kinds as {{ lead_scoring.read_once() }}(

    select
        {{ keys | join(', ') }},
        {{ masks | map(attribute='name') | join(', ') }},
        {{ daily_on }} as daily_on,
        cast(count(*) as {{ dbt.type_bigint() }}) as event_count,
        min(occurred_on) as first_on,
        max(occurred_on) as last_on
    from {{ prefix }}kinds_of_events
    group by
        {{ keys | join(', ') }},
        {{ masks | map(attribute='name') | join(', ') }}
        {{- ',\n        ' ~ daily_on if daily_masks }}

),

{{ prefix }}counts as (

    select
        parts.*,
        false as is_receipt,
        cast(null as {{ lead_scoring.type_moment() }}) as loaded_until,
        cast(null as {{ dbt.type_bigint() }}) as load_days
    from (
        {{ lead_scoring.indented(lead_scoring.tallied_kinds(prefix ~ 'kinds', masks, also_by) | trim, 8) }}
        {%- if may_repeat and counts_copies %}

        union all

        select
            lead_key,
            {{ lead_scoring.text_literal(lead_scoring.repeated_tally().tally_id) }} as tally_id,
            cast(null as date) as occurred_on,
            cast(count(*) as {{ dbt.type_bigint() }}) as event_count,
            min(occurred_on) as first_on,
            max(occurred_on) as last_on
        from {{ prefix }}copies
        where copy_number > 1{{ ' and is_new' if is_new }}
        group by lead_key
        {%- endif %}
    ) as parts

)
{%- endmacro %}
