{#
    The condition of a signal, as SQL over the columns of its input, below a comment that says it in
    words. It may be null: that is for the caller to decide. Brackets around it go on lines of their
    own.

    A `default__signal_<name>` in your own project replaces ours, on every adapter.

    Args:
        name: the name of a signal, see `signals`.
        columns: the columns of the input by lower-case name, see `scorecard_inputs`.
        day: SQL of the day that is scored, for `age_days`; none: the scoring date.

    Example:
        select
            (
                {{ lead_scoring.signal_condition('pricing_visit') }}
            ) as signal_pricing_visit

            ->  (
                    -- Looked at the pricing page
                    event_type = 'page_view'
                    and page_path like '/pricing%'
                ) as signal_pricing_visit
#}
{% macro signal_condition(name, columns={}, day=none) %}
    {%- set signals = lead_scoring.signals() -%}
    {%- if name not in signals -%}
        {{ exceptions.raise_compiler_error(
            "lead_scoring: there is no signal of this name. Got: '" ~ name ~ "'. Allowed: "
            ~ signals.keys() | join(', ') ~ '. Fix: add it to signals/*.yml and run `make macros`.'
        ) }}
    {%- endif -%}
    {%- set sql = signals[name]['condition']() -%}
    {{ return(
        lead_scoring.with_ages(sql, columns, day or lead_scoring.scoring_day())
        if '\ue000' in sql else sql
    ) }}
{% endmacro %}
