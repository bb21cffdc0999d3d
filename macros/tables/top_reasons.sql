{#
    The CTE `totals_with_reasons`: the CTE `totals` with the three entries of the largest absolute
    points in words (SPEC: Output tables): `first_reason`, and `second_reason` and `third_reason`
    behind a `; `, empty where there are fewer. Equals stand by rule_id, then limits of groups,
    overrides and the limit of the score; the positive one first. Reads the CTEs `reason_texts`,
    `entries` and `totals`.

    Args:
        scope, scorecards: see `scores_of`.

    Example:
        with reason_texts as (…), entries as (…), totals as (…),
        {{ lead_scoring.top_reasons(scope, scorecards) }}
#}
{% macro top_reasons(scope, scorecards) %}
    {{ return(adapter.dispatch('top_reasons', 'lead_scoring')(scope, scorecards)) }}
{% endmacro %}

{% macro default__top_reasons(scope, scorecards) %}
{%- set keys = scope['keys'] | join(', ') -%}
ranked_entries as (

    select
        {%- for key in scope['keys'] %}
        entries.{{ key }} as {{ key }},
        {%- endfor %}
        entries.scorecard_id as scorecard_id,
        reason_texts.description || ' ('
            || {{ lead_scoring.points_in_words('entries.points') }} || ')' as reason,
        row_number() over (
            partition by entries.{{ scope['keys'] | join(', entries.') }},
                entries.scorecard_id
            order by abs(entries.points) desc, entries.place, entries.points desc
        ) as reason_rank
    from entries
    inner join reason_texts
        on entries.place = reason_texts.place

),

reasons as (

    select
        {{ keys }},
        scorecard_id,
        max(case when reason_rank = 1 then reason end) as first_reason,
        coalesce('; ' || max(case when reason_rank = 2 then reason end), '') as second_reason,
        coalesce('; ' || max(case when reason_rank = 3 then reason end), '') as third_reason
    from ranked_entries
    where reason_rank <= 3
    group by {{ keys }}, scorecard_id

),

totals_with_reasons as (

    select
        totals.*,
        reasons.first_reason as first_reason,
        reasons.second_reason as second_reason,
        reasons.third_reason as third_reason
    from totals
    left join reasons
        on {{ lead_scoring.same_keys(scope, 'totals', 'reasons') }}
        and totals.scorecard_id = reasons.scorecard_id

)
{% endmacro %}

{% macro duckdb__top_reasons(scope, scorecards) %}
{%- set places = lead_scoring.reason_positions(scorecards) -%}
totals_with_reasons as (

    select
        totals.*
        {%- for name in ('first', 'second', 'third') %}
        {%- set packed = 'largest[' ~ loop.index ~ ']' -%}
        {%- set points = lead_scoring.points_in_words(
            'cast(' ~ lead_scoring._points_of(packed, places) ~ ' as decimal(18, 2))'
        ) -%}
        {%- set reason = name ~ "_text.description || ' (' || " ~ points ~ " || ')'" %},
        {{ reason if loop.first else "coalesce('; ' || " ~ reason ~ ", '')" }} as {{ name }}_reason
        {%- endfor %}
    from totals
    {%- for name in ('first', 'second', 'third') %}
    left join reason_texts as {{ name }}_text
        on {{ places - 1 }} - (largest[{{ loop.index }}] // 2) % {{ places }}
            = {{ name }}_text.place
    {%- endfor %}

)
{% endmacro %}

{#-
    A further column of the CTE `totals`, after a comma: the three largest entries as numbers, of
    the points in cents, then the place among equals, then the sign. Sorting every lead's entries
    takes DuckDB ten times as long; elsewhere they are sorted, and this is empty.
-#}
{% macro largest_entries(scorecards) %}
    {{ return(adapter.dispatch('largest_entries', 'lead_scoring')(scorecards)) }}
{% endmacro %}

{% macro default__largest_entries(scorecards) %}
    {{ return('') }}
{% endmacro %}

{% macro duckdb__largest_entries(scorecards) %}
{%- set places = lead_scoring.reason_positions(scorecards) -%}
{%- set whole = 'bigint' if lead_scoring.most_points(scorecards) * 100 * 2 * places < 2 ** 62
    else 'hugeint' -%}
,
        max(
            cast(abs(points) * 100 as {{ whole }}) * {{ 2 * places }}
                + ({{ places - 1 }} - place) * 2 + case when points < 0 then 0 else 1 end,
            3
        ) as largest
{%- endmacro %}

{#- One more than there are reasons. -#}
{% macro reason_positions(scorecards) %}
    {{ return(lead_scoring.reasons_in_order(scorecards) | length + 1) }}
{% endmacro %}

{% macro _points_of(packed, places) %}
    {{ return(
        'cast(' ~ packed ~ ' // ' ~ 2 * places ~ ' as decimal(18, 0)) * (case when ' ~ packed
        ~ ' % 2 = 1 then 0.01 else -0.01 end)'
    ) }}
{% endmacro %}

{#- What entries can stand for, in the order in which equals are told. -#}
{% macro reasons_in_order(scorecards) %}
    {%- set rules, group_limits, overrides, score_limits = [], [], {}, [] -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules -%}
            {%- do rules.append({
                'scorecard_id': card.scorecard_id,
                'entry_type': lead_scoring.entry_type_of(rule), 'group_id': rule.group_id,
                'rule_id': rule.rule_id, 'description': rule.description or rule.rule_id,
            }) -%}
        {%- endfor -%}
        {%- for group in card.groups.values()
            if group.combine | lower == 'max' or group.min_points or group.max_points -%}
            {%- do group_limits.append({
                'scorecard_id': card.scorecard_id, 'entry_type': 'group_limit',
                'group_id': group.group_id, 'rule_id': none,
                'description': lead_scoring.limit_in_words(
                    'Group ' ~ group.group_id, group.min_points, group.max_points,
                    group.combine | lower == 'max'
                ),
            }) -%}
        {%- endfor -%}
        {%- if card.min_score or card.max_score -%}
            {%- do score_limits.append({
                'scorecard_id': card.scorecard_id, 'entry_type': 'score_limit', 'group_id': none,
                'rule_id': none,
                'description': lead_scoring.limit_in_words('Score', card.min_score, card.max_score),
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set enabled = scorecards.cards | map(attribute='scorecard_id') | list -%}
    {%- for line in scorecards.overrides if line.scorecard_id in enabled -%}
        {%- set description = line.reason or 'Override' -%}
        {%- do overrides.update({line.scorecard_id ~ '\x00' ~ description: {
            'scorecard_id': line.scorecard_id, 'entry_type': 'override', 'group_id': none,
            'rule_id': none, 'description': description,
        }}) -%}
    {%- endfor -%}
    {{ return(
        rules | sort(attribute='rule_id', case_sensitive=true)
        + group_limits | sort(attribute='group_id', case_sensitive=true)
        + overrides.values() | sort(attribute='description', case_sensitive=true)
        + score_limits
    ) }}
{% endmacro %}

{% macro reason_rows(scorecards) %}
    {%- set text, rows = dbt.type_string(), [] -%}
    {%- for reason in lead_scoring.reasons_in_order(scorecards) -%}
        {%- do rows.append([
            loop.index, lead_scoring.text_literal(reason.scorecard_id),
            lead_scoring.text_literal(reason.entry_type),
            lead_scoring.cell_literal(reason.group_id), lead_scoring.cell_literal(reason.rule_id),
            lead_scoring.text_literal(reason.description),
        ]) -%}
    {%- endfor -%}
    {%- set types = lead_scoring.name_types(scorecards) -%}
    {{ return(lead_scoring.inline_rows({
        'place': dbt.type_int(), 'scorecard_id': types.scorecard_id, 'entry_type': text,
        'group_id': types.group_id, 'rule_id': types.rule_id, 'description': text,
    }, rows)) }}
{% endmacro %}
