{#
    A small number for each id of a lead that any input has, given once and kept. A whole model, on
    adapters that group by numbers much faster than by text, see `with_lead_key`.

    Example (models/core/int_lead_scoring__lead_keys.sql, whole but for its configuration):
        {{ lead_scoring.lead_keys_table() }}  ->  lead_id, lead_key, made_by
#}
{% macro lead_keys_table() %}
{#- Compiling without a connection nobody can look; a run always does. -#}
{%- set known = (flags.INTROSPECT or flags.WHICH != 'compile') and is_incremental() -%}
with

-- Leads first: there are few of them, and most events are theirs.
lead_ids as (
    {% for input, column in {'leads': 'lead_id', 'identities': 'lead_id', 'identities ': 'alias_id'}.items() %}
    select {{ column }} as lead_id from {{ ref('lead_scoring', 'stg_lead_scoring__' ~ input | trim) }}
    {{ 'union' if not loop.last }}
    {%- endfor %}
),

known_ids as {{ lead_scoring.read_once() }}(

    select lead_id from lead_ids where lead_id is not null
    {%- if known %}
    union
    select lead_id from {{ this }}
    {%- endif %}

),

further_ids as (

    select distinct events.lead_id
    from {{ ref('lead_scoring', 'stg_lead_scoring__events').render() }} as events
    where events.lead_id is not null
        and events.lead_id not in (select lead_id from known_ids)

),

new_ids as (

    select lead_id from known_ids
    {%- if known %}
    where lead_id not in (select lead_id from {{ this }})
    {%- endif %}
    union all
    select lead_id from further_ids

),

final as (

    select
        lead_id,
        cast(row_number() over () as integer)
            {{- ' + (select coalesce(max(lead_key), 0) from ' ~ this ~ ')' if known }} as lead_key,
        {{ '(select min(made_by) from ' ~ this ~ ')' if known else "'" ~ invocation_id ~ "'" }} as made_by
    from new_ids

)

select
    lead_id,
    cast(lead_key as integer) as lead_key,
    cast(made_by as varchar) as made_by
from final
{% endmacro %}
