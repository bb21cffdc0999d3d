{#
    One `select` for each line of nurture_tracks: the leads that it is for. Reads the CTEs `leads`
    and `tiers`. A list.

    Args:
        tracks: the lines of nurture_tracks.

    Example:
        {{ lead_scoring.track_entries(scorecards.tracks) | join('\n\nunion all\n\n') }}
#}
{% macro track_entries(tracks) %}
    {%- set entries = [] -%}
    {%- for line in tracks -%}
        {%- do entries.append(lead_scoring._track_entry(line) | trim) -%}
    {%- endfor -%}
    {{ return(entries) }}
{% endmacro %}

{% macro _track_entry(line) %}
{%- set audience = (line.audience or '') | lower -%}
{%- set conditions = [] -%}
{%- if audience -%}
    {%- do conditions.append({
        'active': 'not is_asleep', 'dormant': 'is_asleep', 'customer': 'is_customer',
    }[audience]) -%}
{%- endif -%}
{%- for column in ('stage_id', 'funnel_phase') if line[column] is not none -%}
    {%- do conditions.append(column ~ ' = ' ~ lead_scoring.text_literal(line[column])) -%}
{%- endfor -%}
{%- if line.lasts_days is not none -%}
    {%- do conditions.append('days_asleep < ' ~ lead_scoring._read_integer(line.lasts_days)) -%}
{%- endif -%}
{%- if line.tier is not none -%}
    {%- do conditions.append(
        'lead_id in (select lead_id from tiers where scorecard_id = '
        ~ lead_scoring.text_literal(line.scorecard_id)
        ~ ' and tier = ' ~ lead_scoring.text_literal(line.tier) ~ ')'
    ) -%}
{%- endif -%}
-- {{ lead_scoring.comment_text(line.track_id ~ ': ' ~ (line.description or 'no description')) }}
select
    lead_id,
    {{ lead_scoring.text_literal(line.track_id) }} as track_id,
    {{ lead_scoring._read_integer(line.track_rank) }} as track_rank,
    {{ lead_scoring._read_integer(line.max_messages_per_week) }} as max_messages_per_week
from leads
{%- if conditions %}
where {{ conditions | join('\n    and ') }}
{%- endif %}
{% endmacro %}
