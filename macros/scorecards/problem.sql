{#
    One problem of a scorecard in words: where, what is wrong, got, allowed, what to edit.

    Args:
        table: the scorecard table.
        line: the line, for its scorecard, rule, group, stage or lead, and for its `place`; with
            `names_of_cells` columns are called so.
        column: the column to edit; none when it is the line or the table.
        wrong: what is wrong with it, e.g. 'is unknown'.
        allowed: what is allowed, a list or text; none when nothing more can be said.
        got: what stands there; left out: the cell.

    Example:
        {{ lead_scoring.problem('scorecard_rules', line, 'operator', 'is unknown', ['=', '!=']) }}
            ->  scorecard b2b, rule director: operator is unknown. Got: '=='. Did you mean '='?
                Allowed: =, !=. Fix: edit operator in mine/rules.csv, line 7.
#}
{% macro problem(table, line, column, wrong, allowed=none, got=none) %}
    {%- set place = [] -%}
    {%- for key, word in {
        'scorecard_id': 'scorecard', 'rule_id': 'rule', 'group_id': 'group', 'tier': 'tier',
        'stage_id': 'stage', 'lead_id': 'lead', 'trigger_id': 'trigger', 'track_id': 'track',
        'filter_id': 'filter',
    }.items() if line.get(key) and not (key == 'group_id' and line.get('rule_id')) -%}
        {%- do place.append(word ~ ' ' ~ lead_scoring._shortened([line[key]])[0]) -%}
    {%- endfor -%}
    {%- set got = line.get(column) if got is none else got -%}
    {%- set column = line.get('names_of_cells', {}).get(column, column) -%}
    {%- set closest = none if got is none or allowed is string or allowed is none
        else lead_scoring.closest_word(got, allowed) -%}
    {%- set allowed = allowed if allowed is string or allowed is none
        else lead_scoring._shortened(allowed) | join(', ') or 'nothing, for there is none' -%}
    {%- set message = (place | join(', ') or table) ~ ': '
        ~ (column ~ ' ' if column else '') ~ wrong ~ '.'
        ~ (
            " Got: '" ~ lead_scoring._shortened([got], 100 if column else 300)[0] ~ "'."
            if got is not none else ''
        )
        ~ (" Did you mean '" ~ closest ~ "'?" if closest is not none else '')
        ~ (' Allowed: ' ~ allowed ~ '.' if allowed else '')
        ~ ' Fix: edit ' ~ (column ~ ' in ' if column else '')
        ~ (line.get('place') or lead_scoring._location_of_table(table)) ~ '.' -%}
    {#- On one line, and without what a terminal would obey, whatever a cell holds. -#}
    {{ return(modules.re.sub(
        '[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]', '\ufffd',
        message | replace('\n', '\\n') | replace('\r', '\\r')
    )) }}
{% endmacro %}

{#- What is named where no line is meant; variables are checked as lines of no table. -#}
{% macro _location_of_table(table) %}
    {{ return(
        lead_scoring.scorecard_file(table).place if table in lead_scoring.scorecard_columns()
        else table
    ) }}
{% endmacro %}

{#- Texts, but not all of a long one. -#}
{% macro _shortened(texts, most=100) %}
    {%- set short = [] -%}
    {%- for text in texts -%}
        {%- set text = text | string -%}
        {%- do short.append(text if text | length <= most else text[:most] ~ '…') -%}
    {%- endfor -%}
    {{ return(short) }}
{% endmacro %}
