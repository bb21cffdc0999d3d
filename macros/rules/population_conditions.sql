{#
    The population of a scorecard as conditions, a list that is empty when it is everyone.

    Args:
        card: the scorecard.
        on: 'leads' (default), or the name of rows that only have a lead_key.

    Example:
        {{ lead_scoring.population_conditions(card) }}  ->  ['signal_working_lead']
#}
{% macro population_conditions(card, on='leads') %}
    {%- if card.population is none -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set signal = lead_scoring.signal_column(
        lead_scoring.signal_name(card.population) or card.population
    ) -%}
    {{ return([
        signal if on == 'leads' else 'lead_key in (select lead_key from leads where ' ~ signal ~ ')'
    ]) }}
{% endmacro %}
