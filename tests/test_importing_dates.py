"""Dates as people write them become ISO dates, or keep their written form and are marked."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tailor.importing.structure.dates import find


def read(text):
    return [(dates.start, dates.end) for dates in find(text)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("December 2020 - Present: Baker", "2020-12", "present"),
        ("Feb 2019 – Dec 2020", "2019-02", "2020-12"),
        ("03/2018–11/2020", "2018-03", "2020-11"),
        ("01/2009\n to \nCurrent", "2009-01", "present"),
        ("2019-", "2019", "present"),
        ("2018-19", "2018", "2019"),
        ("2018-11", "2018-11", None),
        ("2019-03-12", "2019-03-12", None),
        ("1.4.2018 - 30.6.2020", "2018-04-01", "2020-06-30"),
        ("21st May 2010", "2010-05-21", None),
        ("May–Aug 2019", "2019-05", "2019-08"),
        ("Sept. '19 to Current", "2019-09", "present"),
        ("Nov. 2017 -- Present", "2017-11", "present"),
        ("Jan 2020 - Mar 2021 · 1 yr 3 mos", "2020-01", "2021-03"),
        ("2015/2016", "2015", "2016"),
        ("March 2016 to Still on going", "2016-03", "present"),
        ("seit 2017", "2017", "present"),
        ("März 2019 bis heute", "2019-03", "present"),
        ("depuis septembre 2018", "2018-09", "present"),
        ("Jan. 2019 — déc. 2020", "2019-01", "2020-12"),
        ("juin 2019 - aujourd'hui", "2019-06", "present"),
        ("12 de marzo de 2019 - actualidad", "2019-03-12", "present"),
        ("desde 2019 hasta la actualidad", "2019", "present"),
        ("setembro de 2016 – presente", "2016-09", "present"),
        ("gennaio 2015 - oggi", "2015-01", "present"),
        ("maart 2014 tot heden", "2014-03", "present"),
        ("sedan 2018", "2018", "present"),
        ("until 2016", None, "2016"),
        ("9/2015 - laufend", "2015-09", "present"),
        ("fev. 2017 - até ao momento", "2017-02", "present"),
        ("Mai 2016 – à ce jour", "2016-05", "present"),
        ("Dal 2019 ad oggi", "2019", "present"),
        ("(April 2016 to present)", "2016-04", "present"),
    ],
)
def test_written_dates_are_read(text, start, end):
    assert read(text) == [(start, end)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Summer 2014", "2014", None),
        ("Q3 2019", "2019", None),
        ("03/04/2019", "2019", None),
        ("06/14 – 08/16", "2014-06", "2016-08"),
        ("'09–'12", "2009", "2012"),
        ("2016/17 – 2018/19", "2016", "2019"),
        ("2011/12", "2011", None),
        ("mid-2015 to early 2017", "2015", "2017"),
        ("Summers 2013 and 2014", None, None),
    ],
)
def test_a_date_with_more_or_less_than_iso_can_say_is_marked_odd(text, start, end):
    (dates,) = find(text)
    assert (dates.start, dates.end, dates.is_odd, dates.written) == (start, end, True, text)


def test_an_impossible_range_is_kept_as_it_is_written():
    assert read("Dec 2019 - Dec 2012") == [("2019-12", "2012-12")]


@pytest.mark.parametrize(
    "text",
    [
        "99.9999999% uptime",
        "$2000",
        "24/7 support",
        "06/14",
        "20XX",
        "call 0231 555 0182",
        "RFC8572",
    ],
)
def test_other_numbers_are_no_dates(text):
    assert read(text) == []


@given(st.text(alphabet="0123456789/-.–' JanMarchsinceto\n%", max_size=40))
def test_spans_are_in_order_and_hold_what_was_written(text):
    found = find(text)
    assert all(text[d.begin : d.finish].strip() == d.written for d in found)
    assert all(a.finish <= b.begin for a, b in itertools.pairwise(found))
