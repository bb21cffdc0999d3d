{#
    Checks all scorecard tables (SPEC: Errors). Lines that are switched off are only checked for
    their keys.

    Args:
        tables: all scorecard tables, see `scorecards`.
        inputs: see `scorecard_inputs`.
        problems: the list that takes what is wrong.
        entity: whose attributes `inputs` has.
        checked: the scorecards whose rules were found right before, by id: true, or false if it was
            without the attributes of their entity. It takes those of which this is now known, if
            there is no problem.

    Example:
        {% do lead_scoring.check_scorecards(tables, inputs, problems, 'lead', {}) %}
#}
{% macro check_scorecards(tables, inputs, problems, entity, checked) %}
    {%- do lead_scoring.check_keys(tables, problems) -%}
    {%- set with_rules = tables.scorecard_rules | map(attribute='scorecard_id') | list -%}
    {%- set disabled, group_ids, other_inputs = [], {}, {} -%}
    {%- for line in tables.scorecards -%}
        {%- do group_ids.setdefault(line.scorecard_id, {}) -%}
        {%- if lead_scoring.entity_of(line) != entity -%}
            {#- What attributes others have is looked up where these are scored. -#}
            {%- do other_inputs.update({line.scorecard_id: dict(inputs, leads={})}) -%}
        {%- endif -%}
        {%- do lead_scoring.check_cells('scorecards', line, {
            'is_enabled': {'kind': 'yes_no'},
        }, problems) -%}
        {%- if lead_scoring.is_switched_off(line) -%}
            {%- do disabled.append(line.scorecard_id) -%}
        {%- else -%}
            {%- if line.scorecard_id is not none and line.scorecard_id not in with_rules -%}
                {%- do problems.append(lead_scoring.problem(
                    'scorecards', line, none, 'has no rule',
                    'a line of scorecard_rules with this scorecard_id, or is_enabled false'
                )) -%}
            {%- endif -%}
            {%- do lead_scoring.check_cells('scorecards', line, {
                'entity': {'kind': ['lead'] + lead_scoring.entities()},
                'min_score': {'kind': 'number'},
                'max_score': {'kind': 'number'},
            }, problems) -%}
            {%- do lead_scoring.check_entity(
                line, inputs if entity == 'lead' else dict(inputs, leads={}), problems
            ) -%}
            {%- do lead_scoring.check_limits(
                'scorecards', line, 'min_score', 'max_score', problems
            ) -%}
            {%- if line.population is not none -%}
                {%- set signal = lead_scoring.signal_name(line.population) or line.population -%}
                {%- do lead_scoring.check_signal(
                    'scorecards', line, 'population', signal, 'leads',
                    other_inputs.get(line.scorecard_id, inputs), problems
                ) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}

    {%- for line in tables.scorecard_groups -%}
        {%- do group_ids.get(line.scorecard_id, {}).update({line.group_id: true}) -%}
        {%- if line.scorecard_id not in disabled -%}
            {%- do lead_scoring.check_cells('scorecard_groups', line, {
                'axis': {'kind': ['fit', 'engagement'], 'is_required': true},
                'combine': {'kind': ['sum', 'max']},
                'min_points': {'kind': 'number'},
                'max_points': {'kind': 'number'},
            }, problems) -%}
            {%- do lead_scoring.check_limits(
                'scorecard_groups', line, 'min_points', 'max_points', problems
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for line in tables.scorecard_rules if line.scorecard_id not in disabled
        and not (
            checked.get(line.scorecard_id)
            or (line.scorecard_id in checked and line.scorecard_id in other_inputs)
        ) -%}
        {%- do lead_scoring.check_cells(
            'scorecard_rules', line, {'is_enabled': {'kind': 'yes_no'}}, problems
        ) -%}
        {%- if not lead_scoring.is_switched_off(line) -%}
            {%- do lead_scoring.check_rule(
                line, group_ids.get(line.scorecard_id) if line.scorecard_id else none,
                other_inputs.get(line.scorecard_id, inputs), problems
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do lead_scoring.check_tiers(
        tables.scorecard_tiers | rejectattr('scorecard_id', 'in', disabled) | list,
        group_ids.keys() | list, problems
    ) -%}
    {#- Stages and columns of variables are those of leads. -#}
    {%- set lead_inputs = inputs if entity == 'lead' else dict(inputs, leads={}) -%}
    {%- do lead_scoring.check_stages(tables, lead_inputs, problems) -%}
    {%- for option in lead_scoring.options_with('checks') -%}
        {%- do option(tables, lead_inputs, problems) -%}
    {%- endfor -%}
    {%- do lead_scoring.check_event_filters(tables, problems) -%}
    {%- for line in tables.score_overrides -%}
        {%- do lead_scoring.check_cells('score_overrides', line, {
            'lead_id': {'kind': 'text', 'is_required': true},
            'scorecard_id': {'kind': 'text', 'is_required': true},
            'points': {'kind': 'number', 'is_required': line.set_to is none},
            'set_to': {'kind': 'number'},
            'starts_on': {'kind': 'day', 'is_required': true},
            'ends_on': {'kind': 'day'},
        }, problems) -%}
        {%- if line.points is not none and line.set_to is not none -%}
            {%- do problems.append(lead_scoring.problem(
                'score_overrides', line, 'set_to', 'stands together with points',
                'points (added to the score) or set_to (the score itself)'
            )) -%}
        {%- endif -%}
        {%- do lead_scoring.check_span(
            'score_overrides', line, 'starts_on', 'ends_on', problems
        ) -%}
    {%- endfor -%}
    {%- for id in ([] if problems else group_ids) -%}
        {%- do checked.update({id: checked.get(id) or id not in other_inputs}) -%}
    {%- endfor -%}
{% endmacro %}
