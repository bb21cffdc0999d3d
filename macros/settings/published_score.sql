{#
    A score as it is published: with `lead_scoring__publish_decimals`, rounded half away from zero,
    but to no number that another tier has; within a tier that has no such number it stays exact. So
    nobody sees one score with two tiers (`disqualified` is no band of the score). With tiers of the
    best so many percent every score of the scorecard is exact.

    Args:
        scorecards: see `scorecards`.
        score, tier, scorecard_id: SQL of the exact score, its tier and its scorecard.

    Example (hot from 40, and warm from 20):
        {{ lead_scoring.published_score(scorecards, 'score', 'tier', 'scorecard_id') }}
            ->  cast(case
                    when scorecard_id = 'fit_engagement' and tier = 'hot'
                        then greatest(round(score, 0), 40)
                    when scorecard_id = 'fit_engagement' and tier = 'warm'
                        then least(greatest(round(score, 0), 20), 39)
                    …
                    else round(score, 0)
                end as decimal(18, 2))
#}
{% macro published_score(scorecards, score, tier, scorecard_id) %}
    {{ return(adapter.dispatch('published_score', 'lead_scoring')(
        scorecards, score, tier, scorecard_id
    ) | trim) }}
{% endmacro %}

{% macro default__published_score(scorecards, score, tier, scorecard_id) %}
{%- set rounded = 'round(' ~ score ~ ', ' ~ lead_scoring.setting('publish_decimals') ~ ')' -%}
{%- set branches = [] -%}
{%- for card in scorecards.cards -%}
    {%- if card.tiers.score | selectattr('lower_percent') | list -%}
        {#- Where a tier of so many percent begins is another score every day. -#}
        {%- do branches.append(
            'when ' ~ scorecard_id ~ ' = ' ~ lead_scoring.text_literal(card.scorecard_id)
            ~ '\n        then ' ~ score
        ) -%}
    {%- endif -%}
    {%- for band in lead_scoring.published_bands(card.tiers.score) -%}
        {%- set value = score if band.is_exact else rounded -%}
        {%- if band.lowest is not none and not band.is_exact -%}
            {%- set value = 'greatest(' ~ value ~ ', ' ~ band.lowest ~ ')' -%}
        {%- endif -%}
        {%- if band.highest is not none and not band.is_exact -%}
            {%- set value = 'least(' ~ value ~ ', ' ~ band.highest ~ ')' -%}
        {%- endif -%}
        {%- do branches.append(
            'when ' ~ scorecard_id ~ ' = ' ~ lead_scoring.text_literal(card.scorecard_id)
            ~ ' and ' ~ tier ~ ' = ' ~ lead_scoring.text_literal(band.tier)
            ~ '\n        then ' ~ value
        ) -%}
    {%- endfor -%}
{%- endfor -%}
cast({% if branches %}case
    {{ branches | join('\n    ') }}
    else {{ rounded }}
end{% else %}{{ rounded }}{% endif %} as {{ lead_scoring.type_decimal(18, 2) }})
{% endmacro %}

{#-
    The least and the greatest number with which a score in a tier is published, as SQL: none where
    the tier has no end on that side, and `is_exact` where no such number is in it. Counted in
    hundredths: scores have two decimals, and floats are not exact.

    Example:
        {{ lead_scoring.published_bands(card.tiers.score) }}
            ->  [{'tier': 'hot', 'lowest': '40', 'highest': none, 'is_exact': false}, …]
-#}
{% macro published_bands(tiers) %}
    {%- set step = [100, 10, 1][lead_scoring.setting('publish_decimals') | int] -%}
    {%- set bands, bound_above = [], [] -%}
    {%- set has_bounds = not tiers | selectattr('lower_percent') | list -%}
    {%- for tier in tiers if tiers | length > 1 and has_bounds -%}
        {%- set bound = none if tier.lower_bound is none else lead_scoring._hundredths(tier) -%}
        {%- set first = none if bound is none else -(-bound // step) -%}
        {%- set last = (bound_above[-1] - 1) // step if bound_above else none -%}
        {%- do bands.append({
            'tier': tier.tier,
            'lowest': none if first is none else lead_scoring._number_of(first * step),
            'highest': none if last is none else lead_scoring._number_of(last * step),
            'is_exact': first is not none and last is not none and first > last,
        }) -%}
        {%- do bound_above.append(bound) -%}
    {%- endfor -%}
    {{ return(bands) }}
{% endmacro %}

{#- The least score that is in a tier, in hundredths. -#}
{% macro _hundredths(tier) %}
    {%- set parts = lead_scoring._read_number(tier.lower_bound).split('.') -%}
    {%- set decimals = parts[1] if parts | length > 1 else '' -%}
    {%- set hundredths = (parts[0] ~ (decimals ~ '00')[:2]) | int -%}
    {%- set is_between, is_below_0 = decimals | length > 2, parts[0].startswith('-') -%}
    {%- if lead_scoring._read_yes_no(tier.is_strict or 'false') -%}
        {{ return(hundredths if is_between and is_below_0 else hundredths + 1) }}
    {%- endif -%}
    {{ return(hundredths + 1 if is_between and not is_below_0 else hundredths) }}
{% endmacro %}

{#- So many hundredths as a SQL literal. -#}
{% macro _number_of(hundredths) %}
    {{ return(lead_scoring.number_literal(
        lead_scoring._read_number((hundredths / 100) | string)
    )) }}
{% endmacro %}
