{#
    No two rows have the same values in these columns. A null is a value like others here: two rows
    without one are the same.

    Args:
        columns: the columns that together are the key.

    Example:
        data_tests:
          - lead_scoring_unique_combination:
              arguments:
                columns: [lead_id, scorecard_id]
#}
{% test lead_scoring_unique_combination(model, columns) %}

select
    {{ columns | join(',\n    ') }},
    count(*) as row_count
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1

{% endtest %}
