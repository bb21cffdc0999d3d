{#
    A small number for each id of a lead that any input has, given once and kept. A whole model, on
    adapters that group by numbers much faster than by text, see `with_lead_key`.

    Example (models/core/int_lead_scoring__lead_keys.sql, whole but for its configuration):
        {{ lead_scoring.lead_keys_table() }}

            lead_id | lead_key | made_by
            ann     | 1        | 0d9a…
            ben     | 2        | 0d9a…
#}
{% macro lead_keys_table() %}
{%- set columns = [
    ('leads', 'lead_id'), ('events', 'lead_id'), ('identities', 'lead_id'),
    ('identities', 'alias_id'),
] -%}
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

new_ids as (

    select lead_id
    from ids
    where lead_id is not null
    {%- if goes_on %}
        and lead_id not in (select lead_id from {{ this }})
    {%- endif %}

),

last_key as (

    {% if goes_on -%}
    select coalesce(max(lead_key), 0) as lead_key, min(made_by) as made_by
    from {{ this }}
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

select * from final
{% endmacro %}
