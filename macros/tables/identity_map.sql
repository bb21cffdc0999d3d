{#
    The identity map: which lead an id stands for, from when to when, once all links have been
    followed (SPEC: Inputs). A row per alias and span; without a lead the id stands for itself: its
    links lead back to where they began, or to nobody. A whole model.

    Chains are followed at one moment: of two links those parts of their spans go together that they
    have in common. From a record on the latest links hold, so that a merged record has one
    survivor. Each step follows twice as many links as the one before.

    Args:
        of: see `scope`.

    Example (models/core/int_lead_scoring__identity_map.sql, whole):
        {{ lead_scoring.identity_map() }}

            alias_id  | lead_id | starts_at  | ends_at    | is_circular
            cookie-7  | ann     |            | 2026-06-01 | false
            cookie-7  | ben     | 2026-06-01 |            | false
#}
{% macro identity_map(of='lead') %}
{%- set scope = lead_scoring.scope(of) -%}
{%- set by_day = ['scoring_date'] if scope.is_replay else [] -%}
{#- Chains of up to 2 ** 5 links. -#}
{%- set steps = 5 -%}
with

{{ lead_scoring.replayed_days(scope) -}}

{{ lead_scoring.known_leads(scope) | trim }},

chain_0 as {{ lead_scoring.materialized_cte() }}(

    select
        links.alias_id as alias_id,
        links.lead_id as lead_id,
        links.starts_at as starts_at,
        links.ends_at as ends_at,
        links.first_linked_at as first_linked_at,
        links.is_record as has_record,
        -- the last id of the chain that is a lead: where the end is none,
        -- the links after it say nothing
        case when known_leads.exists_on_day then links.lead_id end as last_lead_id
        {%- for column in by_day %},
        links.{{ column }} as {{ column }}
        {%- endfor %}
    from {{ lead_scoring.table_of('identity_links', scope).render() }} as links
    left join known_leads
        on links.lead_id = known_leads.lead_id
        {%- for column in by_day %}
        and links.{{ column }} = known_leads.{{ column }}
        {%- endfor %}
    where links.exclusion_reason is null

),
{% for step in range(1, steps + 1) %}
{%- set before, here = 'chain_' ~ (step - 1), 'chain_' ~ step %}
{{ here }} as {{ lead_scoring.materialized_cte() }}(

    select
        {{ before }}.alias_id as alias_id,
        coalesce(next_links.lead_id, {{ before }}.lead_id) as lead_id,
        case
            when {{ before }}.has_record or next_links.starts_at is null then {{ before }}.starts_at
            when {{ before }}.starts_at > next_links.starts_at then {{ before }}.starts_at
            else next_links.starts_at
        end as starts_at,
        case
            when {{ before }}.has_record or next_links.ends_at is null then {{ before }}.ends_at
            when {{ before }}.ends_at < next_links.ends_at then {{ before }}.ends_at
            else next_links.ends_at
        end as ends_at,
        case
            when {{ before }}.has_record or next_links.first_linked_at is null
                then {{ before }}.first_linked_at
            when {{ before }}.first_linked_at > next_links.first_linked_at
                then {{ before }}.first_linked_at
            else next_links.first_linked_at
        end as first_linked_at,
        {{ before }}.has_record or coalesce(next_links.has_record, false) as has_record,
        coalesce(next_links.last_lead_id, {{ before }}.last_lead_id) as last_lead_id
        {%- for column in by_day %},
        {{ before }}.{{ column }} as {{ column }}
        {%- endfor %}
    from {{ before }}
    left join {{ before }} as next_links
        on {{ before }}.lead_id = next_links.alias_id
        {%- for column in by_day %}
        and {{ before }}.{{ column }} = next_links.{{ column }}
        {%- endfor %}
        and {{ lead_scoring.indented(lead_scoring.goes_on(before, 'next_links') | trim, 8) }}

),
{% endfor %}
followed as (

    select
        chains.*,
        unfinished.alias_id is not null as is_circular
    from chain_{{ steps }} as chains
    left join (
        select distinct alias_id{{ ', ' ~ by_day[0] if by_day }} from chain_0
    ) as unfinished
        on chains.lead_id = unfinished.alias_id
        {%- for column in by_day %}
        and chains.{{ column }} = unfinished.{{ column }}
        {%- endfor %}

),

ends as (

    select
        alias_id,
        case when not is_circular then last_lead_id end as lead_id,
        starts_at,
        ends_at,
        first_linked_at,
        is_circular
        {%- for column in by_day %},
        {{ column }}
        {%- endfor %}
    from followed

),

final as (

    {{ lead_scoring.indented(lead_scoring.with_keys_of_aliases('ends', by_day) | trim, 4) }}

)

select * from final
{% endmacro %}

{#- The identity map with the keys of both ids, see `with_lead_key`. -#}
{% macro with_keys_of_aliases(rows, by_day) %}
{%- set columns = ['alias_id', 'lead_id', 'starts_at', 'ends_at', 'first_linked_at', 'is_circular']
    + by_day -%}
{%- set has_keys = lead_scoring.has_lead_keys() -%}
select
    {{ 'alias_keys.lead_key' if has_keys else 'alias_id' }} as alias_key,
    {{ 'lead_keys.lead_key' if has_keys else 'lead_id' }} as lead_key,
    {%- for column in columns %}
    {{ rows }}.{{ column }} as {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ rows }}
{%- if has_keys %}
inner join {{ lead_scoring.lead_keys() }} as alias_keys
    on {{ rows }}.alias_id = alias_keys.lead_id
left join {{ lead_scoring.lead_keys() }} as lead_keys
    on {{ rows }}.lead_id = lead_keys.lead_id
{%- endif %}
{% endmacro %}

{#- Whether ids can be linked: an input says so. -#}
{% macro links_ids() %}
    {{ return(lead_scoring.input_source('identities') is not none) }}
{% endmacro %}

{#-
    A join to the identity map, for rows that have a moment; empty where no ids are linked.

    Args:
        scope: see `scope`.
        rows: name of the query.
        alias: its column that holds the id, or its key (`alias_key` is then joined).
        moment: its column that holds the moment; none: the link that is the latest.
        kind: 'key' or 'id'.

    Example:
        from activities
        {{ lead_scoring.joined_identities(scope, 'activities', 'lead_key', 'occurred_at') }}
-#}
{% macro joined_identities(scope, rows, alias, moment=none, kind='key') %}
{#- dbt learns of dependencies while parsing, when it is not known yet whether there are links. -#}
{%- if lead_scoring.links_ids() or not execute -%}
    {%- set map = lead_scoring.table_of(
        'identity_map', scope if scope.entity == 'lead' else lead_scoring.scope()
    ).render() -%}
{%- endif -%}
{%- if lead_scoring.links_ids() %}
left join {{ map }} as identity_map
    on {{ rows }}.{{ alias }} = identity_map.alias_{{ kind }}
    {%- if scope.is_replay %}
    and {{ 'days' if rows == 'activities' else rows }}.scoring_date = identity_map.scoring_date
    {%- endif %}
    {%- if moment %}
    and {{ lead_scoring.during(
        rows ~ '.' ~ moment, 'identity_map.starts_at', 'identity_map.ends_at'
    ) }}
    {%- else %}
    and identity_map.ends_at is null
    {%- endif %}
{%- endif %}
{% endmacro %}

{#- Whose a row is, from a join to the identity map: an id stands for itself
    unless it is linked. -#}
{% macro identified(rows, alias, kind='key') %}
    {%- set own = rows ~ '.' ~ alias -%}
    {{ return(
        'coalesce(identity_map.lead_' ~ kind ~ ', ' ~ own ~ ')' if lead_scoring.links_ids() else own
    ) }}
{% endmacro %}

{#- That a row came after the first link of its id, where what came before belongs to nobody
    (`from_link`), as conditions over a join to the identity map, a list. -#}
{% macro after_link_conditions(rows, moment) %}
    {{ return(
        [
            '(identity_map.first_linked_at is null or '
            ~ rows ~ '.' ~ moment ~ ' >= identity_map.first_linked_at)'
        ] if lead_scoring.links_ids() and lead_scoring.stitch() == 'from_link' else []
    ) }}
{% endmacro %}
