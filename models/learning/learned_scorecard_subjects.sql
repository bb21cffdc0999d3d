{{ config(enabled = lead_scoring.learns()) }}

{%- set text = dbt.type_string() -%}
{%- set inputs = lead_scoring.scorecard_inputs() -%}
{%- set looked_at = lead_scoring.learning_attributes() | map(attribute='name') | list -%}
{%- set left_out = lead_scoring.learning_names('learn_without') -%}
{%- set rows = [] -%}
{%- for name, column in inputs.leads.items() if column.name not in looked_at -%}
    {%- do rows.append([
        "'attribute'", lead_scoring.text_literal(column.name), "'left_out'" if name in left_out
        else "'input'" if name in lead_scoring.input_contract('leads') else "'type'",
    ]) -%}
{%- endfor -%}
{%- for name, column in inputs.events.items()
    if name not in lead_scoring.input_contract('events') -%}
    {%- do rows.append(
        ["'event_property'", lead_scoring.text_literal(column.name), "'type'"]
    ) -%}
{%- endfor %}

with

not_looked_at as (

    {{ lead_scoring.indented(lead_scoring.inline_rows(
        {'rule_type': text, 'subject': text, 'status': text}, rows
    ), 4) }}

),

features as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_leaks') }}

),

bins as (

    select * from {{ ref('lead_scoring', 'learned_scorecard_bins') }}

),

rules as (

    select
        case when rule_type = 'attribute' then 'attribute' else 'event' end as rule_type,
        subject,
        count(*) as rule_count
    from {{ ref('lead_scoring', 'learned_scorecard') }}
    group by case when rule_type = 'attribute' then 'attribute' else 'event' end, subject

),

binned as (

    select
        rule_type,
        subject,
        count(*) as bin_count
    from bins
    group by rule_type, subject

),

subjects as (

    select
        rule_type,
        subject,
        max(auc) as auc,
        max(is_leaking) as is_leaking
    from features
    group by rule_type, subject

),

-- Event types of which nothing was measured.
other_event_types as (

    select distinct events.event_type as subject
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_events').render() }} as events
    left join subjects
        on subjects.rule_type = 'event'
        and events.event_type = subjects.subject
    where subjects.subject is null

),

all_subjects as (

    select
        subjects.rule_type as rule_type,
        subjects.subject as subject,
        subjects.auc as auc,
        coalesce(rules.rule_count, 0) as rule_count,
        case
            when subjects.is_leaking = 1 then 'leak'
            when rules.rule_count > 0 then 'used'
            when binned.bin_count is null then 'too_few'
            else 'nothing_new'
        end as status
    from subjects
    left join binned
        on subjects.rule_type = binned.rule_type
        and subjects.subject = binned.subject
    left join rules
        on subjects.rule_type = rules.rule_type
        and subjects.subject = rules.subject

    union all

    select
        'event' as rule_type,
        subject,
        null as auc,
        0 as rule_count,
        {%- set names = left_out + lead_scoring.learning_names('learn_closing_events') %}
        {% if names -%}
        case
            when {{ lead_scoring.in_list('subject', lead_scoring.text_literals(names)) }}
                then 'left_out'
            else 'too_few'
        end
        {%- else -%}
        'too_few'
        {%- endif %} as status
    from other_event_types

    union all

    select
        rule_type,
        subject,
        null as auc,
        0 as rule_count,
        status
    from not_looked_at

),

final as (

    select
        cast(rule_type as {{ text }}) as rule_type,
        cast(subject as {{ text }}) as subject,
        cast(status as {{ text }}) as status,
        cast(rule_count as {{ dbt.type_bigint() }}) as rule_count,
        cast(auc as {{ lead_scoring.type_double() }}) as auc,
        cast(case status
            when 'used' then 'It has rules in learned_scorecard.'
            when 'leak' then 'See learned_scorecard_leaks.'
            when 'too_few' then
                'All leads are alike in it, or too few have it to tell them from the others.'
            when 'nothing_new' then 'It says nothing beyond chance that the others do not say.'
            when 'left_out' then
                'Named by lead_scoring__learn_without or lead_scoring__learn_closing_events.'
            when 'input' then 'A column of the input that scoring itself reads.'
            when 'type' then case
                when rule_type = 'event_property' then
                    'Properties of events are not learned from. A rule may still name one.'
                else 'Values of its type are not learned from with this lead_scoring__learn_method.'
            end
        end as {{ text }}) as explanation
    from all_subjects

)

{{ lead_scoring.select_contract('final') }}
