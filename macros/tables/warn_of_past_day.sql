{#
    Warns of a run for a day before the newest one of the history: which tables show that day now,
    and which stay as they are: those of the history, and those with `stays_on_newest_day` in their
    meta.

    Args:
        day, newest: texts.

    Example:
        {% do lead_scoring.warn_of_past_day('2026-06-16', '2026-06-30') %}
#}
{% macro warn_of_past_day(day, newest) %}
    {%- set shown, kept = [], [] -%}
    {%- for node in graph.nodes.values() | sort(attribute='name')
        if node.resource_type == 'model' and node.package_name == 'lead_scoring'
        and node.config.contract.enforced
        and node.unique_id in (selected_resources | default([node.unique_id])) -%}
        {%- if node.fqn[1] == 'history' or node.config.meta.stays_on_newest_day -%}
            {%- do kept.append(node.name) -%}
        {%- elif node.fqn[1] in ('core', 'accounts', 'activation', 'metrics') -%}
            {%- do shown.append(node.name) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do exceptions.warn(
        'lead_scoring: nothing is added to the history, for it has a later day already. Got:'
        ~ ' scoring date ' ~ day ~ ', newest day ' ~ newest ~ '. Of ' ~ day ~ ' are now: '
        ~ shown | join(', ') ~ '. Of ' ~ newest ~ ' are still: ' ~ kept | join(', ')
        ~ '. Fix: none is needed to look at a past day, and the next build of a later day puts all'
        ~ ' of them there; else edit lead_scoring__scoring_date.'
    ) -%}
{% endmacro %}
