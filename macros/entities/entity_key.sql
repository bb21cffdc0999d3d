{#
    The key of an entity other than a lead, see `lead_key`; no lead has the same.

    Args:
        entity: its name, e.g. 'account'.
        id: SQL of its id; null stays null.

    Example:
        {{ lead_scoring.entity_key('account', 'account_id') }}  ->  hash('account ' || account_id)
#}
{% macro entity_key(entity, id) %}
    {{ return(lead_scoring.lead_key("'" ~ entity ~ " ' || cast(" ~ id ~ ' as ' ~ dbt.type_string() ~ ')')) }}
{% endmacro %}
