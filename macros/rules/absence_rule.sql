{#
    An `absence` rule: leads old enough that did not do it, or did it at most `max_count` times, and
    were given the chance. Reads the CTEs `activities` and `leads`.

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
{%- set keys = scope['keys'] | join(', ') -%}
{%- set at_most = lead_scoring._read_integer(rule.max_count or '0') %}
select
    {%- for key in scope['keys'] %}
    leads.{{ key }} as {{ key }},
    {%- endfor %}
    {{ lead_scoring.rule_names(card, rule) | join(',\n    ') }},
    {%- if at_most > 0 %}
    coalesce(happened.event_count, 0) as event_count,
    happened.last_event_on as last_event_on,
    {%- else %}
    cast(0 as {{ dbt.type_bigint() }}) as event_count,
    cast(null as date) as last_event_on,
    {%- endif %}
    {{ lead_scoring.points_of_rule(rule) }} as points
from leads
left join (
    {%- if at_most > 0 %}
    select
        {{ keys }},
        {{ lead_scoring.count_of_rows() }} as event_count,
        max(occurred_on) as last_event_on
    {%- else %}
    select {{ keys }}
    {%- endif %}
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
    having count(*) >= {{ lead_scoring._read_integer(rule.given_min_count or '1') }}
) as given
    on {{ lead_scoring.same_keys(scope, 'leads', 'given') | replace('\n        ', '\n    ') }}
{%- endif %}
where {{ 'coalesce(happened.event_count, 0) <= ' ~ at_most if at_most > 0
    else 'happened.lead_key is null' }}
{%- for condition in lead_scoring.age_conditions(rule) + lead_scoring.population_conditions(card) %}
    and {{ condition }}
{%- endfor %}
{% endmacro %}
