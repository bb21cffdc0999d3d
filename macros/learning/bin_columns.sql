{#
    What is the same of a bin in every pass.

    Example:
        {{ lead_scoring.bin_columns() | join(', ') }}
            ->  bin_id, feature_id, rule_type, subject, bin_count, trend, ridge, is_first
#}
{% macro bin_columns() %}
    {{ return(
        ['bin_id', 'feature_id', 'rule_type', 'subject', 'bin_count', 'trend', 'ridge', 'is_first']
    ) }}
{% endmacro %}
