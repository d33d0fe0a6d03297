"""The letter in review: its sentences are accepted, edited and left out like any suggestion."""

import json
from pathlib import Path

import pytest
from test_letter import JOB, PROFILE, TODAY, TWO_DEEDS, found

from tailor.cli import main
from tailor.cli.review_command import summary
from tailor.cli.reviewing import open_review, preview, write_results
from tailor.cli.settings import Settings
from tailor.domain.changes import Decision, digest
from tailor.letter import decided_letter, write_letter
from tailor.review.lock import only_review
from tailor.review.page import review_html
from tailor.review.terminal.dialogue import Dialogue
from tailor.review.web.filters import Filters
from tailor.review.web.view import page
from tailor.runs import RunFolder

LIE = "I single-handedly led the move of all services."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAILOR_MODEL", raising=False)
    Path("job.txt").write_text(JOB, encoding="utf-8")
    Path("profiles").mkdir()
    Path("profiles/ada.yaml").write_text(PROFILE, encoding="utf-8")
    main(["--job", "job.txt"])
    main(["letter"])
    return RunFolder.find(None, Path("runs"))


@pytest.fixture
def review(folder):
    return open_review(folder, Settings(offline=True))


def card_of(review, start):
    return next(card for card in review.cards if card.after.startswith(start))


def letter_text(folder):
    return " ".join((folder.path / "letter.txt").read_text(encoding="utf-8").split())


def test_every_sentence_is_a_card_with_what_it_rests_on(review):
    cards = [card for card in review.cards if card.kind == "sentence"]
    assert [card.after for card in cards] == [
        one.text for one in review.change_set.letter.sentences
    ]
    assert {card.entry for card in cards} == {
        "Letter: about you",
        "Letter: about the posting",
        "Letter: a courtesy",
    }
    assert card_of(review, "At Harbour Foods").evidence[0].text.startswith("Moved twelve")
    assert card_of(review, "I am applying").quotes == ("Platform Engineer at Fernhill Logistics",)


def test_the_letter_comes_after_the_resume(review):
    kinds = [card.kind == "sentence" for card in review.cards]
    assert kinds == sorted(kinds)
    assert any(kinds)
    assert not all(kinds)


def test_a_sentence_that_is_left_out_is_gone_from_every_file_and_undo_brings_it_back(
    folder, review
):
    card = card_of(review, "At Harbour Foods")
    review.decide(card, "reject")
    write_results(folder, review)
    assert "At Harbour Foods" not in letter_text(folder)
    assert not any("At Harbour Foods" in text for text in review.letter())
    review.undo()
    write_results(folder, review)
    assert "At Harbour Foods" in letter_text(folder)


def test_an_edit_is_verified_again_and_kept_when_it_holds(folder, review):
    card = card_of(review, "At Harbour Foods")
    text = "At Harbour Foods, I moved twelve services to Kubernetes."
    assert review.edit(card, text).supported
    write_results(folder, review)
    assert text in letter_text(folder)
    data = json.loads((folder.path / "letter.json").read_text(encoding="utf-8"))
    (edited,) = [s for p in data["paragraphs"] for s in p if s["text"] == text]
    assert (edited["about"], edited["verdict"]["label"]) == ("person", "supported")


@pytest.mark.parametrize("start", ["At Harbour Foods", "I am applying", "Kind regards"])
def test_an_edit_that_says_more_is_refused_whatever_the_sentence_was_about(review, start):
    card = card_of(review, start)
    assert not review.edit(card, LIE).supported
    assert not review.edit(card, f"{card.after} {LIE}").supported
    assert review.state(card) == "undecided"


def test_an_edit_without_a_verdict_is_verified_and_not_taken_for_supported(folder):
    found = folder.change_set()
    sentence = next(one for one in found.letter.sentences if one.about == "person")
    made = Decision(change_id=sentence.id, digest=digest(sentence), action="edit", text=LIE)
    letter = decided_letter(found.letter, found, [made], today=TODAY)
    (own,) = [one for one in letter.sentences if one.text == LIE]
    assert not own.verdict.supported


def test_an_attested_sentence_is_not_offered_to_the_profile_and_says_why(folder, review, capsys):
    review.attest(card_of(review, "At Harbour Foods"), LIE)
    assert "--save-attested" not in summary(review, folder)
    assert main(["review", str(folder.path), "--save-attested"]) == 3
    assert "A sentence of the letter belongs to no entry" in capsys.readouterr().err


def test_a_refused_edit_stands_only_when_it_is_attested_and_says_so(folder, review):
    card = card_of(review, "At Harbour Foods")
    review.attest(card, LIE)
    write_results(folder, review)
    assert LIE in letter_text(folder)
    data = json.loads((folder.path / "letter.json").read_text(encoding="utf-8"))
    (own,) = [s for p in data["paragraphs"] for s in p if s["text"] == LIE]
    assert own["verdict"]["by"] == "attested"
    assert main(["prep", str(folder.path)]) == 0
    book = json.loads((folder.path / "evidence.json").read_text(encoding="utf-8"))
    (line,) = [line for line in book["letter"] if line["text"] == LIE]
    assert (line["origin"], line["decided_by"], line["action"]) == ("attested", "you", "edit")
    assert LIE in (folder.path / "prep.md").read_text(encoding="utf-8")


