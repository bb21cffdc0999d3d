{#
    The configuration of a log: what was published, of which no later build can know. Lines are
    appended only, and `--full-refresh` does not rewrite them. By the tag `back_up_logs` finds it.

    Args:
        enabled: whether it is there.

    Example (of a model):
        {{ config(lead_scoring.log_config(lead_scoring.keeps_history())) }}
#}
{% macro log_config(enabled) %}
    {{ return({
        'enabled': enabled,
        'materialized': 'incremental',
        'incremental_strategy': lead_scoring.append_strategy(),
        'full_refresh': false,
        'tags': ['lead_scoring_log'],
    }) }}
{% endmacro %}
