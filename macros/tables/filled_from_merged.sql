{#
    CTEs that end with `filled_versions`: the CTE `known_versions` with what a lead lacks from the
    records that were merged into it (SPEC: Merged records and several tools): the latest link
    first, then the smaller id; of a record that has ended its last version. Reads the CTEs
    `staged_leads` and `known_versions`.

    Args:
        scope: see `scope`.
        scorecards: see `scorecards`.
        columns: the columns that are filled, quoted, see `raw_columns`.
        others: the other columns of `known_versions`.

    Example (known_versions: ann has no country; bob and cem were merged into her, cem lately):
        {{ lead_scoring.filled_from_merged(scope, scorecards, ['"country"'], others) }}

            merged_records:  ann | cem | rank 1 |
                             ann | bob | rank 2 | Spain
            filled_versions: ann | Spain
#}
{% macro filled_from_merged(scope, scorecards, columns, others) %}
{%- set by_day = ', replayed_on' if scope.is_replay else '' -%}
{%- set day = 'replayed_on' if scope.is_replay else scope.day -%}
{%- set validity = lead_scoring.validity_of_leads(day) -%}
{%- set has_valid_from = 'valid_from' in scorecards.inputs.leads -%}
{%- set validity_columns = ['valid_from', 'valid_to']
    | select('in', scorecards.inputs.leads) | list -%}
{%- set identity_map = lead_scoring.table_of('identity_map', scope).render() -%}
{%- set links = lead_scoring.table_of('identity_links', scope).render() -%}
{%- set tool_ranks = [] -%}
{%- for option in lead_scoring.options_with('tool_rank') -%}
    {%- do tool_ranks.append(option('record_id')) if option('record_id') -%}
{%- endfor -%}
{#- Within these steps columns have numbers, for a lead may have one called linked_at. -#}
{%- set families = {} -%}
{%- for column in columns -%}
    {%- do families.update({
        column: scorecards.inputs.leads.get(column[1:-1] | lower, {}).family
    }) -%}
{%- endfor -%}
-- What is known of records that were merged into a lead, of each its version of the day, or the
-- last one where it has ended.
versions_of_records as (

    select
        staged_leads.lead_id as lead_id,
        staged_leads.created_at as created_at,
        staged_leads.unreadable_time as unreadable_time,
        {%- for column in validity_columns %}
        staged_leads.{{ column }} as {{ column }},
        {%- endfor %}
        {%- for column in columns %}
        staged_leads.{{ column }} as value_{{ loop.index }},
        {%- endfor %}
        {{- '\n        staged_leads.replayed_on as replayed_on,' if by_day }}
        identity_map.lead_id as surviving_id,
        links.linked_at as linked_at
    from staged_leads
    inner join {{ identity_map }} as identity_map
        on staged_leads.lead_id = identity_map.alias_id
        and identity_map.ends_at is null
        and identity_map.lead_id is not null
        {{- '\n        and staged_leads.replayed_on = identity_map.scoring_date' if by_day }}
    inner join {{ links }} as links
        on staged_leads.lead_id = links.alias_id
        and links.is_record
        and links.exclusion_reason is null
        {{- '\n        and staged_leads.replayed_on = links.scoring_date' if by_day }}

),

ranked_versions_of_records as (

    select
        surviving_id,
        lead_id as record_id,
        linked_at,
        {%- for column in columns %}
        value_{{ loop.index }},
        {%- endfor %}
        row_number() over (
            partition by lead_id{{ by_day }}
            order by
                {%- if validity %}
                {{ validity.is_valid_number }} desc,
                {%- endif %}
                {%- if has_valid_from %}
                valid_from desc nulls last,
                {%- endif %}
                created_at
        ) as version_rank
        {{- by_day }}
    from versions_of_records
    where unreadable_time is null
        and {{ lead_scoring.local_day('created_at') }} <= {{ day }}
        {%- if validity %}
        and (({{ validity.is_valid }}) or ({{ validity.is_over }}))
        {%- endif %}

),

merged_records as {{ lead_scoring.read_once() }}(

    select
        *,
        row_number() over (
            partition by surviving_id{{ by_day }}
            order by
                {%- for rank in tool_ranks %}
                {{ rank }},
                {%- endfor %}
                linked_at desc,
                {{ lead_scoring.by_code_point('record_id') }}
        ) as record_rank
    from ranked_versions_of_records
    where version_rank = 1

),

-- Which of a lead's records is the first to know a column.
first_ranks as (

    select
        surviving_id
        {{- by_day }}
        {%- for column in columns %},
        min(case when {{ lead_scoring._is_there('value_' ~ loop.index, families[column]) }}
            then record_rank end) as rank_{{ loop.index }}
        {%- endfor %}
    from merged_records
    group by surviving_id{{ by_day }}

),

filled_versions as (

    select
        {{ (columns + others) | join(',\n        ') }}
    from known_versions
    where lead_id is null
        or lead_id not in (select surviving_id from merged_records)

    union all

    select
        {%- for column in columns %}
        case when {{ lead_scoring._is_there('known_versions.' ~ column, families[column]) }}
            then known_versions.{{ column }}
            else coalesce(record_{{ loop.index }}.value_{{ loop.index }},
                known_versions.{{ column }})
        end as {{ column }},
        {%- endfor %}
        {%- for column in others %}
        known_versions.{{ column }} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from known_versions
    inner join (
        select distinct surviving_id from merged_records
    ) as surviving
        on known_versions.lead_id = surviving.surviving_id
    left join first_ranks
        on known_versions.lead_id = first_ranks.surviving_id
        {{- '\n        and known_versions.replayed_on = first_ranks.replayed_on' if by_day }}
    {%- for column in columns %}
    {%- set record = 'record_' ~ loop.index %}
    left join merged_records as {{ record }}
        on first_ranks.surviving_id = {{ record }}.surviving_id
        and first_ranks.rank_{{ loop.index }} = {{ record }}.record_rank
        {{- '\n        and first_ranks.replayed_on = ' ~ record ~ '.replayed_on' if by_day }}
    {%- endfor %}

)
{%- endmacro %}

{#- Blank text is as good as none. -#}
{% macro _is_there(sql, family) %}
    {{ return(
        ('nullif(' ~ lead_scoring.trimmed(sql) ~ ", '')" if family == 'text' else sql)
        ~ ' is not null'
    ) }}
{% endmacro %}
