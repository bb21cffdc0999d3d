{#
    A data source as it stands in a `from` clause.

    Args:
        source: what `data_source` gave.
        text_columns: columns of a CSV file to read as text whatever they look like (ids:
            '007' is not 7); `all` for every column.

    Example:
        {{ lead_scoring.from_source({'file': 'leads.parquet'}) }}  ->  read_parquet('leads.parquet')
#}
{% macro from_source(source, text_columns=[]) %}
    {%- if 'file' in source -%}
        {{ return(adapter.dispatch('from_file', 'lead_scoring')(source.file, text_columns)) }}
    {%- elif source.relation is string -%}
        {{ return(source.relation) }}
    {%- else -%}
        {#- render(): under --empty a bare relation would be a subquery without rows. -#}
        {{ return(source.relation.render()) }}
    {%- endif -%}
{% endmacro %}

{% macro default__from_file(path, text_columns) %}
    {%- do exceptions.raise_compiler_error(
        "lead_scoring: a file can be read on DuckDB only. Got: '" ~ path ~ "' on " ~ target.type
        ~ ". Allowed: ref('model'), source('name', 'table') or a relation (schema.table)."
        ~ " Fix: load the file into the warehouse and name its table."
    ) -%}
{% endmacro %}

{% macro duckdb__from_file(path, text_columns) %}
    {%- set literal = lead_scoring.text_literal(path) -%}
    {%- if '.parquet' in path | lower -%}
        {{ return('read_parquet(' ~ literal ~ ')') }}
    {%- endif -%}
    {#- The dialect is fixed: guessing takes the | between values for a separator. -#}
    {%- set options = [
        literal,
        "delim = '" ~ ('\t' if '.tsv' in path | lower else ',') ~ "'",
        "quote = '\"'",
        "escape = '\"'",
        'header = true',
    ] -%}
    {%- if text_columns == 'all' -%}
        {%- do options.append('all_varchar = true') -%}
    {%- else -%}
        {#- The whole file is looked at: a type guessed from a sample breaks on the first
            late row. -#}
        {%- do options.append('sample_size = -1') -%}
        {%- if text_columns -%}
            {%- set types = [] -%}
            {%- for column in text_columns -%}
                {%- do types.append(lead_scoring.text_literal(column) ~ ": 'VARCHAR'") -%}
            {%- endfor -%}
            {%- do options.append('types = {' ~ types | join(', ') ~ '}') -%}
        {%- endif -%}
    {%- endif -%}
    {{ return('read_csv(' ~ options | join(', ') ~ ')') }}
{% endmacro %}
