{#
    The word that was probably meant: the one with the fewest letters put in, left out, replaced or
    swapped (optimal string alignment distance: Damerau 1964), if they are no more than a third of
    its letters. Two letters may have changed places: => is >=.

    Args:
        word: what stands there.
        words: what is allowed.

    Example:
        {{ lead_scoring.closest_word('industri', ['industry', 'country']) }}  ->  industry
        {{ lead_scoring.closest_word('colour', ['industry', 'country']) }}    ->  none
#}
{% macro closest_word(word, words) %}
    {%- set word = word | string | lower -%}
    {%- set found = {'word': none, 'distance': word | length // 3 + 1} -%}
    {%- if word | length <= 50 -%}
        {%- for candidate in words -%}
            {%- set text = candidate | string | lower -%}
            {%- if text | length == 2 and text == word | reverse -%}
                {%- do found.update({'word': candidate, 'distance': 0}) -%}
            {%- elif (text | length - word | length) | abs < found.distance -%}
                {%- set distance = lead_scoring._edit_distance(word, text) -%}
                {%- if distance < found.distance -%}
                    {%- do found.update({'word': candidate, 'distance': distance}) -%}
                {%- endif -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(found.word) }}
{% endmacro %}

{% macro _edit_distance(left, right) %}
    {%- set rows = [range(right | length + 1) | list] -%}
    {%- for i in range(1, left | length + 1) -%}
        {%- set row, above = [i], rows[i - 1] -%}
        {%- for j in range(1, right | length + 1) -%}
            {%- set is_same = left[i - 1] == right[j - 1] -%}
            {%- set ways = [above[j] + 1, row[j - 1] + 1, above[j - 1] + (0 if is_same else 1)] -%}
            {%- if i > 1 and j > 1 and left[i - 1] == right[j - 2]
                and left[i - 2] == right[j - 1] -%}
                {%- do ways.append(rows[i - 2][j - 2] + 1) -%}
            {%- endif -%}
            {%- do row.append(ways | min) -%}
        {%- endfor -%}
        {%- do rows.append(row) -%}
    {%- endfor -%}
    {{ return(rows[-1][-1]) }}
{% endmacro %}
