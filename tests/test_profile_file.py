"""A profile file is read whole, or every problem in it is named at its line."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.domain.profile import Profile
from tailor.errors import InputError
from tailor.importing.profile_file import load_profile, parse_profile

GOOD = """\
basics:
  name: Ada Crumb
work:
  - name: Bakery
    startDate: 2014-06
    highlights:
      - Baked bread.
"""

_text = st.text(max_size=12)
_extra = st.one_of(_text, st.integers(-999, 999), st.booleans(), st.none(), st.lists(_text))
_date = st.sampled_from(["2014", "2014-06", "2014-06-30", "present", ""])
_statements = st.lists(_text, max_size=3)


def _entry(**fields):
    return st.fixed_dictionaries({}, optional=fields | {"x-note": _extra})


_resumes = st.fixed_dictionaries(
    {
        "work": st.lists(
            _entry(
                name=_text,
                position=_text,
                url=_text,
                startDate=_date,
                endDate=_date,
                summary=_text,
                highlights=_statements,
                location=_text,
                description=_text,
            ),
            max_size=2,
        )
    },
    optional={
        "basics": _entry(
            name=_text,
            label=_text,
            email=_text,
            summary=_text,
            location=_entry(city=_text, countryCode=_text, postalCode=_text),
            profiles=st.lists(_entry(network=_text, username=_text, url=_text), max_size=2),
        ),
        "volunteer": st.lists(_entry(organization=_text, highlights=_statements), max_size=2),
        "education": st.lists(
            _entry(
                institution=_text, studyType=_text, area=_text, score=_text, courses=_statements
            ),
            max_size=2,
        ),
        "awards": st.lists(_entry(title=_text, date=_date, awarder=_text), max_size=2),
        "certificates": st.lists(_entry(name=_text, date=_date, issuer=_text), max_size=2),
        "publications": st.lists(_entry(name=_text, releaseDate=_date), max_size=2),
        "skills": st.lists(_entry(name=_text, level=_text, keywords=_statements), max_size=2),
        "languages": st.lists(_entry(language=_text, fluency=_text), max_size=2),
        "interests": st.lists(_entry(name=_text, keywords=_statements), max_size=2),
        "references": st.lists(_entry(name=_text, reference=_text), max_size=2),
        "projects": st.lists(
            _entry(name=_text, roles=_statements, entity=_text, type=_text), max_size=2
        ),
        "meta": st.dictionaries(_text, _extra, max_size=2),
        "$schema": _text,
    },
)


@given(_resumes)
@settings(max_examples=60, deadline=None)
def test_a_json_resume_comes_out_as_it_went_in(resume):
    profile = Profile.model_validate(resume)
    assert profile.model_dump(mode="json", by_alias=True, exclude_unset=True) == resume


@given(_resumes, st.booleans(), st.sampled_from([None, 2, "\t"]))
@settings(max_examples=60, deadline=None)
def test_json_text_reads_like_the_json_it_is(resume, ascii_only, indent):
    resume = {**resume, "basics": {"summary": "I bake."}}
    text = json.dumps(resume, ensure_ascii=ascii_only, indent=indent)
    profile = parse_profile(text, "me.json")
    assert profile.model_dump(mode="json", by_alias=True, exclude_unset=True) == resume


def test_a_yaml_profile_is_read(tmp_path):
    path = tmp_path / "me.yaml"
    path.write_text(GOOD, encoding="utf-8")
    profile = load_profile(path)
    assert profile.work[0].start_date == "2014-06"
    assert profile.work[0].highlights[0].text == "Baked bread."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(tmp_path, encoding):
    path = tmp_path / "me.yaml"
    path.write_bytes(GOOD.replace("Ada", "Zoë").encode(encoding))
    assert load_profile(path).basics.name == "Zoë Crumb"


def test_what_looks_like_a_number_or_a_truth_stays_what_was_written():
    text = GOOD + "    postalCode: 00123\n    phone: +4930\n    answer: no\n    day: 2014-06-30\n"
    extra = parse_profile(text, "me.yaml").work[0].model_extra
    assert extra == {"postalCode": "00123", "phone": "+4930", "answer": "no", "day": "2014-06-30"}


def problems(text):
    with pytest.raises(InputError) as caught:
        parse_profile(text, "me.yaml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("work:\n  - higlights: [a]\n", ["me.yaml:2: work[0].higlights", '"highlights"']),
        ("work:\n  - StartDate: 2014\n", ["me.yaml:2: work[0].StartDate", '"startDate"']),
        ("wrok:\n  - name: a\n", ["me.yaml:1: wrok", '"work"']),
        (
            "work:\n  - name: a\n    startDate: 06/2014\n",
            ["me.yaml:3: work[0].startDate", '"2014-06"'],
        ),
        ("work:\n  - name: a\n    endDate: 20140\n", ["me.yaml:3: work[0].endDate", '"2014-06"']),
        ("work:\n  - name: 42\n", ["me.yaml:2: work[0].name", 'in quotes: "42"']),
        ("work:\n  - name: true\n", ["me.yaml:2: work[0].name", 'in quotes: "true"']),
        ("work:\n  - highlights:\n      - 5\n", ["me.yaml:3: work[0].highlights[0]", '"5"']),
        ("work:\n  - highlights:\n      - [a]\n", ["me.yaml:3: work[0].highlights[0]", "one text"]),
        ("work:\n  - highlights: baked\n", ["me.yaml:2: work[0].highlights", "must be a list"]),
        ("work:\n  name: a\n", ["me.yaml:1: work: ", "must be a list"]),
        ("work:\n  - baked\n", ["me.yaml:2: work[0]", "fields and values"]),
        ("basics:\nwork: []\n", ["me.yaml:1: basics", "fields and values"]),
        ("work:\n  - highlights:\n      -\n", ["me.yaml:3: work[0].highlights[0]", "empty"]),
        (
            "work:\n  - highlights:\n      - id: a\n",
            ["me.yaml:3: work[0].highlights[0].text", "Add it"],
        ),
        (
            "work:\n  - highlights:\n      - text: a\n        source: gossip\n",
            ["me.yaml:4: work[0].highlights[0].source", "Write one of: 'imported' or 'attested'"],
        ),
        ("work: []\nwork: []\n", ["me.yaml:2: work", "twice, first in line 1"]),
        ("work: !!python/object:os.system ls\n", ["me.yaml:1: work", "Remove the tag"]),
        ("a: &x [*x]\n", ["me.yaml:1: a[0]", '"*x"']),
        ("a: 1\n---\nb: 2\n", ["me.yaml:2", "second document"]),
        ("{? [a] : b}\n", ["me.yaml:1", "name must be text"]),
        ("a: " + "[" * 60 + "]" * 60, ["me.yaml:1", "levels deep"]),
        ("[" * 100_000, ["me.yaml:1", "levels deep"]),
        ("work:\n  - name: 'open\n", ["me.yaml:", "not valid YAML or JSON"]),
        ("work:\n\t- name: a\n", ["me.yaml:2", "not valid YAML or JSON"]),
        ('{"work": [{"name": "a",}, "b"', ["me.yaml:", "not valid YAML or JSON"]),
        ("- a\n- b\n", ["This is no profile"]),
        ("just words\n", ["This is no profile"]),
        ("", ["This is no profile"]),
        ("cv:\n  sections: {}\n", ["None of its fields", "tailor import me.yaml"]),
        ("work:\n  - name: Bakery\n", ["nothing that was done", "highlights"]),
    ],
)
def test_a_problem_is_named_with_its_line_its_field_and_what_to_write(text, said):
    message = problems(text)
    for part in said:
        assert part in message
    assert "pydantic" not in message.lower()


def test_all_problems_are_named_in_one_pass_in_the_order_of_the_file():
    text = "work:\n  - name: 42\n    higlights: [a]\n    startDate: June\n    url: x\n    url: y\n"
    lines = problems(text).splitlines()
    assert [line.split(":")[1] for line in lines] == ["2", "3", "4", "6"]


def test_other_unknown_fields_are_kept():
    profile = parse_profile(
        GOOD + "    favouriteFlour: rye\n    x-name: Crumb\nx-theme: plain\n", "me.yaml"
    )
    dumped = profile.model_dump(by_alias=True, exclude_unset=True)
    assert dumped["x-theme"] == "plain"
    assert dumped["work"][0]["favouriteFlour"] == "rye"
    assert dumped["work"][0]["x-name"] == "Crumb"


def test_very_many_problems_are_cut_short():
    text = "work:\n" + "".join(f"  - name: {n}\n" for n in range(50))
    lines = problems(text).splitlines()
    assert len(lines) == 21
    assert "30 more" in lines[-1]
