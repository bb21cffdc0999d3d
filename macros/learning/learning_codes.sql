{#
    The numbers that stand for something else, as the variable `lead_scoring__learn_special` names
    them: rows of the number of the attribute and the code, see `inline_rows`.

    Example:
        {{ lead_scoring.learning_codes() }}
            ->  [[3, 0], [3, 999]], with learn_special: {employees: [0, 999]}
#}
{% macro learning_codes() %}
    {%- set value = lead_scoring.setting('learn_special') -%}
    {%- set rows, state = [], namespace(is_wrong=value is not mapping) -%}
    {%- for name, codes in (value.items() if value is mapping else []) -%}
        {%- set codes = [codes] if codes is number else codes -%}
        {%- if codes is string or codes is mapping or codes is not iterable
            or codes | reject('number') | list -%}
            {%- set state.is_wrong = true -%}
        {%- endif -%}
        {%- for attribute in lead_scoring.learning_attributes() if not state.is_wrong
            and attribute.measure == 'number'
            and lead_scoring.folded(attribute.name) == lead_scoring.folded(name | string) -%}
            {#- Without a code it says that there is none. -#}
            {%- for code in codes or ['null'] -%}
                {%- do rows.append([attribute.feature_id, code]) -%}
            {%- endfor -%}
        {%- else -%}
            {%- set state.is_wrong = true -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if state.is_wrong and execute -%}
        {%- do exceptions.raise_compiler_error(
            "lead_scoring: the variable lead_scoring__learn_special cannot be read. Got: '" ~ value
            ~ "'. Allowed: {name: list of numbers}, each name an attribute that holds numbers."
            ~ ' Fix: edit lead_scoring__learn_special.'
        ) -%}
    {%- endif -%}
    {{ return(rows) }}
{% endmacro %}
