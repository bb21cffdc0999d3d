{#
    The trigger rules as rows that SQL can join: `trigger_id`, `scorecard_id` (empty text: of the
    lead itself), `kind`, `value`, `bound` (the value of a crossing, as a number), `action`,
    `cooldown_days`.

    Args:
        triggers: enabled lines of trigger_rules.

    Example:
        with rules as ( {{ lead_scoring.trigger_rows(scorecards.triggers) }} )
#}
{% macro trigger_rows(triggers) %}
    {%- set rows = [] -%}
    {%- for line in triggers -%}
        {%- do rows.append([
            lead_scoring.text_literal(line.trigger_id),
            lead_scoring.text_literal(line.scorecard_id or ''),
            lead_scoring.text_literal(line.kind | lower),
            lead_scoring.cell_literal(line.value),
            lead_scoring.cell_literal(line.value, 'number') if line.kind | lower == 'crossed_up'
                else 'null',
            lead_scoring.cell_literal(line.action),
            lead_scoring._read_integer(line.cooldown_days) if line.cooldown_days else 'null',
        ]) -%}
    {%- endfor -%}
    {%- set text = dbt.type_string() -%}
    {{ return(lead_scoring.inline_rows({
        'trigger_id': text, 'scorecard_id': text, 'kind': text, 'value': text,
        'bound': lead_scoring.type_decimal(18, 2), 'action': text, 'cooldown_days': dbt.type_int(),
    }, rows)) }}
{% endmacro %}

{#-
    Triggers on grades, or on several tiers: `trigger_id`, `column` (tier or grade) and `values`,
    SQL of a list, `entered`, whether they fire for who comes or who goes.
-#}
{% macro triggers_on_lists(triggers) %}
    {%- set lists = [] -%}
    {%- for line in triggers if line.kind | lower in ('entered_tier', 'left_tier')
        and (
            (line.subject or 'score') | lower == 'grade' or (line.operator or '=') | lower == 'in'
        ) -%}
        {%- set values = [] -%}
        {%- for value in lead_scoring.trigger_values(line) -%}
            {%- do values.append(lead_scoring.text_literal(value)) -%}
        {%- endfor -%}
        {%- do lists.append({
            'trigger_id': lead_scoring.text_literal(line.trigger_id),
            'column': 'grade' if (line.subject or 'score') | lower == 'grade' else 'tier',
            'values': '(' ~ values | join(', ') ~ ')',
            'entered': line.kind | lower == 'entered_tier',
        }) -%}
    {%- endfor -%}
    {{ return(lists) }}
{% endmacro %}
