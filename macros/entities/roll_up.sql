{#
    What a subject such as `max_score:b2b_software` rolls up: the scores that the leads of an
    account have on a scorecard of leads; none where it is no such subject.

    Args:
        subject: the cell.

    Returns a mapping:
        name: the subject as a column is called
        sql: the aggregate over `lead_scores` of one account, with `score_rank` from the highest

    Example:
        {{ lead_scoring.roll_up('top_3_sum_score:b2b_software').sql }}
            ->  sum(case when scorecard_id = 'b2b_software' and score_rank <= 3 then score end)
#}
{% macro roll_up(subject) %}
    {%- set match = modules.re.match(
        '^(?i:(max|avg|sum|top_[1-9][0-9]{0,3}_sum)_score)\\s*:\\s*(.+)$', subject or ''
    ) -%}
    {%- if not match -%}{{ return(none) }}{%- endif -%}
    {%- set function, scorecard_id = match.group(1) | lower, match.group(2) -%}
    {%- set is_counted = 'scorecard_id = ' ~ lead_scoring.text_literal(scorecard_id) -%}
    {%- if function[:4] == 'top_' -%}
        {%- set is_counted = is_counted ~ ' and score_rank <= ' ~ function.split('_')[1] -%}
    {%- endif -%}
    {%- set aggregate = function.split('_')[-1]
        ~ '(case when ' ~ is_counted ~ ' then score end)' -%}
    {{ return({
        'name': function ~ '_score:' ~ scorecard_id,
        'scorecard_id': scorecard_id,
        'sql': 'cast(round(' ~ aggregate ~ ', 2) as ' ~ lead_scoring.type_decimal(18, 2) ~ ')',
    }) }}
{% endmacro %}

{#- The column of a roll-up, see `columns_of`. -#}
{% macro roll_up_column(roll_up) %}
    {{ return({'name': roll_up.name, 'data_type': 'decimal', 'family': 'number'}) }}
{% endmacro %}
