{#
    The conversions, a row each, in a replay once for each day: whose it is by the link in force at
    its time, and why it does not count. A whole model.

    Args:
        of: 'lead' or 'replay', see `scope`.

    Example (models/core/int_lead_scoring__conversions.sql, whole):
        {{ lead_scoring.conversions() }}  ->  lead_id, lead_key, converted_on, exclusion_reason
#}
{% macro conversions(of='lead') %}
{%- set scope = lead_scoring.scope(of) -%}
{%- set staged = ref('lead_scoring', 'stg_lead_scoring__conversions') -%}
{%- set leads = lead_scoring.table_of('leads', scope) -%}
{%- set by_day = scope.is_replay -%}
{%- set identities = lead_scoring.joined_identities(
    scope, 'conversions', 'lead_id', 'converted_at', kind='id'
) -%}
with

{{ lead_scoring.replayed_days(scope) -}}

conversions as (

    select
        conversions.lead_id as lead_id,
        conversions.converted_at as converted_at,
        conversions.unreadable_time as unreadable_time,
        {{ lead_scoring.local_day('conversions.converted_at') }} as converted_on
        {{- ',\n        days.scoring_date as scoring_date' if by_day }}
    from {{ staged.render() }} as conversions
    {{ 'cross join days' if by_day }}

),

identified as (

    select
        conversions.*,
        {{ lead_scoring.identified('conversions', 'lead_id', 'id') }} as final_lead_id
    from conversions
    {{ lead_scoring.indented(identities | trim, 4) }}

),

final as (

    select
        identified.final_lead_id as lead_id,
        leads.lead_key as lead_key,
        {%- if by_day %}
        identified.scoring_date as scoring_date,
        {%- endif %}
        identified.converted_on as converted_on,
        case
            when identified.lead_id is null then 'no_lead'
            when leads.lead_key is null then 'unknown_lead'
            when identified.unreadable_time is not null then 'unreadable_time'
            when identified.converted_on is null then 'no_time'
            when identified.converted_on > {{ 'identified.scoring_date' if by_day else scope.day }}
                then 'after_scoring_date'
        end as exclusion_reason
    from identified
    left join {{ leads.render() }} as leads
        on identified.final_lead_id = leads.lead_id
        and leads.exclusion_reason is null
        {{- '\n        and identified.scoring_date = leads.scoring_date' if by_day }}

)

select * from final
{% endmacro %}
