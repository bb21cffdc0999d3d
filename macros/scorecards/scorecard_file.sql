{#
    Where a scorecard table is written, as far as that can be known, for messages and for a look at
    it before anything is built of it.

    Args:
        table: one of `scorecard_columns()`.
        challenger: see `read_scorecard_table`.

    Returns a mapping:
        place: a file, the variable that has the lines, or the table's name
        is_seed: whether the file is a seed
        lines: the lines of the CSV file, see `csv_lines`; none where there is none to read
        problems: what is wrong with the file

    Example:
        {{ lead_scoring.scorecard_file('scorecard_rules') }}
            ->  {'place': 'mine/rules.csv', 'is_seed': false, 'lines': […], 'problems': []}
#}
{% macro scorecard_file(table, challenger=none) %}
    {%- set memory = lead_scoring.run_memory() if challenger is none else none -%}
    {%- set known = {} if memory is none else memory.setdefault('files', {}) -%}
    {%- if table not in known -%}
        {%- do known.update({table: lead_scoring._scorecard_file(table, challenger)}) -%}
    {%- endif -%}
    {{ return(known[table]) }}
{% endmacro %}

{% macro _scorecard_file(table, challenger) %}
    {%- set value = lead_scoring.setting(table) if challenger is none else challenger -%}
    {%- set name = 'lead_scoring__' ~ (table if challenger is none else 'challenger.' ~ table) -%}
    {%- if value is not none and value is not string -%}
        {{ return({'place': name, 'is_seed': false, 'lines': none, 'problems': []}) }}
    {%- elif value is none and lead_scoring.setting('scorecards') is not none -%}
        {{ return({'place': table, 'is_seed': false, 'lines': none, 'problems': []}) }}
    {%- endif -%}
    {%- set seed = lead_scoring.seed_of(
        "ref('lead_scoring', '" ~ table ~ "')" if value is none else value | trim
    ) -%}
    {%- set is_csv = value is string
        and modules.re.search('\\.(csv|tsv)(\\.gz)?$', value | trim | lower) is not none -%}
    {%- if seed is not none -%}
        {%- set place, delimiter = seed.original_file_path, seed.config.delimiter or ',' -%}
        {%- set files = lead_scoring.file_text((seed.root_path or '.') ~ '/' ~ place)
            or lead_scoring.file_text(place) -%}
    {%- else -%}
        {%- set place = value | trim if is_csv or '.parquet' in (value or '') else table -%}
        {%- set delimiter = '\t' if '.tsv' in place else ',' -%}
        {%- set files = lead_scoring.file_text(place) if is_csv else [] -%}
    {%- endif -%}
    {%- set lines, problems = [], [] -%}
    {%- for file in files -%}
        {%- set path = place if files | length == 1 else file.path -%}
        {%- if file.text is none -%}
            {%- do problems.append(lead_scoring.problem(
                table, {'place': path ~ ', line ' ~ file.line}, none, 'the file is not UTF-8',
                'UTF-8; spreadsheets call it CSV UTF-8', file.got
            )) -%}
        {%- else -%}
            {%- set read = lead_scoring.csv_lines(table, file.text, path, delimiter) -%}
            {%- do lines.extend(read.lines) -%}
            {%- do problems.extend(read.problems) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if files and not lines and not problems and lead_scoring._needs_lines(table) -%}
        {%- do problems.append(lead_scoring._no_line(table, place)) -%}
    {%- endif -%}
    {{ return({
        'place': place, 'is_seed': seed is not none, 'lines': lines if files else none,
        'problems': problems,
    }) }}
{% endmacro %}

{#- Tables without which a scorecard is none; who names one means that it has lines. -#}
{% macro _needs_lines(table) %}
    {{ return(table in ('scorecards', 'scorecard_groups', 'scorecard_rules', 'scorecard_tiers')) }}
{% endmacro %}

{% macro _no_line(table, place) %}
    {{ return(lead_scoring.problem(
        table, {'place': place}, none, 'the table has no line',
        'one line or more; where there are none, leave out lead_scoring__' ~ table
    )) }}
{% endmacro %}

{#-
    The node of the seed that a variable names, in any of the ways of `data_source`; none. Not by
    `ref`: who asks need not come after the seed.
-#}
{% macro seed_of(text) %}
    {%- set names = lead_scoring.ref_names(text) -%}
    {%- set place, found = modules.re.sub('["`]', '', text) | lower, [] -%}
    {%- for node in (graph.nodes.values() if execute and graph is defined else [])
        if node.resource_type == 'seed' -%}
        {%- set relation = modules.re.sub('["`]', '', node.relation_name or '') | lower -%}
        {%- if names
            and names[-1] == node.name and (names | length == 1 or names[0] == node.package_name)
            or '.' in place and ('.' ~ relation)[-1 - place | length:] == '.' ~ place -%}
            {%- do found.append(node) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set own = found | rejectattr('package_name', 'equalto', 'lead_scoring') | list -%}
    {{ return((own or found) | first if found else none) }}
{% endmacro %}

{#-
    Looks at all scorecard tables that are CSV files or seeds, and raises one error for all of them
    that cannot be read as tables. Before any table is built: a seed is loaded without such a look.
-#}
{% macro check_scorecard_files() %}
    {%- set problems = [] -%}
    {%- for table in (lead_scoring.scorecard_columns() if execute else []) -%}
        {%- do problems.extend(lead_scoring.scorecard_file(table).problems) -%}
    {%- endfor -%}
    {%- do lead_scoring.raise_problems(problems) -%}
{% endmacro %}
