{#
    The entry of an `absence` rule: leads old enough without a matching event, who were given the
    chance.

    Args:
        card, rule: the scorecard and the rule.
        inputs: see `scorecard_inputs`.

    Example:
        {{ lead_scoring.absence_entry(card, rule, inputs) }}
            ->  select … from leads where lead_key not in (select lead_key from tallies where …)
#}
{% macro absence_entry(card, rule, inputs) %}
{%- set tally = lead_scoring.tally_of(rule, inputs) -%}
select
    lead_key,
    {{ lead_scoring.rule_entry(card, rule).entry_key }} as entry_key,
    cast(0 as {{ dbt.type_bigint() }}) as event_count,
    cast(null as date) as last_event_on,
    {{ lead_scoring.rule_points(rule) }} as points
from leads
where lead_key not in (
        select lead_key
        from tallies
        where tally_id = {{ lead_scoring.text_literal(tally.tally_id) }} -- {{ lead_scoring.tally_in_words(tally) }}
    )
{%- if rule.given_subject %}
{%- set given = lead_scoring.tally_of(rule, inputs, rule.given_subject) %}
    and lead_key in (
        select lead_key
        from tallies
        where tally_id = {{ lead_scoring.text_literal(given.tally_id) }} -- {{ lead_scoring.tally_in_words(given) }}
            and event_count >= {{ lead_scoring._read_whole(rule.given_min_count or '1') }}
    )
{%- endif %}
{%- for condition in lead_scoring.age_conditions(rule) + lead_scoring.population_conditions(card) %}
    and {{ condition }}
{%- endfor %}
{% endmacro %}
