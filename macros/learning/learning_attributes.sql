{#
    What is learned of attributes of leads: columns that hold text, numbers, yes and no, or a time.
    Of times it is how many days ago they were, for a bound that is a day says nothing about
    tomorrow. Naive Bayes asks for levels and numbers alone.

    Returns a list of {'name', 'measure', 'feature_id', 'sql'}: what a rule calls the column, how it
    is measured ('level', 'number', 'flag' or 'days_ago'), its number, and the SQL over staged leads
    with the day on which they are looked at, `observed_on`.

    Example:
        {{ lead_scoring.learning_attributes()[0] }}
            ->  {'name': 'industry', 'measure': 'level', 'feature_id': 1, 'sql': 'lower(…)'}
#}
{% macro learning_attributes() %}
    {%- set left_out = lead_scoring.learning_names('learn_without') -%}
    {%- set measures = {'text': 'level', 'number': 'number', 'boolean': 'flag'} -%}
    {%- if lead_scoring.learning_method() == 'newton' -%}
        {%- do measures.update(
            {'date': 'days_ago', 'timestamp': 'days_ago', 'timestamp_tz': 'days_ago'}
        ) -%}
    {%- endif -%}
    {%- set attributes = [] -%}
    {%- for name, column in lead_scoring.scorecard_inputs().leads.items()
        if column.family in measures and name not in left_out
        and name not in lead_scoring.input_contract('leads') -%}
        {%- set measure = measures[column.family] -%}
        {%- do attributes.append({
            'name': column.name, 'measure': measure, 'feature_id': attributes | length + 1,
            'sql': lead_scoring._measured(
                lead_scoring.quoted(column.name), measure, column.family
            ),
        }) -%}
    {%- endfor -%}
    {{ return(attributes) }}
{% endmacro %}

{% macro _measured(sql, measure, family) %}
    {%- if measure == 'level' -%}
        {{ return(lead_scoring.prepared_text(sql)) }}
    {%- elif measure == 'flag' -%}
        {{ return('case when ' ~ sql ~ " then 'true' when not " ~ sql ~ " then 'false' end") }}
    {%- elif measure == 'number' -%}
        {{ return('cast(' ~ sql ~ ' as ' ~ lead_scoring.type_double() ~ ')') }}
    {%- endif -%}
    {#- The later the higher; a day to come tells as little as one that is not known. -#}
    {%- set age = lead_scoring.days_between(
        lead_scoring.day_of_column(sql, family), 'observed_on'
    ) -%}
    {{ return(
        'cast(case when ' ~ age ~ ' >= 0 then -(' ~ age ~ ') else ' ~ lead_scoring.never()
        ~ ' end as ' ~ lead_scoring.type_double() ~ ')'
    ) }}
{% endmacro %}
