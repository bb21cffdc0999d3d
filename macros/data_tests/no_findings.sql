{#
    Nothing was found of a severity, see `findings`. Fails with a row for each finding, and tells
    all of them, with examples and what to do.

    Args:
        of_severity: 'error' or 'warn'.

    Example:
        data_tests:
          - lead_scoring_no_findings:
              arguments: {of_severity: error}
#}
{% test lead_scoring_no_findings(model, of_severity) %}
{%- set names, found = [], [] -%}
{%- for finding, line in lead_scoring.findings().items() if line.severity == of_severity -%}
    {%- do names.append(finding) -%}
{%- endfor -%}
{%- set query -%}
select finding, found_in, row_count, example
from {{ model }}
where {{ lead_scoring.in_list('finding', lead_scoring.text_literals(names)) }}
    and not ({{ lead_scoring.is_allowed_finding() }})
{%- endset -%}
{#- Where it is only compiled, the table may not be there yet; a build without rows finds none. -#}
{%- if execute and flags.WHICH in ('build', 'test') and not flags.EMPTY -%}
    {%- for row in run_query(query ~ '\norder by finding, found_in').rows -%}
        {%- do found.append(
            row[0] ~ ': ' ~ row[1] ~ (' (' ~ row[3] ~ ')' if row[3] else '') ~ '. Fix: '
            ~ lead_scoring.findings()[row[0]].what_to_do
        ) -%}
    {%- endfor -%}
    {%- set text = 'lead_scoring: ' ~ found | length ~ (
        ' finding.' if found | length == 1 else ' findings.'
    ) -%}
    {%- if found and of_severity == 'error' -%}
        {%- do exceptions.raise_compiler_error(
            text ~ ' Nothing was scored; the last tables stay as they were.\n  - '
            ~ found | join('\n  - ')
        ) -%}
    {%- elif found -%}
        {%- do exceptions.warn(text ~ ' See scoring_health.\n  - ' ~ found | join('\n  - ')) -%}
    {%- endif -%}
{%- endif -%}
{{ query }}
{%- if flags.EMPTY %}
    and 1 = 0
{%- endif %}
{% endtest %}
