{#- On Spark a table: a metastore in Derby keeps no view of more than 32 700 characters. -#}
{{ config(materialized = 'table' if target.type == 'spark' else 'view') }}

{{ lead_scoring.rule_trace() }}
