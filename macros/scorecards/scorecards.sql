{#
    The scorecards as they are compiled: read, checked and put together. Every model that compiles
    something of a scorecard starts here, so nothing is ever built from one that is wrong: a single
    error lists every problem of all tables.

    Args:
        entity: whose scorecards; none: all, for what they count of events. Attributes are checked
            of the entity's own scorecards.
        inputs: what conditions can look at, see `entity_inputs`; none: see `scorecard_inputs`.
        with_challenger: whether the challenger's scorecards are among them. They are scored in a
            replay alone: nobody finds them in the tables of the scoring date.

    Returns a mapping:
        cards: enabled scorecards, each with `groups` (group_id -> line), `rules` (enabled lines)
            and `tiers` (axis -> lines, highest bound first)
        stages: lines of lifecycle_stages, for leads
        overrides: lines of score_overrides that are about the cards
        tables: enabled lines of the tables that options have, for leads; table -> lines
        inputs: see `scorecard_inputs`
        challenges: pairs of scorecards that are compared in a replay

    Example:
        {% for card in lead_scoring.scorecards().cards %} {{ card.scorecard_id }} {% endfor %}
#}
{% macro scorecards(entity='lead', inputs=none, with_challenger=false) %}
    {#- Read, checked and put together once a run, not once a model. -#}
    {%- set memory = lead_scoring.run_memory() -%}
    {%- if memory is none -%}
        {{ return(lead_scoring._scorecards(entity, inputs, with_challenger)) }}
    {%- endif -%}
    {%- set key = 'scorecards ' ~ entity ~ ' ' ~ with_challenger -%}
    {%- if key not in memory -%}
        {%- do memory.update({
            key: lead_scoring._scorecards(entity, inputs, with_challenger, memory)
        }) -%}
    {%- endif -%}
    {{ return(memory[key]) }}
{% endmacro %}

{% macro _scorecards(entity, inputs, with_challenger, memory={}) %}
    {%- set problems, tables = [], {} -%}
    {%- do lead_scoring.check_scorecard_files() -%}
    {%- for table in lead_scoring.scorecard_columns() -%}
        {%- do tables.update({table: lead_scoring.scorecard_lines(table, problems)}) -%}
    {%- endfor -%}
    {%- set challenges, of_options = [], {} -%}
    {%- for option in lead_scoring.options_with('challenges') if with_challenger -%}
        {%- do challenges.extend(option(tables, problems)) -%}
    {%- endfor -%}
    {%- for table in lead_scoring.option_tables() -%}
        {%- do of_options.update({table: []}) -%}
    {%- endfor -%}
    {%- set inputs = inputs or lead_scoring.scorecard_inputs() -%}
    {%- if not execute -%}
        {#- While parsing nothing is checked, so nothing may be compiled. -#}
        {{ return({
            'cards': [], 'stages': [], 'overrides': [], 'tables': of_options, 'inputs': inputs,
            'challenges': [],
        }) }}
    {%- endif -%}
    {%- do lead_scoring.check_settings() -%}
    {%- do lead_scoring.check_scorecards(
        tables, inputs, problems, entity or 'lead', memory.setdefault('checked', {})
    ) -%}
    {%- if problems and lead_scoring.setting('scorecards') is none
        and not lead_scoring.is_demo() -%}
        {%- do problems.append(
            'these are the scorecards of the demo, and the leads are yours.'
            ~ ' Fix: set lead_scoring__scorecards and the other scorecard tables to your own.'
        ) -%}
    {%- endif -%}
    {%- do lead_scoring.raise_problems(problems) -%}

    {%- set cards, others = [], [] -%}
    {%- for line in tables.scorecards
        if entity is not none and lead_scoring.entity_of(line) != entity -%}
        {%- do others.append(line.scorecard_id) -%}
    {%- endfor -%}
    {%- set by_id = {} -%}
    {%- for line in tables.scorecards
        if line.scorecard_id not in others and not lead_scoring.is_switched_off(line) -%}
        {%- set card = dict(line, groups={}, rules=[], tiers=[]) -%}
        {%- do by_id.update({line.scorecard_id: card}) -%}
        {%- do cards.append(card) -%}
    {%- endfor -%}
    {%- for group in tables.scorecard_groups if group.scorecard_id in by_id -%}
        {%- do by_id[group.scorecard_id].groups.update({group.group_id: group}) -%}
    {%- endfor -%}
    {%- for rule in tables.scorecard_rules
        if rule.scorecard_id in by_id and not lead_scoring.is_switched_off(rule) -%}
        {%- do by_id[rule.scorecard_id].rules.append(rule) -%}
    {%- endfor -%}
    {%- for tier in tables.scorecard_tiers if tier.scorecard_id in by_id -%}
        {%- do by_id[tier.scorecard_id].tiers.append(tier) -%}
    {%- endfor -%}
    {%- for card in cards -%}
        {%- set tiers = {} -%}
        {%- for axis in ('score', 'fit', 'engagement') -%}
            {%- do tiers.update({axis: lead_scoring.tiers_of_axis(card.tiers, axis)}) -%}
        {%- endfor -%}
        {%- do card.update({'tiers': tiers}) -%}
    {%- endfor -%}
    {%- set of_leads = entity in (none, 'lead') -%}
    {%- for table, lines in of_options.items() if of_leads -%}
        {%- for line in tables[table] if not lead_scoring.is_switched_off(line) -%}
            {%- do lines.append(line) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return({
        'cards': cards,
        'stages': tables.lifecycle_stages if of_leads else [],
        'overrides': tables.score_overrides | rejectattr('scorecard_id', 'in', others) | list,
        'tables': of_options,
        'inputs': inputs,
        'challenges': challenges,
    }) }}
{% endmacro %}
