{#
    Whether a bin, a level or an event type is more than the others it could be put with: enough
    leads have it, or those few convert so much more, or less, than all leads that it is not by
    chance. The evidence is the deviance (twice the log of the likelihood ratio), with Yates's half
    a conversion taken off, for a few leads are soon far from the rate; of many candidates one is
    far from it by chance, so their number counts.

    Args:
        lead_count: SQL of the number of its leads.
        conversion_count: SQL of how many of them converted.
        candidate_count: SQL of the number of candidates.

    The query must hold `base`: `lead_count` and `rate`, of all leads.

    Example:
        {{ lead_scoring.stands_for_itself('lead_count', 'conversion_count', 'level_count') }}
            ->  lead_count >= greatest(10, base.lead_count * 2 / 100.0) or 2 * (…) > 6 + 2 * ln(…)
#}
{% macro stands_for_itself(lead_count, conversion_count, candidate_count) %}
    {{ return(adapter.dispatch('stands_for_itself', 'lead_scoring')(
        lead_count, conversion_count, candidate_count
    )) }}
{% endmacro %}

{% macro default__stands_for_itself(lead_count, conversion_count, candidate_count) -%}
{%- set expected = '(' ~ lead_count ~ ' * base.rate)' -%}
{%- set nearer = '(case when ' ~ conversion_count ~ ' > ' ~ expected ~ ' then greatest('
    ~ conversion_count ~ ' - 0.5, ' ~ expected ~ ') else least(' ~ conversion_count ~ ' + 0.5, '
    ~ expected ~ ') end)' -%}
(
    {{ lead_count }} >= {{ lead_scoring.least_leads('base.lead_count') }}
    or 2 * (
        {{ nearer }}
            * ln({{ nearer }} / {{ expected }})
        + ({{ lead_count }} - {{ nearer }})
            * ln(({{ lead_count }} - {{ nearer }}) / ({{ lead_count }} - {{ expected }}))
    ) > 6 + 2 * ln({{ candidate_count }})
)
{%- endmacro %}