def test_a_decision_says_when_it_was_made_and_the_ledger_shows_it(folder, review):
    card = card_of(review, "At Harbour Foods")
    review.decide(card, "accept")
    (made,) = folder.decisions()
    assert made.decided_at.startswith("20")
    main(["prep", str(folder.path)])
    page_ = (folder.path / "evidence.html").read_text(encoding="utf-8")
    assert f"You accepted it on {made.decided_at}." in page_


def test_drafting_again_keeps_the_decisions_on_sentences_that_are_the_same(folder, review):
    review.decide(card_of(review, "At Harbour Foods"), "reject")
    assert main(["letter", "--again", "--offline"]) == 0
    assert "At Harbour Foods" not in letter_text(folder)


def test_a_letter_in_another_language_is_decided_on_anew(folder, review):
    for card in review.cards:
        if card.kind == "sentence":
            review.decide(card, "reject")
    assert main(["letter", "--language", "de"]) == 0
    assert "Sehr geehrte Damen und Herren," in letter_text(folder)


def test_a_letter_that_is_there_is_not_drafted_anew_unasked(folder):
    main(["letter", "--language", "fr"])
    assert main(["letter", "--format", "pdf,docx"]) == 0
    assert "Madame, Monsieur," in letter_text(folder)
    assert (folder.path / "letter.pdf").read_bytes().startswith(b"%PDF")
    assert (folder.path / "letter.docx").read_bytes().startswith(b"PK")


def test_rejecting_the_whole_letter_leaves_the_resume_as_it_is(folder, review):
    before = review.resume()
    for card in review.cards:
        if card.kind == "sentence":
            review.decide(card, "reject")
    assert review.resume() == before
    assert review.letter() == ("Ada Crumb",)


def test_the_letter_is_not_drafted_while_somebody_reviews(folder, capsys):
    with only_review(folder.path):
        assert main(["letter", "--again"]) == 1
    assert "being reviewed" in capsys.readouterr().err


def test_a_decision_on_a_sentence_that_was_shown_differently_decides_nothing():
    change_set = found()
    letter = write_letter(change_set, "en", today=TODAY)
    one = letter.sentences[2]
    stale = Decision(change_id=one.id, digest="0" * 16, action="reject")
    made = Decision(change_id=one.id, digest=digest(one), action="reject")
    assert decided_letter(letter, change_set, [stale], today=TODAY) == letter
    assert one not in decided_letter(letter, change_set, [made], today=TODAY).sentences


class Keys:
    """A terminal that presses keys and remembers what was said."""

    def __init__(self, *keys):
        self.said = []
        self._keys = iter(keys)

    def width(self):
        return 100

    def write(self, text):
        self.said.append(text)

    def key(self, prompt):
        self.said.append(prompt)
        return next(self._keys, "q")


def test_the_terminal_shows_a_sentence_with_its_kind_grounds_and_verdict(review):
    cards = len(review.cards)
    terminal = Keys(*["n"] * cards, "q")
    Dialogue(review, terminal, lambda text, _: text).run()
    said = "\n".join(terminal.said)
    for words in (
        "Sentence of the letter",
        "Letter: about the posting",
        "The posting says:",
        "Letter: a courtesy",
        "Letter: about you",
        "It holds",
        "leave it out",
    ):
        assert words in said


def test_the_pages_show_the_sentences_and_the_letter_as_it_stands(review):
    html = page(review, filters=Filters(), notice=None, form_token="t", preview=preview)
    assert "Sentence of the letter" in html
    assert "The posting says" in html
    assert "Your letter" in html
    still = review_html(review.change_set, review.decisions)
    assert "Letter: about you" in still


def test_a_deed_is_never_read_as_one_at_another_employer_when_the_one_before_it_goes(folder):
    Path("profiles/ada.yaml").write_text(TWO_DEEDS, encoding="utf-8")
    main(["--job", "job.txt"])
    main(["letter"])
    latest = RunFolder.find(None, Path("runs"))
    review = open_review(latest, Settings(offline=True))
    drafted = review.change_set.letter.sentences
    unnamed = next(one for one in drafted if one.alone)
    assert unnamed.text.startswith("I ")
    assert unnamed.text in " ".join(review.letter())
    review.decide(review.card(drafted[drafted.index(unnamed) - 1].id), "reject")
    write_results(latest, review)
    assert unnamed.alone.startswith("At Harbour Foods, I ")
    assert unnamed.alone in " ".join(review.letter())
    assert unnamed.alone in letter_text(latest)
