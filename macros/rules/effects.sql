{#
    The rules that change a score as a whole (SPEC: Effects), in the order in which they apply: of
    each scorecard all factors, all ceilings, all floors, each by rule_id. The n-th factor of every
    scorecard is one step.

    Args:
        scorecards: see `scorecards`.

    Returns a list of mappings:
        scorecard_id, rule: whose it is, and its line of scorecard_rules
        entry_type: 'factor', 'ceiling' or 'floor'
        step: its number, from 1

    Example:
        {{ lead_scoring.effects(scorecards) | map(attribute='step') | list }}  ->  [1, 2]
#}
{% macro effects(scorecards) %}
    {%- set effects, steps = [], {'before': 0} -%}
    {%- for effect in ('multiply', 'ceiling', 'floor') -%}
        {%- set counts = [0] -%}
        {%- for card in scorecards.cards -%}
            {%- set rules = [] -%}
            {%- for rule in card.rules | sort(attribute='rule_id', case_sensitive=true)
                if lead_scoring.effect_of(rule) == effect -%}
                {%- do rules.append(rule) -%}
                {%- do effects.append({
                    'scorecard_id': card.scorecard_id, 'rule': rule,
                    'entry_type': lead_scoring.entry_type_of(rule),
                    'step': steps.before + rules | length,
                }) -%}
            {%- endfor -%}
            {%- do counts.append(rules | length) -%}
        {%- endfor -%}
        {%- do steps.update({'before': steps.before + counts | max}) -%}
    {%- endfor -%}
    {{ return(effects) }}
{% endmacro %}

{#- What a rule does to the score as a whole: 'multiply', 'ceiling', 'floor'; none: it adds. -#}
{% macro effect_of(rule) %}
    {%- set effect = (rule.effect or 'add') | lower -%}
    {{ return(none if effect == 'add' else effect) }}
{% endmacro %}

{#- The entry type of a rule that fired. -#}
{% macro entry_type_of(rule) %}
    {%- set effect = lead_scoring.effect_of(rule) -%}
    {{ return('rule' if effect is none else 'factor' if effect == 'multiply' else effect) }}
{% endmacro %}

{#- Whether any override sets a score instead of adding to it. -#}
{% macro sets_scores(scorecards) %}
    {{ return(scorecards.overrides | selectattr('set_to') | list | length > 0) }}
{% endmacro %}

{#- The effects as rows that SQL can join; `factor` for factors, `bound` for the others. -#}
{% macro effect_rows(scorecards, effects) %}
    {%- set types, text, rows = lead_scoring.name_types(scorecards), dbt.type_string(), [] -%}
    {%- for effect in effects -%}
        {%- set rule = effect.rule -%}
        {%- set is_factor = effect.entry_type == 'factor' -%}
        {%- do rows.append([
            lead_scoring.text_literal(effect.scorecard_id),
            lead_scoring.text_literal(rule.rule_id),
            lead_scoring.cell_literal(rule.group_id),
            "'" ~ effect.entry_type ~ "'",
            effect.step,
            lead_scoring.number_literal(lead_scoring._read_number(rule.points))
                if is_factor else 'null',
            'null' if is_factor else lead_scoring.cell_literal(rule.points, 'number'),
            lead_scoring.text_literal(rule.description or rule.rule_id),
        ]) -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows({
        'scorecard_id': types.scorecard_id, 'rule_id': types.rule_id, 'group_id': types.group_id,
        'entry_type': text, 'step': dbt.type_int(),
        'factor': lead_scoring.type_decimal(14, 10), 'bound': lead_scoring.type_decimal(18, 2),
        'description': text,
    }, rows)) }}
{% endmacro %}
