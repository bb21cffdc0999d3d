{{ config(materialized = 'table', enabled = lead_scoring.has_metrics()) }}

with

digits as (
    {% for digit in range(10) %}
    select {{ digit }} as digit{{ ' union all' if not loop.last }}
    {%- endfor %}

),

numbers as (

    select thousands.digit * 1000 + hundreds.digit * 100 + tens.digit * 10 + ones.digit as number
    from digits as thousands
    cross join digits as hundreds
    cross join digits as tens
    cross join digits as ones

),

final as (

    select {{ lead_scoring.day_after(lead_scoring.date_literal('2015-01-01'), 'number') }}
        as date_day
    from numbers

)

select * from final
