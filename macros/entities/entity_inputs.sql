{#
    What conditions of an entity's scorecards can look at, see `scorecard_inputs`: as `leads` the
    columns of the entity and the scores of its leads rolled up; events as for leads.

    Args:
        entity: its name.

    Example:
        {{ lead_scoring.entity_inputs('account').leads }}
            ->  {'industry': {…}, 'max_score:b2b_software': {…}}
#}
{% macro entity_inputs(entity) %}
    {%- set source = lead_scoring.entity_source(entity) -%}
    {%- set inputs = lead_scoring.scorecard_inputs() -%}
    {%- set known = {} -%}
    {%- set can_query = lead_scoring.can_query({'relation': source}, 'the ' ~ entity ~ 's') -%}
    {%- set columns = lead_scoring.columns_of(source.render()) if can_query else [] -%}
    {%- for column in columns -%}
        {%- do known.update({column.name | lower: column}) -%}
    {%- endfor -%}
    {%- if known -%}
        {%- set of_leads = [] -%}
        {%- for card in lead_scoring.scorecard_lines('scorecards', [])
            if lead_scoring.entity_of(card) == 'lead' -%}
            {%- do of_leads.append(card.scorecard_id) -%}
        {%- endfor -%}
        {%- set subjects = [] -%}
        {%- for line in lead_scoring.scorecard_lines('scorecard_rules', []) -%}
            {%- do subjects.extend(
                lead_scoring.conditions_of(line) | map(attribute='subject') | list
            ) -%}
        {%- endfor -%}
        {%- for subject in ('max', 'avg', 'sum', 'top_3_sum') | map('string') | list -%}
            {%- for scorecard_id in of_leads -%}
                {%- do subjects.append(subject ~ '_score:' ~ scorecard_id) -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- for subject in subjects if lead_scoring.roll_up(subject) -%}
            {%- set roll_up = lead_scoring.roll_up(subject) -%}
            {%- if roll_up.scorecard_id in of_leads -%}
                {%- do known.update({subject | lower: lead_scoring.roll_up_column(roll_up)}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return({'leads': known, 'events': inputs.events, 'called': entity ~ 's'}) }}
{% endmacro %}

{#- The relation of an entity: `<entity>_id`, perhaps `created_at`, and attributes. -#}
{% macro entity_source(entity) %}
    {%- set model = 'stg_lead_scoring__' ~ entity ~ 's' -%}
    {{ return(ref('lead_scoring', model) if entity == 'account' else ref(model)) }}
{% endmacro %}
