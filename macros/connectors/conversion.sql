{#
    What of a tool counts as a conversion, as `lead_scoring__conversion` says: `kind`, and `stage`
    where the kind is `stage`; the kind is none where the tool knows no such thing.

    Raises an error where no tool that is connected knows it.

    Args:
        tool: e.g. 'hubspot'; none: what the variable says.

    Example:
        lead_scoring__conversion: "stage: salesqualifiedlead"
        {{ lead_scoring.conversion('hubspot') }}
            ->  {'kind': 'stage', 'stage': 'salesqualifiedlead'}
#}
{% macro conversion(tool=none) %}
    {%- set value = lead_scoring.setting('conversion') | string | trim -%}
    {%- set kind = 'stage' if value[:6] | lower == 'stage:' else value -%}
    {%- set stage = value[6:] | trim if kind == 'stage' else none -%}
    {%- set known, allowed = [], [] -%}
    {%- for kinds in lead_scoring.conversions_of_tools().values() -%}
        {%- do allowed.extend(kinds) -%}
    {%- endfor -%}
    {%- for name in lead_scoring.connected_tools()
        if 'conversions' in lead_scoring.connector_inputs()[name] -%}
        {%- do known.extend(lead_scoring.conversions_of_tools()[name]) -%}
    {%- endfor -%}
    {#- HubSpot names columns by it. -#}
    {%- set is_wrong = kind not in allowed or stage == ''
        or (stage and tool == 'hubspot' and not modules.re.match('^\\w+$', stage)) -%}
    {%- if is_wrong or (known and kind not in known) -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the variable lead_scoring__conversion '
            ~ ('is unknown' if is_wrong else 'names what no connector knows') ~ ". Got: '" ~ value
            ~ "'. Allowed: " ~ (allowed if is_wrong else known)
                | unique | join(', ') | replace('stage', 'stage: <its name>')
            ~ '. Fix: edit lead_scoring__conversion.'
        ) -%}
    {%- endif -%}
    {%- set is_known = tool is none or kind in lead_scoring.conversions_of_tools()[tool] -%}
    {{ return({'kind': kind if is_known else none, 'stage': stage}) }}
{% endmacro %}

{#- The kinds that a tool knows; where it has one alone, its model need not ask for it. -#}
{% macro conversions_of_tools() %}
    {%- set all = ['won', 'opportunity_created', 'lead_converted', 'stage'] -%}
    {%- set paid = ['won', 'first_payment'] -%}
    {{ return({
        'hubspot': all, 'salesforce': all, 'pardot': all[:2], 'pipedrive': all[:1],
        'dynamics_365': all[:3], 'ga4': paid, 'stripe': paid, 'product': paid,
    }) }}
{% endmacro %}

{#- Whether an opportunity without people counts for those of its account. -#}
{% macro counts_by_account() %}
    {{ return(lead_scoring.choice('conversions_by_account', [true, false])) }}
{% endmacro %}
