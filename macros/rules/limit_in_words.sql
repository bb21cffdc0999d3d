{#
    What a limit says, for the ledger.

    Args:
        what: what is limited.
        lower, upper: the cells of the limits, none where there is no limit.
        is_best_only: whether only the best rule of the group counts.

    Example:
        {{ lead_scoring.limit_in_words('Group web', none, '30') }}  ->  Group web: at most 30
#}
{% macro limit_in_words(what, lower, upper, is_best_only=false) %}
    {{ return(
        adapter.dispatch('limit_in_words', 'lead_scoring')(what, lower, upper, is_best_only)
    ) }}
{% endmacro %}

{% macro default__limit_in_words(what, lower, upper, is_best_only) %}
    {%- set words = ['only the best rule counts'] if is_best_only else [] -%}
    {%- do words.append('at least ' ~ lead_scoring._read_number(lower)) if lower -%}
    {%- do words.append('at most ' ~ lead_scoring._read_number(upper)) if upper -%}
    {{ return(what ~ ': ' ~ words | join(', ')) }}
{% endmacro %}
