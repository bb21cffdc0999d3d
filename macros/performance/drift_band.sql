{#
    What a population stability index says, by the two thresholds that are in use everywhere: below
    0.10 nothing moved, from 0.25 on the population is another one (N. Siddiqi, Credit Risk
    Scorecards, 2006).

    Args:
        index: SQL of the index.

    Example:
        {{ lead_scoring.drift_band('drift') }}  ->  case when drift < 0.10 then 'stable' … end
#}
{% macro drift_band(index) %}
    {{ return(adapter.dispatch('drift_band', 'lead_scoring')(index)) }}
{% endmacro %}

{% macro default__drift_band(index) %}
    {{ return(
        'case when ' ~ index ~ " < 0.10 then 'stable' when " ~ index ~ " < 0.25 then 'moved' when "
        ~ index ~ " is not null then 'shifted' end"
    ) }}
{% endmacro %}
