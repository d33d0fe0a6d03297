"""Intervals and paired comparisons, in a few lines each, with the source of each named."""

import math
import random
from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple

_Z = 1.959964  # the 97.5 % point of the normal distribution
_RESAMPLES = 1_000
_SEED = 20_260_101


class Interval(NamedTuple):
    """A 95 % interval."""

    low: float
    high: float


def wilson(hits: float, cases: int) -> Interval:
    """Where a rate truly lies, given `hits` of `cases`.

    Wilson (1927), "Probable inference, the law of succession, and statistical inference",
    JASA 22:209. It stays inside [0, 1] and is honest for few cases, where the usual one is not.
    For shares between 0 and 1 it errs on the wide side: nothing of one mean varies more than yes
    and no.
    """
    if not cases:
        return Interval(0.0, 1.0)
    rate, square = hits / cases, _Z * _Z / cases
    centre = (rate + square / 2) / (1 + square)
    spread = _Z * math.sqrt(rate * (1 - rate) / cases + square / (4 * cases)) / (1 + square)
    return Interval(max(0.0, centre - spread), min(1.0, centre + spread))


def bootstrap(values: Sequence[float]) -> Interval:
    """Where a mean difference truly lies: percentiles of resampled means, the same every time.

    Efron (1979), "Bootstrap methods: another look at the jackknife", Annals of Statistics 7:1.
    Of few cases, or of cases that all have one value, it says too little: read it with the counts.
    """
    if not values:
        return Interval(0.0, 1.0)
    if min(values) == max(values):
        return Interval(values[0], values[0])
    chance = random.Random(_SEED)  # noqa: S311 - resampling, not a secret
    means = sorted(fmean(chance.choices(values, k=len(values))) for _ in range(_RESAMPLES))
    return Interval(means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES) - 1])


def sign_test(better: int, worse: int) -> float:
    """How likely a split at least this uneven is by chance, both sides, when nothing changed.

    The exact sign test; for yes-or-no scores it is McNemar's test (1947, Psychometrika 12:153) in
    its exact form.
    """
    changed = better + worse
    if not changed:
        return 1.0
    tail, ways = 0, 1
    for fewer in range(min(better, worse) + 1):
        tail += ways
        ways = ways * (changed - fewer) // (fewer + 1)
    return min(1.0, tail / (1 << (changed - 1)))
