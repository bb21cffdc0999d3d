{#
    What is measured of each event type while learning: how often it happened, in all and in the
    last so many days, on how many days, and how long ago it was. A list of rows, see
    `inline_rows`. Naive Bayes asks whether it happened.

    Example:
        {{ lead_scoring.event_measures() }}
            ->  [["'count'", 'null'], ["'days'", 'null'], ["'recency'", 'null'], ["'count'", 30]]
#}
{% macro event_measures() %}
    {%- if lead_scoring.learning_method() == 'naive_bayes' -%}
        {{ return([["'presence'", 'null']]) }}
    {%- endif -%}
    {%- set measures = [["'count'", 'null'], ["'days'", 'null'], ["'recency'", 'null']] -%}
    {%- for days in lead_scoring.learning_windows() -%}
        {%- do measures.append(["'count'", days]) -%}
    {%- endfor -%}
    {{ return(measures) }}
{% endmacro %}
