{#
    What options (activation, history, accounts …) have to say to the core: each may define a macro
    `<option>_<what>`. The core calls those that are there, so arrows point from options to the core and
    a folder can be left out.

    Args:
        what: 'activities' (a list, see `activity_of`), 'columns' (lines over leads whose columns are
            prepared), 'checks' (problems of its scorecard tables) or, for the history, 'backfill'.

    Returns a list of macros.

    Example:
        {% for option in lead_scoring.options_with('activities') %} … option() … {% endfor %}
#}
{% macro options_with(what) %}
    {{ return(adapter.dispatch('options_with', 'lead_scoring')(what)) }}
{% endmacro %}

{% macro default__options_with(what) %}
    {%- set macros = [] -%}
    {%- for option in (
        'history', 'replay', 'accounts', 'activation', 'connectors', 'metrics', 'learning',
    ) -%}
        {%- if lead_scoring[option ~ '_' ~ what] is defined -%}
            {%- do macros.append(lead_scoring[option ~ '_' ~ what]) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(macros) }}
{% endmacro %}
