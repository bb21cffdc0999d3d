{#
    What conditions can look at: for leads and events the staged columns by lower-case name. Empty
    where the columns can't be looked at (while parsing, or compiling without a warehouse).

    Example:
        {{ lead_scoring.scorecard_inputs().leads.industry }}
            ->  {'name': 'industry', 'data_type': 'VARCHAR', 'family': 'text'}
#}
{% macro scorecard_inputs() %}
    {%- set inputs = {'leads': {}, 'events': {}} -%}
    {%- for input, relation in {
        'leads': ref('lead_scoring', 'stg_lead_scoring__leads'),
        'events': ref('lead_scoring', 'stg_lead_scoring__events'),
    }.items() -%}
        {%- if lead_scoring.can_query({'relation': relation}, 'the staged ' ~ input) -%}
            {%- for column in lead_scoring.columns_of(relation.render()) -%}
                {%- do inputs[input].update({column.name | lower: column}) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(inputs) }}
{% endmacro %}
