"""Review: what a decision does, what it survives, and what is never applied unasked."""

import base64
import errno
import hashlib
import io
import itertools
import json
import os
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_samples import (
    DOUGHS,
    HOSTILE,
    MENU,
    PARTY,
    PROFILE,
    REFUSED,
    SUMMARY,
    WASTE,
    run_folder,
    sample,
)

from tailor import pipeline
from tailor.cli import DONE, FAILED, main
from tailor.cli import REFUSED as REFUSED_CODE
from tailor.cli.reviewing import open_review, reworded
from tailor.cli.settings import Settings
from tailor.domain.changes import Decision, Insert, Kept, Proposal, Rewrite, digest
from tailor.domain.matching import Budget
from tailor.domain.verdicts import Verdict
from tailor.engine import RulesEngine
from tailor.errors import InputError
from tailor.importing.profile_file import load_profile
from tailor.render import to_markdown
from tailor.resources import folder as shipped
from tailor.review import review_html
from tailor.review.cards import cards, kept_cards
from tailor.review.edits import verify_edit
from tailor.review.lock import only_review
from tailor.review.session import Review, Storage
from tailor.runs import RunFolder

CHANGES = sample()
TODAY = "2026-01-31"
NOW = "2026-01-31T10:00:00+00:00"


@pytest.fixture
def run(tmp_path, monkeypatch) -> RunFolder:
    monkeypatch.chdir(tmp_path)
    return run_folder(tmp_path / "runs")


@pytest.fixture
def review(run) -> Review:
    return open_review(run, Settings(offline=True))


def decision(change, action="accept", **more) -> Decision:
    return Decision(change_id=change.id, digest=digest(change), action=action, **more)


def timeless(decisions):
    return tuple(made.model_copy(update={"decided_at": None}) for made in decisions)


def lines_of(resume, entry_id="marina"):
    (entry,) = [e for s in resume.sections for e in s.entries if e.id == entry_id]
    return [line.text for line in entry.lines]


# What is shown


def test_the_suggestion_that_serves_most_of_the_ad_comes_first():
    shown = [card.id for card in cards(CHANGES)]
    assert shown == [
        "rewrite:doughs",
        "insert:summary",
        "rewrite:menu",
        "arrange:marina",
        "omit:party",
    ]


def test_a_card_holds_the_ads_words_the_evidence_and_the_entry():
    card = cards(CHANGES)[0]
    assert [asked.quote for asked in card.asked] == ["Experience with laminated doughs", HOSTILE]
    assert [item.text for item in card.evidence] == [DOUGHS.before]
    assert card.entry == "Pastry Cook, Hotel Marina (2019-03 to 2023-02)"


def test_a_refused_wording_is_shown_with_what_was_tried_and_why_not():
    (card,) = kept_cards(CHANGES)
    assert card.attempts[0].verdict.findings[0].reason == REFUSED.findings[0].reason


# Laws


def run_of_a_sample_profile():
    case = shipped("evals") / "cases" / "platform_engineer"
    profile = load_profile(shipped("profiles") / "platform_engineer.yaml")
    return pipeline.run(
        (case / "job.txt").read_text("utf-8"),
        profile,
        RulesEngine(date(2026, 1, 31)),
        budget=Budget(pages=2.0),
    )


@pytest.mark.parametrize("made", [sample, run_of_a_sample_profile])
def test_rejecting_everything_leaves_the_resume_as_it_was(made):
    changes = made()
    rejected = [decision(change, "reject") for change in (*changes.changes, *changes.kept)]
    assert changes.changes
    result = changes.accepted(rejected, undecided=True)
    assert to_markdown(result).encode() == to_markdown(changes.base).encode()
    accepted = [decision(change) for change in changes.changes]
    assert to_markdown(changes.accepted(accepted)) != to_markdown(changes.base)


ANY_DECISION = st.tuples(
    *(
        st.sampled_from(
            [decision(change, action) for action in ("accept", "reject")]
            + [decision(change, "edit", text="In my words.", verdict=Verdict(label="supported"))]
        )
        for change in (*CHANGES.changes, *CHANGES.kept)
    )
)


