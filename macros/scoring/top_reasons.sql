{#
    The CTE `reasons`: of each lead and scorecard the three entries with the largest absolute points, in
    words (SPEC: Output tables). Equals stand in the order of `entries`, then the positive one first.
    Reads the CTEs `ledger` and `entries`.

    Args:
        scorecards: see `scorecards`.

    Example:
        with entries as (…), ledger as (…), {{ lead_scoring.top_reasons(scorecards) }}
#}
{% macro top_reasons(scorecards) %}
    {{ return(adapter.dispatch('top_reasons', 'lead_scoring')(scorecards)) }}
{% endmacro %}

{% macro default__top_reasons(scorecards) %}
ranked_entries as (

    select
        ledger.lead_key as lead_key,
        ledger.scorecard_id as scorecard_id,
        entries.description || ' (' || {{ lead_scoring.points_in_words('ledger.points') }} || ')' as reason,
        row_number() over (
            partition by ledger.lead_key, ledger.scorecard_id
            order by abs(ledger.points) desc, ledger.entry_number, ledger.points desc
        ) as reason_rank
    from ledger
    inner join entries
        on ledger.entry_number = entries.entry_number

),

reasons as (

    select
        lead_key,
        scorecard_id,
        max(case when reason_rank = 1 then reason end)
            || coalesce('; ' || max(case when reason_rank = 2 then reason end), '')
            || coalesce('; ' || max(case when reason_rank = 3 then reason end), '') as top_reasons
    from ranked_entries
    where reason_rank <= 3
    group by lead_key, scorecard_id

)
{% endmacro %}

{#- Sorting every lead's entries takes DuckDB ten times as long as keeping the three largest numbers:
    the points in cents, then the place among equals, then the sign. -#}
{% macro duckdb__top_reasons(scorecards) %}
{%- set place = (lead_scoring.entries(scorecards) | length) + 1 -%}
{%- set whole = 'bigint' if lead_scoring.most_points(scorecards) * 100 * 2 * place < 2 ** 62 else 'hugeint' -%}
largest_entries as (

    select
        lead_key,
        scorecard_id,
        max(
            cast(abs(points) * 100 as {{ whole }}) * {{ 2 * place }}
                + ({{ place - 1 }} - entry_number) * 2 + case when points < 0 then 0 else 1 end,
            3
        ) as largest
    from ledger
    group by lead_key, scorecard_id

),

reasons as (

    select
        largest_entries.lead_key as lead_key,
        largest_entries.scorecard_id as scorecard_id,
        {%- for place_of_reason in (1, 2, 3) %}
        {{ "coalesce('; ' || " if not loop.first }}entry_{{ loop.index }}.description || ' (' || {{
            lead_scoring.points_in_words('cast(' ~ lead_scoring._points_of('largest[' ~ loop.index ~ ']', place) ~ ' as decimal(18, 2))')
        }} || ')'{{ ", '')" if not loop.first }}{{ ' || ' if not loop.last else ' as top_reasons' }}
        {%- endfor %}
    from largest_entries
    {%- for place_of_reason in (1, 2, 3) %}
    left join entries as entry_{{ loop.index }}
        on {{ place - 1 }} - (largest[{{ loop.index }}] // 2) % {{ place }} = entry_{{ loop.index }}.entry_number
    {%- endfor %}

)
{% endmacro %}

{% macro _points_of(packed, place) %}
    {{ return(
        'cast(' ~ packed ~ ' // ' ~ 2 * place ~ ' as decimal(18, 0)) * (case when ' ~ packed ~ ' % 2 = 1 then 0.01 else -0.01 end)'
    ) }}
{% endmacro %}
