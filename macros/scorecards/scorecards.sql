{#
    The scorecards as they are compiled: read, checked and put together. Every model that compiles
    something of a scorecard starts here, so nothing is ever built from one that is wrong: a single
    error lists every problem of all tables.

    Returns a mapping:
        cards: enabled scorecards, each with `groups` (group_id -> line), `rules` (enabled lines) and
            `tiers` (axis -> lines, highest bound first)
        stages: lines of lifecycle_stages, with `keeps_days`: whether the days of their events matter
        overrides: the lines of that table
        triggers: enabled lines of trigger_rules
        tracks: the lines of nurture_tracks
        inputs: see `scorecard_inputs`

    Example:
        {% for card in lead_scoring.scorecards().cards %} … {{ card.scorecard_id }} … {% endfor %}
#}
{% macro scorecards() %}
    {%- set problems, tables = [], {} -%}
    {%- for table in lead_scoring.scorecard_columns() -%}
        {%- do tables.update({table: lead_scoring.scorecard_lines(table, problems)}) -%}
    {%- endfor -%}
    {%- set inputs = lead_scoring.scorecard_inputs() -%}
    {%- if not execute -%}
        {#- While parsing nothing is checked, so nothing may be compiled. -#}
        {{ return({'cards': [], 'stages': [], 'overrides': [], 'triggers': [], 'tracks': [], 'inputs': inputs}) }}
    {%- endif -%}
    {%- do lead_scoring.check_settings() -%}
    {%- do lead_scoring.check_scorecards(tables, inputs, problems) -%}
    {%- if problems -%}
        {%- if lead_scoring.setting('scorecards') is none and lead_scoring.setting('leads') is not none -%}
            {%- do problems.append(
                'these are the scorecards of the demo, and the leads are yours. Fix: set lead_scoring__scorecards'
                ~ ' and the other scorecard tables to your own.'
            ) -%}
        {%- endif -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: ' ~ problems | length ~ (' problem' if problems | length == 1 else ' problems')
            ~ ' in the scorecards. Nothing was scored; the last tables stay as they were.\n  - '
            ~ problems | join('\n  - ')
        ) -%}
    {%- endif -%}

    {%- set cards = [] -%}
    {%- for line in tables.scorecards if not lead_scoring.is_switched_off(line) -%}
        {%- set card = dict(line, groups={}, rules=[], tiers={}) -%}
        {%- for group in tables.scorecard_groups if group.scorecard_id == line.scorecard_id -%}
            {%- do card.groups.update({group.group_id: group}) -%}
        {%- endfor -%}
        {%- for rule in tables.scorecard_rules
            if rule.scorecard_id == line.scorecard_id and not lead_scoring.is_switched_off(rule) -%}
            {%- do card.rules.append(rule) -%}
        {%- endfor -%}
        {%- for axis in ('score', 'fit', 'engagement') -%}
            {%- do card.tiers.update({axis: lead_scoring.tiers_of_axis(tables.scorecard_tiers, line.scorecard_id, axis)}) -%}
        {%- endfor -%}
        {%- do cards.append(card) -%}
    {%- endfor -%}
    {%- set stages = [] -%}
    {%- for line in tables.lifecycle_stages -%}
        {%- do stages.append(dict(line, keeps_days=lead_scoring.recycles(tables.lifecycle_stages))) -%}
    {%- endfor -%}
    {%- set triggers = [] -%}
    {%- for line in tables.trigger_rules if not lead_scoring.is_switched_off(line) -%}
        {%- do triggers.append(line) -%}
    {%- endfor -%}
    {{ return({
        'cards': cards,
        'stages': stages,
        'overrides': tables.score_overrides,
        'triggers': triggers,
        'tracks': tables.nurture_tracks,
        'inputs': inputs,
    }) }}
{% endmacro %}
