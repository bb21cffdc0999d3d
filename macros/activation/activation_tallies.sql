{#
    What activation counts besides the rules: events by which sales reached a lead and by which a lead
    wanted no more messages, each since ever, and messages of the last seven days. A tally for each
    event type, so that an event is held against those of its own type alone.

    Returns a list of tallies, see `tally_of`, each with `counts`: 'touch', 'unsubscribe' or 'message'.

    Example:
        {{ lead_scoring.activation_tallies() | map(attribute='counts') | list }}
            ->  ['touch', 'touch', 'unsubscribe', 'message']
#}
{% macro activation_tallies() %}
    {%- set tallies = [] -%}
    {%- for counts, window_days in {'touch': none, 'unsubscribe': none, 'message': 7}.items() -%}
        {%- for event_type in lead_scoring.list_setting(counts ~ '_event_types') -%}
            {%- set conditions = ['event_type = ' ~ lead_scoring.value_literal(event_type | string, 'text')] -%}
            {%- do tallies.append({
                'counts': counts,
                'tally_id': lead_scoring.tally_id(conditions + [window_days, none, none]),
                'conditions': conditions,
                'window_days': window_days,
                'max_per_day': none,
                'share': none,
                'is_daily': window_days is not none,
            }) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(tallies) }}
{% endmacro %}

{#- The ids of those that count one thing, as SQL literals; of nothing where no event type does. -#}
{% macro activation_tally_ids(counts) %}
    {%- set ids = [] -%}
    {%- for tally in lead_scoring.activation_tallies() if tally.counts == counts -%}
        {%- do ids.append(lead_scoring.text_literal(tally.tally_id)) -%}
    {%- endfor -%}
    {{ return(ids | unique | join(', ') or "''") }}
{% endmacro %}
