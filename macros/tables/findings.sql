{#
    What `scoring_health` may find, a closed list: by name the severity (`error`, `warn`), and what
    to do. An error stops the build before a score is replaced.

    Example:
        {{ lead_scoring.findings()['no_lead_counted'].severity }}  ->  error
#}
{% macro findings() %}
    {%- set allow = ', or name the finding in lead_scoring__health_allow' -%}
    {%- set edit_rule = 'Edit the rule in scorecard_rules' -%}
    {{ return({
        'no_lead_counted': {
            'severity': 'error',
            'what_to_do': 'See the reasons in scoring_input_audit, and correct the input leads or'
                ~ ' lead_scoring__scoring_date' ~ allow ~ '.',
        },
        'rows_left_out': {
            'severity': 'error',
            'what_to_do': 'Correct the input, raise lead_scoring__health_max_left_out_percent'
                ~ allow ~ '.',
        },
        'all_events_unknown': {
            'severity': 'error',
            'what_to_do': 'See that lead_id of events and of leads are ids of one kind, or link'
                ~ ' them in identities' ~ allow ~ '.',
        },
        'unreadable_time': {
            'severity': 'warn',
            'what_to_do': 'Deliver times as timestamps, or as text in ISO 8601 such as'
                ~ ' 2026-06-30 09:00:00.',
        },
        'no_recent_event': {
            'severity': 'warn',
            'what_to_do': 'See whether events are still loaded, or raise'
                ~ ' lead_scoring__health_max_event_age_days.',
        },
        'loaded_on_one_day': {
            'severity': 'warn',
            'what_to_do': 'A replay does not know these events before that day: keep the first'
                ~ ' loaded_at of each row, or deliver no loaded_at.',
        },
        'column_type_changed': {
            'severity': 'warn',
            'what_to_do': 'See which values are new. Rules read text, numbers and times alike, a'
                ~ ' signal that computes does not: state the type in lead_scoring__input_columns'
                ~ ' where a file is read, or cast the column where it comes from' ~ allow ~ '.',
        },
        'event_type_never_occurs': {
            'severity': 'warn',
            'what_to_do': 'Edit the event type where it stands, or load such events' ~ allow ~ '.',
        },
        'absence_event_never_occurs': {
            'severity': 'warn',
            'what_to_do': 'Nobody can do what the rule looks for, so it fires for all it is given'
                ~ ' to: edit subject in scorecard_rules, or load such events' ~ allow ~ '.',
        },
        'value_never_occurs': {
            'severity': 'warn',
            'what_to_do': 'Edit value where it stands' ~ allow ~ '.',
        },
        'signal_value_never_occurs': {
            'severity': 'warn',
            'what_to_do': 'Edit `when` of the signal, and generate its macro again; a signal'
                ~ ' compares letter by letter, with their case' ~ allow ~ '.',
        },
        'unreadable_number': {
            'severity': 'warn',
            'what_to_do': 'The rule does not fire on what is no number: deliver plain numbers such'
                ~ ' as 1200, or compare text' ~ allow ~ '.',
        },
        'unreadable_date': {
            'severity': 'warn',
            'what_to_do': 'The rule does not fire on what is no date: deliver dates or ISO 8601'
                ~ ' text such as 2026-06-30' ~ allow ~ '.',
        },
        'neither_true_nor_false': {
            'severity': 'warn',
            'what_to_do': 'The rule takes such values for unknown: deliver true and false, or'
                ~ ' compare with =' ~ allow ~ '.',
        },
        'unknown_left_out': {
            'severity': 'warn',
            'what_to_do': 'The rule does not fire where nothing is known: '
                ~ ('compare with is_not or not_one_of' if 'is_not' in lead_scoring.operators()
                    else 'add a rule with is_null') ~ ' if it shall' ~ allow ~ '.',
        },
        'given_never_holds': {
            'severity': 'warn',
            'what_to_do': 'Edit given_subject, given_min_count or window_days in scorecard_rules'
                ~ allow ~ '.',
        },
        'rule_never_wins': {
            'severity': 'warn',
            'what_to_do': 'In its group the best rule counts alone, and another one has more'
                ~ ' points wherever this one fires: ' ~ edit_rule | lower ~ allow ~ '.',
        },
        'rule_fired_for_nobody': {
            'severity': 'warn',
            'what_to_do': 'See no_points_because in lead_rule_trace. ' ~ edit_rule
                ~ ', switch it off' ~ allow ~ '.',
        },
        'rule_fired_for_everybody': {
            'severity': 'warn',
            'what_to_do': 'It tells no lead from another. ' ~ edit_rule ~ ', switch it off'
                ~ allow ~ '.',
        },
    }) }}
{% endmacro %}

{#- Whether `scoring_health` is there, see `lead_scoring__health`. -#}
{% macro looks_for_findings() %}
    {{ return(lead_scoring.choice('health', [true, false])) }}
{% endmacro %}

{#-
    What is found and allowed, see `lead_scoring__health_allow`: a list of pairs of a finding and
    where it is; none: everywhere.
-#}
{% macro allowed_findings() %}
    {%- set pairs = [] -%}
    {%- for entry in lead_scoring.list_setting('health_allow') -%}
        {%- set finding, _, place = (entry | string).partition(' in ') -%}
        {%- if finding not in lead_scoring.findings() -%}
            {%- set closest = lead_scoring.closest_word(finding, lead_scoring.findings().keys()) -%}
            {%- do exceptions.raise_compiler_error(
                'lead_scoring: the variable lead_scoring__health_allow names no finding. Got: '
                ~ "'" ~ entry ~ "'." ~ (" Did you mean '" ~ closest ~ "'?" if closest else '')
                ~ ' Allowed: ' ~ lead_scoring.findings().keys() | join(', ')
                ~ ", each also with where it is: 'value_never_occurs in scorecard b2b, rule it'."
                ~ ' Fix: edit lead_scoring__health_allow.'
            ) -%}
        {%- endif -%}
        {%- do pairs.append([finding, place or none]) -%}
    {%- endfor -%}
    {{ return(pairs) }}
{% endmacro %}

{#- Whether a row of findings is allowed, as SQL. A place allows what is found below it. -#}
{% macro is_allowed_finding() %}
    {%- set conditions = [] -%}
    {%- for finding, place in lead_scoring.allowed_findings() -%}
        {%- set is_finding = 'finding = ' ~ lead_scoring.text_literal(finding) -%}
        {%- do conditions.append(is_finding if place is none else (
            '(' ~ is_finding ~ ' and ' ~ lead_scoring.starts_with(
                'found_in', lead_scoring.text_literal(place)
            ) ~ ')'
        )) -%}
    {%- endfor -%}
    {{ return(conditions | join(' or ') or '1 = 0') }}
{% endmacro %}

{#- The last `select` of a table of findings, which have not all the columns that there are. -#}
{% macro select_findings(cte, columns) %}
{%- set text = lead_scoring.type_text() -%}
{%- set types = {
    'finding': text, 'found_in': text, 'scorecard_id': text, 'rule_id': text, 'input': text,
    'column_name': text, 'row_count': dbt.type_bigint(), 'example': text,
} -%}
select
    {%- for name, type in types.items() %}
    cast({{ name if name in columns else 'null' }} as {{ type }}) as {{ name }}{{ ','
        if not loop.last }}
    {%- endfor %}
from {{ cte }}
{%- endmacro %}
