{#
    All tallies of the scorecards and stages, each once; see `tally_of`. Besides those of rules there
    are `counted_tally` and `repeated_tally`, by which the audit accounts for every event, and
    `own_tally`, by which a lead is dormant, and `activation_tallies`.

    Args:
        scorecards: see `scorecards`.

    Returns a list of tallies, with `words` for comments.

    Example:
        {% for tally in lead_scoring.tallies(scorecards) %} … {{ tally.tally_id }} … {% endfor %}
#}
{% macro tallies(scorecards) %}
    {%- set lines = [] -%}
    {%- for card in scorecards.cards -%}
        {%- do lines.extend(card.rules) -%}
    {%- endfor -%}
    {%- do lines.extend(scorecards.stages) -%}
    {%- set tallies = [lead_scoring.counted_tally(), lead_scoring.own_tally()] + lead_scoring.activation_tallies() -%}
    {%- for line in lines if (line.rule_type or line.entry_type) | lower in ('event', 'absence') -%}
        {%- do tallies.append(lead_scoring.tally_of(line, scorecards.inputs)) -%}
        {%- if line.given_subject and line.rule_type | lower == 'absence' -%}
            {%- do tallies.append(lead_scoring.tally_of(line, scorecards.inputs, line.given_subject)) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set distinct_tallies = {} -%}
    {%- for tally in tallies -%}
        {%- do distinct_tallies.update({tally.tally_id: tally}) -%}
    {%- endfor -%}
    {{ return(distinct_tallies.values() | list) }}
{% endmacro %}

{#- Every event that counts. -#}
{% macro counted_tally() %}
    {{ return(lead_scoring._lasting_tally(['true'])) }}
{% endmacro %}

{#- What a lead did itself; being sent something keeps nobody awake. -#}
{% macro own_tally() %}
    {%- set outbound = [] -%}
    {%- for event_type in lead_scoring.list_setting('outbound_event_types') -%}
        {%- do outbound.append(lead_scoring.value_literal(event_type | string, 'text')) -%}
    {%- endfor -%}
    {{ return(lead_scoring._lasting_tally([
        'event_type ' ~ ('not in (' ~ outbound | join(', ') ~ ')' if outbound else 'is not null')
    ])) }}
{% endmacro %}

{#- Events that were delivered before under the same id. -#}
{% macro repeated_tally() %}
    {{ return(lead_scoring._lasting_tally(['repeated_id'])) }}
{% endmacro %}

{% macro _lasting_tally(conditions) %}
    {{ return({
        'tally_id': lead_scoring.tally_id(conditions),
        'conditions': conditions,
        'window_days': none,
        'max_per_day': none,
        'share': none,
        'is_daily': false,
    }) }}
{% endmacro %}
