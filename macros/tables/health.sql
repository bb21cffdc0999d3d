{#
    What is probably wrong with inputs and scorecards, and what to do about it: a row per finding. A
    whole model.

    Example (models/core/published/scoring_health.sql, whole but for its configuration):
        {{ lead_scoring.health() }}

            severity | finding            | found_in                                  | example
            warn     | value_never_occurs | scorecard b2b, rule country, value germny | did you …
#}
{% macro health() %}
{%- set text, rows = lead_scoring.type_text(), [] -%}
{%- for finding, line in lead_scoring.findings().items() -%}
    {%- do rows.append([
        lead_scoring.text_literal(finding), lead_scoring.text_literal(line.severity),
        lead_scoring.text_literal(line.what_to_do),
    ]) -%}
{%- endfor -%}
with

findings as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__input_findings') }}

    union all

    select * from {{ ref('lead_scoring', 'int_lead_scoring__rule_findings') }}

),

known_findings as (

    {{ lead_scoring.indented(lead_scoring.inline_rows({
        'finding_name': text, 'finding_severity': text, 'what_to_do': text,
    }, rows), 4) }}

),

final as (

    select
        cast(case when {{ lead_scoring.is_allowed_finding() }} then 'allowed'
            else known_findings.finding_severity end as {{ text }}) as severity,
        findings.finding as finding,
        findings.found_in as found_in,
        findings.scorecard_id as scorecard_id,
        findings.rule_id as rule_id,
        findings.input as input,
        findings.column_name as column_name,
        findings.row_count as row_count,
        findings.example as example,
        known_findings.what_to_do as what_to_do
    from findings
    inner join known_findings
        on findings.finding = known_findings.finding_name

)

{{ lead_scoring.select_contract('final') }}
{% endmacro %}
