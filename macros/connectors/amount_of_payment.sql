{#
    An amount of Stripe in its currency: it comes in the smallest unit, of which most currencies
    have 100 to one, some a single one, some 1,000. Source: "Supported currencies" in Stripe's
    documentation.

    Args:
        amount: the amount in the smallest unit.
        currency: its three letters.

    Example:
        {{ lead_scoring.amount_of_payment('amount', 'currency') }}
            ->  4900 eur is 49.00, 4900 jpy is 4900.00
#}
{% macro amount_of_payment(amount, currency) %}
    {%- set without, with_thousand = [
        'bif', 'clp', 'djf', 'gnf', 'jpy', 'kmf', 'krw', 'mga', 'pyg', 'rwf', 'vnd', 'vuv', 'xaf',
        'xof', 'xpf',
    ], ['bhd', 'jod', 'kwd', 'omr', 'tnd'] -%}
    {{ return(
        'cast(' ~ amount ~ ' / case\n            when lower(' ~ currency ~ ') in ('
        ~ lead_scoring.text_literals(without) | join(', ') ~ ') then 1\n            when lower('
        ~ currency ~ ') in (' ~ lead_scoring.text_literals(with_thousand) | join(', ')
        ~ ') then 1000\n            else 100\n        end as ' ~ lead_scoring.type_decimal(18, 2)
        ~ ')'
    ) }}
{% endmacro %}
