{#
    One `select` for each rule of all scorecards: the ledger entries of the leads for which it
    fires (SPEC: How a score is computed, steps 1 to 6). Reads the CTEs `leads` and `events`, and
    `tallies` when events are read in one pass. A list.

    Args:
        scorecards: see `scorecards`.

    Example:
        {{ lead_scoring.rule_entries(scorecards) | join('\n\nunion all\n\n') }}
#}
{% macro rule_entries(scorecards) %}
    {%- set is_one_pass = lead_scoring.event_scan() == 'one_pass' -%}
    {%- set entries, tally_number = [], [] -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules -%}
            {%- set rule_type = rule.rule_type | lower -%}
            {%- if rule_type in ('attribute', 'required') -%}
                {%- set entry = lead_scoring.attribute_entry(card, rule, scorecards.inputs) -%}
            {%- elif is_one_pass -%}
                {%- do tally_number.append(loop.index) -%}
                {%- set entry = lead_scoring.tallied_entry(card, rule, 'tally_' ~ tally_number | length) -%}
            {%- elif rule_type == 'event' -%}
                {%- set entry = lead_scoring.event_entry(card, rule, scorecards.inputs) -%}
            {%- else -%}
                {%- set entry = lead_scoring.absence_entry(card, rule, scorecards.inputs) -%}
            {%- endif -%}
            {%- do entries.append('-- ' ~ lead_scoring.rule_in_words(card, rule) | join('\n-- ') ~ '\n' ~ entry | trim) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(entries) }}
{% endmacro %}