@settings(max_examples=50)
@given(ANY_DECISION.flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))))
def test_the_order_of_decisions_does_not_matter(both):
    made, shuffled = both
    assert CHANGES.accepted(made) == CHANGES.accepted(shuffled)


def test_deciding_in_any_order_in_a_review_gives_the_same_resume(tmp_path):
    found = set()
    for number, order in enumerate(itertools.permutations((DOUGHS, MENU, PARTY))):
        review = open_review(run_folder(tmp_path / str(number)), Settings(offline=True))
        for change in order:
            review.decide(review.card(change.id), "reject" if change is MENU else "accept")
        found.add(to_markdown(review.resume()))
    assert len(found) == 1


# Deciding


def test_every_decision_is_on_disk_at_once(run, review):
    review.decide(review.card(DOUGHS.id), "accept")
    assert timeless(run.decisions()) == (decision(DOUGHS),)


def test_undo_takes_back_one_step_and_all_of_an_accept_all(run, review):
    review.decide(review.card(PARTY.id), "reject")
    assert review.accept_all("rewrite") == 2
    assert {made.change_id for made in run.decisions()} == {PARTY.id, DOUGHS.id, MENU.id}
    review.undo()
    assert timeless(run.decisions()) == (decision(PARTY, "reject"),)
    review.undo()
    assert run.decisions() == ()
    assert review.undo() is None


def test_accept_all_takes_one_kind_and_leaves_what_is_decided(review):
    review.decide(review.card(MENU.id), "reject")
    assert review.accept_all("rewrite") == 1
    assert review.state(review.card(MENU.id)) == "rejected"
    assert review.state(review.card(PARTY.id)) == "undecided"


