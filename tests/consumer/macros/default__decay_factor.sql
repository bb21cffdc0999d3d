{# Points with a half life stay whole until then, and are gone after it. #}
{% macro default__decay_factor(rule, age) %}
    {%- if rule.half_life_days is none -%}
        {{ return(none) }}
    {%- endif -%}
    {{ return('case when ' ~ age ~ ' < ' ~ rule.half_life_days ~ ' then 1 else 0 end') }}
{% endmacro %}
