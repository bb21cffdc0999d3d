{#
    The values of a column are spread lately as they were before: the population stability index of
    the two spans (see `drift_band`) is below a limit. Fails with a row for each bin of the column,
    if not.

    Args:
        column_name: the column, set by dbt.
        date_column: a column of days or times.
        recent_days: the last so many days up to the latest day of the table are compared …
        baseline_days: … with so many days before them; none: all.
        max_index: the index that fails.
        bins: numbers are cut into so many bins of the first span, equals in one; none: each value
            is a bin, for text and yes/no.

    Example:
        columns:
          - name: score
            data_tests:
              - lead_scoring.no_drift:
                  arguments: {date_column: scoring_date, recent_days: 28, bins: 10}
                  config: {where: scorecard_id = 'fit_engagement'}
#}
{% test no_drift(
    model, column_name, date_column, recent_days=28, baseline_days=none, max_index=0.25, bins=none
) %}
{%- set age = '(' ~ lead_scoring.days_between('observed.day', 'latest.day') ~ ')' %}

with

observed as (

    select
        {{ column_name }} as cell,
        cast({{ date_column }} as date) as day
    from {{ model }}

),

latest as (

    select max(day) as day
    from observed

),

counts as (

    select
        observed.cell as cell,
        {%- set early = age ~ ' >= ' ~ recent_days ~ (
            '' if baseline_days is none else ' and ' ~ age ~ ' < ' ~ (recent_days + baseline_days)
        ) %}
        sum(case when {{ early }} then 1 else 0 end) as baseline_rows,
        sum(case when {{ age }} < {{ recent_days }} then 1 else 0 end) as recent_rows
    from observed
    cross join latest
    group by observed.cell

),
{% if bins is not none %}
ranked as (

    select
        cell,
        baseline_rows,
        floor({{ bins }} * ({{ lead_scoring.double(
            'sum(baseline_rows) over (order by cell'
            ~ ' rows between unbounded preceding and current row) - baseline_rows'
        ) }} + {{ lead_scoring.double('baseline_rows') }} / 2) / sum(baseline_rows) over ()) as bin
    from counts
    where baseline_rows > 0 and cell is not null

),

bounds as (

    select
        bin,
        min(cell) as lower_bound,
        lead({{ lead_scoring.nullable('min(cell)') }}) over (order by bin) as upper_bound,
        row_number() over (order by bin) as place
    from ranked
    group by bin

),

binned as (

    select
        coalesce(bounds.bin, -1) as bin,
        sum(counts.baseline_rows) as baseline_rows,
        sum(counts.recent_rows) as recent_rows
    from counts
    left join bounds
        on (counts.cell >= bounds.lower_bound or bounds.place = 1)
        and (counts.cell < bounds.upper_bound or bounds.upper_bound is null)
        and counts.cell is not null
    group by coalesce(bounds.bin, -1)

),
{% else %}
binned as (

    select
        cell as bin,
        baseline_rows,
        recent_rows
    from counts
    where baseline_rows > 0 or recent_rows > 0

),
{% endif %}
shares as (

    select
        *,
        ({{ lead_scoring.double('baseline_rows') }} + 0.5)
            / (sum(baseline_rows) over () + 0.5 * count(*) over ()) as baseline_proportion,
        ({{ lead_scoring.double('recent_rows') }} + 0.5)
            / (sum(recent_rows) over () + 0.5 * count(*) over ()) as recent_proportion,
        sum(baseline_rows) over () as all_baseline_rows,
        sum(recent_rows) over () as all_recent_rows
    from binned

),

indexed as (

    select
        *,
        sum(
            (recent_proportion - baseline_proportion)
            * ln(recent_proportion / baseline_proportion)
        ) over ()
            as stability_index
    from shares

)

select
    bin,
    baseline_rows,
    recent_rows,
    stability_index
from indexed
where all_baseline_rows > 0
    and all_recent_rows > 0
    and stability_index >= {{ max_index }}

{% endtest %}
