{#
    How points are learned: 'newton' or 'naive_bayes'.

    Example:
        {{ lead_scoring.learning_method() }}  ->  newton
#}
{% macro learning_method() %}
    {{ return(lead_scoring.choice('learn_method', ['newton', 'naive_bayes'])) }}
{% endmacro %}
