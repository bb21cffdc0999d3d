{#
    What stands after the `from` of a CTE that `read_once` is about, where no word before its bracket
    says so: a condition that always holds. Spark writes out a CTE wherever it is read, unless two
    readings of it could differ.

    Example:
        copies as {{ lead_scoring.read_once() }}( select … from known_copies{{ lead_scoring.read_once_by() }} )
            ->  copies as ( select … from known_copies where rand() >= 0 )
#}
{% macro read_once_by() %}
    {{ return(adapter.dispatch('read_once_by', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__read_once_by() %}
    {{ return('') }}
{% endmacro %}

{% macro spark__read_once_by() %}
    {{ return(' where rand() >= 0') }}
{% endmacro %}
