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

            merged_records:  ann | cem | record_rank 1 |
                             ann | bob | record_rank 2 | Spain
            known_values:    ann | Spain
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
{#- A lead may have a column called linked_at, so within these steps columns have numbers. -#}
{%- set values = [] -%}
{%- for column in columns -%}
    {%- set known = scorecards.inputs.leads.get(column[1:-1] | lower, {}) -%}
    {%- do values.append({
        'column': column, 'name': 'value_' ~ loop.index, 'rank': 'rank_' ~ loop.index,
        'is_text': known.family == 'text', 'has_greatest': lead_scoring.has_greatest(known),
    }) -%}
{%- endfor -%}
-- What is known of records that were merged into a lead, of each its version of the day, or the
-- last one where it has ended.
versions_of_records as (

    select
        staged_leads.lead_id as record_id,
        staged_leads.created_at as created_at,
        staged_leads.unreadable_time as unreadable_time,
        {%- for column in validity_columns %}
        staged_leads.{{ column }} as {{ column }},
        {%- endfor %}
        {%- for value in values %}
        {%- set known = 'staged_leads.' ~ value.column %}
        {{ 'case when ' ~ lead_scoring.has_letters(known) ~ ' then ' ~ known ~ ' end'
            if value.is_text else known }} as {{ value.name }},
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
        *,
        row_number() over (
            partition by record_id{{ by_day }}
            order by
                {%- if validity %}
                {{ validity.is_valid_number }} desc,
                {%- endif %}
                {%- if has_valid_from %}
                valid_from desc nulls last,
                {%- endif %}
                created_at
        ) as version_rank
    from versions_of_records
    where unreadable_time is null
        and {{ lead_scoring.local_day('created_at') }} <= {{ day }}
        {%- if validity %}
        and (({{ validity.is_valid }}) or ({{ validity.is_over }}))
        {%- endif %}

),

merged_records as {{ lead_scoring.materialized_cte() }}(

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
        {%- for value in values %},
        min(case when {{ value.name }} is not null then record_rank end) as {{ value.rank }}
        {%- endfor %}
    from merged_records
    group by surviving_id{{ by_day }}

),

known_values as (

    select
        first_ranks.surviving_id as surviving_id
        {{- ',\n        first_ranks.replayed_on as replayed_on' if by_day }}
        {%- for value in values if value.has_greatest %},
        max(case when record_rank = {{ value.rank }} then {{ value.name }} end) as {{ value.name }}
        {%- endfor %}
        {%- for value in values if not value.has_greatest %},
        max({{ value.rank }}) as {{ value.rank }}
        {%- endfor %}
    from first_ranks
    inner join merged_records
        on first_ranks.surviving_id = merged_records.surviving_id
        {{- '\n        and first_ranks.replayed_on = merged_records.replayed_on' if by_day }}
    group by first_ranks.surviving_id{{ ', first_ranks.replayed_on' if by_day }}

),

filled_versions as (

    select
        {%- for value in values %}
        {%- set own = 'known_versions.' ~ value.column %}
        {%- set of_record = ('known_values.' if value.has_greatest
            else 'record' ~ value.name[5:] ~ '.') ~ value.name %}
        case when {{ of_record }} is null or {{ lead_scoring.is_known(own, value.is_text) }}
            then {{ own }} else {{ of_record }} end as {{ value.column }},
        {%- endfor %}
        {%- for column in others %}
        known_versions.{{ column }} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from known_versions
    left join known_values
        on known_versions.lead_id = known_values.surviving_id
        {{- '\n        and known_versions.replayed_on = known_values.replayed_on' if by_day }}
    {%- for value in values if not value.has_greatest %}
    {%- set record = 'record' ~ value.name[5:] %}
    left join merged_records as {{ record }}
        on known_values.surviving_id = {{ record }}.surviving_id
        and known_values.{{ value.rank }} = {{ record }}.record_rank
        {{- '\n        and known_values.replayed_on = ' ~ record ~ '.replayed_on' if by_day }}
    {%- endfor %}

)
{%- endmacro %}

{#- Whether a column says something, as SQL: blank text does not. -#}
{% macro is_known(sql, is_text) %}
    {{ return(lead_scoring.has_letters(sql) if is_text else sql ~ ' is not null') }}
{% endmacro %}

{#- Whether databases know the greatest of a column's values: of yes and no, arrays and the like
    some do not, and each such column is looked up in a join of its own. -#}
{% macro has_greatest(column) %}
    {{ return(
        column.family in ('number', 'date', 'timestamp', 'timestamp_tz')
        or (column.family == 'text' and 'uuid' not in column.data_type | lower)
    ) }}
{% endmacro %}
