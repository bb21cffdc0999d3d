{#
    The lines of scorecard_tiers and lifecycle_stages with which the published day before was
    scored, where they are others now: what an edit did is told by what they would have said today.

    Args:
        log: the relation of `int_lead_scoring__definition_log`.
        scorecards: see `scorecards`.

    Returns a mapping:
        tiers: scorecard -> axis -> lines, of all scorecards; none if no line is another
        stages: the lines of lifecycle_stages; none if no line is another

    Example:
        {{ lead_scoring.former_lines(log, scorecards).tiers.fit_engagement.score[0].lower_bound }}
            ->  60
#}
{% macro former_lines(log, scorecards) %}
    {%- set former = {} -%}
    {%- if execute and flags.INTROSPECT and lead_scoring._is_in_warehouse(log) -%}
        {%- set found = run_query(
            'select entry_type, scorecard_id, line_type, cells from ' ~ log.render()
            ~ " where entry_type in ('tiers', 'stages') and scoring_date < "
            ~ lead_scoring.scoring_day() ~ ' order by scoring_date, run_number'
        ) -%}
        {%- for row in found.rows -%}
            {%- do former.update({
                row[0] ~ row[1]: fromjson(row[3]) if row[2] == 'defined' else none,
            }) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set tiers, edited = {}, [] -%}
    {%- for card in scorecards.cards -%}
        {%- set now = lead_scoring.tier_cells(card) -%}
        {%- set before = former.get('tiers' ~ card.scorecard_id) or now -%}
        {%- do tiers.update({card.scorecard_id: before}) -%}
        {%- do edited.append(card.scorecard_id) if before != now -%}
    {%- endfor -%}
    {%- set stages = lead_scoring._with_all_columns(former.get('stages')) -%}
    {{ return({
        'tiers': tiers if edited else none,
        'stages': none if stages == lead_scoring.stage_cells(scorecards) else stages,
    }) }}
{% endmacro %}

{#- Of a scorecard's tiers what the tier of a score depends on. -#}
{% macro tier_cells(card) %}
    {%- set axes = {} -%}
    {%- for axis, lines in card.tiers.items() -%}
        {%- set cells = [] -%}
        {%- for line in lines -%}
            {%- set cell = {
                'tier': line.tier, 'lower_bound': line.lower_bound, 'is_strict': line.is_strict,
            } -%}
            {%- do cell.update({'lower_percent': line.lower_percent}) if line.lower_percent -%}
            {%- do cells.append(cell) -%}
        {%- endfor -%}
        {%- do axes.update({axis: cells}) -%}
    {%- endfor -%}
    {{ return(axes) }}
{% endmacro %}

{#- Lines of stages as an earlier version wrote them, with the columns that there are now. -#}
{% macro _with_all_columns(stages) %}
    {%- set lines = [] -%}
    {%- for stage in stages or [] -%}
        {%- set line = dict(stage, place=none) -%}
        {%- for column in lead_scoring.scorecard_columns().lifecycle_stages -%}
            {%- do line.update({column: stage.get(column)}) -%}
        {%- endfor -%}
        {%- do lines.append(line) -%}
    {%- endfor -%}
    {{ return(none if stages is none else lines) }}
{% endmacro %}

{#- The lines of lifecycle_stages, wherever they are written. -#}
{% macro stage_cells(scorecards) %}
    {%- set lines = [] -%}
    {%- for stage in scorecards.stages -%}
        {%- do lines.append(dict(stage, place=none)) -%}
    {%- endfor -%}
    {{ return(lines) }}
{% endmacro %}

{#- Tiers and stages as rows of the log, beside the definitions of entries. -#}
{% macro line_rows(scorecards) %}
    {%- set text, rows = dbt.type_string(), [] -%}
    {%- for card in scorecards.cards -%}
        {%- do rows.append(['tiers', card.scorecard_id, lead_scoring.tier_cells(card)]) -%}
    {%- endfor -%}
    {%- do rows.append(['stages', '', lead_scoring.stage_cells(scorecards)]) -%}
    {%- set literals = [] -%}
    {%- for entry_type, scorecard_id, cells in rows -%}
        {%- set json = tojson(cells, sort_keys=true) -%}
        {%- do literals.append([
            lead_scoring.text_literal(scorecard_id), "'" ~ entry_type ~ "'",
            "'" ~ entry_type ~ "'", "'" ~ local_md5(json)[:12] ~ "'",
            lead_scoring.text_literal(json),
        ]) -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows({
        'scorecard_id': text, 'entry_type': text, 'entry_id': text, 'definition_id': text,
        'cells': lead_scoring.type_text(),
    }, literals)) }}
{% endmacro %}
