{#
    Whether two whole numbers have a binary digit in common.

    Args:
        first, second: SQL of the numbers.

    Example:
        {{ lead_scoring.shares_a_bit('kinds_1', '4') }}  ->  (kinds_1 & 4) <> 0
#}
{% macro shares_a_bit(first, second) %}
    {{ return(adapter.dispatch('shares_a_bit', 'lead_scoring')(first, second)) }}
{% endmacro %}

{% macro default__shares_a_bit(first, second) %}
    {{ return('(' ~ first ~ ' & ' ~ second ~ ') <> 0') }}
{% endmacro %}

{% macro snowflake__shares_a_bit(first, second) %}
    {{ return('bitand(' ~ first ~ ', ' ~ second ~ ') <> 0') }}
{% endmacro %}

{% macro clickhouse__shares_a_bit(first, second) %}
    {{ return('bitAnd(' ~ first ~ ', ' ~ second ~ ') <> 0') }}
{% endmacro %}

{% macro trino__shares_a_bit(first, second) %}
    {{ return('bitwise_and(' ~ first ~ ', ' ~ second ~ ') <> 0') }}
{% endmacro %}
