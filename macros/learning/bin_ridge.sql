{#
    How strongly points of a bin are held back: as if so much evidence said that it is no different
    (of numbers: that it lies on the trend of its feature). Bins of numbers have neighbours to be
    like, levels have none.

    Args:
        part: SQL of the bin's part.

    Example:
        {{ lead_scoring.bin_ridge('part') }}  ->  case when part = 'number' then 20 else 3 end
#}
{% macro bin_ridge(part) %}
    {{ return(adapter.dispatch('bin_ridge', 'lead_scoring')(part)) }}
{% endmacro %}

{% macro default__bin_ridge(part) %}
    {{ return('case when ' ~ part ~ " = 'number' then 20 else 3 end") }}
{% endmacro %}
