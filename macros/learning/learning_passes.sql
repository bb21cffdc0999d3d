{#
    How many passes are made: none for naive Bayes, which has nothing to improve.

    Example:
        {{ lead_scoring.learning_passes() }}  ->  12
#}
{% macro learning_passes() %}
    {%- if not lead_scoring.learns() or lead_scoring.learning_method() == 'naive_bayes' -%}
        {{ return(0) }}
    {%- endif -%}
    {{ return(lead_scoring.integer_setting('learn_passes')) }}
{% endmacro %}
