{#
    The CTEs that count the events of all rules in one pass: `daily_tallies` (lead × day, a column
    for each rule) and `tallies` (lead). Used where `event_scan` is one_pass.

    Args:
        scorecards: see `scorecards`.

    Example:
        with events as (…), {{ lead_scoring.tallies(scorecards) }}
#}
{% macro tallies(scorecards) %}
{%- set tallies = lead_scoring._numbered_tallies(scorecards) -%}
daily_tallies as (

    select
        lead_id,
        occurred_on,
        age_days
        {%- for tally in tallies %},
        -- {{ tally.words }}
        {{ 'least(' if tally.max_per_day }}count(case when {{ tally.conditions | join(' and ') }} then 1 end)
        {{- ', ' ~ tally.max_per_day ~ ')' if tally.max_per_day }} as {{ tally.name }}
        {%- endfor %}
    from events
    group by lead_id, occurred_on, age_days

),

tallies as (

    select
        lead_id
        {%- for tally in tallies %},
        cast(sum({{ tally.name }}) as {{ dbt.type_bigint() }}) as {{ tally.name }}_count,
        max(case when {{ tally.name }} > 0 then occurred_on end) as {{ tally.name }}_last_on,
        min(case when {{ tally.name }} > 0 then age_days end) as {{ tally.name }}_age
        {%- if tally.factor is not none %},
        sum({{ tally.name }} * {{ tally.factor }}) as {{ tally.name }}_decayed
        {%- endif %}
        {%- endfor %}
    from daily_tallies
    group by lead_id

)
{%- endmacro %}

{#- tally_1, tally_2 … in the order of the rules; tally_1_given for what an absence was given. -#}
{% macro _numbered_tallies(scorecards) %}
    {%- set tallies, numbers = [], [] -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules if rule.rule_type | lower in ('event', 'absence') -%}
            {%- do numbers.append(loop.index) -%}
            {%- set name = 'tally_' ~ numbers | length -%}
            {%- do tallies.append({
                'name': name,
                'words': lead_scoring.rule_in_words(card, rule)[0],
                'conditions': lead_scoring.event_conditions(rule, scorecards.inputs),
                'max_per_day': lead_scoring._read_whole(rule.max_per_day) if rule.max_per_day else none,
                'factor': lead_scoring.decay_factor(rule, 'age_days'),
            }) -%}
            {%- if rule.given_subject and rule.rule_type | lower == 'absence' -%}
                {%- do tallies.append({
                    'name': name ~ '_given',
                    'words': 'given ' ~ lead_scoring.comment_text(rule.given_subject),
                    'conditions': lead_scoring.event_conditions(rule, scorecards.inputs, rule.given_subject),
                    'max_per_day': none,
                    'factor': none,
                }) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(tallies) }}
{% endmacro %}
