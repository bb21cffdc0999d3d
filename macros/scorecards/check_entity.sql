{#
    Checks that there is something that a scorecard can score: accounts, or the models of another
    entity. Otherwise it would be left out in silence; as are those of the demo, which nobody asked
    for, while other leads are tried with it.

    Args:
        line: an enabled line of the table scorecards.
        inputs: see `scorecard_inputs`; without columns of leads these are not looked at.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_entity(line, inputs, problems) %}
#}
{% macro check_entity(line, inputs, problems) %}
    {%- set entity = lead_scoring.entity_of(line) -%}
    {%- set place = 'scorecard ' ~ line.scorecard_id ~ ': ' -%}
    {%- if entity == 'account' and not lead_scoring.scores_accounts()
        and lead_scoring.setting('scorecards') is not none -%}
        {%- do problems.append(
            place ~ 'there are no accounts that it could score. Allowed: lead_scoring__accounts is'
            ~ ' the table of your accounts, or from_leads. Fix: set lead_scoring__accounts; with'
            ~ ' from_leads accounts are those in the column account_id of leads.'
        ) -%}
    {%- elif entity == 'account' and lead_scoring.accounts_come_from_leads()
        and inputs.leads and 'account_id' not in inputs.leads -%}
        {%- do problems.append(
            place ~ 'there are no accounts that it could score: leads have no column account_id.'
            ~ ' Fix: map it in lead_scoring__column_mapping, or set lead_scoring__accounts to the'
            ~ ' table of your accounts.'
        ) -%}
    {%- elif entity in lead_scoring.entities() and entity != 'account' and graph is defined -%}
        {%- set model = 'int_lead_scoring__' ~ entity ~ '_scored_leads' -%}
        {%- if model not in graph.nodes.values() | map(attribute='name') | list -%}
            {%- do problems.append(
                place ~ 'no model scores ' ~ entity ~ "s. Allowed: a project with the model '"
                ~ model ~ "' and those beside it. Fix: add them, see docs/guides/accounts.md,"
                ~ ' or take ' ~ entity ~ ' out of lead_scoring__entities.'
            ) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
