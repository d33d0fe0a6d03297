"""The checks of a whole résumé: each fault is found, and a faithful résumé has none."""

import pytest

from tailor.domain.changes import Line, Resume, ResumeEntry, ResumeSection
from tailor.factcheck.whole import faults, years_of_experience

BAKER = ResumeEntry(
    id="oakhurst",
    heading="Baker",
    organisation="Oakhurst Mill",
    start="2010-03",
    end="2012-02",
    lines=(
        Line(id="o.1", text="Baked sourdough for six shops each night."),
        Line(id="o.2", text="Kept the flour stock."),
    ),
)
DRIVER = ResumeEntry(
    id="hallgate",
    heading="Driver",
    organisation="Hallgate",
    start="2011-03",
    end="2013-02",
    lines=(Line(id="h.1", text="Drove the early round."),),
)


def resume(*entries, name="Ida Fern"):
    return Resume(name=name, sections=(ResumeSection(name="work", entries=entries),))


BASE = resume(BAKER, DRIVER)


def changed(entry, **update):
    return entry.model_copy(update=update)


def test_a_faithful_resume_has_no_fault():
    rewritten = changed(
        BAKER, lines=(Line(id="o.1", text="Baked sourdough nightly.", origin="rewritten"),)
    )
    assert faults(resume(DRIVER, rewritten), BASE, left_out={"o.2"}) == ()


@pytest.mark.parametrize(
    ("tailored", "kind"),
    [
        (resume(BAKER), "lost"),
        (resume(changed(BAKER, lines=BAKER.lines[:1]), DRIVER), "lost"),
        (
            resume(
                changed(BAKER, lines=BAKER.lines[:1]),
                changed(DRIVER, lines=(*DRIVER.lines, BAKER.lines[1])),
            ),
            "moved",
        ),
        (resume(changed(BAKER, heading="Head Baker"), DRIVER), "touched"),
        (resume(changed(BAKER, end="2014-02"), DRIVER), "touched"),
        (resume(BAKER, DRIVER, name="Ida Fern, MSc"), "touched"),
        (
            resume(changed(BAKER, lines=(*BAKER.lines, Line(id="x", text="Won a prize."))), DRIVER),
            "invented",
        ),
        (resume(BAKER, DRIVER, changed(DRIVER, id="new", lines=())), "invented"),
        (
            resume(
                changed(
                    BAKER,
                    lines=(
                        Line(id="o.1", text="Ran the ovens' software on Kubernetes."),
                        BAKER.lines[1],
                    ),
                ),
                DRIVER,
            ),
            "anachronism",
        ),
        (
            resume(
                BAKER, changed(DRIVER, lines=(changed(DRIVER.lines[0], text=BAKER.lines[0].text),))
            ),
            "repeated",
        ),
    ],
)
def test_every_fault_is_found(tailored, kind):
    assert kind in {fault.kind for fault in faults(tailored, BASE)}


def test_years_that_overlap_count_once():
    assert years_of_experience((BAKER, DRIVER), today="2026-01-01") == 3.0


def test_an_undated_entry_counts_nothing():
    assert years_of_experience((changed(BAKER, start=None),), today="2026-01-01") == 0


def test_years_to_come_and_dates_the_wrong_way_round_count_nothing():
    assert years_of_experience((changed(BAKER, end="2040-01"),), today="2012-02-15") == 2.0
    assert years_of_experience((changed(BAKER, end="2009-01"),), today="2026-01-01") == 0


def test_the_present_job_counts_until_today():
    current = changed(BAKER, start="2020-01", end="present")
    assert years_of_experience((current,), today="2021-12-31") == 2.0
