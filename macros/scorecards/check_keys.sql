{#
    Checks that the key of each line of a table is set and stands once, and that the scorecard
    (and group) that it names exists.

    Args:
        tables: all scorecard tables, see `scorecards`.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_keys(tables, problems) %}
#}
{% macro check_keys(tables, problems) %}
    {%- set scorecard_ids = tables.scorecards | map(attribute='scorecard_id')
        | reject('none') | list -%}
    {%- for table, key in lead_scoring.scorecard_keys().items() -%}
        {%- set seen = {} -%}
        {%- for line in tables[table] -%}
            {%- set cells = [] -%}
            {%- for column in key -%}
                {%- do cells.append(
                    line[column] | lower if column == 'axis' and line.axis else line[column]
                ) -%}
                {%- if line[column] is none -%}
                    {%- do problems.append(lead_scoring.problem(
                        table, line, column, 'is empty',
                        ['score', 'fit', 'engagement'] if column == 'axis'
                        else 'a whole number' if column[-5:] == '_rank' else 'a name'
                    )) -%}
                {%- endif -%}
            {%- endfor -%}
            {#- No cell has a NUL character in it. -#}
            {%- set text = cells | join('\x00') -%}
            {%- if none not in cells and text in seen -%}
                {%- do problems.append(lead_scoring.problem(
                    table, line, none,
                    'the key ' ~ key | join(' + ') ~ ' stands more than once, also in '
                    ~ seen[text],
                    'one line a key'
                        ~ (', or further conditions of a rule with joined_by'
                            if table == 'scorecard_rules' else ''),
                    cells | join(' + ')
                )) -%}
            {%- endif -%}
            {%- do seen.update({text: line.place or table}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for table, lines in tables.items() if table != 'scorecards' -%}
        {%- for line in lines
            if line.get('scorecard_id') and line.scorecard_id not in scorecard_ids -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'scorecard_id', 'is no scorecard', scorecard_ids
            )) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set of_leads, of_others = [], {} -%}
    {%- for line in tables.scorecards -%}
        {%- set entity = lead_scoring.entity_of(line) -%}
        {%- do of_leads.append(line.scorecard_id) if entity == 'lead'
            else of_others.update({line.scorecard_id: entity}) -%}
    {%- endfor -%}
    {%- for table in ['lifecycle_stages'] + lead_scoring.option_tables().keys() | list -%}
        {%- for line in tables[table]
            if line.scorecard_id is not none and line.scorecard_id in of_others -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'scorecard_id',
                'is a scorecard of the entity ' ~ of_others[line.scorecard_id]
                ~ ', and this table is about leads', of_leads
            )) -%}
        {%- endfor -%}
    {%- endfor -%}
{% endmacro %}
