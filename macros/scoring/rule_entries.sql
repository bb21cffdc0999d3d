{#
    One `select` for each rule of all scorecards: the ledger entries of the leads for which it fires
    (SPEC: How a score is computed, steps 1 to 6). Reads the CTEs `leads` and `tallies`. A list.

    Args:
        scorecards: see `scorecards`.
        day: the column of `tallies` that holds the day; none: the scoring date.

    Example:
        {{ lead_scoring.rule_entries(scorecards) | join('\n\nunion all\n\n') }}
#}
{% macro rule_entries(scorecards, day=none) %}
    {%- set entries = [] -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules -%}
            {%- set rule_type = rule.rule_type | lower -%}
            {%- set entry = lead_scoring.event_entry(card, rule, scorecards.inputs, day) if rule_type == 'event'
                else lead_scoring.absence_entry(card, rule, scorecards.inputs) if rule_type == 'absence'
                else lead_scoring.attribute_entry(card, rule, scorecards.inputs) -%}
            {%- do entries.append('-- ' ~ lead_scoring.rule_in_words(card, rule) | join('\n-- ') ~ '\n' ~ entry | trim) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(entries) }}
{% endmacro %}
