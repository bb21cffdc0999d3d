{#
    The key of a row of lead_sync: the lead and the scorecard in one text. What follows the last
    colon is the scorecard, whatever the ids hold.

    Args:
        lead_id, scorecard_id: SQL of these.

    Example:
        {{ lead_scoring.sync_id('lead_id', 'scorecard_id') }}  ->  L0118:fit_engagement
#}
{% macro sync_id(lead_id, scorecard_id) %}
    {{ return(
        lead_id ~ " || ':' || replace(replace(" ~ scorecard_id ~ ", '%', '%25'), ':', '%3A')"
    ) }}
{% endmacro %}
