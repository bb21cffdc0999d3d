{#
    The links between ids as they are delivered, and why one does not hold (SPEC: Inputs). A whole
    model.

    A record is an alias that is itself the id of a lead: its latest link holds at all times, unless
    it leads to an id that is no lead. Any other alias is a visitor: each of its links holds from
    its `linked_at` to the next one's, the first also before.

    Args:
        of: see `scope`.

    Example (models/core/int_lead_scoring__identity_links.sql, whole):
        {{ lead_scoring.identity_links() }}

            alias_id  | lead_id | linked_at  | starts_at  | ends_at    | exclusion_reason
            cookie-7  | ann     | 2026-05-01 |            | 2026-06-01 |
            cookie-7  | ben     | 2026-06-01 | 2026-06-01 |            |
            ann       | ann     | 2026-05-01 |            |            | self
#}
{% macro identity_links(of='lead') %}
{%- set scope = lead_scoring.scope(of) -%}
{%- set day = scope.day -%}
{%- set by_day = ', scoring_date' if scope.is_replay else '' -%}
{#- Written out, since a * of three joined tables has other names in ClickHouse. -#}
{%- set columns = ['alias_id', 'lead_id', 'linked_at', 'exclusion_reason']
    + (['scoring_date'] if scope.is_replay else []) -%}
{#- Chains of up to 2 ** 5 links. -#}
{%- set steps = 5 %}
{#- Views read the map: a wrong scorecard must leave it as it was. #}
-- depends_on: {{ ref('lead_scoring', 'stg_lead_scoring__score_overrides') }}
with

{{ lead_scoring.replayed_days(scope) -}}

identities as (

    select
        identities.alias_id as alias_id,
        identities.lead_id as lead_id,
        identities.linked_at as linked_at,
        identities.unreadable_time as unreadable_time
        {{- ',\n        days.scoring_date as scoring_date' if scope.is_replay }}
    from {{ ref('lead_scoring', 'stg_lead_scoring__identities').render() }} as identities
    {%- if scope.is_replay %}
    cross join days
    {%- endif %}

),

{{ lead_scoring.known_leads(scope) | trim }},

dated as (

    select
        *,
        case
            when alias_id is null then 'no_alias'
            when lead_id is null then 'no_lead'
            when unreadable_time is not null then 'unreadable_time'
            when linked_at is null then 'no_time'
            when {{ lead_scoring.local_day('linked_at') }} > {{ day }} then 'after_scoring_date'
            when alias_id = lead_id then 'self'
        end as exclusion_reason
    from identities

),

judged as (

    select
        {%- for column in columns %}
        dated.{{ column }} as {{ column }},
        {%- endfor %}
        records.lead_id is not null as is_record,
        leads.lead_id is not null as leads_to_lead
    from dated
    left join known_leads as records
        on dated.alias_id = records.lead_id
        {{- '\n        and dated.scoring_date = records.scoring_date' if scope.is_replay }}
    left join known_leads as leads
        on dated.lead_id = leads.lead_id
        and leads.exists_on_day
        {{- '\n        and dated.scoring_date = leads.scoring_date' if scope.is_replay }}

),

latest as (

    select
        *,
        row_number() over (
            partition by alias_id{{ by_day }}
            order by linked_at desc, {{ lead_scoring.by_code_point('lead_id') }} desc
        ) as age_rank
    from judged
    where exclusion_reason is null

),

-- Where links lead to, up to the first lead on the way: the latest link of a visitor, and any of a
-- record, since a link to nobody hides no earlier one.
way_0 as {{ lead_scoring.materialized_cte() }}(

    select distinct alias_id, lead_id, leads_to_lead{{ by_day }}
    from latest
    where is_record or age_rank = 1

),
{% for step in range(1, steps + 1) %}
{%- set before = 'way_' ~ (step - 1) %}
way_{{ step }} as {{ lead_scoring.materialized_cte() }}(

    select distinct
        {{ before }}.alias_id as alias_id,
        coalesce(further.lead_id, {{ before }}.lead_id) as lead_id,
        coalesce(further.leads_to_lead, {{ before }}.leads_to_lead) as leads_to_lead
        {{- ',\n        ' ~ before ~ '.scoring_date as scoring_date' if scope.is_replay }}
    from {{ before }}
    left join {{ before }} as further
        on {{ before }}.lead_id = further.alias_id
        and not {{ before }}.leads_to_lead
        {{- '\n        and ' ~ before ~ '.scoring_date = further.scoring_date' if scope.is_replay }}

),
{% endfor %}
-- The ids from which some way leads to a lead, or never ends.
ids_of_somebody as (

    select distinct ways.alias_id as alias_id
        {{- ',\n        ways.scoring_date as scoring_date' if scope.is_replay }}
    from way_{{ steps }} as ways
    left join way_0 as unfinished
        on ways.lead_id = unfinished.alias_id
        {{- '\n        and ways.scoring_date = unfinished.scoring_date' if scope.is_replay }}
    where ways.leads_to_lead or unfinished.alias_id is not null

),

informed as (

    select
        {%- for column in columns + ['is_record'] %}
        judged.{{ column }} as {{ column }},
        {%- endfor %}
        judged.is_record
            and not judged.leads_to_lead
            and ids_of_somebody.alias_id is null as leads_to_nobody
    from judged
    left join ids_of_somebody
        on judged.lead_id = ids_of_somebody.alias_id
        {{- '\n        and judged.scoring_date = ids_of_somebody.scoring_date' if scope.is_replay }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by
                alias_id, exclusion_reason, leads_to_nobody,
                case when not is_record then linked_at end{{ by_day }}
            order by linked_at desc, {{ lead_scoring.by_code_point('lead_id') }} desc
        ) as link_rank
    from informed

),

holding as (

    select
        *,
        row_number() over (partition by alias_id{{ by_day }} order by linked_at) as link_number,
        lead(linked_at) over (
            partition by alias_id{{ by_day }} order by linked_at
        ) as next_linked_at
    from ranked
    where exclusion_reason is null and not leads_to_nobody and link_rank = 1

),

final as (

    select
        alias_id,
        lead_id,
        linked_at,
        is_record,
        case when link_number > 1 then linked_at end as starts_at,
        next_linked_at as ends_at,
        -- from when on events of a visitor count where they count from the link on
        case when link_number = 1 and not is_record then linked_at end as first_linked_at,
        cast(null as {{ dbt.type_string() }}) as exclusion_reason
        {{- by_day }}
    from holding

    union all

    select
        alias_id,
        lead_id,
        linked_at,
        is_record,
        cast(null as {{ lead_scoring.type_utc_timestamp() }}) as starts_at,
        cast(null as {{ lead_scoring.type_utc_timestamp() }}) as ends_at,
        cast(null as {{ lead_scoring.type_utc_timestamp() }}) as first_linked_at,
        case
            when exclusion_reason is not null then exclusion_reason
            when leads_to_nobody then 'unknown_lead'
            else 'repeated_id'
        end as exclusion_reason
        {{- by_day }}
    from ranked
    where exclusion_reason is not null or leads_to_nobody or link_rank > 1

)

select * from final
{% endmacro %}

{#-
    The CTE `known_leads`: ids, of those that links name, of leads that exist on the day, or existed
    before it (`exists_on_day` is false: every version that had begun has ended).
-#}
{% macro known_leads(scope) %}
{%- set by_day = ', scoring_date' if scope.is_replay else '' -%}
{%- set validity = lead_scoring.validity_of_leads(scope.day) -%}
known_leads as {{ lead_scoring.materialized_cte() }}(

    select
        lead_id{{ by_day }},
        {{ 'max(' ~ validity.is_valid_number ~ ') = 1 or max(' ~ validity.is_over_number ~ ') = 0'
            if validity else 'true' }} as exists_on_day
    from (
        {{ lead_scoring.indented(lead_scoring.rows_of_leads(scope) | trim, 8) }}
    ) as versions
    where {{ lead_scoring.local_day('created_at') }} <= {{ scope.day }}
        and lead_id in (
            {%- for column in ('alias_id', 'lead_id') %}
            {{ 'union all\n            ' if not loop.first }}select {{ column }}
            from {{ ref('lead_scoring', 'stg_lead_scoring__identities').render() }}
            {%- endfor %}
        )
    group by lead_id{{ by_day }}

)
{%- endmacro %}
