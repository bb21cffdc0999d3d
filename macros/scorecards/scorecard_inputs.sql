{#
    What conditions can look at: for leads and events the staged columns by lower-case name. Empty
    where the columns can't be looked at (while parsing, or compiling without a warehouse) and are
    not stated.

    Example:
        {{ lead_scoring.scorecard_inputs().leads.industry }}
            ->  {'name': 'industry', 'data_type': 'VARCHAR', 'family': 'text'}
#}
{% macro scorecard_inputs() %}
    {%- set inputs = {'leads': {}, 'events': {}} -%}
    {%- for input, known in inputs.items() -%}
        {%- set stated = lead_scoring.stated_columns(input) -%}
        {%- if stated is none -%}
            {%- set relation = ref('lead_scoring', 'stg_lead_scoring__' ~ input) -%}
            {%- set can_query = lead_scoring.can_query(
                {'relation': relation}, 'the staged ' ~ input
            ) -%}
            {%- set columns = lead_scoring.columns_of(relation.render()) if can_query else [] -%}
        {%- else -%}
            {%- set columns = lead_scoring.staged_columns(input, stated) if stated else [] -%}
        {%- endif -%}
        {#- Ours, for the audit. -#}
        {%- for column in columns if column.name | lower != 'unreadable_time' -%}
            {%- do known.update({column.name | lower: column}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(inputs) }}
{% endmacro %}
