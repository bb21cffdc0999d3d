{#
    What is wrong with the inputs as a whole, before anything is scored from them: a row per finding
    and input, see `findings`. A whole model.

    Example (models/core/intermediate/int_lead_scoring__input_findings.sql, whole):
        {{ lead_scoring.input_findings() }}

            finding         | found_in                                | row_count | example
            no_lead_counted | input leads                             | 0         | 0 of 4990 rows
            rows_left_out   | input conversions, reason unknown_lead  | 310       | 310 of 312 rows
#}
{% macro input_findings() %}
{%- set audit = ref('lead_scoring', 'scoring_input_audit') -%}
{%- set activities = ref('lead_scoring', 'int_lead_scoring__activities') -%}
{%- set scorecards = lead_scoring.scorecards(entity=none) -%}
{%- set text = lead_scoring.type_text() -%}
{%- set day = lead_scoring.scoring_day() -%}
{%- set quote = lead_scoring.text_literal("'") -%}
with

audit as (

    select
        input,
        reason,
        row_count,
        example as unreadable_time,
        sum(row_count) over (partition by input) as total,
        sum(case when reason = 'counted' then row_count else 0 end) over (
            partition by input
        ) as counted,
        cast(row_count as {{ text }}) || ' of '
            || cast(sum(row_count) over (partition by input) as {{ text }}) || ' rows' as example
    from {{ audit }}

),

newest_event as (

    select max(occurred_on) as occurred_on
    from {{ activities }}
    where known_on <= {{ day }}

),
{%- if 'loaded_at' in scorecards.inputs.events %}

-- Events that were loaded on a later day than that of their own, by the former.
later_loads as (

    select
        known_on,
        sum(case when is_event then 1 else 0 end) as row_count,
        min(occurred_on) as first_on
    from {{ activities }}
    where occurred_on < known_on
        and known_on <= {{ day }}
    group by known_on

),
{%- endif %}

findings as (

    select
        'no_lead_counted' as finding,
        'input leads' as found_in,
        input,
        'lead_id' as column_name,
        row_count,
        example
    from audit
    where input = 'leads' and reason = 'counted' and row_count = 0

    union all

    select
        'all_events_unknown' as finding,
        'input events' as found_in,
        input,
        'lead_id' as column_name,
        row_count,
        example
    from audit
    where input = 'events' and reason = 'unknown_lead' and row_count > 0 and counted = 0
        and (select max(counted) from audit where input = 'leads') > 0

    union all

    -- Other reasons leave out what is meant to be left out.
    select
        'rows_left_out' as finding,
        'input ' || input || ', reason ' || reason as found_in,
        input,
        null as column_name,
        row_count,
        example
    from audit
    where {{ lead_scoring.in_list(
        'reason', lead_scoring.text_literals(lead_scoring.reasons_for_alarm())
    ) }}
        and input <> 'score_overrides'
        and row_count * 100 > total * {{
            lead_scoring.percent_setting('health_max_left_out_percent') }}
        and not (input = 'events' and reason = 'unknown_lead' and counted = 0)

    union all

    select
        'unreadable_time' as finding,
        'input ' || input as found_in,
        input,
        case input
            when 'leads' then 'created_at'
            when 'events' then 'occurred_at'
            when 'conversions' then 'converted_at'
            else 'linked_at'
        end as column_name,
        row_count,
        coalesce({{ quote }} || unreadable_time || {{ quote }} || ', ', '') || example as example
    from audit
    where reason = 'unreadable_time' and row_count > 0

    union all

    select
        'no_recent_event' as finding,
        'input events' as found_in,
        'events' as input,
        'occurred_at' as column_name,
        0 as row_count,
        'the newest is of ' || cast(occurred_on as {{ text }}) as example
    from newest_event
    where {{ lead_scoring.days_between('occurred_on', day) }} > {{
        lead_scoring.integer_setting('health_max_event_age_days') }}
    {%- if 'loaded_at' in scorecards.inputs.events %}

    union all

    select
        'loaded_on_one_day' as finding,
        'input events, loaded on ' || cast(later_loads.known_on as {{ text }}) as found_in,
        'events' as input,
        'loaded_at' as column_name,
        later_loads.row_count as row_count,
        'of ' || cast(audit.total as {{ text }}) || ' events, from '
            || cast(later_loads.first_on as {{ text }}) || ' on' as example
    from later_loads
    inner join audit
        on audit.input = 'events' and audit.reason = 'counted'
    where later_loads.row_count * 100 > audit.total * {{
            lead_scoring.percent_setting('health_max_loaded_on_one_day_percent') }}
        and {{ lead_scoring.days_between('later_loads.first_on', 'later_loads.known_on') }} > 30
    {%- endif %}
    {%- for change in lead_scoring.changed_types() %}

    union all

    select
        'column_type_changed' as finding,
        {{ lead_scoring.text_literal(
            'input ' ~ change.input ~ ', column ' ~ change.column
        ) }} as found_in,
        {{ lead_scoring.text_literal(change.input) }} as input,
        {{ lead_scoring.text_literal(change.column) }} as column_name,
        0 as row_count,
        {{ lead_scoring.text_literal(
            change.before ~ ' on the last run, now ' ~ change.now
        ) }} as example
    {%- endfor %}

)

{{ lead_scoring.select_findings('findings', [
    'finding', 'found_in', 'input', 'column_name', 'row_count', 'example'
]) | trim }}
{% endmacro %}

{#- Reasons for which many rows of a good input would not be left out. On a past day much of it
    comes later. -#}
{% macro reasons_for_alarm() %}
    {{ return([
        'no_lead', 'no_alias', 'no_time', 'unreadable_time', 'unknown_lead', 'unknown_account',
        'repeated_id', 'self', 'circular',
    ] + (['after_scoring_date'] if lead_scoring.scores_today() else [])) }}
{% endmacro %}

{#- Whether the day that is scored is that of the run. -#}
{% macro scores_today() %}
    {%- set zone = modules.pytz.timezone(lead_scoring.timezone()) -%}
    {{ return(
        lead_scoring.scoring_date() == run_started_at.astimezone(zone).strftime('%Y-%m-%d')
    ) }}
{% endmacro %}
