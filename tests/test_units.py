"""Units and magnitude words are read as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tailor.vocabulary.units import magnitude, unit


@pytest.mark.parametrize(
    ("text", "name", "dimension"),
    [
        ("hours", "hour", "time"),
        ("hrs", "hour", "time"),
        ("min.", "minute", "time"),
        ("ms", "millisecond", "time"),
        ("Jahre", "year", "time"),
        ("km", "kilometre", "length"),
        ("KG", "kilogram", "mass"),
        ("lbs", "pound", "mass"),
        ("litres", "litre", "volume"),
        ("sq ft", "square foot", "area"),
        ("m²", "square metre", "area"),
        ("MB", "megabyte", "data"),
        ("mb", "megabyte", "data"),
        ("Mb", "megabit", "data"),
        ("TB", "terabyte", "data"),
        ("Mbps", "megabit per second", "data rate"),
        ("$", "US dollar", "currency"),
        ("EUR", "euro", "currency"),
        ("£", "pound sterling", "currency"),
        ("%", "percent", "ratio"),
        ("per cent", "percent", "ratio"),
        ("percentage points", "percentage point", "ratio"),
        ("per  month", "per month", "frequency"),
        ("/day", "per day", "frequency"),
        ("annually", "per year", "frequency"),
        ("p.a.", "per year", "frequency"),
        ("people", "person", "count"),
        ("Patients", "patient", "count"),
        ("kWh", "kilowatt-hour", "energy"),
        ("MW", "megawatt", "power"),
        ("mW", "milliwatt", "power"),
        ("°C", "degree Celsius", "temperature"),
        ("psi", "pound per square inch", "pressure"),
        ("mph", "mile per hour", "speed"),
    ],
)
def test_a_unit_is_known_however_it_is_written(text, name, dimension):
    found = unit(text)

    assert found is not None
    assert (found.name, found.dimension) == (name, dimension)


@pytest.mark.parametrize(
    ("large", "small", "ratio"),
    [
        ("hour", "minute", 60),
        ("day", "hour", 24),
        ("year", "month", 12),
        ("kilometre", "metre", 1000),
        ("kg", "g", 1000),
        ("tonne", "kg", 1000),
        ("hectare", "m²", 10_000),
        ("GB", "MB", 1000),
        ("GiB", "MiB", 1024),
        ("MB", "Mb", 8),
        ("kWh", "Wh", 1000),
        ("per day", "per week", 7),
        ("percent", "basis point", 100),
    ],
)
def test_factors_convert_within_a_dimension(large, small, ratio):
    one, other = unit(large), unit(small)

    assert one is not None
    assert other is not None
    assert one.dimension == other.dimension
    assert one.factor / other.factor == pytest.approx(ratio)


def test_money_and_heads_have_no_conversion():
    assert unit("USD").factor is None
    assert unit("employees").factor is None


@pytest.mark.parametrize("text", ["", ".", "  ", "python", "MS", "nonsense", "K"])
def test_what_is_no_unit_is_none(text):
    assert unit(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("K", 1000),
        ("k", 1000),
        ("M", 10**6),
        ("mn", 10**6),
        ("Millionen", 10**6),
        ("bn", 10**9),
        ("B", 10**9),
        ("T", 10**12),
        ("Mrd.", 10**9),
        ("lakh", 10**5),
        ("crores", 10**7),
        ("dozen", 12),
        ("score", 20),
        ("hundreds", 100),
        ("hours", None),
        ("", None),
    ],
)
def test_magnitude_words_multiply(text, value):
    assert magnitude(text) == value


@given(st.text(max_size=20))
def test_any_text_is_a_unit_or_none(text):
    assert unit(text) is None or unit(text).dimension
