"""The selection's order: the next is always what adds most for its lines, kept things first."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.domain.matching import Budget, Evidence, Match
from tailor.domain.posting import Requirement
from tailor.domain.verdicts import Context
from tailor.stages.selection import ordered, select


def _line(number, *, entry="job", section="work", text=None, end="present"):
    context = Context(employer=entry, end=end)
    return Evidence(
        id=f"{entry}.{number}",
        entry_id=entry,
        section=section,
        text=text or f"Line {number}",
        context=context,
    )


def _head(entry, *, section, end=None):
    return Evidence(id=entry, entry_id=entry, section=section, text=entry, context=Context(end=end))


def _asked(*kinds):
    return [
        Requirement(id=f"r{number}", quote="x", start=0, kind=kind)
        for number, kind in enumerate(kinds)
    ]


def _match(number, *ids, strength=1.0):
    return Match(requirement_id=f"r{number}", evidence_ids=ids, strength=strength, why="shown")


_JOB = [_line(number) for number in range(4)]
_IDS = [line.id for line in _JOB]


def test_a_line_that_shows_something_new_goes_before_a_second_one_of_the_same():
    found = ordered(
        _JOB,
        _asked("must", "nice"),
        [_match(0, "job.1", "job.2"), _match(1, "job.3")],
        spare=_IDS,
        kept=_IDS,
    )
    assert found == ("job.1", "job.3", "job.2", "job.0")


def test_of_two_that_show_the_same_the_shorter_goes_first():
    known = [_line(0, text="x " * 200), _line(1)]
    matches = [_match(0, "job.0"), _match(1, "job.1")]
    ids = ["job.0", "job.1"]
    found = ordered(known, _asked("must", "must"), matches, spare=ids, kept=ids)
    assert found == ("job.1", "job.0")


def test_what_is_there_whatever_happens_counts_as_shown():
    matches = [_match(0, "job.0", "job.1"), _match(1, "job.2")]
    found = ordered(_JOB, _asked("must", "nice"), matches, spare=_IDS[1:], kept=_IDS)
    assert found[0] == "job.2"
    assert "job.0" not in found


def test_what_was_kept_comes_before_all_that_was_not():
    found = ordered(_JOB, _asked("must"), [_match(0, "job.3")], spare=_IDS, kept=_IDS[:3])
    assert found == (*_IDS[:3], "job.3")


def test_an_entry_comes_before_its_statements_and_a_statement_before_what_continues_it():
    known = [
        _line(0, entry="side", section="projects"),
        _line(1, entry="side", section="projects", text="It runs daily"),
        _head("side", section="projects"),
    ]
    ids = [item.id for item in known]
    found = ordered(known, _asked("must"), [_match(0, "side.1")], spare=ids, kept=ids)
    assert found == ("side", "side.0", "side.1")


def test_newer_publications_go_before_older_ones_and_hobbies_last():
    known = [
        _head("old paper", section="publications", end="2004"),
        _head("hobby", section="interests"),
        _line(0, entry="friend", section="references", end=None),
        _head("new paper", section="publications", end="2024"),
    ]
    ids = {"friend"} | {item.id for item in known}
    found = ordered(known, (), (), spare=ids, kept=ids)
    assert found[:2] == ("new paper", "old paper")


def test_a_hobby_that_the_ad_asks_for_goes_first():
    known = [_head("paper", section="publications"), _head("sailing", section="interests")]
    ids = [item.id for item in known]
    found = ordered(known, _asked("nice"), [_match(0, "sailing")], spare=ids, kept=ids)
    assert found == ("sailing", "paper")


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from("abc")), min_size=1, max_size=12),
    st.data(),
)
def test_everything_that_may_go_is_in_the_order_once(shape, data):
    known = [_line(number, entry=entry) for number, (_, entry) in enumerate(shape)]
    matches = [_match(wanted, item.id) for (wanted, _), item in zip(shape, known, strict=True)]
    ids = [item.id for item in known]
    asked = _asked("must", "nice", "responsibility", "must")
    spare = data.draw(st.lists(st.sampled_from(ids), unique=True))
    kept = data.draw(st.lists(st.sampled_from(ids), unique=True))
    found = ordered(known, asked, matches, spare=spare, kept=kept)
    assert sorted(found) == sorted(spare)
    if not set(found) & set(kept):
        return
    last_kept = max(number for number, id_ in enumerate(found) if id_ in kept)
    assert set(found[: last_kept + 1]) <= set(kept)


def test_the_order_begins_with_what_a_tight_selection_takes():
    """What a small budget lets in is a beginning of the order, when every line is as long."""
    known = [_line(number, text="x" * 90) for number in range(8)]
    asked = _asked("must", "nice", "nice", "responsibility")
    matches = [_match(0, "job.6"), _match(1, "job.2"), _match(2, "job.5"), _match(3, "job.0")]
    ids = [item.id for item in known]
    order = ordered(known, asked, matches, spare=ids, kept=ids)
    for size in range(1, 5):
        chosen = select(known, asked, matches, Budget(pages=None, statements_per_entry=size))
        assert set(chosen.entries[0].statement_ids) == set(order[:size])
