{#
    The attributes of leads that points are learned for: columns that hold text, numbers or yes and
    no. Days and times are none, for a bound that is learned today says nothing about tomorrow.

    Returns a list of {'name', 'family', 'measure', 'feature_id', 'sql'}: what a rule calls the
    column, what it holds, how it is measured ('level', 'number' or 'flag'), its number, and the SQL
    over staged leads.

    Example:
        {{ lead_scoring.learning_attributes()[0] }}
            ->  {'name': 'industry', 'family': 'text', 'measure': 'level', 'feature_id': 1,
                 'sql': 'lower(…)'}
#}
{% macro learning_attributes() %}
    {%- set left_out = lead_scoring.learning_names('learn_without') -%}
    {%- set measures = {'text': 'level', 'number': 'number', 'boolean': 'flag'} -%}
    {%- set attributes = [] -%}
    {%- for name, column in lead_scoring.scorecard_inputs().leads.items()
        if column.family in measures and name not in left_out
        and name not in lead_scoring.input_contract('leads') -%}
        {%- set sql = lead_scoring.quoted(column.name) -%}
        {%- do attributes.append({
            'name': column.name,
            'family': column.family,
            'measure': measures[column.family],
            'feature_id': attributes | length + 1,
            'sql': lead_scoring.prepared_text(sql) if column.family == 'text'
                else 'cast(' ~ sql ~ ' as ' ~ lead_scoring.type_double() ~ ')'
                    if column.family == 'number'
                else 'case when ' ~ sql ~ " then 'true' when not " ~ sql ~ " then 'false' end",
        }) -%}
    {%- endfor -%}
    {{ return(attributes) }}
{% endmacro %}
