{#
    What an entry of the ledger is about, by which it is found again on another day: the rule, the
    group that is limited, the reason of an override, or `score` for the limit of the score. With
    scorecard and entry type it names the entry; the words of a limit or a rule can change.

    Example, over columns of the ledger:
        {{ lead_scoring.entry_id() }} as entry_id
#}
{% macro entry_id() %}
    {{ return(
        "case entry_type when 'group_limit' then group_id when 'override' then description"
        ~ " when 'score_limit' then 'score' else rule_id end"
    ) }}
{% endmacro %}

{#- Whether two rows are about one entry, as a join condition. -#}
{% macro same_entry(left, right) %}
    {%- set conditions = [] -%}
    {%- for column in ('scorecard_id', 'entry_type', 'entry_id') -%}
        {%- do conditions.append(left ~ '.' ~ column ~ ' = ' ~ right ~ '.' ~ column) -%}
    {%- endfor -%}
    {{ return(conditions | join('\n        and ')) }}
{% endmacro %}