def test_a_full_disk_loses_no_decision_and_takes_none_that_is_not_saved(run, review, monkeypatch):
    review.decide(review.card(DOUGHS.id), "accept")

    def full(handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(InputError, match="No space left"):
            review.decide(review.card(MENU.id), "accept")
    assert timeless(run.decisions()) == timeless(review.decisions) == (decision(DOUGHS),)
    review.decide(review.card(MENU.id), "accept")
    assert len(run.decisions()) == 2


def test_a_suggestion_that_changed_since_is_asked_again_and_the_others_replay(run):
    run.save_decisions([decision(DOUGHS), decision(MENU)])
    new = MENU.model_copy(update={"after": "Helped with desserts."})
    changes = (*(c for c in CHANGES.changes if c.id != MENU.id), new)
    run.save("changes", CHANGES.model_copy(update={"changes": changes}))
    review = open_review(run, Settings(offline=True))
    assert review.state(review.card(DOUGHS.id)) == "accepted"
    assert review.state(review.card(MENU.id)) == "undecided"
    assert review.change_set.accepted(review.decisions) != CHANGES.base
    assert "dessert menu" in to_markdown(review.change_set.accepted(review.decisions))


# Editing


def test_a_supported_edit_is_kept(run, review):
    verdict = review.edit(review.card(DOUGHS.id), "Made laminated doughs.")
    assert verdict.supported
    assert review.state(review.card(DOUGHS.id)) == "edited"
    assert "Made laminated doughs." in lines_of(review.resume())


@pytest.mark.parametrize(
    "text",
    [
        "Led a team that made laminated doughs for 120 guests.",
        "Made laminated doughs for 1200 guests.",
        "Made laminated doughs and spoke fluent French.",
        "Led the kitchen of Hotel Marina.",
    ],
)
def test_an_edit_that_says_more_is_refused_with_a_reason_and_changes_nothing(run, review, text):
    verdict = review.edit(review.card(DOUGHS.id), text)
    assert not verdict.supported
    assert verdict.findings[0].reason
    assert run.decisions() is None
    assert review.state(review.card(DOUGHS.id)) == "undecided"


def test_what_is_kept_on_ones_own_word_is_marked_and_keeps_its_verdict(run, review):
    review.attest(review.card(DOUGHS.id), "Made laminated doughs for 1200 guests.")
    (made,) = run.decisions()
    assert (made.verdict.by, made.verdict.supported) == ("attested", False)
    assert made.verdict.findings
    assert review.attested == ((review.card(DOUGHS.id), made),)
    (entry,) = [e for s in review.resume().sections for e in s.entries if e.id == "marina"]
    assert [line.origin for line in entry.lines if "1200" in line.text] == ["attested"]


def test_a_supported_text_is_not_marked_as_attested_even_when_asked(run, review):
    review.attest(review.card(DOUGHS.id), "Made laminated doughs.")
    assert run.decisions()[0].verdict.by == "check"


def test_a_refused_wording_can_be_mended_by_hand(run, review):
    card = review.card("kept:waste")
    verdict = review.edit(card, "Worked on less waste, together with two colleagues.")
    assert verdict.supported, verdict
    assert "Worked on less waste, together with two colleagues." in lines_of(review.resume())
    review.decide(card, "reject")
    assert WASTE.before in lines_of(review.resume())


@pytest.mark.parametrize(
    ("change", "text", "supported"),
    [
        (SUMMARY, "Pastry Cook at Hotel Marina from 2019 to 2023.", True),
        (
            SUMMARY,
            "Baked sourdough bread every morning. Made laminated doughs for 120 guests.",
            True,
        ),
        (SUMMARY, "Pastry Cook at Hotel Marina from 2019 to 2023. Speaks fluent French.", False),
    ],
)
def test_each_sentence_of_an_edited_summary_must_follow_from_an_entry(change, text, supported):
    (card,) = [card for card in cards(CHANGES) if card.id == change.id]
    verdict = verify_edit(card, text, CHANGES.evidence, today=TODAY)
    assert verdict.supported is supported, verdict
    for finding in verdict.findings:
        assert text[finding.claim.start : finding.claim.end] == finding.claim.text


@pytest.mark.parametrize(
    ("slot", "text", "refused"),
    [
        ("skills", "Laminated doughs, sourdough bread", []),
        ("skills", "Laminated doughs, Fluent French", ["Fluent French"]),
        ("label", "Pastry Cook | Sourdough bread", []),
        ("label", "Pastry Cook | Head Chef | Sourdough bread", ["Head Chef"]),
    ],
)
def test_each_item_of_an_edited_list_must_follow_from_some_entry(slot, text, refused):
    before = "Pastry Cook" if slot == "label" else ""
    insert = Insert(id="i", slot=slot, before=before, after="x", verdict=Verdict(label="supported"))
    (card,) = cards(CHANGES.model_copy(update={"changes": (insert,)}))
    verdict = verify_edit(card, text, CHANGES.evidence, today=TODAY)
    assert [finding.claim.text for finding in verdict.findings] == refused
    assert verdict.supported is (not refused)


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("Made laminated doughs. Organised the summer party.", True),
        ("Made laminated doughs for the summer party.", False),
        ("Made laminated doughs. Organised 120 parties.", False),
    ],
)
def test_a_line_may_add_a_sentence_of_its_entry_but_not_weld_two_into_one(review, text, supported):
    assert review.verify(review.card(DOUGHS.id), text).supported is supported


def test_a_line_may_not_borrow_from_another_entry(review):
    text = "Made laminated doughs and baked sourdough bread every morning."
    verdict = review.verify(review.card(DOUGHS.id), text)
    assert not verdict.supported


@pytest.mark.parametrize("text", ["", " \n ", "\x00\x1b", "x" * 2001])
def test_an_edit_must_be_one_line_of_text(review, text):
    with pytest.raises(InputError):
        review.edit(review.card(DOUGHS.id), text)


def test_only_a_wording_can_be_edited(review):
    with pytest.raises(InputError, match="wording"):
        review.edit(review.card(PARTY.id), "Organised parties.")


# Rewording by a model


def rewording(made):
    saved = []
    storage = Storage(save_decisions=lambda _: None, save_changes=saved.append)
    review = Review(
        CHANGES,
        (),
        verify=lambda _card, _text: Verdict(label="supported"),
        storage=storage,
        clock=lambda: NOW,
        regenerate=lambda _card: made,
    )
    return review, saved


def test_another_wording_takes_the_place_of_the_suggestion_and_is_asked_again():
    new = DOUGHS.model_copy(update={"after": "Made doughs for 120 guests."})
    review, saved = rewording(new)
    review.decide(review.card(DOUGHS.id), "accept")
    made = review.regenerate(review.card(DOUGHS.id))
    assert made.after == "Made doughs for 120 guests."
    assert review.state(made) == "undecided"
    assert saved[0].changes[-1] == new


