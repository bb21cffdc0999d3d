{%- if not lead_scoring.is_replayed() -%}
{#- Not asked for, see lead_scoring__replay_dates. -#}
{{ lead_scoring.no_rows() }}
{%- else -%}
{{ lead_scoring.surprises('not_converted', is_high=true) | trim }}
{%- endif %}
