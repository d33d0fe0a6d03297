"""Résumés of many layouts and languages come out with every job, title, date and statement."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.importing.documents.document import document, plain_blocks
from tailor.importing.importer import import_documents
from tailor.importing.structure import reading
from tailor.resources import folder

DOCUMENTS = folder("evals") / "imports" / "documents"


def labelled():
    return sorted(path.stem for path in DOCUMENTS.glob("*.yaml"))


def source(stem):
    return next(path for path in DOCUMENTS.glob(f"{stem}.*") if path.suffix != ".yaml")


def expected(stem):
    return yaml.safe_load((DOCUMENTS / f"{stem}.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def imported():
    return {stem: import_documents([source(stem)]) for stem in labelled()}


@pytest.mark.parametrize("stem", labelled())
def test_every_job_title_date_and_statement_is_found(stem, imported):
    work = imported[stem].profile.work
    found = [[w.name, w.position, w.start_date, w.end_date, len(w.highlights)] for w in work]
    assert found == expected(stem).get("work", [])


@pytest.mark.parametrize("stem", labelled())
def test_every_school_degree_and_subject_is_found(stem, imported):
    education = imported[stem].profile.education
    found = [[e.institution, e.study_type, e.area, e.start_date, e.end_date] for e in education]
    assert found == expected(stem).get("education", [])


@pytest.mark.parametrize("stem", labelled())
def test_the_other_sections_are_found(stem, imported):
    profile, wanted = imported[stem].profile, expected(stem)
    assert [item.language for item in profile.languages] == wanted.get("languages", [])
    assert [item.name for item in profile.certificates] == wanted.get("certificates", [])
    assert [item.name for item in profile.projects] == wanted.get("projects", [])
    assert [item.organization for item in profile.volunteer] == wanted.get("volunteer", [])


@pytest.mark.parametrize("stem", labelled())
def test_name_and_address_are_found_or_left_out_but_never_guessed(stem, imported):
    basics = imported[stem].profile.basics
    wanted = expected(stem)
    assert (basics.name, basics.email) == (wanted.get("name"), wanted.get("email"))


@pytest.mark.parametrize("stem", labelled())
def test_what_has_no_place_is_listed_with_its_reason(stem, imported):
    unplaced = imported[stem].unplaced
    assert len(unplaced) == expected(stem)["unplaced"]
    assert all(item.reason and item.line for item in unplaced)


@pytest.mark.parametrize("stem", labelled())
def test_a_statement_knows_the_characters_it_came_from(stem, imported):
    from tailor.importing.documents.reader import text_of

    text = text_of(source(stem)).text
    for job in imported[stem].profile.work:
        for statement in job.highlights:
            origin = statement.provenance
            assert " ".join(text[origin.start : origin.end].split()) == statement.text


def read(text):
    data = text.encode()
    return reading.read(document("cv.txt", data, plain_blocks(text)))


def words_of(found):
    import json

    kept = json.dumps(found.profile.model_dump(mode="json"), ensure_ascii=False)
    listed = " ".join([*(item.text for item in found.unplaced), *found.warnings])
    return set(f"{kept} {listed}".replace("\\n", " ").replace('"', " ").split())


WORD = st.sampled_from(
    ["Brackwater", "Ostrel", "Finchley", "Quillon", "Varnham", "Tessaly", "Mirrin", "Penbrook"]
)
NAME = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
TITLE = st.sampled_from(["Nurse", "Data Engineer", "Shop Manager", "Chef", "Night Porter"])
SENTENCE = st.lists(
    st.sampled_from(["counted", "sorted", "wrapped", "oiled", "many", "brass", "lamps", "boxes"]),
    min_size=3,
    max_size=9,
).map(lambda words: "I " + " ".join(words) + ".")
BULLET = st.builds("{} {}".format, st.sampled_from("•-*"), SENTENCE)
HEADER = st.one_of(
    st.builds("{}, {}".format, TITLE, NAME),
    st.builds("{} ({}) 2014 - 2016".format, TITLE, NAME),
    st.builds("{} | {} | 2014 - 2016".format, NAME, TITLE),
    st.builds("2014 - 2016: {} at {}".format, TITLE, NAME),
    st.builds("{}\t{}".format, NAME, TITLE),
    st.builds("{} | {} | {} | {} | 2014 - 2016".format, NAME, TITLE, NAME, NAME),
    st.builds("{}, {} College, {} {} (2014 - 2016)".format, TITLE, NAME, NAME, NAME),
    NAME,
)
HEADING = st.sampled_from(
    ["EXPERIENCE", "Projects", "Education", "Summary", "Volunteering", "Skills"]
)
LINES = st.lists(st.one_of(HEADING, HEADER, SENTENCE, BULLET, st.just("")), min_size=1, max_size=14)


@given(LINES)
@settings(max_examples=150, deadline=None)
def test_no_word_of_any_document_is_lost(lines):
    """Placed or listed: whatever the layout, every word of it can be found again."""
    found = read("\n".join(lines))
    kept = {word.strip(".,;():|•-*[]'") for word in words_of(found)}
    headings = {"EXPERIENCE", "Projects", "Education", "Summary", "Volunteering", "Skills"}
    years = {"2014", "2016"}
    said = {word.strip(".,;():|•-*[]'") for line in lines for word in line.split()}
    assert said - headings - years - {"", "at"} <= kept


@given(LINES)
@settings(max_examples=60, deadline=None)
def test_statements_are_the_documents_own_words(lines):
    text = "\n".join(lines)
    for section in ("work", "projects", "volunteer", "education"):
        for entry in getattr(read(text).profile, section):
            for statement in entry.highlights:
                assert " ".join(statement.text.split()) in " ".join(text.split())


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_the_reader(text):
    if text.strip():
        read(text)


def test_capitals_without_contact_details_are_no_name():
    assert read("SILVER BRACKEN\n\nSummary\nI sell.").profile.basics.name is None


def test_a_section_without_content_is_kept_empty_and_noted():
    found = read("Ada Quill\n\nPublications\n\nWork\n\n2014 - 2016: Cook (Inn)\n- Cooked.")
    assert found.profile.publications == ()
    assert "publications" in found.profile.model_fields_set
    assert any("Publications" in warning for warning in found.warnings)


def test_contact_details_go_to_basics_and_nowhere_else():
    found = read(
        "Ada Quill\nada [at] example [dot] org | +49 231 555 0182\nBorn: 1 May 1980\n\n"
        "Experience\n\n2014 - 2016: Cook (Inn)\n- Cooked 99.9999999% of the meals."
    )
    basics = found.profile.basics
    assert (basics.email, basics.phone) == ("ada@example.org", "+49 231 555 0182")
    assert basics.model_extra["private"] == {"Born": "1 May 1980"}
    assert [h.text for h in found.profile.work[0].highlights] == [
        "Cooked 99.9999999% of the meals."
    ]


def test_a_day_of_birth_needs_no_label_and_is_kept_apart():
    basics = read(
        "Ada Quill\nBorn on 3 May 1980\n\nWork\n\n2014 - 2016: Cook (Inn)\n"
    ).profile.basics
    assert basics.model_extra["private"] == {"birth": "Born on 3 May 1980"}
    assert basics.summary is None


def test_contact_details_in_a_sentence_are_kept_and_the_sentence_is_listed():
    found = read("Ada Quill\nWrite to ada@example.org or call 0231 555 0182 for more.\n")
    assert (found.profile.basics.email, found.profile.basics.phone) == (
        "ada@example.org",
        "0231 555 0182",
    )
    assert found.profile.basics.location is None
    assert [item.line for item in found.unplaced] == [2]


def test_an_incomplete_address_is_kept_as_written_and_noted():
    found = read("Ada Quill\nadaq [AT] post\n\nSummary\nI cook.")
    assert found.profile.basics.email == "adaq [AT] post"
    assert any("Complete it" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("header", "employer", "title", "place"),
    [
        ("Staff Engineer (Quillon)", "Quillon", "Staff Engineer", None),
        ("Sr Engineer, Tech Lead (Varnham AI)", "Varnham AI", "Sr Engineer, Tech Lead", None),
        ("Sofware Engineer, Ostrel, Remote (Kiel, SH, Germany)", "Ostrel", "Sofware Engineer",
         "Remote (Kiel, SH, Germany)"),
        ("Quillon GmbH, Berlin — Data Engineer", "Quillon GmbH", "Data Engineer", "Berlin"),
        ("Data Engineer at Quillon", "Quillon", "Data Engineer", None),
        ("Quillon | Data Engineer | Dublin", "Quillon", "Data Engineer", "Dublin"),
        ("Chef de projet chez Ostrel SA, Lyon", "Ostrel SA", "Chef de projet", "Lyon"),
        ("Vice President, Marketing | Ostrel", "Ostrel", "Vice President, Marketing", None),
        ("Ostrel, Inc.\tEngineer", "Ostrel, Inc.", "Engineer", None),
        ("Ostrel S.A. (Vitoria)\nCook", "Ostrel S.A.", "Cook", "Vitoria"),
        ("Ostrel Ltd, Leeds\nElectrician (JIB Approved)", "Ostrel Ltd",
         "Electrician (JIB Approved)", "Leeds"),
        ("Researcher, Institute of Geology, University of Varn",
         "Institute of Geology, University of Varn", "Researcher", None),
        ("Lead Cook (Cook III) | Finchley Inn | Leeds, UK", "Finchley Inn", "Lead Cook (Cook III)",
         "Leeds, UK"),
    ],
)  # fmt: skip
def test_a_header_is_read_in_any_order(header, employer, title, place):
    (job,) = read(f"Experience\n\n{header}\n2014 - 2016\n- Did it.\n").profile.work
    assert (job.name, job.position, job.location) == (employer, title, place)


def test_a_promotion_takes_over_the_employer_named_once():
    text = "Work\n\nOstrel Ltd\nManager  2016 - 2018\n- Ran it.\nClerk  2014 - 2016\n- Filed.\n"
    assert [(w.name, w.position) for w in read(text).profile.work] == [
        ("Ostrel Ltd", "Manager"),
        ("Ostrel Ltd", "Clerk"),
    ]


def test_a_comma_in_a_promotion_is_part_of_its_title():
    text = (
        "Work\n\nOstrel Hospital\nManager  2016 - 2018\n- Ran it.\nNurse, Med-Surg  2014 - 2016\n"
    )
    assert [(w.name, w.position) for w in read(text).profile.work] == [
        ("Ostrel Hospital", "Manager"),
        ("Ostrel Hospital", "Nurse, Med-Surg"),
    ]


def test_a_title_below_employer_and_place_is_the_title():
    text = "Work\n\nSet 2017 - oggi\nOstrel S.r.l. - Mirrin\nMagazziniere\n- Carico merci.\n"
    (job,) = read(text).profile.work
    assert (job.name, job.position, job.location) == ("Ostrel S.r.l.", "Magazziniere", "Mirrin")


def test_one_year_left_of_a_job_begins_it_where_ranges_stand_left():
    text = "Work\n\n2022 - now   Cook, Ostrel Inn\n2021         Hand, Varnham Bar\n"
    jobs = read(text).profile.work
    assert [(j.start_date, j.end_date) for j in jobs] == [("2022", "present"), ("2021", None)]


def test_a_heading_in_capitals_is_known_by_its_last_word():
    text = (
        "MERCHANT EXPERIENCE\n\n2014 - 2016: Cook (Inn)\n- Cooked.\n\nUNIFORM PUBLICATIONS\n\nA.\n"
    )
    found = read(text).profile
    assert [w.name for w in found.work] == ["Inn"]
    assert [p.name for p in found.publications] == ["A."]


def test_the_day_a_certificate_ends_is_not_the_day_it_was_earned():
    (one, two) = read("Certificates\n\nCPC, valid until 2028\nADR, 2019\n").profile.certificates
    assert [(c.name, c.date) for c in (one, two)] == [
        ("CPC, valid until 2028", None),
        ("ADR", "2019"),
    ]


def test_a_name_may_have_credentials_and_may_be_told_in_a_sentence():
    assert read("ADA QUILL, RN, BSN\nada@example.org\n").profile.basics.name == "ADA QUILL, RN, BSN"
    told = read("Hello, my name is Ada van Quill and I cook.\n").profile
    assert told.basics.name == "Ada van Quill"
    assert read("My name is on the list.\n").profile.basics.name is None


def test_bullets_know_the_sentence_they_continue():
    text = (
        "Work\n\n2014 - 2016: Clerk (Ostrel)\nI came late.\n\nI am responsible for:\n- the post\n"
    )
    (job,) = read(text).profile.work
    assert [(h.text, h.lead_in) for h in job.highlights] == [
        ("I came late.", None),
        ("the post", "I am responsible for:"),
    ]


def test_damaged_characters_are_read_as_they_were_meant(tmp_path: Path):
    path = tmp_path / "cv.txt"
    damaged = "Work\n\n2014 – 2016: Cook (Café Ostrel)\n• Made crêpes".encode().decode(
        "cp1252", "replace"
    )
    path.write_text(damaged.replace("\ufffd", "\u200b"), encoding="utf-8")
    found = import_documents([path])
    assert found.profile.work[0].name == "Café Ostrel"
    assert found.profile.work[0].highlights[0].text == "Made crêpes"
    assert any("damaged" in warning for warning in found.warnings)


def test_spans_put_on_lines_of_their_own_are_one_line_again():
    row = "Clerk\n \n{}\n \nto \n{}\n \nOstrel\n \n- \nKiel\n \n, \nGermany\nFiled letters.\n"
    text = "Experience\n" + row.format("01/2014", "02/2016") + row.format("05/2012", "12/2013")
    jobs = read(text).profile.work
    assert [(j.name, j.position, j.start_date, j.end_date, j.location) for j in jobs] == [
        ("Ostrel", "Clerk", "2014-01", "2016-02", "Kiel, Germany"),
        ("Ostrel", "Clerk", "2012-05", "2013-12", "Kiel, Germany"),
    ]
