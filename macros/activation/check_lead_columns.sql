{#
    Checks that the variables that name a column of leads name one that is there.

    Args:
        inputs: see `scorecard_inputs`.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_lead_columns(inputs, problems) %}
#}
{% macro check_lead_columns(inputs, problems) %}
    {%- set unsubscribed = lead_scoring.unsubscribed_line() -%}
    {%- for variable, column in {
        'lead_scoring__owner_column': lead_scoring.owner_column(),
        'lead_scoring__unsubscribed_column': unsubscribed.subject if unsubscribed else none,
    }.items() if column is not none and inputs.leads -%}
        {%- set known = inputs.leads.get(column | lower) -%}
        {%- if known is none -%}
            {%- do problems.append(lead_scoring.problem(
                'the variables', {}, variable, 'is no column of leads',
                inputs.leads.values() | map(attribute='name') | list, column
            )) -%}
        {%- elif variable == 'lead_scoring__unsubscribed_column'
            and known.family not in lead_scoring.operators().is_true.families -%}
            {%- do problems.append(lead_scoring.problem(
                'the variables', {}, variable, 'names a column that is ' ~ known.data_type,
                'a column that is true or false', column
            )) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}

{#- Checks that what is called a customer's stage is a stage. -#}
{% macro check_customer_stages(stages, problems) %}
    {%- set stage_ids = stages | map(attribute='stage_id') | reject('none') | unique | list -%}
    {%- set customers = [] if lead_scoring.setting('customer_stages') is none
        else lead_scoring.list_setting('customer_stages') -%}
    {%- for stage_id in customers if stage_id | string not in stage_ids -%}
        {%- do problems.append(lead_scoring.problem(
            'the variables', {}, 'lead_scoring__customer_stages', 'names a stage that is not there',
            stage_ids, stage_id
        )) -%}
    {%- endfor -%}
{% endmacro %}
