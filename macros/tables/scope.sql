{#
    For whom and for which days a table is made. The tables of a score are the same for leads on the
    scoring date, for leads on past days and for accounts; what differs is said here, once.

    Args:
        of: 'lead' (leads on the scoring date), 'replay' (leads on the replayed days), or an entity
            such as 'account'.

    Returns a mapping:
        of: as given
        entity: 'lead', or the entity
        prefix: what the names of its intermediate tables begin with: '', 'replay_', 'account_'
        day: SQL of the day that is scored
        keys: the columns that tell its rows apart: lead_key, in a replay also scoring_date
        is_replay: whether there are several days
        activities: the CTE that its rules read

    Example:
        {{ lead_scoring.scope('replay').keys }}  ->  ['lead_key', 'scoring_date']
#}
{% macro scope(of='lead') %}
    {%- set is_replay = of == 'replay' -%}
    {{ return({
        'of': of,
        'entity': 'lead' if is_replay else of,
        'prefix': '' if of == 'lead' else of ~ '_',
        'day': 'scoring_date' if is_replay else lead_scoring.scoring_day(),
        'keys': ['lead_key', 'scoring_date'] if is_replay else ['lead_key'],
        'is_replay': is_replay,
        'activities': 'activities',
    }) }}
{% endmacro %}

{#- The scorecards that are scored in a scope, see `scorecards`. -#}
{% macro scorecards_of(scope) %}
    {%- if scope.entity == 'lead' -%}
        {{ return(lead_scoring.scorecards(with_challenger=scope.is_replay)) }}
    {%- endif -%}
    {{ return(lead_scoring.scorecards(scope.entity, lead_scoring.entity_inputs(scope.entity))) }}
{% endmacro %}

{#- An intermediate table of a scope: 'leads' of accounts is int_lead_scoring__account_leads. An
    entity of an installing project has its tables there. -#}
{% macro table_of(name, scope) %}
    {%- set model = 'int_lead_scoring__' ~ scope.prefix ~ name -%}
    {{ return(
        ref('lead_scoring', model) if scope.of in ('lead', 'replay', 'account') else ref(model)
    ) }}
{% endmacro %}

{#- A join condition over the keys of a scope: a.lead_key = b.lead_key and … -#}
{% macro same_keys(scope, left, right) %}
    {%- set conditions = [] -%}
    {%- for key in scope['keys'] -%}
        {%- do conditions.append(left ~ '.' ~ key ~ ' = ' ~ right ~ '.' ~ key) -%}
    {%- endfor -%}
    {{ return(conditions | join('\n        and ')) }}
{% endmacro %}
