{#
    Before counts are added to kept ones: deletes those of which all events are read again, and those
    of rules that are no more. Empty where there are none.

    What is kept is read from the query that goes on from it, see `kept_tallies`: by now there may be
    more events than when that was decided.

    Args:
        query: the compiled model.

    Example (a pre-hook):
        delete from int_lead_scoring__event_tallies where tally_id not in ('5d0b2c7f9a31')
#}
{% macro forget_tallies(query) %}
    {%- if not execute or not flags.INTROSPECT or not is_incremental() -%}{{ return('') }}{%- endif -%}
    {%- set kept = modules.re.findall('-- Goes on from: (.*)', query) -%}
    {%- set is_forgotten = 'tally_id not in (' ~ kept[0] ~ ')' if kept else 'true' -%}
    {%- if kept and lead_scoring.number_of('select count(*) from ' ~ this.render() ~ ' where ' ~ is_forgotten) == 0 -%}
        {{ return('') }}
    {%- endif -%}
    {{ return('delete from ' ~ this.render() ~ ' where ' ~ is_forgotten) }}
{% endmacro %}

{#-
    Says in the query itself of which tallies the counts are kept.

    Args:
        reading: see `tally_reading`.

    Example:
        {{ lead_scoring.kept_tallies(reading) }}  ->  -- Goes on from: '5d0b2c7f9a31', '91ab07c2d3e4'
#}
{% macro kept_tallies(reading) %}
    {%- set kept = [lead_scoring.text_literal(lead_scoring.repeated_tally().tally_id)] -%}
    {%- for tally in reading.new_events -%}
        {%- do kept.append(lead_scoring.text_literal(tally.tally_id)) -%}
    {%- endfor -%}
    {{ return('-- Goes on from: ' ~ kept | join(', ') if reading.new_events else '-- Reads all events.') }}
{% endmacro %}
