{#
    What stands after the `from` of a CTE that `read_once` is about, where no word before its
    bracket says so: a condition that always holds. Spark writes out a CTE wherever it is read,
    unless two readings of it could differ.

    Args:
        word: 'where', or 'and' after other conditions.

    Example:
        copies as {{ lead_scoring.read_once() }}(
            select … from events{{ lead_scoring.read_once_by() }}
        )
            ->  copies as ( select … from events where rand() >= 0 )
#}
{% macro read_once_by(word='where') %}
    {{ return(adapter.dispatch('read_once_by', 'lead_scoring')(word)) }}
{% endmacro %}

{% macro default__read_once_by(word) %}
    {{ return('') }}
{% endmacro %}

{% macro spark__read_once_by(word) %}
    {{ return(' ' ~ word ~ ' rand() >= 0') }}
{% endmacro %}
