"""Page fit: as much as the pages hold, in the selection's order, and never without an employer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render_samples import AWKWARD, FULL, job, section

from tailor.domain.changes import ChangeSet, Decision, Omit, Resume, ResumeEntry, digest
from tailor.domain.matching import Evidence, Match
from tailor.domain.posting import JobPosting, Requirement
from tailor.domain.verdicts import Context
from tailor.render import to_pdf
from tailor.render.fitting import Spare, choices, fit
from tailor.render.pdf import page_count


def _texts(resume):
    return [line.text for s in resume.sections for entry in s.entries for line in entry.lines]


def _evidence(base):
    for s in base.sections:
        for entry in s.entries:
            context = Context(start=entry.start, end=entry.end)
            yield from (
                Evidence(
                    id=line.id, entry_id=entry.id, section=s.name, text=line.text, context=context
                )
                for line in entry.lines
            )
            yield Evidence(
                id=entry.id, entry_id=entry.id, section=s.name, text=entry.heading, context=context
            )


def _set(base, *, matches=(), changes=()):
    return ChangeSet(
        base=base,
        changes=tuple(changes),
        matches=tuple(matches),
        requirements=tuple(
            Requirement(id=match.requirement_id, quote="x", start=0, kind="must")
            for match in matches
        ),
        evidence=tuple(_evidence(base)),
        posting=JobPosting(text="ad"),
    )


def _match(*ids, strength=1.0, requirement="r"):
    return Match(requirement_id=requirement, evidence_ids=ids, strength=strength, why="shown")


def _omit(line_id):
    return Omit(id=f"omit:{line_id}", target_id=line_id, entry_id="w", before="x", reason="no room")


def _lines_a_page(number):
    """A page that holds so many lines, whatever their length."""
    return lambda resume: max(1, -(-len(_texts(resume)) // number))


_BASE = Resume(sections=(section("work", job("w", "a", "b", "c", "d"), job("v", "e")),))


@pytest.mark.parametrize(
    ("room", "kept", "next_up"),
    [(9, "abcde", ""), (4, "acde", "b"), (3, "cde", "a"), (2, "cd", "e"), (1, "c", "d")],
)
def test_what_shows_most_stays_and_the_next_to_come_is_named(room, kept, next_up):
    changes = _set(_BASE, matches=[_match("w.2"), _match("w.3", strength=0.5, requirement="other")])
    fitted = fit(*choices(changes, ()), 1, _lines_a_page(room))
    assert sorted(_texts(fitted.resume)) == list(kept)
    assert fitted.pages == 1
    assert [spare.text for spare in fitted.left_out][:1] == list(next_up)


def test_what_the_selection_left_out_fills_the_room_last():
    changes = _set(_BASE, matches=[_match("w.1")], changes=[_omit("w.1")])
    fullest, order = choices(changes, ())
    assert order[-1].text == "b"
    assert "b" not in _texts(fit(fullest, order, 1, _lines_a_page(4)).resume)
    assert "b" in _texts(fit(fullest, order, 1, _lines_a_page(5)).resume)


def test_what_the_person_decided_to_leave_out_stays_out():
    omit = _omit("w.1")
    decision = Decision(change_id=omit.id, digest=digest(omit), action="accept")
    fullest, order = choices(_set(_BASE, changes=[omit]), [decision])
    assert "b" not in _texts(fullest)
    assert "b" not in [spare.text for spare in order]


def test_employers_and_education_stay_even_when_nothing_fits():
    fullest, order = choices(_set(FULL), ())
    fitted = fit(fullest, order, 1, lambda _: 7)
    assert fitted.pages == 7
    for name in ("work", "education", "skills", "languages"):
        before = next(s for s in FULL.sections if s.name == name)
        after = next(s for s in fitted.resume.sections if s.name == name)
        assert [entry.id for entry in after.entries] == [entry.id for entry in before.entries]


def test_hobbies_and_references_go_before_what_was_done():
    base = Resume(
        sections=(
            section("projects", ResumeEntry(id="p", heading="tidewatch")),
            section("interests", ResumeEntry(id="i", heading="Sailing")),
        )
    )
    _, order = choices(_set(base), ())
    assert [spare.text for spare in order] == ["tidewatch", "Sailing"]


def test_a_line_that_continues_another_never_stands_without_or_away_from_it():
    base = Resume(
        sections=(section("work", job("w", "Led the team", "Built Ahab", "It runs daily", "z")),)
    )
    changes = _set(base, matches=[_match("w.2")], changes=[_omit("w.2")])
    fullest, order = choices(changes, ())
    for room in range(1, 5):
        texts = _texts(fit(fullest, order, 1, _lines_a_page(room)).resume)
        if "It runs daily" in texts:
            assert texts[texts.index("It runs daily") - 1] == "Built Ahab"
    assert _texts(fullest) == _texts(base)


@settings(max_examples=60)
@given(st.integers(1, 6), st.integers(1, 7), st.permutations(range(5)))
def test_no_more_fits_and_nothing_is_lost(pages, room, wanted):
    ids = [f"w.{number}" for number in wanted]
    base = Resume(sections=(section("work", job("w", *"abcde")),))
    order = [Spare(id=id_, text=id_) for id_ in ids]
    count = _lines_a_page(room)
    fitted = fit(base, order, pages, count)
    kept = 5 - len(fitted.left_out)
    assert [spare.id for spare in fitted.left_out] == ids[kept:]
    assert fitted.pages <= pages
    assert kept == min(5, pages * room)


@pytest.mark.parametrize(("theme", "pages"), [("classic", 2), ("compact", 1)])
def test_pages_are_measured_by_setting_them(theme, pages):
    def count(resume):
        return page_count(to_pdf(resume, theme=theme))

    base = AWKWARD["academic"]
    fullest, order = choices(_set(base), ())
    fitted = fit(fullest, order, pages, count)
    assert fitted.pages == count(fitted.resume) == pages
    one_more = fit(fullest, order, pages + 1, count)
    assert len(one_more.left_out) < len(fitted.left_out)
