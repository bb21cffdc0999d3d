{#
    The lines of a scorecard table with every column of the contract, cells as trimmed text and
    none where nothing is set, and with their `place`, for messages; by scorecard, group and key:
    the same scorecard compiles to the same SQL however its lines arrive. Further lines of a rule
    are its `conditions`, see `lines_with_conditions`.

    Args:
        table: one of `scorecard_columns()`.
        problems: a list that takes what is wrong with the table itself (a column or cell that no
            line can have).
        challenger: see `read_scorecard_table`.

    Example:
        {{ lead_scoring.scorecard_lines('scorecard_tiers', problems) }}
            ->  [{'place': 'mine/tiers.csv, line 2', 'scorecard_id': 'b2b_software', …}, …]
#}
{% macro scorecard_lines(table, problems, challenger=none) %}
    {%- set memory = lead_scoring.run_memory() if challenger is none else none -%}
    {%- set known = {} if memory is none else memory.setdefault('lines', {}) -%}
    {%- if table in known -%}
        {{ return(known[table] | list) }}
    {%- endif -%}
    {%- set rows = lead_scoring.read_scorecard_table(table, challenger) -%}
    {%- if not rows -%}
        {%- do known.update({table: []}) -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set columns = lead_scoring.scorecard_columns()[table] -%}
    {%- set lines, names, problems_before = [], [], problems | length -%}
    {%- for row in rows -%}
        {%- set line = {'place': row.get('_place')} -%}
        {%- for column in columns -%}
            {%- set cell = row.get(column) -%}
            {%- set text = '' if cell is none else lead_scoring.trimmed_cell(cell | string) -%}
            {%- do line.update({column: text or none}) -%}
            {%- if cell is mapping or (cell is sequence and cell is not string) -%}
                {%- do problems.append(lead_scoring.problem(
                    table, line, column, 'holds more than one value',
                    'one value; several in one text, separated by |'
                )) -%}
            {%- endif -%}
            {%- if '\x00' in text -%}
                {%- do problems.append(lead_scoring.problem(
                    table, line, column, 'holds a NUL character', 'text without it',
                    text.replace('\x00', '␀')
                )) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do names.extend(row) -%}
        {%- do lines.append(line) -%}
    {%- endfor -%}
    {%- do problems.extend(lead_scoring.unknown_columns(
        table, names, {'place': lead_scoring.scorecard_file(table, challenger).place}
    )) -%}
    {#- Ids that a tool wrote as floats, 77.0: all of them then have such a fraction. -#}
    {%- set ids, floats = [], [] -%}
    {%- for line in lines if line.lead_id -%}
        {%- do ids.append(line.lead_id) -%}
        {%- do floats.append(line) if modules.re.match('^-?[0-9]+[.]0+$', line.lead_id) -%}
    {%- endfor -%}
    {%- for line in floats if floats | length == ids | length -%}
        {%- do line.update({'lead_id': line.lead_id.partition('.')[0]}) -%}
    {%- endfor -%}
    {%- set keyed = {} -%}
    {%- for line in lines -%}
        {%- set cells = [line.scorecard_id, line.group_id] + (line.values() | list)[1:] -%}
        {%- do keyed.update({
            cells | map('default', '', true) | join('\x00') ~ '\x00' ~ loop.index: line
        }) -%}
    {%- endfor -%}
    {%- set lines = keyed | dictsort(true) | map('last') | list -%}
    {%- set lines = lead_scoring.lines_with_conditions(lines) if table == 'scorecard_rules'
        else lines -%}
    {#- What is wrong with a table is said again to all who ask for it. -#}
    {%- do known.update({table: lines}) if problems | length == problems_before -%}
    {{ return(lines | list) }}
{% endmacro %}
