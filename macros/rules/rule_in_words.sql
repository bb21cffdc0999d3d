{#
    A rule in words, for the comment above its SQL: what it is, and what it gives. A list of lines.

    Example:
        {{ lead_scoring.rule_in_words(card, rule) }}
            ->  ['fit_engagement, web, pricing_visit: Looked at the pricing page',
                 '5 points for each, in the last 90 days, half life 30 days']
#}
{% macro rule_in_words(card, rule) %}
    {%- set words = [
        lead_scoring.effect_in_words(rule) if lead_scoring.effect_of(rule) is not none
        else (rule.points or '0') ~ ' points'
            ~ (' for each' if rule.award | lower == 'each' else '')
    ] -%}
    {%- if rule.rule_type | lower == 'absence' and rule.max_count -%}
        {%- do words.append('at most ' ~ rule.max_count ~ ' times') -%}
    {%- elif rule.min_count or rule.max_count -%}
        {%- do words.append(
            (rule.min_count or '1')
            ~ (' to ' ~ rule.max_count ~ ' times' if rule.max_count else ' times or more')
        ) -%}
    {%- endif -%}
    {%- for column, sentence in {
        'window_days': 'in the last {} days',
        'max_per_day': 'at most {} a day',
        'half_life_days': 'half life {} days',
        'decay_percent': 'less {} percent',
        'decay_every_days': 'every {} days',
        'max_points': 'at most {} points',
        'given_subject': 'given {}',
        'given_min_count': 'at least {} of them',
        'valid_from': 'from {}',
        'valid_to': 'until before {}',
        'count_by': 'the latest of each {}',
        'within_days': 'within {} days',
        'since_subject': 'since {}',
        'amount': 'times {}',
    }.items() if rule[column] -%}
        {%- do words.append(sentence.replace('{}', rule[column])) -%}
    {%- endfor -%}
    {%- set conditions = [] -%}
    {%- for condition in lead_scoring.conditions_of(rule) if rule.conditions -%}
        {%- do conditions.append(lead_scoring.condition_of_line_in_words(condition)) -%}
    {%- endfor -%}
    {%- set lines = [
        [card.scorecard_id, rule.group_id, rule.rule_id] | select | join(', ') ~ ': '
            ~ (rule.description or rule.rule_type ~ ' ' ~ rule.subject),
        conditions | join(' ' ~ lead_scoring.joiner_of(rule) ~ ' '),
        words | join(', '),
    ] -%}
    {%- set comments = [] -%}
    {%- for line in lines if line -%}
        {%- do comments.append(lead_scoring.comment_text(line)) -%}
    {%- endfor -%}
    {{ return(comments) }}
{% endmacro %}

{#- A condition as it stands in its line: what it looks at, operator and value. -#}
{% macro condition_of_line_in_words(line) %}
    {{ return([line.property or line.subject, line.operator, line.value] | select | join(' ')) }}
{% endmacro %}
