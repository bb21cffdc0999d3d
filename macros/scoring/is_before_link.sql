{#
    Whether an event of a visitor is from before the visitor was linked to a lead; false where it is
    not known to be. What belongs to a merged record is not. Reads `aliases` and `merged_leads`, joined
    by the key of the event's lead.

    Args:
        occurred_at: SQL of the event's time.

    Example:
        {{ lead_scoring.is_before_link('prepared.occurred_at') }}
            ->  (aliases.linked_at is not null and prepared.occurred_at < aliases.linked_at and …)
#}
{% macro is_before_link(occurred_at) %}
    {{ return(
        '(aliases.linked_at is not null and ' ~ occurred_at ~ ' < aliases.linked_at and merged_leads.lead_key is null)'
    ) }}
{% endmacro %}
