{#
    Raises one error for all that is wrong with the scorecards; nothing happens if nothing is.

    Args:
        problems: a list of `problem`.

    Example:
        {% do lead_scoring.raise_problems(problems) %}
            ->  lead_scoring: 2 problems in the scorecards. Nothing was scored; …
#}
{% macro raise_problems(problems) %}
    {%- if problems -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: ' ~ problems | length
            ~ (' problem' if problems | length == 1 else ' problems')
            ~ ' in the scorecards. Nothing was scored; the last tables stay as they were.\n  - '
            ~ problems | join('\n  - ')
        ) -%}
    {%- endif -%}
{% endmacro %}
