"""Intervals and paired comparisons, against published figures and laws."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.evals.statistics import bootstrap, sign_test, wilson


@pytest.mark.parametrize(
    ("hits", "cases", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),  # Newcombe (1998), Statistics in Medicine 17:857, table I
        (15, 148, 0.0624, 0.1605),  # same
        (0, 20, 0.0, 0.1611),  # same
        (1, 29, 0.0061, 0.1718),  # same
    ],
)
def test_wilson_gives_the_published_intervals(hits, cases, low, high):
    found = wilson(hits, cases)
    assert found.low == pytest.approx(low, abs=1e-4)
    assert found.high == pytest.approx(high, abs=1e-4)


@given(st.integers(1, 400), st.data())
@settings(max_examples=50, deadline=None)
def test_wilson_holds_the_rate_and_stays_between_nothing_and_everything(cases, data):
    hits = data.draw(st.integers(0, cases))
    low, high = wilson(hits, cases)
    assert 0 <= low <= hits / cases + 1e-12
    assert hits / cases - 1e-12 <= high <= 1


def test_no_case_says_nothing():
    assert wilson(0, 0) == (0.0, 1.0)
    assert bootstrap([]) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("better", "worse", "p"),
    [(0, 0, 1.0), (5, 5, 1.0), (0, 5, 0.0625), (0, 6, 0.03125), (1, 9, 0.021484375)],
)
def test_the_sign_test_is_exact(better, worse, p):
    assert sign_test(better, worse) == pytest.approx(p)
    assert sign_test(worse, better) == pytest.approx(p)


def test_the_sign_test_takes_thousands_of_cases():
    assert sign_test(3000, 3000) == pytest.approx(1.0)
    assert sign_test(100, 3000) == pytest.approx(0.0)


def test_the_bootstrap_is_the_same_every_time_and_holds_the_mean():
    values = [0.0] * 30 + [1.0] * 10
    low, high = bootstrap(values)
    assert bootstrap(values) == (low, high)
    assert low < 0.25 < high
    assert 0.2 < high - low < 0.35  # the normal interval is 0.27 wide


def test_values_that_are_all_one_have_no_spread():
    assert bootstrap([0.5, 0.5]) == (0.5, 0.5)
