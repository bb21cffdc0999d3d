{#
    The entry of an `absence` rule: leads old enough without a matching event, who were given the
    chance.

    Args:
        card, rule: the scorecard and the rule.
        inputs: see `scorecard_inputs`.

    Example:
        {{ lead_scoring.absence_entry(card, rule, inputs) }}  ->  select … from leads where not exists (…)
#}
{% macro absence_entry(card, rule, inputs) %}
select
    {{ lead_scoring.entry_columns(card, rule, lead_scoring.rule_points(rule), 'cast(0 as ' ~ dbt.type_bigint() ~ ')') }}
from leads
where not exists (
        select 1
        from events
        where events.lead_id = leads.lead_id
            and {{ lead_scoring.event_conditions(rule, inputs) | join('\n            and ') }}
    )
{%- if rule.given_subject %}
    and lead_id in (
        select lead_id
        from events
        where {{ lead_scoring.event_conditions(rule, inputs, rule.given_subject) | join('\n            and ') }}
        group by lead_id
        having count(*) >= {{ lead_scoring._read_whole(rule.given_min_count or '1') }}
    )
{%- endif %}
{%- for condition in lead_scoring.age_conditions(rule) + lead_scoring.population_conditions(card) %}
    and {{ condition }}
{%- endfor %}
{% endmacro %}
