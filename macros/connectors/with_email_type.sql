{#
    The rows of a relation with one more column, `email_type`: `free`, `disposable` or `business`,
    by the domain of an e-mail address; null where it is no address. The kinds come from the seed
    lead_scoring_email_domains, which knows subdomains too, and from `lead_scoring__email_domains`.

    Args:
        relation: a relation, or the name of a CTE.
        email: its column of addresses.

    Example (a whole model; rows in and out):
        {{ lead_scoring.with_email_type(ref('crm_contacts'), 'work_email') }}
            Ann@Example.com       ->  business
            bob+x@yahoo.co.uk     ->  free
            c@eu.mailinator.com   ->  disposable
            d at home             ->  null
#}
{% macro with_email_type(relation, email='email') %}
    {%- set lists = ref('lead_scoring', 'lead_scoring_email_domains')
        if lead_scoring.knows_email_types() else none -%}
    {#- Who never loads seeds learns of it here. -#}
    {%- set is_loaded = lists is none
        or lead_scoring.can_query({'relation': lists}, 'the seed lead_scoring_email_domains') -%}
    {#- Addresses are joined as they are written: each is looked at once. -#}
    {%- set no_address = [
        '%@%@%', '%@.%', '%..%', '%.', '% %', '%,%', '%;%', '%<%', '%>%', '%(%',
    ] %}
with

addresses as (

    select distinct
        {{ email }} as email,
        {{ lead_scoring.prepared_text(email) }} as address
    from {{ relation }}

),

domains as (

    select
        email,
        {{ lead_scoring.part_of('address', '@', 2) }} as domain
    from addresses
    where address like '%_@%_.%_'
        {%- for pattern in no_address %}
        and address not like '{{ pattern }}'
        {%- endfor %}

),

parents as (

    select
        email,
        domain,
        {{ lead_scoring.parent_domain('domain') }} as parent
    from domains

),

families as (

    select
        email,
        domain,
        parent,
        {{ lead_scoring.parent_domain('parent') }} as grandparent
    from parents

),

kinds as (

    {{ lead_scoring.domain_types(lists) | indent(4) }}

),

email_types as (

    -- The closest domain that is known says it.
    select
        families.email as email,
        coalesce(
            of_domain.email_type,
            of_parent.email_type,
            of_grandparent.email_type{{ ",\n            'business'" if lists is not none }}
        ) as email_type
    from families
    left join kinds as of_domain
        on families.domain = of_domain.domain
    left join kinds as of_parent
        on families.parent = of_parent.domain
    left join kinds as of_grandparent
        on families.grandparent = of_grandparent.domain

)

select
    addressed.*,
    email_types.email_type
from {{ relation }} as addressed
left join email_types
    on addressed.{{ email }} = email_types.email
{%- endmacro %}

{#- Whether there are the lists of e-mail domains. -#}
{% macro knows_email_types() %}
    {%- set asked = lead_scoring.setting('email_types') -%}
    {{ return(lead_scoring.connectors() | length > 0 if asked is none else asked) }}
{% endmacro %}

{#- A domain without its first part; of one that has a single part all that is there. -#}
{% macro parent_domain(domain) %}
    {{ return(adapter.dispatch('parent_domain', 'lead_scoring')(domain)) }}
{% endmacro %}

{% macro default__parent_domain(domain) %}
    {{ return('substr(' ~ domain ~ ", position('.' in " ~ domain ~ ') + 1)') }}
{% endmacro %}

{% macro bigquery__parent_domain(domain) %}
    {{ return('substr(' ~ domain ~ ', strpos(' ~ domain ~ ", '.') + 1)") }}
{% endmacro %}

{#- Domains with their kind: those of the lists, unless the project says another. -#}
{% macro domain_types(lists) -%}
    {%- set own, rows = lead_scoring.setting('email_domains'), [] -%}
    {%- for domain, kind in own.items() -%}
        {%- do rows.append(lead_scoring.text_literals([domain, kind])) -%}
    {%- endfor -%}
    {%- set text = lead_scoring.type_text() -%}
    {%- if lists is not none -%}
select
    domain,
    email_type
from {{ lists }}
    {%- if rows %}
where domain not in ({{ rows | map('first') | join(', ') }})
union all
    {% endif -%}
    {%- endif -%}
    {%- if rows or lists is none -%}
{{ lead_scoring.inline_rows({'domain': text, 'email_type': text}, rows) }}
    {%- endif -%}
{%- endmacro %}

{#- Stops the build where the two variables about e-mail addresses say what cannot be. -#}
{% macro check_email_types() %}
    {%- do lead_scoring.choice('email_types', [true, false]) -%}
    {%- set own, problems = lead_scoring.setting('email_domains'), [] -%}
    {%- set kinds = ['free', 'disposable', 'business'] -%}
    {%- if own is not mapping -%}
        {%- do problems.append(
            "it is no mapping. Got: '" ~ own ~ "'. Allowed: {mail.example: free}"
        ) -%}
    {%- endif -%}
    {%- for domain, kind in own.items() if own is mapping -%}
        {%- if not modules.re.match('^[^\\sA-Z@]+[.][^\\sA-Z@]+$', domain) -%}
            {%- do problems.append(
                "a name is no domain. Got: '" ~ domain ~ "'. Allowed: mail.example, in lower case"
            ) -%}
        {%- endif -%}
        {%- if kind not in kinds -%}
            {%- do problems.append(
                domain ~ " has an unknown kind. Got: '" ~ kind ~ "'. Allowed: "
                ~ kinds | join(', ')
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if problems -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the variable lead_scoring__email_domains cannot be read.\n  - '
            ~ problems | join('\n  - ') ~ '\n  Fix: edit lead_scoring__email_domains.'
        ) -%}
    {%- endif -%}
{% endmacro %}
