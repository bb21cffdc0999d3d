{#
    SQL moved to the right, all but its first line. Jinja's own filter would also break literals at
    rarer line ends than \n, which `text_literal` leaves in them.

    Args:
        sql: the text.
        width: how many blanks.

    Example:
        {{ lead_scoring.indented(entries | join('\n\nunion all\n\n'), 4) }}
#}
{% macro indented(sql, width) %}
    {%- set margin = '\n' ~ ' ' * width -%}
    {{ return(sql.replace('\n', margin).replace(margin ~ '\n', '\n\n')) }}
{% endmacro %}
