{#
    Which column of the source stands for which of our names: `lead_scoring__column_mapping`,
    and for the columns of the input's contract their own name where the source has it.

    Args:
        input: 'leads', 'events', 'conversions', 'identities' or 'accounts'.
        columns: the columns of the source, see `columns_of`.

    Returns our name -> column of the source. Raises one error that lists every mapped column that
    is not there and every needed column that is missing.

    Example:
        lead_scoring__column_mapping: {leads: {lead_id: contact_id}}
        {{ lead_scoring.column_mapping('leads', columns) }}
            ->  {'lead_id': {'name': 'contact_id', …}, 'created_at': {'name': 'created_at', …}}
#}
{% macro column_mapping(input, columns) %}
    {%- set ours_to_theirs = lead_scoring.setting('column_mapping') -%}
    {%- set inputs = ['leads', 'events', 'conversions', 'identities', 'accounts'] -%}
    {%- set fix
        = 'edit lead_scoring__column_mapping, written {input: {our column: your column}}' -%}
    {%- set problems, fixes, by_name, mapping = [], [], {}, {} -%}
    {%- set pairs = ours_to_theirs if ours_to_theirs is not mapping
        else ours_to_theirs[input] if input in ours_to_theirs else {} -%}
    {%- if pairs is not mapping -%}
        {%- do exceptions.raise_compiler_error(
            "lead_scoring: the variable lead_scoring__column_mapping cannot be read. Got: '" ~ pairs
            ~ "'. Fix: " ~ fix ~ '.'
        ) -%}
    {%- endif -%}
    {%- for column in columns -%}
        {%- if column.name | lower in by_name -%}
            {%- do problems.append(
                "two columns differ in case only. Got: '" ~ by_name[column.name | lower].name
                ~ "' and '" ~ column.name ~ "'"
            ) -%}
        {%- endif -%}
        {%- do by_name.update({column.name | lower: column}) -%}
    {%- endfor -%}
    {%- for column in columns if modules.re.search('[\r\n]', column.name) -%}
        {%- do problems.append(
            "a column's name has a line break in it. Got: '"
            ~ column.name | replace('\n', '\\n') | replace('\r', '\\r') ~ "'"
        ) -%}
    {%- endfor -%}
    {%- set theirs = columns | map(attribute='name') | join(', ') -%}

    {%- for unknown in ours_to_theirs if unknown not in inputs -%}
        {%- do problems.append("'" ~ unknown ~ "' is no input. Allowed: " ~ inputs | join(', ')) -%}
    {%- endfor -%}
    {%- for ours, name in pairs.items() -%}
        {%- if name | string | lower in by_name -%}
            {%- do mapping.update({ours | lower: by_name[name | string | lower]}) -%}
        {%- else -%}
            {%- do problems.append(
                'column ' ~ ours ~ " is mapped to a column that is not there. Got: '" ~ name
                ~ "'. Allowed: " ~ theirs
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for ours, contract in lead_scoring.input_contract(input).items() if ours not in mapping -%}
        {%- if ours in by_name -%}
            {%- do mapping.update({ours: by_name[ours]}) -%}
        {%- elif contract.is_required and ours not in pairs -%}
            {%- do problems.append('column ' ~ ours ~ ' is missing. Got: ' ~ theirs) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for ours, contract in lead_scoring.input_contract(input).items() -%}
        {%- if contract.kind == 'moment' and ours in mapping
            and mapping[ours].family not in ('text', 'date', 'timestamp', 'timestamp_tz') -%}
            {%- do problems.append(
                'column ' ~ ours ~ ' must be a date, a time or text. Got: ' ~ mapping[ours].name
                ~ ', a ' ~ mapping[ours].data_type
            ) -%}
            {%- if mapping[ours].family == 'number' -%}
                {%- do fixes.append(
                    lead_scoring.fix_of_time(input, ours, mapping[ours].name, is_number=true)
                ) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}

    {%- if problems -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: lead_scoring__' ~ input ~ ' cannot be read.\n  - '
            ~ problems | join('\n  - ')
            ~ '\n  Fix: ' ~ (
                fixes | join('\n  Fix: ') if fixes | length == problems | length
                else ([fix ~ ', or name the columns so in the data'] + fixes) | join('.\n  Fix: ')
            ) ~ '.'
        ) -%}
    {%- endif -%}
    {{ return(mapping) }}
{% endmacro %}
