"""After rendering: what came back of each line is verified against its own entry again."""

import pytest
from render_samples import job, lines, section

from tailor.domain.changes import ChangeSet, Decision, Resume, Rewrite, digest
from tailor.domain.matching import Evidence
from tailor.domain.posting import JobPosting
from tailor.domain.verdicts import Context, Verdict
from tailor.errors import InputError
from tailor.render import to_docx
from tailor.render.readback import Reading, compare
from tailor.render.recheck import Grounds, fallen, grounds
from tailor.render.rendering import render, render_into
from tailor.render.revision import Revised, read_revisions, revisions


def _evidence(id_, text, *, lead_in=None):
    return Evidence(
        id=f"{id_}.0", entry_id=id_, section="work", text=text, context=Context(), lead_in=lead_in
    )


_HARBOUR = "Helped to move the harbour's 40 services to Kubernetes"
_TIDES = "Wrote the tide tables"
_KNOWN = (_evidence("a", _HARBOUR), _evidence("b", _TIDES))
_RESUME = Resume(sections=(section("work", job("a", _HARBOUR), job("b", _TIDES)),))


def _refused(read, *, meant=_HARBOUR, resume=_RESUME, known=_KNOWN, settled=()):
    rest = Grounds(known=known, settled=frozenset(settled))
    return [line.text for line in fallen(resume, [(meant, read)], rest)]


@pytest.mark.parametrize(
    ("read", "holds"),
    [
        (_HARBOUR, True),
        ("Helped to move 40 services to Kubernetes", True),
        ("Moved the harbour's 40 services to Kubernetes", False),
        ("Helped to move the harbour's 400 services to Kubernetes", False),
        ("Helped to move the harbour's 40 services to OpenStack", False),
    ],
)
def test_a_line_whose_meaning_changed_on_the_way_falls(read, holds):
    assert _refused(read) == ([] if holds else [read])


def test_a_line_stands_on_its_own_entry_and_no_other():
    moved = Resume(sections=(section("work", job("a", _TIDES), job("b", _HARBOUR)),))
    assert _refused(_TIDES, meant=_TIDES, resume=moved) == [_TIDES]


def test_a_line_may_rest_on_its_lead_in():
    known = (_evidence("a", "Write the tide tables", lead_in="For 40 harbours I helped to:"),)
    text = "Helped to write the tide tables for 40 harbours"
    resume = Resume(sections=(section("work", job("a", text)),))
    assert _refused(text, meant=text, resume=resume, known=known) == []
    bare = (_evidence("a", "Write the tide tables"),)
    assert _refused(text, meant=text, resume=resume, known=bare) == [text]


@pytest.mark.parametrize(
    "text",
    ["着任可能時期：20XX年4月1日", "lead on the oversight of specific programmes", "10⁶ x ½"],
)
def test_the_own_words_under_their_own_entry_always_stand(text):
    resume = Resume(sections=(section("work", job("a", text)),))
    known = (_evidence("a", text, lead_in="I helped the team to:"),)
    for form in ("pdf", "docx"):
        assert render(resume, form, grounds=Grounds(known=known))


_LED = "Led the move to Kubernetes of 12 teams"


def _changes(by="check"):
    change = Rewrite(
        id="rewrite:a.0",
        entry_id="a",
        statement_id="a.0",
        before=_HARBOUR,
        after=_LED,
        verdict=Verdict(label="supported", by=by),
    )
    return ChangeSet(
        base=_RESUME, changes=(change,), evidence=_KNOWN, posting=JobPosting(text="ad")
    )


def _decision(changes, action="accept", **fields):
    change = changes.changes[0]
    return Decision(change_id=change.id, digest=digest(change), action=action, **fields)


def _falls(changes, *decisions, read=None):
    resume = changes.accepted(decisions, undecided=True)
    meant = resume.sections[0].entries[0].lines[0].text
    return [*fallen(resume, [(meant, read or meant)], grounds(changes, decisions))] != []


