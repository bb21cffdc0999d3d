{#
    What a rule of effect does, in words.

    Args:
        rule: a line of scorecard_rules with an effect, see `effect_of`.

    Example:
        {{ lead_scoring.effect_in_words(rule) }}  ->  the score times 0.9
#}
{% macro effect_in_words(rule) %}
    {{ return({
        'multiply': 'the score times ', 'ceiling': 'a score of at most ',
        'floor': 'a score of at least ',
    }[lead_scoring.effect_of(rule)] ~ rule.points) }}
{% endmacro %}
