"""Named skills are found however they are written, and everyday words are left alone."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.errors import InputError
from tailor.vocabulary.terms import terms


def found(text):
    return {match.name for match in terms().find(text)}


@pytest.mark.parametrize(
    "text",
    [
        "go to market",
        "the spring season",
        "In Spring 2020 we moved to a new site",
        "R&D",
        "scalable and reliable",
        "excel at",
        "EXCEL AT SERVICE",
        "word of mouth",
        "access to",
        "Go the extra mile",
        "reacting swiftly as a rusty node",
        "express delivery to every house",
        "We will go and excel",
        "the head chef and a sous chef",
        "a notion of slack and a dash of salt",
        "Monday to Friday",
        "vitamin C and hepatitis C",
        "the rest of the day",
        "Swift Street, Oracle Park",
        "Ruby and her sister went home",
        "released to production in time",
        "Julia Swift went home to Rust Street",
        "see https://github.com/acme/python and www.linkedin.com/in/x or sql@python.org",
        "the Danish market and a French chef",
    ],
)
def test_everyday_words_are_no_terms(text):
    assert found(text) == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Go developer", {"Go"}),
        ("a go developer", {"Go"}),
        ("Programmed in Go and Rust", {"Go", "Rust"}),
        ("python, go, rust", {"Python", "Go", "Rust"}),
        ("Statistics in R", {"statistics", "R"}),
        ("Python, R and SQL", {"Python", "R", "SQL"}),
        ("migrated to Go 1.21", {"Go"}),
        ("a Spring application", {"Spring Framework"}),
        ("Vue.js,React,Angular", {"Vue.js", "React", "Angular"}),
        ("charts (Tableau, Looker)", {"Tableau", "Looker"}),
        ("React-based", {"React"}),
        ("the Oracle database", {"Oracle Database"}),
        ("we run Spark on Kubernetes", {"Apache Spark", "Kubernetes"}),
        ("PYTHON, GO, RUST", {"Python", "Go", "Rust"}),
        ("reactjs, rest, k8s", {"React", "REST APIs", "Kubernetes"}),
        ("node.js react go", {"Node.js", "React", "Go"}),
        ("PowerPoint Excel and English", {"Microsoft PowerPoint", "Microsoft Excel", "English"}),
    ],
)
def test_context_shows_an_everyday_word_to_be_a_term(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("C++", "C++"),
        ("C++17", "C++17"),
        ("(C#)", "C#"),
        (".NET", ".NET"),
        ("ASP.NET Core", "ASP.NET Core"),
        ("Node.js", "Node.js"),
        ("nodejs", "Node.js"),
        ("CI/CD", "CI/CD"),
        ("ci / cd", "CI/CD"),
        ("TCP/IP", "TCP/IP"),
        ("k8s", "Kubernetes"),
        ("Postgres", "PostgreSQL"),
        ("GCP", "Google Cloud Platform"),
        ("amazon-web-services", "AWS"),
        ("react native", "React Native"),
        ("React-Native", "React Native"),
        ("end to end tests", "end-to-end testing"),
        ("End-to-End Tests", "end-to-end testing"),
        ("design pattern", "design patterns"),
        ("SQL\u00a0Server", "Microsoft SQL Server"),
        ("machine\nlearning", "machine learning"),
        ("Datenschutz", "data protection"),
        ("mathematiques", "mathematics"),
        ("mathe\u0301matiques", "mathematics"),
        ("ＳＱＬ", "SQL"),
    ],
)
def test_a_term_is_found_however_it_is_written(text, name):
    assert found(f"x {text} y") == {name}


def test_a_nationality_is_a_language_only_where_it_names_one():
    assert found("Danish, fluent English and some German") == {"Danish", "English", "German"}
    assert found("French required; Spanish language skills") == {"French", "Spanish"}


def test_the_longest_name_wins():
    assert [match.name for match in terms().find("Spring Boot and React Native")] == [
        "Spring Boot",
        "React Native",
    ]


def test_lines_of_a_list_are_not_read_as_one_name():
    assert found("SQL\nServer rooms") == {"SQL"}


def test_capitals_count_where_a_word_has_another_meaning():
    assert "information technology" in found("IT and networks")
    assert found("it rests on a soap box") == set()


def test_broader_terms_reach_all_the_way_up():
    assert {"Kubernetes", "AWS", "cloud computing"} <= terms().broader("EKS")
    assert {"Apache Spark", "big data"} <= terms().broader("Spark Streaming")
    assert terms().broader("no such term") == frozenset()


def test_a_term_knows_its_aliases_its_kind_and_its_year():
    index = terms()

    assert "Postgres" in index.aliases("PostgreSQL")
    assert index.kind("PostgreSQL") == "tool"
    assert index.since("Kubernetes") == 2014
    assert index.canonical("k8s") == "Kubernetes"
    assert index.canonical("no such term") is None
    assert (index.kind("x"), index.since("x"), index.aliases("x")) == (None, None, ())


def test_the_users_own_file_adds_and_overrides(tmp_path):
    own = tmp_path / "own.tsv"
    own.write_text("Frobnicator\ttool\tFrob!|FRB\tKubernetes\t2021\t\nGit\tmethod\n")

    index = terms(own)

    assert [match.name for match in index.find("Frob, frobnicators")] == ["Frobnicator"] * 2
    assert index.find("frob") == ()
    assert index.broader("Frobnicator") >= {"Kubernetes"}
    assert index.kind("Git") == "method"
    assert terms().kind("Git") == "tool"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Frob\tgadget", "line 1: the kind 'gadget' is unknown"),
        ("\ttool", "the name is empty"),
        ("Frob\ttool\t\t\tsoon\t", "'soon' is no year"),
        ("Frob\ttool\t\t\t\tloud", "the flags 'loud' are unknown"),
        ("Frob\ttool\t\t\t\t\tmore", "there are 7 columns"),
    ],
)
def test_a_wrong_row_is_named_with_its_line_and_the_remedy(tmp_path, row, words):
    own = tmp_path / "own.tsv"
    own.write_text(row + "\n")

    with pytest.raises(InputError, match=words):
        terms(own)


def test_every_broader_name_is_a_term_and_no_chain_runs_in_a_circle():
    index = terms()
    for name in index.names():
        above = index.broader(name)
        assert name not in above, name
        assert all(index.kind(wide) for wide in above), name


def test_every_way_to_write_a_term_belongs_to_one_term():
    index = terms()
    for name in index.names():
        for surface in (name, *index.aliases(name)):
            assert index.canonical(surface) == name, surface


WORDS = st.sampled_from(
    ("Go,", "go", "R", "R&D", "C++", "C#", ".NET", "Node.js", "CI/CD", "spring", "Spring", "in")
) | st.sampled_from(
    ("Python,", "and", "(", "K8s", "\n", "APIs", "machine", "learning", "Excel", "e\u0301cole", "–")
)


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join)))
def test_matches_never_overlap_and_each_stands_at_its_span(text):
    end = 0
    for match in terms().find(text):
        assert match.start >= end
        assert match.end > match.start
        assert text[match.start : match.end] == match.surface
        end = match.end


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_a_text_is_read_the_same_each_time(text):
    assert terms().find(text) == terms().find(text)


def test_a_long_line_takes_time_in_proportion_to_its_length():
    def seconds(text):
        start = time.process_time()
        terms().find(text)
        return time.process_time() - start

    short, long = "Go, C, R, excel and " * 100, "Go, C, R, excel and " * 800
    terms().find(short)

    assert seconds(long) < 40 * max(seconds(short), 0.001)
