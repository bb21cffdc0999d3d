"""The formulas of the performance tables in plain Python: pair by pair and row by row, without a rank or a window."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import exp, floor, log, sqrt
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
Interval = tuple[float, float]


@dataclass(frozen=True)
class Seen:
    """A lead on a day: its place by the score (higher is better), whose it is, and whether it converted."""

    score: float
    person: Hashable
    converted: int
    other_score: float = 0.0
    """The score by another scorecard."""


def wilson(rate: float, trials: float) -> Interval:
    """Wilson's interval of a rate."""
    middle, reach = rate + Z**2 / (2 * trials), Z * sqrt(rate * (1 - rate) / trials + Z**2 / (4 * trials**2))
    return (middle - reach) / (1 + Z**2 / trials), (middle + reach) / (1 + Z**2 / trials)


def trials(outcomes: Iterable[tuple[Hashable, float]]) -> tuple[float, float]:
    """A rate, and how many independent trials it is worth, of rows (person, success)."""
    rows = list(outcomes)
    rate = sum(success for _, success in rows) / len(rows)
    off: dict[Hashable, float] = defaultdict(float)
    for person, success in rows:
        off[person] += success - rate
    if rate in (0, 1):
        return rate, len(off)
    effect = sum(value**2 for value in off.values()) / (len(rows) * rate * (1 - rate))
    return rate, len(rows) / max(1, effect)


def rate_interval(outcomes: Iterable[tuple[Hashable, float]]) -> Interval:
    """Wilson's interval of a rate whose rows are the same people several times."""
    return wilson(*trials(outcomes))


def difference_interval(first: tuple[float, float], second: tuple[float, float]) -> Interval:
    """Newcombe's interval of the first rate less the second, each with its trials."""
    (p, _), (q, _) = first, second
    (p_low, p_high), (q_low, q_high) = wilson(*first), wilson(*second)
    return p - q - sqrt((p - p_low) ** 2 + (q_high - q) ** 2), p - q + sqrt((p_high - p) ** 2 + (q - q_low) ** 2)


def beats(ours: float, theirs: float) -> float:
    return 1.0 if ours > theirs else 0.5 if ours == theirs else 0.0


def area(leads: Sequence[Seen], score: Callable[[Seen], float] = lambda lead: lead.score) -> float:
    """How often a converted lead beats another one."""
    won, lost = [lead for lead in leads if lead.converted], [lead for lead in leads if not lead.converted]
    return sum(beats(score(ours), score(theirs)) for ours in won for theirs in lost) / (len(won) * len(lost))


def variance_of_area(leads: Sequence[Seen], score: Callable[[Seen, Seen], float]) -> float:
    """DeLong's variance of the mean of `score` over all pairs of a converted lead and another, people as clusters."""
    won, lost = [lead for lead in leads if lead.converted], [lead for lead in leads if not lead.converted]
    theta = sum(score(ours, theirs) for ours in won for theirs in lost) / (len(won) * len(lost))
    of_won: dict[Hashable, float] = defaultdict(float)
    of_lost: dict[Hashable, float] = defaultdict(float)
    for ours in won:
        of_won[ours.person] += sum(score(ours, theirs) for theirs in lost) / len(lost) - theta
    for theirs in lost:
        of_lost[theirs.person] += sum(score(ours, theirs) for ours in won) / len(won) - theta
    people = {lead.person for lead in leads}
    products = sum(of_won.get(person, 0.0) * of_lost.get(person, 0.0) for person in people)
    return (
        corrected(sum(value**2 for value in of_won.values()), len(of_won)) / len(won) ** 2
        + corrected(sum(value**2 for value in of_lost.values()), len(of_lost)) / len(lost) ** 2
        + 2 * corrected(products, len(people)) / (len(won) * len(lost))
    )


def corrected(squares: float, count: int) -> float:
    return squares * count / (count - 1)


def top_shares(scores: Sequence[float]) -> list[float]:
    """The part of each lead that is in the best tenth: equals share what is left of it."""
    shares = []
    for score in scores:
        above, equal = sum(other > score for other in scores), sum(other == score for other in scores)
        shares.append(min(1.0, max(0.0, (len(scores) / 10 - above) / equal)))
    return shares


def deciles(scores: Sequence[float]) -> list[int]:
    """The tenth of each lead, 1 is the best: the one in which the middle of its equals lies."""
    return [
        floor((20 * sum(o > s for o in scores) + 10 * sum(o == s for o in scores)) / (2 * len(scores))) + 1
        for s in scores
    ]


def widest_gap(leads: Sequence[Seen]) -> tuple[float, float]:
    """The score at which the parts of converted and other leads at or above it differ most, and by how much."""

    def gap(threshold: float) -> float:
        won = [lead.score >= threshold for lead in leads if lead.converted]
        lost = [lead.score >= threshold for lead in leads if not lead.converted]
        return sum(won) / len(won) - sum(lost) / len(lost)

    best = max(
        sorted({lead.score for lead in leads}, reverse=True), key=lambda threshold: round(abs(gap(threshold)), 12)
    )
    return best, gap(best)


