{#
    The id of a tally: a hash of all that its counts depend on besides the events themselves and the
    day. Another question has another id, so counts that were kept are never taken for those of a
    rule that has changed since.

    Args:
        definition: a list of what is counted.

    Example:
        {{ lead_scoring.tally_id(["event_type = 'download'"]) }}  ->  5d0b2c7f9a31
#}
{% macro tally_id(definition) %}
    {%- set text = definition | join('\n') -%}
    {%- set basis = [
        text, lead_scoring.setting('events'), lead_scoring.setting('column_mapping'),
        lead_scoring.timezone(), lead_scoring.stitch(),
    ] -%}
    {%- for name in modules.re.findall('signal_(\\w+)', text) if name in lead_scoring.signals() -%}
        {%- do basis.append(lead_scoring.signal_condition(name)) -%}
    {%- endfor -%}
    {{ return(local_md5(basis | join('\n'))[:12]) }}
{% endmacro %}
