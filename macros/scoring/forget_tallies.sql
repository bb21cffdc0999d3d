{#
    Before counts are added to kept ones: deletes those of which all events are read again, and those
    of rules that are no more. Empty where there are none.

    Example (a pre-hook):
        delete from int_lead_scoring__event_tallies where tally_id not in ('5d0b2c7f9a31')
#}
{% macro forget_tallies() %}
    {%- if not execute or not flags.INTROSPECT or not is_incremental() -%}{{ return('') }}{%- endif -%}
    {%- set scorecards = lead_scoring.scorecards() -%}
    {%- set reading = lead_scoring.tally_reading(lead_scoring.tallies(scorecards), scorecards) -%}
    {%- if not reading.new_events -%}
        {{ return('delete from ' ~ this.render() ~ ' where true') }}
    {%- endif -%}
    {%- set kept = [lead_scoring.text_literal(lead_scoring.repeated_tally().tally_id)] -%}
    {%- for tally in reading.new_events -%}
        {%- do kept.append(lead_scoring.text_literal(tally.tally_id)) -%}
    {%- endfor -%}
    {%- set is_forgotten = 'tally_id not in (' ~ kept | join(', ') ~ ')' -%}
    {%- if lead_scoring.number_of('select count(*) from ' ~ this.render() ~ ' where ' ~ is_forgotten) == 0 -%}
        {{ return('') }}
    {%- endif -%}
    {{ return('delete from ' ~ this.render() ~ ' where ' ~ is_forgotten) }}
{% endmacro %}
