{#
    The days before the scoring date with which this run fills an empty history, and where it reads
    them: from an option that knows past days, see `options_with`.

    Args:
        position: where the log ends, see `log_position`.

    Returns a mapping:
        days: a list of texts; empty unless the variable `lead_scoring__backfill` asks for them
        scores: name of a table, with a row per day, lead and scorecard
        places: the CTEs that end with `backfilled_stages`, lines of the stage log
        entries: the CTEs `past_days`, `backfilled_entries`, `past_leads`: lines of the ledger log

    Example:
        {{ lead_scoring.backfill(position).days }}  ->  ['2026-06-16', '2026-06-23']
#}
{% macro backfill(position) %}
    {%- for option in lead_scoring.options_with('backfill') if lead_scoring.setting('backfill') -%}
        {{ return(option(position)) }}
    {%- endfor -%}
    {{ return({'days': []}) }}
{% endmacro %}
