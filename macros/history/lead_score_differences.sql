{#
    Why scores differ between two days, as a query: a row per lead, scorecard and entry of the
    ledger whose points are others on the second day than on the first. Of each lead on a scorecard
    the rows add up to the difference of its exact scores, where a lead that is not scored has 0.
    Any days will do; of a day between two runs what the earlier one published holds.

    Args:
        from, to: texts `YYYY-MM-DD`, the earlier day first.

    Example:
        {{ lead_scoring.lead_score_differences('2026-06-22', '2026-06-30') }}

            lead_id | scorecard_id   | rule_id | description      | reason  | points_change | …
            L0154   | fit_engagement | pricing | Looked at prices | decayed | -1.46         | …
#}
{% macro lead_score_differences(from, to) %}
    {%- set pattern = modules.re.compile('^[0-9]{4}-[0-9]{2}-[0-9]{2}$') -%}
    {%- set first, last = from | string, to | string -%}
    {%- if not (pattern.match(first) and pattern.match(last) and first <= last) -%}
        {%- do exceptions.raise_compiler_error(
            "lead_scoring: there is no difference between these days. Got: '" ~ first ~ "' and '"
            ~ last ~ "'. Allowed: two days YYYY-MM-DD, the earlier one first. Fix: edit the"
            ~ ' arguments of lead_score_differences.'
        ) -%}
    {%- endif -%}
    {{- return((
        'with movements as (\n\n    select * from '
        ~ ref('lead_scoring', 'lead_score_movements').render()
        ~ '\n    where moved_on > ' ~ lead_scoring.date_literal(first)
        ~ '\n        and moved_on <= ' ~ lead_scoring.date_literal(last)
        ~ '\n\n)\n\n' ~ lead_scoring.net_movements('movements', ['lead_id', 'scorecard_id']) | trim
    )) -}}
{% endmacro %}
