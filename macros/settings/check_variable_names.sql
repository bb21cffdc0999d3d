{#
    Refuses variables of this package that do not exist: dbt would pass over a misspelt name and
    score with the default. Every such name is told in one error.

    Names on the command line are known to any dbt. Those in dbt_project.yml have no documented way
    to macros; dbt-core's `ref` carries the project's configuration, elsewhere they are not looked
    at.

    Example:
        {% do lead_scoring.check_variable_names() %}
            ->  lead_scoring: there is no variable lead_scoring__scoring_dat. Did you mean
                'lead_scoring__scoring_date'? …
#}
{% macro check_variable_names() %}
    {#- Variables of the project are known to dbt's own `ref` alone. -#}
    {%- set resolver = builtins.ref if builtins is defined else {} -%}
    {%- set in_project = resolver.config.vars.to_dict() if resolver.config is defined else {} -%}
    {%- set on_command_line = invocation_args_dict.vars
        if invocation_args_dict.vars is mapping else {} -%}
    {%- set for_us = in_project.lead_scoring if in_project.lead_scoring is mapping else {} -%}
    {%- set prefix, known, problems = 'lead_scoring__', lead_scoring._setting_defaults(), [] -%}
    {#- In a project's `vars: lead_scoring:` every name is meant for us, elsewhere those with our
        prefix. -#}
    {%- set names = on_command_line.keys() | list + in_project.keys() | list
        + for_us.keys() | list -%}
    {%- for name in names | map('string') | unique if name in for_us or name[:14] == prefix -%}
        {%- set own = name[14:] if name[:14] == prefix else name -%}
        {%- if name != prefix ~ own or own not in known -%}
            {%- set closest = lead_scoring.closest_word(own, known.keys()) -%}
            {%- do problems.append(
                'lead_scoring: there is no variable ' ~ name ~ '.'
                ~ (" Did you mean '" ~ prefix ~ closest ~ "'?" if closest else '')
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if problems -%}
        {%- do exceptions.raise_compiler_error(
            problems | join('\n') ~ '\n  Allowed: ' ~ prefix ~ known.keys() | join(', ' ~ prefix)
            ~ '.\n  Fix: edit the name in dbt_project.yml or in --vars.'
        ) -%}
    {%- endif -%}
{% endmacro %}
