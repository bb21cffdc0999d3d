{#
    What is counted today for rules whose ledger entry alone does not say it, as a query: absences,
    which fire because nothing was counted, and rules that more events can end. One `select` a rule;
    `is_given` is the chance that an absence looks for. Reads the CTE `activities`. None where there
    is no such rule.

    Args:
        scope, scorecards: see `scores_of`.

    Example:
        {{ lead_scoring.rule_counts(scope, scorecards) }}

            lead_key | scorecard_id | rule_id | is_given | event_count | last_event_on
            12       | card         | silent  | false    | 1           | 2026-03-11
#}
{% macro rule_counts(scope, scorecards) %}
    {%- set selects = [] -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules -%}
            {%- set type = rule.rule_type | lower -%}
            {%- set unlimited = dict(
                rule, rule_type='event', min_count=none, max_count=none, within_days=none
            ) -%}
            {%- set counted = [] -%}
            {%- if type == 'absence' or (type == 'event' and rule.max_count) -%}
                {%- do counted.append(['false', unlimited]) -%}
            {%- endif -%}
            {%- if type == 'absence' and rule.given_subject -%}
                {%- do counted.append(['true', dict(
                    unlimited, subject=rule.given_subject, property=none, operator=none, value=none,
                    conditions=[],
                )]) -%}
            {%- endif -%}
            {%- for is_given, line in counted -%}
                {%- set count = lead_scoring.event_rule(scope, card, line, scorecards.inputs) -%}
                {%- do selects.append(
                    '-- ' ~ lead_scoring.comment_text(
                        card.scorecard_id ~ ', ' ~ rule.rule_id ~ ': ' ~ line.subject
                    )
                    ~ '\nselect lead_key, scorecard_id, rule_id, ' ~ is_given ~ ' as is_given,'
                    ~ ' event_count, last_event_on\nfrom (\n    '
                    ~ lead_scoring.indented(count | trim, 4) ~ '\n) as counted'
                ) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(selects | join('\n\nunion all\n\n')) }}
{% endmacro %}

{#- The entry type of the rules that are counted, as SQL over `rule_counts`. -#}
{% macro entry_type_of_counts(scorecards) %}
    {%- set branches = [] -%}
    {%- for effect in lead_scoring.effects(scorecards) -%}
        {%- do branches.append(
            'when rule_counts.scorecard_id = ' ~ lead_scoring.text_literal(effect.scorecard_id)
            ~ ' and rule_counts.rule_id = ' ~ lead_scoring.text_literal(effect.rule.rule_id)
            ~ " then '" ~ effect.entry_type ~ "'"
        ) -%}
    {%- endfor -%}
    {{ return(
        'case ' ~ branches | join(' ') ~ " else 'rule' end" if branches else "'rule'"
    ) }}
{% endmacro %}
