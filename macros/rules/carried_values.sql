{#
    The values of an event that a rule needs besides that it happened: by which property events are
    counted (`count_by`), dates that are compared with the scoring date (`dated_conditions`) and
    whether one of the other alternatives holds, and their `amount`, for which the latest event is
    told by its time and then by its id.

    Args:
        rule: a line of scorecard_rules.
        inputs: see `scorecard_inputs`.

    Returns a list of values, see `carried_value`; most rules need none.

    Example:
        {{ lead_scoring.carried_values(rule, inputs) | map(attribute='column') | list }}
            ->  ['"asset_text"', '"value_number"', 'event_id']
#}
{% macro carried_values(rule, inputs) %}
    {%- set values = [] -%}
    {%- if (rule.rule_type or '') | lower not in ('event', 'absence') -%}
        {{ return(values) }}
    {%- endif -%}
    {%- for condition in lead_scoring.dated_conditions(rule) -%}
        {%- do values.append(lead_scoring.carried_value(
            lead_scoring.property_of(condition.property, inputs, 'timestamp')
        )) -%}
    {%- endfor -%}
    {%- set others = lead_scoring.property_conditions(rule, inputs)
        if lead_scoring.has_dated_alternatives(rule) else {} -%}
    {%- if others -%}
        {%- set words = others.keys() | list -%}
        {%- do values.append(lead_scoring.carried_condition(
            'meets_' ~ local_md5(words | join('\x00'))[:8], lead_scoring.joined_words(rule, words),
            lead_scoring.joined_conditions(rule, others.values() | list)
        )) -%}
    {%- endif -%}
    {%- if rule.count_by and rule.count_by | lower != 'day' -%}
        {%- do values.append(lead_scoring.carried_value(
            lead_scoring.property_of(rule.count_by, inputs)
        )) -%}
    {%- endif -%}
    {%- if rule.amount -%}
        {%- do values.append(lead_scoring.carried_value(
            lead_scoring.property_of(rule.amount, inputs, 'number')
        )) -%}
        {%- if 'event_id' in inputs.events -%}
            {%- do values.append({
                'name': 'event_id', 'label': none, 'column': 'event_id',
                'type': lead_scoring.type_text(), 'sql': 'event_id',
            }) -%}
        {%- endif -%}
    {%- endif -%}
    {{ return(values | unique(attribute='name') | list) }}
{% endmacro %}

{#-
    A property of events as a column of the stream. Its name ends with what it holds, so that a
    property that becomes another type is another column.

    Args:
        column: the property, see `columns_of`.

    Returns a mapping:
        name: the column's name; column: the same in SQL; type: its SQL type
        label: the property, for the name of the activity
        sql: the value, over the prepared columns of events

    Example:
        {{ lead_scoring.carried_value({'name': 'asset', 'family': 'text'}) }}
            ->  {'name': 'asset_text', 'column': '"asset_text"', 'type': 'varchar',
                 'label': 'asset', 'sql': "nullif(\"asset\", '')"}
#}
{% macro carried_value(column) %}
    {%- set sql = lead_scoring.rule_column(column.name) -%}
    {%- set whole = '(nullable\\()?(u?(tiny|small|big)?int|integer|long|short|byte)' -%}
    {%- set decimal = lead_scoring.type_decimal(38, 10) -%}
    {%- set number = 'cast(' ~ sql ~ ' as ' ~ decimal ~ ')' -%}
    {#- What has more digits than that is no number that anybody counts by. -#}
    {%- set is_integer = modules.re.match(whole, column.data_type | lower) -%}
    {%- set word, type, value = {
        'text': ('text', lead_scoring.type_text(), 'nullif(' ~ sql ~ ", '')"),
        'number': ('number', decimal, number if is_integer
            else 'case when abs(' ~ sql ~ ') < 1e28 then ' ~ number ~ ' end'),
        'boolean': ('yes_no', dbt.type_boolean(), sql),
        'date': ('date', 'date', sql),
        'timestamp': ('time', lead_scoring.type_utc_timestamp(), sql),
        'timestamp_tz': ('time', lead_scoring.type_utc_timestamp(), sql),
    }[column.family] -%}
    {%- set name = column.name | lower ~ '_' ~ word -%}
    {{ return({
        'name': name, 'label': column.name | lower, 'column': lead_scoring.quoted(name),
        'type': type, 'sql': value,
    }) }}
{% endmacro %}

{#- Whether a condition holds, as a column of the stream. -#}
{% macro carried_condition(name, label, sql) %}
    {{ return({
        'name': name ~ '_yes_no', 'label': label, 'column': lead_scoring.quoted(name ~ '_yes_no'),
        'type': dbt.type_boolean(), 'sql': sql, 'is_condition': true,
    }) }}
{% endmacro %}

{#- A property of events by its name; of the family that is said where types are not known. -#}
{% macro property_of(name, inputs, family='text') %}
    {{ return(inputs.events.get(
        name | lower, {'name': name, 'data_type': family, 'family': family}
    )) }}
{% endmacro %}

{#-
    The activity whose rows a rule reads: with the values that it needs, or else as it is. It has a
    name of its own (WITH, in capital letters, is in no other), so that a value that is new is read
    for itself.

    Args:
        rule, inputs: see `carried_values`.

    Returns an activity, see `activity_of`; where it has values with `carries`, these, with
    `keeps_time`, whether its time is needed and not its day alone, and `is_of_rule`.

    Example:
        {{ lead_scoring.activity_with_values(rule, inputs).name }}  ->  download WITH asset
#}
{% macro activity_with_values(rule, inputs) %}
    {%- set activity = lead_scoring.activity_of(rule, inputs) -%}
    {%- set values = lead_scoring.carried_values(rule, inputs) -%}
    {%- if not values -%}{{ return(activity) }}{%- endif -%}
    {%- set labels = values | map(attribute='label') | reject('none') | list -%}
    {%- set keeps_time = rule.amount is not none -%}
    {%- set labels = labels + (['time'] if keeps_time else []) -%}
    {%- set conditions = lead_scoring.own_event_conditions() if activity.name == '*'
        else activity.conditions -%}
    {{ return(dict(
        activity, name=lead_scoring.short_name(activity.name ~ ' WITH ' ~ labels | join(', ')),
        conditions=conditions + lead_scoring.possible_alternatives(rule, inputs),
        carries=(activity.carries or []) + values, keeps_time=keeps_time,
        is_event=false, is_of_rule=true
    )) }}
{% endmacro %}

{#-
    The columns that the stream has for values, each once, by name.

    Args:
        scorecards: see `scorecards`.

    Returns a list of values, see `carried_value`; with `is_of_all` one that all rows have.
#}
{% macro stream_values(scorecards) %}
    {%- set values = {} -%}
    {%- for line in lead_scoring.lines_over_events(scorecards) -%}
        {%- for value in lead_scoring.carried_values(line, scorecards.inputs) -%}
            {%- do values.update({value.name: value}) -%}
        {%- endfor -%}
        {%- for subject in (line.subject, line.given_subject, line.since_subject) -%}
            {%- set signal = lead_scoring.dated_signal(subject) -%}
            {%- for value in lead_scoring.values_of_signal(signal, scorecards.inputs) if signal -%}
                {%- do values.update({value.name: value}) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {#- Which events are made by machines is known of their types. -#}
    {%- if lead_scoring.event_filters() -%}
        {%- do values.update({'event_type': {
            'name': 'event_type', 'label': none, 'column': 'event_type',
            'type': lead_scoring.type_text(), 'sql': 'event_type', 'is_of_all': true,
        }}) -%}
    {%- endif -%}
    {{ return(values.values() | sort(attribute='name') | list) }}
{% endmacro %}
