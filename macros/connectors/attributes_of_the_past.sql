{#
    The attributes of leads that something reads: of rules, populations, stages and options, and
    the columns of signals on leads; in lower case. These are the ones whose past is put together.
    While points are learned every attribute may be read: none.

    Example:
        {{ lead_scoring.named_attributes() }}  ->  ['industry', 'job_title', 'property_hs_persona']
#}
{% macro named_attributes() %}
    {%- set names, signals = [], lead_scoring.signals() -%}
    {%- set lines = [] -%}
    {%- for table, columns in {
        'scorecards': ['population'], 'scorecard_rules': ['subject', 'amount'],
        'lifecycle_stages': ['subject', 'and_subject'],
    }.items() -%}
        {%- for line in lead_scoring.scorecard_lines(table, [])
            if (line.rule_type or line.entry_type or 'attribute') in ('attribute', 'required') -%}
            {%- for row in [line] + (line.conditions or []) -%}
                {%- for column in columns if row[column] -%}
                    {%- do names.append(row[column]) -%}
                {%- endfor -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for option in lead_scoring.options_with('columns') if execute -%}
        {%- do names.extend(option() | map(attribute='subject') | list) -%}
    {%- endfor -%}
    {%- if lead_scoring.setting('learn') -%}{{ return(none) }}{%- endif -%}
    {%- set all = [] -%}
    {%- for name in names -%}
        {%- set signal = lead_scoring.signal_name(name) or name -%}
        {%- if signal in signals -%}
            {%- do all.extend(signals[signal].columns) if signals[signal].on == 'leads' -%}
        {%- else -%}
            {#- What accounts count is an attribute: count_distinct:department. -#}
            {%- set parts = (name | lower).split(':') -%}
            {%- do all.append(parts[-1]) if parts | length == 1 or parts[0] == 'count_distinct' -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(all | map('lower') | unique | sort | list) }}
{% endmacro %}

{#-
    The tables that list changes of people, for each tool: `people` is the table of those, `ours`
    says which column an attribute is, `labels` how changes call a column otherwise.
-#}
{% macro tables_of_changes() %}
    {%- set of_salesforce = [] -%}
    {%- for people, country in {'lead': 'country', 'contact': 'mailing_country'}.items() -%}
        {%- do of_salesforce.append({
            'people': people, 'changes': people ~ '_history', 'lead_id': people ~ '_id',
            'name': 'field', 'changed_at': 'created_date', 'labels': {}, 'ours': {
                'job_title': 'title', 'employees': 'number_of_employees', 'country': country,
                'is_unsubscribed': 'has_opted_out_of_email',
            },
        }) -%}
    {%- endfor -%}
    {{ return({
        'hubspot': [{
            'people': 'contact', 'changes': 'contact_property_history', 'lead_id': 'contact_id',
            'name': 'name', 'changed_at': 'timestamp', 'labels': {}, 'ours': {
                'job_title': 'property_jobtitle',
                'industry': 'property_industry',
                'country': 'property_country',
                'employees': 'property_numemployees',
                'annual_revenue': 'property_annualrevenue',
                'lead_source': 'property_hs_analytics_source',
                'is_unsubscribed': 'property_hs_email_optout',
            },
        }],
        'marketo': [{
            'people': 'lead', 'changes': 'activity_change_data_value', 'lead_id': 'lead_id',
            'name': 'primary_attribute_value', 'changed_at': 'activity_date',
            'labels': {'title': 'jobtitle', 'company': 'companyname'}, 'ours': {
                'job_title': 'title', 'employees': 'number_of_employees',
                'is_unsubscribed': 'unsubscribed',
            },
        }],
        'salesforce': of_salesforce,
    }) }}
{% endmacro %}

{#-
    Which columns of a table of people have a past: those that something reads and whose changes a
    table lists, see `tables_of_changes`. None where there is no such table, or nobody can look.

    Args:
        tool, people: e.g. 'hubspot', 'contact'.
        columns: as for `loaded_table`.
        further: see `further_columns`.

    Returns a list of {'name': column as selected, 'bare': the name of changes without case and
    signs, 'kind': see `loaded_table`, or none: 'data_type' and 'family' say it}.
-#}
{% macro columns_with_past(tool, people, columns, further) %}
    {%- set table = lead_scoring.tables_of_changes()[tool]
        | selectattr('people', 'equalto', people) | first -%}
    {%- set named, found, usable = lead_scoring.named_attributes(), [], [] -%}
    {%- for part in lead_scoring.loaded_columns(tool, table.changes) if part.columns -%}
        {%- set missing = [] -%}
        {%- for name in (table.lead_id, table.name, table.changed_at)
            if not lead_scoring.found_column(part, name) -%}
            {%- do missing.append(name) -%}
        {%- endfor -%}
        {%- do usable.append(part) if not missing -%}
    {%- endfor -%}
    {%- if not usable -%}{{ return([]) }}{%- endif -%}
    {%- for name, kind in columns.items() if kind.split(' ')[-1] in ('text', 'number', 'flag') -%}
        {%- set theirs, alias = name.split(' as ')[0], name.split(' as ')[-1] -%}
        {%- set names = [theirs] -%}
        {%- for attribute, column in table.ours.items() if column == theirs -%}
            {%- do names.append(attribute) -%}
        {%- endfor -%}
        {%- if named is none or names | select('in', named) | list -%}
            {%- do found.append({
                'name': alias, 'bare': lead_scoring._name_in_changes(theirs),
                'kind': kind.split(' ')[-1],
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set there_are = lead_scoring.loaded_columns(tool, people)[0].columns or {} -%}
    {%- set listed = lead_scoring._names_listed(usable, table.name) if named is none else [] -%}
    {%- for column in further -%}
        {%- set name = column.name | replace('"', '') | replace('`', '') | lower -%}
        {%- set there = there_are.get(name) -%}
        {%- set bare = lead_scoring._name_in_changes(name) -%}
        {%- if there and (bare in listed or name in (named or []))
            and there.family not in ('list', 'other') -%}
            {%- do found.append({
                'name': column.name, 'bare': bare, 'kind': none, 'data_type': there.data_type,
                'family': there.family,
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}

{#- The attributes, without case and signs, whose changes tables list. -#}
{% macro _names_listed(parts, name) %}
    {%- set names = [] -%}
    {%- for part in parts -%}
        {%- set column = lead_scoring.found_column(part, name) -%}
        {%- do names.extend(run_query(
            'select distinct ' ~ lead_scoring.bare_name_of(column.sql) ~ ' as name from '
            ~ part.relation
        ).columns[0].values() | list) -%}
    {%- endfor -%}
    {{ return(names) }}
{% endmacro %}

{#- The columns of people as they are selected, without those that have a past. -#}
{% macro columns_without_past(columns, further, past) %}
    {%- set names, with_past = [], past | map(attribute='name') | list -%}
    {%- for name in columns if name.split(' as ')[-1] not in with_past -%}
        {%- do names.append(name.split(' as ')[-1]) -%}
    {%- endfor -%}
    {%- for column in further if column.name not in with_past -%}
        {%- do names.append(column.name) -%}
    {%- endfor -%}
    {{ return(names) }}
{% endmacro %}

{#- A column as lists of changes call it, without case and signs: property_jobtitle is jobtitle. -#}
{% macro _name_in_changes(column) %}
    {{ return(lead_scoring._bare_name(
        modules.re.sub('^(property_|properties_)', '', column | lower) | replace('__value', '')
    )) }}
{% endmacro %}

{#- The same of a column that holds names. -#}
{% macro bare_name_of(sql) %}
    {%- set bare = namespace(sql='lower(' ~ sql ~ ')') -%}
    {%- for sign in ['_', ' ', '-', '.'] -%}
        {%- set bare.sql = 'replace(' ~ bare.sql ~ ", '" ~ sign ~ "', '')" -%}
    {%- endfor -%}
    {{ return(bare.sql) }}
{% endmacro %}

{#
    Rows of people, each as often as its attributes changed, with `valid_from` and `valid_to`: what
    was known of it from when to when. The last version is what the table says now, so scores of
    today do not depend on it. CTEs, each with its comma but the last one.

    Args:
        people: a CTE with a row per person and its `id`.
        changes: a CTE with `lead_id`, `attribute` (see `bare_name_of`), `changed_at`, `old_value`
            and `new_value`, as text.
        columns: those that have a past, see `columns_with_past`.
        others: the other columns of people.
        result: how the last CTE is called.
        has_versions: whether some people have versions already, see `loaded_table`; these stay so.

    Example:
        changes: 7 | jobtitle | 2024-03-01 | Manager | VP
            ->  7 | Manager |            | 2024-03-01
                7 | VP      | 2024-03-01 |
#}
{% macro versions_of(people, changes, columns, others, result, has_versions=false) -%}
{{ people }}_changed as (

    select
        lead_id,
        attribute,
        changed_at,
        old_value,
        new_value,
        row_number() over (partition by lead_id, attribute order by changed_at) as place
    from {{ changes }}
    where changed_at is not null
        and {{ lead_scoring.in_list(
            'attribute', lead_scoring.text_literals(columns | map(attribute='bare') | list)
        ) }}

),

-- A row for each time at which something changed, and one for what was before.
{{ people }}_times as (

    select
        lead_id,
        changed_at,
        0 as is_start
        {%- for column in columns %},
        max(case when attribute = '{{ column.bare }}' then 1 end) as sets_{{ loop.index }},
        max(case when attribute = '{{ column.bare }}' then new_value end)
            as value_{{ loop.index }}
        {%- endfor %}
    from {{ people }}_changed
    group by lead_id, changed_at

    union all

    select
        lead_id,
        cast(null as {{ lead_scoring.type_utc_timestamp() }}) as changed_at,
        1 as is_start
        {%- for column in columns %},
        max(case when attribute = '{{ column.bare }}' then 1 end) as sets_{{ loop.index }},
        max(case when attribute = '{{ column.bare }}' and place = 1 then old_value end)
            as value_{{ loop.index }}
        {%- endfor %}
    from {{ people }}_changed
    group by lead_id

),

-- What was set last holds until the next change.
{{ people }}_spans as (

    select
        *,
        lead(changed_at) over (partition by lead_id order by is_start desc, changed_at) as ends_at
        {%- for column in columns %},
        count(sets_{{ loop.index }}) over (
            partition by lead_id order by is_start desc, changed_at
        ) as span_{{ loop.index }}
        {%- endfor %}
    from {{ people }}_times

),

{{ people }}_values as (

    select
        lead_id,
        changed_at,
        ends_at
        {%- for column in columns %},
        span_{{ loop.index }} as span_{{ loop.index }},
        max(value_{{ loop.index }}) over (partition by lead_id, span_{{ loop.index }})
            as value_{{ loop.index }}
        {%- endfor %}
    from {{ people }}_spans

),

{{ result }} as (

    select
        {%- for name in others %}
        {{ people }}.{{ name }},
        {%- endfor %}
        {%- for column in columns %}
        case
            when {{ people }}_values.ends_at is null
                or {{ people }}_values.span_{{ loop.index }} = 0
                then {{ people }}.{{ column.name }}
            else {{ lead_scoring._value_of_past(
                people ~ '_values.value_' ~ loop.index, column
            ) }}
        end as {{ column.name }},
        {%- endfor %}
        {%- if has_versions %}
        coalesce({{ people }}.valid_from, {{ people }}_values.changed_at) as valid_from,
        coalesce({{ people }}.valid_to, {{ people }}_values.ends_at) as valid_to
        {%- else %}
        {{ people }}_values.changed_at as valid_from,
        {{ people }}_values.ends_at as valid_to
        {%- endif %}
    from {{ people }}
    left join {{ people }}_values
        on {{ people }}.id = {{ people }}_values.lead_id
        {%- if has_versions %}
        and {{ people }}.valid_from is null
        {%- endif %}

)
{%- endmacro %}

{#- A value in a list of changes, which is text, in the type of its column. -#}
{% macro _value_of_past(sql, column) %}
    {%- set text = {'name': 'value', 'sql': sql, 'family': 'text', 'data_type': 'text'} -%}
    {%- set kind = column.kind or {
        'number': 'number', 'boolean': 'flag', 'date': 'moment', 'timestamp': 'moment',
        'timestamp_tz': 'moment',
    }.get(column.family, 'text') -%}
    {%- set value = lead_scoring.loaded_column(text, 'value', kind) -%}
    {%- if kind == 'moment' -%}
        {#- HubSpot lists times as milliseconds. -#}
        {%- set number = lead_scoring.number_or_null(lead_scoring.prepared_text(sql)) -%}
        {%- set value = 'coalesce(' ~ lead_scoring.epoch_timestamp(number) ~ ', ' ~ value ~ ')' -%}
    {%- elif kind == 'number' and not column.kind -%}
        {%- set value = lead_scoring.number_or_null(lead_scoring.prepared_text(sql)) -%}
    {%- endif -%}
    {{ return(value if column.kind or kind == 'text'
        else 'cast(' ~ value ~ ' as ' ~ column.data_type ~ ')') }}
{% endmacro %}
