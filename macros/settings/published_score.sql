{#
    A score as it is published: with `lead_scoring__publish_decimals`, rounded half away from zero.

    Args:
        score: SQL of the exact score.

    Example:
        {{ lead_scoring.published_score('score') }}  ->  cast(round(score, 0) as decimal(18, 2))
#}
{% macro published_score(score) %}
    {{ return(adapter.dispatch('published_score', 'lead_scoring')(score)) }}
{% endmacro %}

{% macro default__published_score(score) %}
    {{ return(
        'cast(round(' ~ score ~ ', ' ~ lead_scoring.setting('publish_decimals') ~ ') as '
        ~ lead_scoring.type_decimal(18, 2) ~ ')'
    ) }}
{% endmacro %}