@dataclass(frozen=True)
class Line:
    """Log odds that rise in a straight line, with the information of its fit around the mean of what it rises with.

    Args:
        at_mean, slope, mean: the log odds at the mean, and by how much they rise with one more.
        information: the sums of the weights, of the weights by the distance from the mean, and by its square.
    """

    at_mean: float
    slope: float
    mean: float
    information: tuple[float, float, float]

    def __call__(self, point: float) -> float:
        return 1 / (1 + exp(-self.log_odds(point)))

    def log_odds(self, point: float) -> float:
        return self.at_mean + self.slope * (point - self.mean)

    def interval(self, point: float) -> Interval:
        """The rate's interval: the normal distribution of the log odds."""
        (h, hx, hxx), x = self.information, point - self.mean
        reach = Z * sqrt((hxx - 2 * x * hx + x * x * h) / (h * hxx - hx * hx) if self.slope else 1 / h)
        low, high = self.log_odds(point) - reach, self.log_odds(point) + reach
        return 1 / (1 + exp(-low)), 1 / (1 + exp(-high))


def fitted_line(points: Sequence[float], targets: Sequence[float]) -> Line:
    """The logistic regression of targets from 0 to 1, by plain gradient equations to the last digit."""
    mean = sum(points) / len(points)
    spread = sqrt(sum((point - mean) ** 2 for point in points) / len(points)) or 1.0
    xs = [(point - mean) / spread for point in points]
    a, b = log(sum(targets) / (len(targets) - sum(targets))), 0.0
    h = hx = hxx = 0.0
    for _ in range(200):
        rates = [1 / (1 + exp(-(a + b * x))) for x in xs]
        g, h = sum(t - r for t, r in zip(targets, rates, strict=True)), sum(r * (1 - r) for r in rates)
        gx = sum(x * (t - r) for x, t, r in zip(xs, targets, rates, strict=True))
        hx = sum(x * r * (1 - r) for x, r in zip(xs, rates, strict=True))
        hxx = sum(x * x * r * (1 - r) for x, r in zip(xs, rates, strict=True))
        determinant = h * hxx - hx**2
        if determinant < 1e-12:
            break
        # half a step: slower than in SQL, and it cannot leap over the peak as easily
        a, b = a + (hxx * g - hx * gx) / determinant / 2, b + (h * gx - hx * g) / determinant / 2
    return Line(a, b / spread, mean, (h, hx * spread, hxx * spread * spread))


def logistic_curve(points: Sequence[float], converted: Sequence[int]) -> Line:
    """The logistic curve with Platt's targets."""
    wins = sum(converted)
    high, low = (wins + 1) / (wins + 2), 1 / (len(points) - wins + 2)
    return fitted_line(points, [high if won else low for won in converted])


def variances_of_line(rows: Sequence[tuple[Hashable, float, int]]) -> tuple[float, float, float, float]:
    """Cox's line of outcomes over stated log odds, and its variances with people as clusters.

    Args:
        rows: person, the log odds that were stated, whether it came true.

    Returns:
        Intercept and slope, the variance of each.
    """
    line = fitted_line([odds for _, odds, _ in rows], [won for *_, won in rows])
    (h, hx, hxx), mean = line.information, line.mean
    off: dict[Hashable, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for person, odds, won in rows:
        off[person][0] += won - line(odds)
        off[person][1] += (won - line(odds)) * (odds - mean)
    # each person's pull on the two, by the inverse of the information
    pulls = [
        ((hxx * g - hx * gx) / (h * hxx - hx * hx), (h * gx - hx * g) / (h * hxx - hx * hx)) for g, gx in off.values()
    ]
    count = len(off)
    return (
        line.log_odds(0), line.slope,
        corrected(sum((a - mean * b) ** 2 for a, b in pulls), count), corrected(sum(b * b for _, b in pulls), count),
    )  # fmt: skip


def slope(curve: Callable[[float], float]) -> float:
    """How much the log odds of a logistic curve rise with each point."""

    def log_odds(point: float) -> float:
        return log(curve(point) / (1 - curve(point)))

    return log_odds(1) - log_odds(0)


def stability_index(first: Sequence[int], second: Sequence[int]) -> float:
    """The population stability index of counts in bins, half a lead added to each."""
    total, other_total = sum(first) + 0.5 * len(first), sum(second) + 0.5 * len(second)
    shares = [((p + 0.5) / total, (q + 0.5) / other_total) for p, q in zip(first, second, strict=True)]
    return sum((q - p) * log(q / p) for p, q in shares)


def mantel_haenszel(tables: Iterable[tuple[float, float, float, float]]) -> tuple[float, float]:
    """The logarithm of the common odds ratio, and its variance.

    Args:
        tables: a stratum each: with the rule converted, with it not, without it converted, without it not.
    """
    r = s = pr = mixed = qs = 0.0
    for a, b, c, d in tables:
        n = a + b + c + d
        r += a * d / n
        s += b * c / n
        pr += (a + d) / n * (a * d / n)
        mixed += (a + d) / n * (b * c / n) + (b + c) / n * (a * d / n)
        qs += (b + c) / n * (b * c / n)
    return log(r / s), pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s)
