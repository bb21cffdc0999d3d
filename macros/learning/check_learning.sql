{#
    Reads every variable of learning that can be wrong, so that a wrong one stops at the first
    model. What a variable names must be an attribute of leads or an event type that there is: a
    misspelt name would let points be given for what was to get none.

    Example:
        {% do lead_scoring.check_learning() %}
#}
{% macro check_learning() %}
    {%- if not execute -%}{{ return('') }}{%- endif -%}
    {%- do lead_scoring.check_settings() -%}
    {%- do lead_scoring.learning_method() -%}
    {%- do lead_scoring.learning_windows() -%}
    {%- do lead_scoring.learning_signs() -%}
    {%- for name, least in {
        'horizon_days': 1, 'learn_bins': 2, 'learn_min_percent': 0, 'learn_min_leads': 1,
        'learn_max_rules': 1, 'learn_passes': 1, 'learn_points_to_double': 1,
    }.items() -%}
        {%- do lead_scoring.integer_setting(name, least=least) -%}
    {%- endfor -%}
    {%- if lead_scoring.integer_setting('learn_check_percent', least=0) > 50 -%}
        {%- do exceptions.raise_compiler_error(
            "lead_scoring: the variable lead_scoring__learn_check_percent is too high. Got: '"
            ~ lead_scoring.setting('learn_check_percent') ~ "'. Allowed: a whole number from 0 to"
            ~ ' 50. Fix: edit lead_scoring__learn_check_percent.'
        ) -%}
    {%- endif -%}
    {%- set attributes = lead_scoring.scorecard_inputs().leads -%}
    {%- for setting in (
        'learn_without', 'learn_allow', 'learn_signs', 'learn_monotone', 'learn_closing_events',
    ) -%}
        {%- set is_of_events = setting == 'learn_closing_events' -%}
        {%- for name in lead_scoring._unknown_names(setting, {} if is_of_events else attributes) -%}
            {%- set closest = lead_scoring.closest_word(name, attributes.keys()) -%}
            {%- do exceptions.raise_compiler_error(
                'lead_scoring: the variable lead_scoring__' ~ setting
                ~ ' names what is not there. Got: ' ~ "'" ~ name ~ "'."
                ~ (" Did you mean '" ~ closest ~ "'?" if closest and not is_of_events else '')
                ~ ' Allowed: an event type that there is' ~ (
                    '' if is_of_events else ', or an attribute: ' ~ attributes.keys() | join(', ')
                ) ~ '. Fix: edit lead_scoring__' ~ setting ~ '.'
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- do lead_scoring.learning_codes() -%}
{% endmacro %}

{#- Those that are neither attributes nor event types. Events are asked only for what is no
    attribute. -#}
{% macro _unknown_names(setting, attributes) %}
    {%- set names = [] -%}
    {%- for name in lead_scoring.learning_names(setting) if name not in attributes -%}
        {%- do names.append(name) -%}
    {%- endfor -%}
    {%- if not names or not flags.INTROSPECT -%}{{ return([]) }}{%- endif -%}
    {%- set found = run_query(
        'select distinct event_type from (select ' ~ lead_scoring.prepared_text('event_type')
        ~ ' as event_type from ' ~ ref('lead_scoring', 'stg_lead_scoring__events').render()
        ~ ') as events where '
        ~ lead_scoring.in_list('event_type', lead_scoring.text_literals(names))
    ).rows | map(attribute=0) | list -%}
    {{ return(names | reject('in', found) | list) }}
{% endmacro %}
