{#
    A data source as it stands in a `from` clause.

    Args:
        source: what `data_source` gave.
        guesses_types: whether columns of a CSV file have the types that a sample of its rows has;
            else all of them are text.

    Example:
        {{ lead_scoring.from_source({'file': 'leads.parquet'}) }}  ->  read_parquet('leads.parquet')
#}
{% macro from_source(source, guesses_types=false) %}
    {%- if 'file' in source -%}
        {{ return(adapter.dispatch('from_file', 'lead_scoring')(source.file, guesses_types)) }}
    {%- elif source.relation is string -%}
        {{ return(source.relation) }}
    {%- else -%}
        {#- render(): under --empty a bare relation would be a subquery without rows. -#}
        {{ return(source.relation.render()) }}
    {%- endif -%}
{% endmacro %}

{% macro default__from_file(path, guesses_types) %}
    {%- do exceptions.raise_compiler_error(
        "lead_scoring: a file can be read on DuckDB only. Got: '" ~ path ~ "' on " ~ target.type
        ~ ". Allowed: ref('model'), source('name', 'table') or a relation (schema.table)."
        ~ " Fix: load the file into the warehouse and name its table."
    ) -%}
{% endmacro %}

{% macro duckdb__from_file(path, guesses_types) %}
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
    {%- do options.append('all_varchar = true') if not guesses_types -%}
    {{ return('read_csv(' ~ options | join(', ') ~ ')') }}
{% endmacro %}
