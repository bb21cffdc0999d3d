{#
    The path of a web address, without the site, and without what follows `?` or `#`.

    Args:
        sql: the address.

    Example:
        {{ lead_scoring.url_path('url') }}  ->  for https://example.com/pricing?from=mail: /pricing
#}
{% macro url_path(sql) %}
    {%- set page = lead_scoring.part_of(lead_scoring.part_of(sql, '?', 1), '#', 1) -%}
    {%- set rest = "replace(replace(" ~ page ~ ", 'https://', ''), 'http://', '')" -%}
    {{ return(adapter.dispatch('url_path', 'lead_scoring')(sql, rest)) }}
{% endmacro %}

{% macro default__url_path(sql, rest) %}
    {{ return(
        'case when ' ~ sql ~ " is not null then case when position('/' in " ~ rest
        ~ ') > 0 then substr(' ~ rest ~ ", position('/' in " ~ rest ~ ")) else '/' end end"
    ) }}
{% endmacro %}

{% macro bigquery__url_path(sql, rest) %}
    {{ return(
        'case when ' ~ sql ~ ' is not null then case when strpos(' ~ rest
        ~ ", '/') > 0 then substr(" ~ rest ~ ', strpos(' ~ rest ~ ", '/')) else '/' end end"
    ) }}
{% endmacro %}