def test_another_wording_of_a_kept_line_becomes_a_suggestion():
    new = Rewrite(
        id="rewrite:waste",
        entry_id="marina",
        statement_id="waste",
        before=WASTE.before,
        after="Worked on less waste with two colleagues.",
        verdict=Verdict(label="supported"),
    )
    review, _ = rewording(new)
    review.regenerate(review.kept[0])
    assert review.kept == ()
    assert review.card("rewrite:waste").after == new.after


def test_a_refused_rewording_changes_nothing_and_gives_the_reason():
    review, saved = rewording(WASTE)
    made = review.regenerate(review.card(DOUGHS.id))
    assert isinstance(made, Kept)
    assert saved == []
    assert review.card(DOUGHS.id).after == DOUGHS.after


class Wording(RulesEngine):
    """An engine that has one wording for everything."""

    def __init__(self, *texts):
        super().__init__(date(2026, 1, 31))
        self.texts = texts

    def propose(self, evidence, wanted, _posting):
        return tuple(
            Proposal(
                statement_id=evidence[0].id,
                text=text,
                requirement_ids=tuple(asked.id for asked in wanted[evidence[0].id]),
            )
            for text in self.texts
        )


def reword(review, *texts):
    known = {item.id: item for item in CHANGES.evidence}
    return reworded(review.card(DOUGHS.id), known=known, change_set=CHANGES, engine=Wording(*texts))


def test_another_wording_is_verified_before_it_is_suggested(review):
    made = reword(review, "Made laminated doughs.")
    assert (made.kind, made.after, made.requirement_ids) == (
        "rewrite",
        "Made laminated doughs.",
        ("r1", "r2"),
    )
    refused = reword(review, "Led a team that made 1200 doughs.")
    assert isinstance(refused, Kept)
    assert refused.reason
    with pytest.raises(InputError, match="no other wording"):
        reword(review)


def test_without_a_model_rewording_says_how_to_get_one(review):
    with pytest.raises(InputError, match="--model"):
        review.regenerate(review.card(DOUGHS.id))


# tailor review --decisions


def apply(run, decisions, name="mine.json"):
    Path(name).write_text(
        json.dumps([made.model_dump(mode="json") for made in decisions]), encoding="utf-8"
    )
    return main(["review", str(run.path), "--decisions", name])


def test_a_file_of_decisions_is_applied_without_asking(run, capsys):
    assert apply(run, [decision(DOUGHS), decision(PARTY)]) == DONE
    assert timeless(run.decisions()) == (decision(DOUGHS), decision(PARTY))
    page = (run.path / "resume.md").read_text("utf-8")
    assert DOUGHS.after in page
    assert "summer party" not in page
    assert "Accepted 2, rejected 0, edited 0, undecided 3." in capsys.readouterr().out


def test_rejecting_everything_by_a_file_writes_the_base_resume(run):
    everything = [decision(change, "reject") for change in (*CHANGES.changes, *CHANGES.kept)]
    assert apply(run, everything) == DONE
    assert (run.path / "resume.md").read_bytes() == to_markdown(CHANGES.base).encode()


def test_an_edit_in_a_file_is_verified_again_whatever_the_file_says_of_it(run, capsys):
    lie = Verdict(label="supported")
    text = "Led the kitchen of Hotel Marina."
    assert apply(run, [decision(DOUGHS, "edit", text=text, verdict=lie)]) == REFUSED_CODE
    assert "not supported" in capsys.readouterr().err
    assert not run.decisions()


def test_an_attested_edit_in_a_file_stays_attested_with_a_fresh_verdict(run):
    own = Verdict(label="supported", by="attested")
    text = "Led the kitchen of Hotel Marina."
    assert apply(run, [decision(DOUGHS, "edit", text=text, verdict=own)]) == DONE
    (made,) = run.decisions()
    assert made.verdict.by == "attested"
    assert made.verdict.findings


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (Decision(change_id="rewrite:none", digest="x", action="accept"), "no suggestion"),
        (Decision(change_id=DOUGHS.id, digest="old", action="accept"), "no longer the same"),
        (decision(PARTY, "edit", text="Organised."), "Only a wording"),
        (decision(WASTE, "accept"), "nothing to accept"),
        (decision(DOUGHS, "edit"), "no text"),
    ],
)
def test_what_does_not_fit_the_run_is_named_and_the_rest_applied(run, capsys, made, said):
    assert apply(run, [made, decision(MENU)]) == REFUSED_CODE
    assert said in capsys.readouterr().err
    assert timeless(run.decisions()) == (decision(MENU),)


