{#
    What kind of mailbox an e-mail address is: `free`, `business`, or null where it is no address.

    Args:
        email: SQL of the address, prepared.

    Example:
        {{ lead_scoring.email_type('email') }}
            ->  case when split_part(email, '@', 2) in ('gmail.com', …) then 'free' …
#}
{% macro email_type(email) %}
    {{ return(adapter.dispatch('email_type', 'lead_scoring')(email)) }}
{% endmacro %}

{% macro default__email_type(email) %}
    {%- set domains = lead_scoring.text_literals([
        'aol.com', 'gmail.com', 'gmx.com', 'gmx.de', 'gmx.net', 'googlemail.com', 'hotmail.com',
        'icloud.com', 'live.com', 'mail.com', 'mail.ru', 'me.com', 'msn.com', 'outlook.com',
        'proton.me', 'protonmail.com', 'qq.com', 'web.de', 'yahoo.com', 'yandex.ru', '163.com',
    ]) -%}
    {%- set domain = lead_scoring.part_of(email, '@', 2) %}
        case
            when {{ domain }} in ({{ domains | join(', ') }}) then 'free'
            when {{ domain }} <> '' then 'business'
        end
{%- endmacro %}
