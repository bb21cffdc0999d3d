{#
    In which order leads are held out while learning, the last first: SQL over `ranked`. The later
    ones, so that points are checked on a time that they were not learned from; or any, by a hash.

    Example:
        {{ lead_scoring.check_order() }}  ->  ranked.created_on
#}
{% macro check_order() %}
    {{ return({
        'later': 'ranked.created_on',
        'random': dbt.hash('ranked.lead_id'),
    }[lead_scoring.choice('learn_check', ['later', 'random'])]) }}
{% endmacro %}
