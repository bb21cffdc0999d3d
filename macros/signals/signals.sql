{#
    The signals that scorecards may name, as `signal:<name>`: a dictionary from name to what it is
    about. Compiled from signals/*.yml by scripts/generate_macros.py into macros/generated/.

    A `default__signals` in your own project replaces ours. To have signals of your own, write them
    in YAML and generate the macro file into your project:

        python dbt_packages/lead_scoring/scripts/generate_macros.py \
            --signals signals --output macros/lead_scoring_signals.sql

    Args: none.

    Returns, for each name:
        on: 'leads' or 'events', the input that the condition reads.
        columns: the columns that it reads, in lower case unless the signal quotes them.
        yes_no_columns: those among them that it takes for yes or no by themselves, if any.
        date_columns: those whose age on the day that is scored it looks at, if any.
        parts, ages: of one on events with ages, the macros of what is looked at apart, see
            `dated_signal`.
        literals: texts that columns are compared with, pairs of a column and a text; left out where
            there are none.
        description: what it means in words, or none.
        condition: the macro that writes it for the adapter, see `signal_condition`. Named in full,
            for dbt reads from it which models a changed signal changes.

    Example:
        {{ lead_scoring.signals()['big_value'] }}
            ->  {'on': 'events', 'columns': ['value'], 'description': 'An event worth 100 or more'}
#}
{% macro signals() %}
    {{ return(adapter.dispatch('signals', 'lead_scoring')()) }}
{% endmacro %}