def test_a_suggestion_that_nobody_decided_on_is_verified_as_any_line():
    assert _falls(_changes())
    stale = _decision(_changes()).model_copy(update={"digest": "of another wording"})
    assert _falls(_changes(), stale)


def test_what_the_person_let_stand_keeps_its_standing():
    assert not _falls(_changes(), _decision(_changes()))
    attested = Verdict(label="not_enough_evidence", by="attested")
    edit = _decision(_changes(), "edit", text="Led all of it", verdict=attested)
    assert not _falls(_changes(), edit)


def test_what_a_judge_cleared_keeps_its_standing():
    assert not _falls(_changes(by="judge"))


def test_what_was_decided_covers_no_more_than_was_decided():
    decision = _decision(_changes())
    assert _falls(_changes(), decision, read="Led the move to Kubernetes of 120 teams")


def test_each_paragraph_of_the_summary_is_held_against_the_summary():
    own = Evidence(
        id="basics.summary",
        entry_id="basics",
        section="summary",
        text="Keeps builds green. Teaches 9 others.",
        context=Context(),
    )
    resume = Resume(summary=lines("basics", "Keeps builds green.\n\nTeaches 9 others."))
    both = [
        ("Keeps builds green.", "Keeps builds green."),
        ("Teaches 9 others.", "Teaches 90 others."),
    ]
    assert [line.text for line in fallen(resume, both, Grounds(known=(own,)))] == [
        "Teaches 90 others."
    ]


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_resume_that_does_not_follow_from_the_profile_is_not_handed_out(form):
    known = (_KNOWN[0], _evidence("b", "Helped to write the tide tables"))
    assert render(_RESUME, form, grounds=Grounds(known=_KNOWN))
    with pytest.raises(InputError, match="“Wrote the tide tables” does not follow from its entry"):
        render(_RESUME, form, grounds=Grounds(known=known))


@pytest.mark.parametrize(
    ("meant", "read", "same"),
    [
        ("Handled 10⁶ rows", "Handled 106 rows", False),
        ("Saved 3½ hours", "Saved 31⁄2 hours", False),
        ("Cut CO₂ by half", "Cut CO2 by half", False),
        ("Handled 10⁶ rows", "Handled 10⁶\nrows", True),
        ("the first office", "the ﬁrst oﬃce", True),
        ("ﾃｽﾄ ﾊﾟｽ", "テスト パス", True),
        ("2004年4月1日", "2004 年 4\n月 1 日", True),
        ("4月 1日", "4月1日", False),
        ("Żółć", "Z\u0307o\u0301łc\u0301", True),
    ],
)
def test_raised_figures_and_fractions_are_no_plain_ones(meant, read, same):
    assert (compare([meant], Reading(extractor="x", text=read)).problems == ()) is same


def test_what_was_read_has_spaces_only_where_there_were_some():
    meant = ("決済サービスを Kubernetes へ", "https://wiki.example.org/" + "deep/" * 8)
    read = Reading(
        extractor="x",
        text="決済サー\nビスを\nKubernetes へ\nhttps://wiki.example.org/\n" + "deep/" * 8,
    )
    assert compare(meant, read).lines == tuple(zip(meant, meant, strict=True))


def test_bullets_in_a_copy_are_read_and_verified_again(monkeypatch):
    own = to_docx(_RESUME)
    changes = _changes()
    resume = changes.accepted((), undecided=True)
    with pytest.raises(InputError, match=f"“{_LED}” does not follow"):
        render_into(own, _RESUME, resume, grounds(changes, ()), tracked=True)
    stands = grounds(changes, [_decision(changes)])
    for tracked in (False, True):
        revised, wanted = render_into(own, _RESUME, resume, stands, tracked=tracked)
        assert (wanted, revised.not_found) == (1, ())
        assert read_revisions(revised.data, revisions(_RESUME, resume)) == ((_LED, _LED),)
    monkeypatch.setattr(
        "tailor.render.rendering.revise", lambda *_, **__: Revised(data=own, not_found=())
    )
    with pytest.raises(InputError, match="does not come back"):
        render_into(own, _RESUME, resume, stands, tracked=False)