@pytest.mark.parametrize("text", ["", "{", "{}", '[{"action": "accept"}]', "[1]"])
def test_a_file_that_holds_no_decisions_is_refused_in_plain_words(run, capsys, text):
    Path("bad.json").write_text(text, encoding="utf-8")
    assert main(["review", str(run.path), "--decisions", "bad.json"]) == FAILED
    assert "no file of decisions" in capsys.readouterr().err


def test_without_a_terminal_it_says_what_to_do_instead(run, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["review", str(run.path)]) == FAILED
    said = capsys.readouterr().err
    assert "--web" in said
    assert "--decisions" in said


# Own statements into the profile


def test_own_statements_go_into_the_profile_only_on_request_and_once(run, review, capsys):
    path = Path("ada.yaml")
    path.write_text(f"# mine\n{PROFILE}", encoding="utf-8")
    text = "Made laminated doughs for 1200 guests."
    review.attest(review.card(DOUGHS.id), text)
    assert text not in path.read_text("utf-8")
    command = ["review", str(run.path), "--save-attested", "--profile", "ada.yaml"]
    assert main(command) == DONE
    (added,) = [s for s in load_profile(path).work[0].highlights if s.text == text]
    assert added.source == "attested"
    assert added.date
    assert path.read_text("utf-8").startswith("# mine\n")
    before = path.read_bytes()
    assert main(command) == DONE
    assert path.read_bytes() == before
    assert "0 statements added" in capsys.readouterr().out


def test_an_own_summary_belongs_to_no_entry_and_is_said_so(run, review, capsys):
    Path("ada.yaml").write_text(PROFILE, encoding="utf-8")
    review.attest(review.card(SUMMARY.id), "Speaks fluent French.")
    command = ["review", str(run.path), "--save-attested", "--profile", "ada.yaml"]
    assert main(command) == REFUSED_CODE
    assert "Speaks fluent French." in capsys.readouterr().err


# Two reviews


def test_a_second_review_of_the_run_says_who_has_it(run, capsys):
    with only_review(run.path):
        assert apply(run, [decision(DOUGHS)]) == FAILED
    assert f"process {os.getpid()}" in capsys.readouterr().err
    assert apply(run, [decision(DOUGHS)]) == DONE


# The page that is written into the run


def test_the_page_shows_hostile_text_as_text():
    page = review_html(CHANGES)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "<b>dessert" not in page
    assert page.count("<script>") == 1


def test_every_run_has_its_page_before_any_review(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("ada.yaml").write_text(PROFILE, encoding="utf-8")
    ad = "Pastry Cook\n\nRequirements:\n- Experience with laminated doughs\n- Fluent French\n"
    Path("job.txt").write_text(ad, encoding="utf-8")
    assert main(["--offline", "--job", "job.txt", "--profile", "ada.yaml"]) == DONE
    (page,) = Path("runs").glob("*/review.html")
    assert "Fluent French" in page.read_text("utf-8")


def test_the_page_loads_nothing_and_runs_only_its_own_script():
    page = review_html(CHANGES)
    assert not re.search(r"""(src|href)=["'](?!#)""", page)
    script = page.split("<script>")[1].split("</script>")[0]
    found = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src &#39;sha256-{found}&#39;" in page or f"script-src 'sha256-{found}'" in page
    assert "default-src 'none'" in page


def test_the_page_has_the_ads_words_the_reasons_the_kept_and_the_gaps():
    page = review_html(CHANGES, [decision(DOUGHS)], run="runs/job-1")
    for text in ("Experience with laminated doughs", "which is less than", "Fluent French"):
        assert text in page
    assert "tailor review runs/job-1 --decisions FILE" in page
    assert "1/5" in page
