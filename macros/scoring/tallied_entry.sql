{#
    The entry of an `event` or `absence` rule where events are read in one pass, see `tallies`.

    Args:
        card, rule: the scorecard and the rule.
        name: the name of its tally.

    Example:
        {{ lead_scoring.tallied_entry(card, rule, 'tally_7') }}
            ->  select … from tallies where tally_7_count >= 1
#}
{% macro tallied_entry(card, rule, name) %}
{%- set conditions = [] -%}
{%- if rule.rule_type | lower == 'event' -%}
{%- set event_count = name ~ '_count' -%}
{%- set tally = {'event_count': event_count, 'latest_age': name ~ '_age', 'decayed_count': name ~ '_decayed'} -%}
{%- set fires = lead_scoring.count_condition(event_count, rule) or event_count ~ ' >= 1' -%}
select
    {{ lead_scoring.entry_columns(card, rule, lead_scoring.event_points(rule, tally), event_count, name ~ '_last_on') }}
from tallies
where {{ ([fires] + lead_scoring.population_conditions(card, 'tallies')) | join('\n    and ') }}
{%- else -%}
{%- do conditions.append('coalesce(' ~ name ~ '_count, 0) = 0') -%}
{%- if rule.given_subject -%}
    {%- do conditions.append(name ~ '_given_count >= ' ~ lead_scoring._read_whole(rule.given_min_count or '1')) -%}
{%- endif -%}
select
    {{ lead_scoring.entry_columns(card, rule, lead_scoring.rule_points(rule), 'cast(0 as ' ~ dbt.type_bigint() ~ ')') }}
from leads
left join tallies using (lead_id)
where {{ (conditions + lead_scoring.age_conditions(rule) + lead_scoring.population_conditions(card)) | join('\n    and ') }}
{%- endif %}
{% endmacro %}
