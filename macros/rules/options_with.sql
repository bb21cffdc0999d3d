{#
    What options (activation, history, replay …) have to say to the core: each may define a macro
    `<option>_<what>`. The core calls those that are there, so arrows point from options to the core
    and the folders of an option can be left out.

    Args:
        what: one of these.
            activities(): a list of activities that are read besides those of rules, see
                `activity_of`.
            columns(): a list of lines over leads (`subject`, `operator`, `value`) whose columns are
                prepared as those of rules are. With `kept_as` the column is there as text, as it
                stands in the data, under that name.
            tables(): scorecard tables of its own: name -> `columns`, a list, and `key`, a list of
                some of them. `scorecards().tables` has their enabled lines.
            checks(tables, inputs, problems): checks lines of scorecard tables.
            settings(): reads its variables that can be wrong, and raises an error for one that is.
            sources(input): the name of a model that fills an input whose variable is not set; none.
            challenges(tables, problems): adds scorecards that are scored in a replay alone; a list
                of {'champion', 'challenger'}.
            tool_rank(id): SQL of the rank of a record's tool among several, by its id; none where
                there is one tool.
            backfill(position): the past with which an empty history begins, see `backfill`.

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
        'history', 'replay', 'performance', 'accounts', 'activation', 'connectors', 'metrics',
        'learning',
    ) if lead_scoring[option ~ '_' ~ what] is defined -%}
        {%- do macros.append(lead_scoring[option ~ '_' ~ what]) -%}
    {%- endfor -%}
    {{ return(macros) }}
{% endmacro %}

{#- The lines over leads whose columns options read, see `options_with`. -#}
{% macro option_columns(scorecards) %}
    {%- set lines = [] -%}
    {#- They are about leads, not about accounts. -#}
    {%- for option in lead_scoring.options_with('columns') if not scorecards.inputs.called -%}
        {%- do lines.extend(option()) -%}
    {%- endfor -%}
    {{ return(lines) }}
{% endmacro %}

{#- The scorecard tables that options have, name -> `columns` and `key`, see `options_with`. -#}
{% macro option_tables() %}
    {%- set tables = {} -%}
    {%- for option in lead_scoring.options_with('tables') -%}
        {%- do tables.update(option()) -%}
    {%- endfor -%}
    {{ return(tables) }}
{% endmacro %}
