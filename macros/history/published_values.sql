{#
    The columns of what is published of a lead on a scorecard: a change of any of them is a line of
    the log.

    Example:
        {{ lead_scoring.published_values() | join(', ') }}
            ->  score, tier, tier_rank, fit_grade, engagement_grade, is_disqualified
#}
{% macro published_values() %}
    {{ return(['score', 'tier', 'tier_rank', 'fit_grade', 'engagement_grade', 'is_disqualified']) }}
{% endmacro %}
