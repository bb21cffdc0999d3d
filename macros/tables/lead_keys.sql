{#
    A small number for each id that may be a lead's, given once and kept. A whole model, on adapters
    that group by numbers much faster than by text, see `with_lead_key`.

    Ids of leads and of links have theirs from here; those of events before the events are read, see
    `give_keys_to_events`, so that a run looks at the ids of new events alone.

    Example (models/core/int_lead_scoring__lead_keys.sql, whole but for its configuration):
        {{ lead_scoring.lead_keys_table() }}

            lead_id | lead_key | made_by
            ann     | 1        | 0d9a…
            ben     | 2        | 0d9a…
#}
{% macro lead_keys_table() %}
{%- set columns = [('leads', 'lead_id'), ('identities', 'lead_id'), ('identities', 'alias_id')] -%}
{#- Nobody can look where it is only compiled, without a connection; a run always does. -#}
{%- set goes_on = (flags.INTROSPECT or flags.WHICH != 'compile') and is_incremental() -%}
with

ids as (
    {% for input, column in columns %}
    select {{ column }} as lead_id
    from {{ ref('lead_scoring', 'stg_lead_scoring__' ~ input) }}
    {{ '\n    union\n' if not loop.last }}
    {%- endfor %}
),

{{ lead_scoring.new_lead_keys(this if goes_on) | trim }}

select * from final
{% endmacro %}

{#-
    Before events are read: an `insert` of keys for those of their ids that have none. Empty where
    leads have no keys of their own.

    Example (a pre-hook of int_lead_scoring__activities):
        insert into int_lead_scoring__lead_keys with ids as ( … ) …
#}
{% macro give_keys_to_events() %}
    {%- if not execute or not lead_scoring.has_lead_keys() -%}{{ return('') }}{%- endif -%}
    {%- set scorecards = lead_scoring.scorecards(entity=none, with_challenger=true) -%}
    {%- set events = ref('lead_scoring', 'stg_lead_scoring__events') -%}
    {%- set reading = lead_scoring.activities_to_read(
        lead_scoring.activities_in_use(scorecards), scorecards, events
    ) -%}
insert into {{ lead_scoring.lead_keys() }} (lead_id, lead_key, made_by)
with

ids as (

    select distinct lead_id
    from {{ events }}
    {%- if reading.is_new %}
    where {{ reading.is_new }}
    {%- endif %}

),

{{ lead_scoring.new_lead_keys(lead_scoring.lead_keys()) | trim }}

select * from final
{% endmacro %}

{#-
    The CTE `final`: keys for those ids of the CTE `ids` that have none.

    Args:
        kept: the table of keys so far; none: there is none.
#}
{% macro new_lead_keys(kept) %}
new_ids as (

    select lead_id
    from ids
    where lead_id is not null
    {%- if kept %}
        and lead_id not in (select lead_id from {{ kept }})
    {%- endif %}

),

last_key as (

    {% if kept -%}
    select coalesce(max(lead_key), 0) as lead_key, min(made_by) as made_by
    from {{ kept }}
    {%- else -%}
    select 0 as lead_key, '{{ invocation_id }}' as made_by
    {%- endif %}

),

final as (

    select
        new_ids.lead_id as lead_id,
        cast(last_key.lead_key + row_number() over () as integer) as lead_key,
        cast(coalesce(last_key.made_by, '{{ invocation_id }}') as varchar) as made_by
    from new_ids
    cross join last_key

)
{%- endmacro %}
