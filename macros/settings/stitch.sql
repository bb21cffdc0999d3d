{#
    What becomes of an anonymous visitor's events from before the visitor was linked to a lead: they
    count for the lead ('retroactive'), or not ('from_link').

    Example:
        {{ lead_scoring.stitch() }}  ->  retroactive
#}
{% macro stitch() %}
    {{ return(lead_scoring.choice('stitch', ['retroactive', 'from_link'])) }}
{% endmacro %}
