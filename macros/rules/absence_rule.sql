{#
    An `absence` rule: leads old enough that did not do it, and were given the chance. Reads the
    CTEs `activities` and `leads`.

    Args:
        scope, card, rule, inputs: see `event_rule`.

    Example:
        {{ lead_scoring.absence_rule(scope, card, rule, inputs) }}
            ->  select leads.lead_key as lead_key, …
                from leads
                left join (
                    select lead_key
                    from activities
                    where activity = 'site_visit' …
                    group by lead_key
                ) as happened …
                where happened.lead_key is null
                    and leads.lead_age_days >= 60
#}
{% macro absence_rule(scope, card, rule, inputs) %}
{%- set keys = scope['keys'] | join(', ') %}
select
    {%- for key in scope['keys'] %}
    leads.{{ key }} as {{ key }},
    {%- endfor %}
    {{ lead_scoring.rule_names(card, rule) | join(',\n    ') }},
    cast(0 as {{ dbt.type_bigint() }}) as event_count,
    cast(null as date) as last_event_on,
    {{ lead_scoring.points_of_rule(rule) }} as points
from leads
left join (
    select {{ keys }}
    from activities
    where {{ lead_scoring.counting_conditions(scope, rule, inputs) | join('\n        and ') }}
    group by {{ keys }}
) as happened
    on {{ lead_scoring.same_keys(scope, 'leads', 'happened') | replace('\n        ', '\n    ') }}
{%- if rule.given_subject %}
inner join (
    select {{ keys }}
    from activities
    where {{ lead_scoring.counting_conditions(
        scope, rule, inputs, rule.given_subject
    ) | join('\n        and ') }}
    group by {{ keys }}
    having count(*) >= {{ lead_scoring._read_whole(rule.given_min_count or '1') }}
) as given
    on {{ lead_scoring.same_keys(scope, 'leads', 'given') | replace('\n        ', '\n    ') }}
{%- endif %}
where happened.lead_key is null
{%- for condition in lead_scoring.age_conditions(rule) + lead_scoring.population_conditions(card) %}
    and {{ condition }}
{%- endfor %}
{% endmacro %}
