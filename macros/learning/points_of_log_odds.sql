{#
    How many points one unit of log odds is worth, as text: so many points double the odds.

    Example:
        {{ lead_scoring.points_of_log_odds() }}  ->  28.853901  (20 points double the odds)
#}
{% macro points_of_log_odds() %}
    {{ return(
        '%.9f' | format(lead_scoring.integer_setting('learn_points_to_double') / 0.6931471805599453)
    ) }}
{% endmacro %}
