{#
    The tier of a score on one axis, as nested `case`s: one a scorecard, its tiers from the top
    (SPEC: How a score is computed, step 11). Tiers of the best so many percent also read
    `score_rank` and `qualified_count`, see `ranked_scores`.

    Args:
        scorecards: see `scorecards`.
        axis: 'score', 'fit' or 'engagement'.
        score: SQL of the score on this axis.

    Example:
        {{ lead_scoring.tier_case(scorecards, 'score', 'score') }}
            ->  case scorecard_id
                    when 'b2b_software' then case when score > 30 then 'qualified' … end
                end
#}
{% macro tier_case(scorecards, axis, score) %}
    {{- return(adapter.dispatch('tier_case', 'lead_scoring')(scorecards, axis, score) | trim) -}}
{% endmacro %}

{% macro default__tier_case(scorecards, axis, score) %}
    {%- set cards = [] -%}
    {%- for card in scorecards.cards if card.tiers[axis] -%}
        {%- do cards.append(card) -%}
    {%- endfor -%}
{%- if cards -%}
case scorecard_id
    {%- for card in cards %}
    when {{ lead_scoring.text_literal(card.scorecard_id) }} then
    {%- set tiers = card.tiers[axis] %}
    {%- if tiers | length == 1 %} {{ lead_scoring.text_literal(tiers[0].tier) }}
    {%- else %} case
        {%- for tier in tiers %}
        {%- if tier.lower_percent %}
        when score_rank * 100 <= qualified_count * {{ lead_scoring.number_literal(
            lead_scoring._read_number(tier.lower_percent)
        ) }}
            then {{ lead_scoring.text_literal(tier.tier) }}
        {%- elif tier.lower_bound is none %}
        else {{ lead_scoring.text_literal(tier.tier) }}
        {%- else %}
        {%- set bound = lead_scoring.number_literal(lead_scoring._read_number(tier.lower_bound)) %}
        {%- set is_strict = lead_scoring._read_yes_no(tier.is_strict or 'false') %}
        when {{ score }} {{ '>' if is_strict else '>=' }} {{ bound }}
            then {{ lead_scoring.text_literal(tier.tier) }}
        {%- endif %}
        {%- endfor %}
    end
    {%- endif %}
    {%- endfor %}
end
{%- else -%}
cast(null as {{ dbt.type_string() }})
{%- endif -%}
{% endmacro %}
