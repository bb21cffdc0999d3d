{#
    A data test: rows of scores that differ from their ledger, in the score, in an axis or in how
    many rules fired; an entry without points, entries without a score, and a score that is there
    twice. One pass over the ledger.

    Args:
        scores, ledger: the two tables.
        keys: the columns that tell scores apart.

    Example (tests/data_tests/ledger_adds_up_to_score.sql, whole):
        {{ lead_scoring.ledger_differences(
            ref('lead_scoring', 'lead_scores'), ref('lead_scoring', 'lead_score_ledger'),
            ['lead_id', 'scorecard_id']
        ) }}

            lead_id | scorecard_id | score_rows | score | fit_score | … | rules_fired | no_points
            ann     | must_have    | 1          | 5.00  | 0.00      | … | 1           | 0
#}
{% macro ledger_differences(scores, ledger, keys) %}
{%- set keys = keys | join(', ') -%}
with

-- What a score has more than its entries.
differences as (

    select
        {{ keys }},
        1 as score_rows,
        score,
        fit_score,
        engagement_score,
        rules_fired,
        0 as no_points
    from {{ scores }}

    union all

    select
        {{ keys }},
        0 as score_rows,
        -sum(points) as score,
        -sum(case when axis = 'fit' then points else 0 end) as fit_score,
        -sum(case when axis = 'engagement' then points else 0 end) as engagement_score,
        -count(rule_id) as rules_fired,
        count(*) - count(points) as no_points
    from {{ ledger }}
    group by {{ keys }}

),

final as (

    select
        {{ keys }},
        sum(score_rows) as score_rows,
        sum(score) as score,
        sum(fit_score) as fit_score,
        sum(engagement_score) as engagement_score,
        sum(rules_fired) as rules_fired,
        sum(no_points) as no_points
    from differences
    group by {{ keys }}

)

select * from final
where score_rows <> 1
    or score <> 0
    or fit_score <> 0
    or engagement_score <> 0
    or rules_fired <> 0
    or no_points <> 0
{% endmacro %}
