{#
    What a tally counts, for the comment beside its id.

    Args:
        tally: see `tally_of`.

    Example:
        -- {{ lead_scoring.tally_in_words(tally) }}  ->  -- event_type = 'download', in the last 90 days
#}
{% macro tally_in_words(tally) %}
    {{ return(lead_scoring.comment_text(
        tally.conditions | join(' and ')
        ~ (', in the last ' ~ tally.window_days ~ ' days' if tally.window_days is not none else '')
        ~ (', at most ' ~ tally.max_per_day ~ ' a day' if tally.max_per_day is not none else '')
    )) }}
{% endmacro %}
