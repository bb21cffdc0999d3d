{#
    Checks event_filters: each line by its kind.

    Args:
        tables: all scorecard tables, see `scorecards`.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_event_filters(tables, problems) %}
#}
{% macro check_event_filters(tables, problems) %}
    {%- set table = 'event_filters' -%}
    {%- for line in tables.event_filters -%}
        {%- do lead_scoring.check_cells(
            table, line, {'is_enabled': {'kind': 'yes_no'}}, problems
        ) -%}
        {%- if not lead_scoring.is_switched_off(line) -%}
            {%- set kind = (line.kind or '') | lower -%}
            {%- do lead_scoring.check_cells(table, line, {
                'kind': {'kind': ['soon_after', 'burst'], 'is_required': true},
                'event_type': {'kind': 'text', 'is_required': true},
                'of_event_type': {'kind': 'text', 'is_required': kind == 'soon_after'},
                'seconds': {'kind': 'whole', 'at_least': 1, 'is_required': true},
                'max_count': {'kind': 'whole', 'at_least': 1, 'is_required': kind == 'burst'},
            }, problems) -%}
            {%- for column, other in (('of_event_type', 'burst'), ('max_count', 'soon_after'))
                if kind == other and line[column] is not none -%}
                {%- do problems.append(lead_scoring.problem(
                    table, line, column, 'does not apply to the kind ' ~ kind, 'empty'
                )) -%}
            {%- endfor -%}
            {%- for column in ('event_type', 'of_event_type')
                if lead_scoring.signal_name(line[column] or '') is not none
                    or line[column] == '*' -%}
                {%- do problems.append(lead_scoring.problem(
                    table, line, column, 'is no event type', 'an event type'
                )) -%}
            {%- endfor -%}
            {%- if kind == 'soon_after' and line.event_type and line.of_event_type
                and lead_scoring.folded(line.event_type)
                    == lead_scoring.folded(line.of_event_type) -%}
                {%- do problems.append(lead_scoring.problem(
                    table, line, 'of_event_type', 'is the event type itself, so no event would'
                    ~ ' count', 'another event type, or the kind burst'
                )) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
