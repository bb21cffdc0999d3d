"""`Scorecard.score` of optbinning, on the attributes that our scorecard looks at.

Its scorecards are fitted, not written: the points are others than ours, and only the time can be compared. What is
fitted here (outside of the time) is which leads have 30 points or more.
"""

from __future__ import annotations

import time

import duckdb
import pandas as pd
from optbinning import BinningProcess, Scorecard
from sklearn.linear_model import LogisticRegression

ATTRIBUTES = [
    "job_title", "department", "industry", "country", "technology", "is_opted_in", "employees", "annual_revenue",
]  # fmt: skip
NUMBERS = ["employees", "annual_revenue"]
SAMPLE = 20_000


def leads(connection: duckdb.DuckDBPyConnection, rest: str = "") -> pd.DataFrame:
    """The leads with their attributes: texts and numbers."""
    frame = connection.execute(f"select lead_id, {', '.join(ATTRIBUTES)} from bench.leads {rest}").to_arrow_table()
    attributes = frame.to_pandas()
    texts = [name for name in ATTRIBUTES if name not in NUMBERS]
    return attributes.astype({**dict.fromkeys(texts, "object"), **dict.fromkeys(NUMBERS, "float64")})


def score(connection: duckdb.DuckDBPyConnection, scoring_date: str) -> tuple[float, str]:
    """Score all leads into `bench.by_optbinning`; return the seconds that it took, and the table's name."""
    sample = leads(connection, f"order by hash(lead_id) limit {SAMPLE}")
    best = connection.execute("select lead_id from main.lead_scores where score >= 30").to_arrow_table().to_pandas()
    card = Scorecard(
        BinningProcess(ATTRIBUTES, categorical_variables=[name for name in ATTRIBUTES if name not in NUMBERS]),
        LogisticRegression(),
        scaling_method="min_max",
        scaling_method_params={"min": 0, "max": 100},
    )
    card.fit(sample[ATTRIBUTES], sample.lead_id.isin(best.lead_id).astype(int))

    begin = time.perf_counter()
    everyone = leads(connection)
    result = pd.DataFrame({"lead_id": everyone.lead_id, "score": card.score(everyone[ATTRIBUTES])})
    connection.register("result", result)
    connection.execute("create or replace table bench.by_optbinning as select * from result")
    return time.perf_counter() - begin, "by_optbinning"
