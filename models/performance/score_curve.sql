{{ config(enabled = lead_scoring.is_replayed()) }}

with

counts as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__score_counts').render() }}

),

final as (

    select
        scorecard_id,
        is_disqualified,
        score,
        leads,
        converted,
        cast(leads_above + leads as {{ dbt.type_bigint() }}) as leads_from_here,
        cast(converted_above + converted as {{ dbt.type_bigint() }}) as converted_from_here,
        {{ lead_scoring.rounded(lead_scoring.double('leads_above + leads') ~ ' / all_leads') }}
            as proportion_of_leads,
        {{ lead_scoring.rounded(
            lead_scoring.double('converted_above + converted') ~ ' / nullif(all_converted, 0)'
        ) }} as proportion_of_conversions,
        {{ lead_scoring.rounded(
            lead_scoring.double('leads_above + leads - converted_above - converted')
            ~ ' / nullif(all_leads - all_converted, 0)'
        ) }} as proportion_of_others
    from counts
    where period = 'all days'

)

{{ lead_scoring.select_contract('final') }}
