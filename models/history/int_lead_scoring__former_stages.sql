{{ config(enabled = lead_scoring.keeps_history()) }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set log = ref('lead_scoring', 'int_lead_scoring__definition_log') -%}
{%- set tiers = ref('lead_scoring', 'int_lead_scoring__former_tiers') -%}
{%- set former = lead_scoring.former_lines(log, scorecards) -%}
{%- set lines = [] -%}
{%- set before = scorecards.stages if former.stages is none else former.stages -%}
{%- if former.stages is not none or former.tiers -%}
    {#- What a line looks at is there as long as some line looks at it. -#}
    {%- for line in before -%}
        {%- set known = scorecards.stages
            | selectattr('entry_type', 'equalto', line.entry_type)
            | selectattr('subject', 'equalto', line.subject)
            | selectattr('operator', 'equalto', line.operator)
            | selectattr('and_subject', 'equalto', line.and_subject)
            | selectattr('and_operator', 'equalto', line.and_operator) | list -%}
        {%- if line.entry_type | lower == 'event' -%}
            {%- set known = known | selectattr('property', 'equalto', line.property)
                | selectattr('value', 'equalto', line.value) | list -%}
        {%- endif -%}
        {%- if known or line.entry_type | lower not in ('event', 'attribute') -%}
            {%- do lines.append(line) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endif %}

{{ lead_scoring.admitted_stages(lines=lines, former_tiers=tiers if former.tiers else none) }}
