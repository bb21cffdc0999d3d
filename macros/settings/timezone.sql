{#
    The zone whose calendar days count, checked against the tz database.

    Example:
        {{ lead_scoring.timezone() }}  ->  Europe/Berlin
#}
{% macro timezone() %}
    {%- set zone = lead_scoring.setting('timezone') | string | trim -%}
    {%- set known = modules.pytz.all_timezones -%}
    {%- if known and zone not in known -%}
        {%- do exceptions.raise_compiler_error(
            "lead_scoring: the variable lead_scoring__timezone is no time zone. Got: '" ~ zone
            ~ "'. Allowed: a name of the tz database such as UTC, Europe/Berlin or"
            ~ ' America/New_York. Fix: edit lead_scoring__timezone.'
        ) -%}
    {%- endif -%}
    {#- dbt 2 has no list of the zones, but stops here at one that it does not know. -#}
    {%- do modules.pytz.timezone(zone) -%}
    {{ return(zone) }}
{% endmacro %}
