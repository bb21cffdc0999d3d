{#
    Adds the challenger's scorecards to the lines of all tables, under names of their own, and
    says which scorecard each of them challenges: a list of mappings with `champion` and
    `challenger`. Found by the core, see `options_with`.

    Of a scorecard that the challenger's tables name, the lines that they have stand instead of
    the champion's; a table that has none of it is the champion's, and so are its overrides.
    Scorecards of which no line changes are not challenged.

    Args:
        tables: all scorecard tables, see `scorecards`.
        problems: the list that takes what is wrong.

    Example:
        {{ lead_scoring.replay_challenges(tables, problems) }}
            ->  [{'champion': 'b2b_software', 'challenger': 'b2b_software:challenger'}]
#}
{% macro replay_challenges(tables, problems) %}
    {%- if not lead_scoring.is_challenged() -%}{{ return([]) }}{%- endif -%}
    {%- set given, lines, ids, challenges = lead_scoring.challenger(), {}, [], [] -%}
    {%- for table in lead_scoring.challenger_tables() if given[table] is defined -%}
        {%- do lines.update({
            table: lead_scoring.scorecard_lines(table, problems, given[table]),
        }) -%}
        {%- do ids.extend(
            lines[table] | map(attribute='scorecard_id') | reject('none') | list
        ) -%}
    {%- endfor -%}
    {%- set champions = tables.scorecards
        | map(attribute='scorecard_id') | reject('none') | list -%}
    {%- for id in ids | unique -%}
        {%- set champion = id if id in champions
            else given.champion or (champions[0] if champions | length == 1 else none) -%}
        {%- if champion not in champions -%}
            {%- do problems.append(
                "the challenger's scorecard " ~ id ~ ': it challenges none'
                ~ (". Got: '" ~ champion ~ "'" if champion else '')
                ~ '. Allowed: ' ~ champions | join(', ')
                ~ '. Fix: name the scorecard with which it is compared, as champion of'
                ~ ' lead_scoring__challenger.'
            ) -%}
        {%- else -%}
            {%- set name, copies, changed = id ~ ':challenger', [], [] -%}
            {%- for table in lead_scoring.challenger_tables() + ['score_overrides'] -%}
                {%- set theirs = tables[table]
                    | selectattr('scorecard_id', 'equalto', champion) | list -%}
                {%- set own = lines.get(table, [])
                    | selectattr('scorecard_id', 'equalto', id) | list or theirs -%}
                {%- if lead_scoring._without_place(own) != lead_scoring._without_place(theirs) -%}
                    {%- do changed.append(table) -%}
                {%- endif -%}
                {%- for line in own -%}
                    {%- do copies.append({
                        'table': table, 'line': dict(line, scorecard_id=name),
                    }) -%}
                {%- endfor -%}
            {%- endfor -%}
            {#- A copy of all lines challenges those that it changes alone. -#}
            {%- for copy in copies if changed -%}
                {%- do tables[copy.table].append(copy.line) -%}
            {%- endfor -%}
            {%- if changed -%}
                {%- do challenges.append({'champion': champion, 'challenger': name}) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(challenges) }}
{% endmacro %}

{#- Lines as they can be compared, wherever they are written. -#}
{% macro _without_place(lines) %}
    {%- set plain = [] -%}
    {%- for line in lines -%}
        {%- do plain.append(dict(
            line, place=none, conditions=lead_scoring._without_place(line.conditions or [])
        )) -%}
    {%- endfor -%}
    {{ return(plain) }}
{% endmacro %}

{#- What the variable says, a mapping, empty if it says nothing. -#}
{% macro challenger() %}
    {%- set value = lead_scoring.setting('challenger') -%}
    {%- set allowed = lead_scoring.challenger_tables() + ['champion'] -%}
    {%- set unknown = [] -%}
    {%- for name in (value if value is mapping else {}) if name not in allowed -%}
        {%- do unknown.append(name) -%}
    {%- endfor -%}
    {%- if (value is not none and value is not mapping) or unknown -%}
        {%- do exceptions.raise_compiler_error(
            "lead_scoring: the variable lead_scoring__challenger cannot be read. Got: '"
            ~ (unknown[0] if unknown else value) ~ "'. Allowed: a mapping with one or more of "
            ~ allowed | join(', ') ~ '. Fix: edit lead_scoring__challenger.'
        ) -%}
    {%- endif -%}
    {%- if execute and value and lead_scoring.setting('backfill') -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: a challenger is compared, not published. Got: lead_scoring__backfill '
            ~ (lead_scoring.setting('backfill') | lower)
            ~ ' and a lead_scoring__challenger. Allowed: one of the two. Fix: leave one out.'
        ) -%}
    {%- endif -%}
    {{ return(value or {}) }}
{% endmacro %}

{% macro challenger_tables() %}
    {{ return(['scorecards', 'scorecard_groups', 'scorecard_rules', 'scorecard_tiers']) }}
{% endmacro %}

{#- Whether a scorecard is one that scores, not one that challenges it. -#}
{% macro is_no_challenger(scorecard_id) %}
    {{ return('not ' ~ lead_scoring.ends_with(scorecard_id, "':challenger'")) }}
{% endmacro %}

{#- Whether a replay compares scorecards: known while parsing. -#}
{% macro is_challenged() %}
    {{ return(lead_scoring.is_replayed() and lead_scoring.setting('challenger') is not none) }}
{% endmacro %}

{#- See `options_with`. -#}
{% macro replay_settings() %}
    {%- do lead_scoring.challenger() -%}
{% endmacro %}
