"""Laws of the fact-checker, on many generated statements."""

import time
import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tailor.factcheck import check

STATEMENTS = (
    "Maintained the billing service in Go and Postgres for two hospitals, some 40 releases a year.",
    "Helped the lead engineer scale the ingestion pipeline to 3 million events a day.",
    "I was responsible for the weekly rota of 14 carers and for ordering supplies up to £500.",
    "Together with a colleague, wrote the safety manual, which was submitted to the board in 2019.",
    "Taught chemistry to three Year 9 classes and ran the science club on Wednesdays.",
    "Proposed moving the archive to cloud storage; a pilot ran for six weeks at one site only.",
    "Reduced the time for month-end closing from 9 days to 4 with a new reconciliation sheet.",
    "Welded stainless pipework to 0.5 mm, mostly TIG, under the site foreman.",
    "Audited 23 suppliers, except those abroad, and reported findings to the quality manager.",
    "Negotiated contracts with clinics in Lyon and Geneva, worth roughly EUR 1.2 million in all.",
)
NEW_NUMBERS = ("37", "19 %", "$4 million", "eighty-one")
NEW_TOOLS = ("Kubernetes", "Salesforce", "AutoCAD", "Terraform")
NEW_NAMES = ("Brightwater", "Zentral", "Oakhurst")
LADDER_WORDS = ("award-winning", "nationwide", "world's first", "single-handedly")

statements = st.sampled_from(STATEMENTS)
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(statements, st.lists(statements, max_size=3))
def test_a_statement_supports_itself_among_others(statement, others):
    assert check(statement, [*others, statement]).supported


@few
@given(statements, st.sampled_from(NEW_NUMBERS + NEW_TOOLS + NEW_NAMES + LADDER_WORDS), st.data())
def test_nothing_new_can_be_slipped_in(statement, word, data):
    words = statement.split()
    place = data.draw(st.integers(1, len(words)))
    claim = " ".join([*words[:place], word, *words[place:]])
    assert not check(claim, [statement]).supported


@few
@given(statements, st.permutations(STATEMENTS[:4]))
def test_the_order_of_evidence_does_not_matter(statement, evidence):
    claim = statement.split(",", maxsplit=1)[0].split(" and ", maxsplit=1)[0]
    ordered = check(claim, STATEMENTS[:4])
    assert check(claim, evidence).label == ordered.label


@few
@given(statements, st.sampled_from([0, 1, 2]))
def test_spaces_capitals_stops_and_unicode_form_do_not_matter(statement, part):
    pieces = statement.rstrip(".").split(" ")
    claim = " ".join(pieces[: max(4, len(pieces) - part * 3)])
    plain = check(claim, [statement]).label
    assert check("  " + claim.replace(" ", "  "), [statement]).label == plain
    assert check(claim[0].lower() + claim[1:], [statement]).label == plain
    assert check(claim + ".", [statement]).label == plain
    assert check(unicodedata.normalize("NFD", claim), [statement]).label == plain


@few
@given(statements, st.lists(statements, min_size=1, max_size=3))
def test_more_evidence_never_takes_support_away(statement, more):
    for claim in (statement, statement.split(",", maxsplit=1)[0]):
        if check(claim, [statement]).supported:
            assert check(claim, [statement, *more]).supported


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
@example("", "")
@example("one", "one of")
@example("$", "%")
@example("a" * 199, "-" * 199)
@example("1,2,3,4,5 to 6 to 7", "1 to to to 2 million million")
def test_any_text_gets_a_verdict_and_findings_lie_in_it(claim, evidence):
    verdict = check(claim, [evidence])
    text = unicodedata.normalize("NFC", claim)
    for finding in verdict.findings:
        assert text[finding.claim.start : finding.claim.end] == finding.claim.text
        assert finding.reason.endswith((".", "?"))


@pytest.mark.parametrize(
    "unit", ["and 4 of 7 ", "built Go for ", "not only the most ", "(((", "1-"]
)
def test_time_grows_no_faster_than_a_little_above_linear(unit):
    def seconds(repeats: int) -> float:
        text, evidence = unit * repeats, "x " + unit * repeats
        start = time.process_time()
        check(text[:3900], [evidence])
        return time.process_time() - start

    seconds(10)
    short, long = min(seconds(40) for _ in range(3)), min(seconds(160) for _ in range(3))
    assert long < 60 * max(short, 0.002)
