{#
    Why a tier or a grade is another than when the lead's last change was published, as a SQL
    `case`, null where it is the same. It was the edit of a tier where the lines before it would
    have left the lead where it was. Reads the CTEs that `int_lead_scoring__change_log` joins.

    Args:
        columns: list of the columns that are told of: the tier, or both grades.

    Example:
        {{ lead_scoring.tier_reason(['tier']) }}  ->  case when … then 'tier_edited' … end
#}
{% macro tier_reason(columns) %}
    {%- set same, unmoved, disqualified = [], [], [] -%}
    {%- for column in columns -%}
        {%- do same.append(
            'not (' ~ lead_scoring.differs('current_states.' ~ column, 'former_states.' ~ column)
            ~ ')'
        ) -%}
        {%- do unmoved.append(
            'not (' ~ lead_scoring.differs('former_tiers.' ~ column, 'former_states.' ~ column)
            ~ ')'
        ) -%}
    {%- endfor -%}
    {{ return(
        "case"
        ~ "\n    when former_states.lead_id is null or not former_states.is_present"
        ~ "\n        then 'first_scored'"
        ~ "\n    when " ~ same | join('\n        and ') ~ "\n        then null"
        ~ "\n    when former_tiers.lead_id is not null"
        ~ "\n        and " ~ unmoved | join('\n        and ') ~ "\n        then 'tier_edited'"
        ~ "\n    when current_states.is_disqualified <> former_states.is_disqualified"
        ~ "\n        then 'disqualification'"
        ~ "\n    else 'score'\nend"
    ) }}
{% endmacro %}
