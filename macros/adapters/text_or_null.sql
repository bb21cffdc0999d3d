{#
    A text, or null where it is blank.

    Args:
        text: the text.

    Example:
        {{ lead_scoring.text_or_null('lead_id') }}
            ->  case when trim(lead_id) <> '' then lead_id end
#}
{% macro text_or_null(text) %}
    {{ return(adapter.dispatch('text_or_null', 'lead_scoring')(text)) }}
{% endmacro %}

{% macro default__text_or_null(text) %}
    {{ return('case when ' ~ lead_scoring.has_letters(text) ~ ' then ' ~ text ~ ' end') }}
{% endmacro %}

{#- Looking for spaces takes long, and few texts begin with one: not those that begin with another
    sign of ASCII. -#}
{% macro duckdb__text_or_null(text) %}
    {{ return(
        'case when ' ~ text ~ " between '!' and '~' or " ~ lead_scoring.has_letters(text)
        ~ ' then ' ~ text ~ ' end'
    ) }}
{% endmacro %}
