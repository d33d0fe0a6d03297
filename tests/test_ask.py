"""Questions about gaps, the facts they become, and a no that is remembered."""

import io
from pathlib import Path

import pytest

from tailor.cli import main
from tailor.cli.asking import Conversation, Stopped
from tailor.domain.evidence import evidence
from tailor.errors import InputError
from tailor.importing.attesting import Declined, with_statement
from tailor.importing.profile_file import load_profile
from tailor.runs import RunFolder
from tailor.stages.asking import Question

JOB = """\
Platform Engineer at Fernhill Logistics

We are looking for a platform engineer.

Requirements:
- Experience with Kubernetes
- Terraform
- Experience with Docker
- Fluent French
- Ability to calm down angry ship captains
- Kafka

Nice to have:
- Java or Rust
- Grafana
"""
PROFILE = """\
# My profile. Keep this comment.
basics:
  name: Ada Crumb
work:
  - name: Harbour Foods   # the good years
    position: Platform Engineer
    startDate: 2019-01
    highlights:
      - Moved two services to k8s.
      - Studied Kafka in a course.
      - Wrote the stock service in Java.
  - name: Quay Cafe
    position: Barista
skills:
  - name: Tools
    keywords: [Docker]
"""


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAILOR_MODEL", raising=False)
    Path("job.txt").write_text(JOB, encoding="utf-8")
    Path("profiles").mkdir()
    Path("profiles/ada.yaml").write_text(PROFILE, encoding="utf-8")
    main(["--job", "job.txt"])
    return tmp_path


@pytest.fixture
def answer(monkeypatch, capsys):
    """Answer the questions as a person at a terminal would."""
    capsys.readouterr()

    def answers(*lines):
        monkeypatch.setattr("sys.stdin", Terminal("\n".join(lines) + "\n"))
        code = main(["ask"])
        return code, capsys.readouterr()

    return answers


def listed(capsys):
    capsys.readouterr()
    assert main(["ask", "--list"]) == 0
    return capsys.readouterr().out.splitlines()


def profile_text():
    return Path("profiles/ada.yaml").read_text(encoding="utf-8")


def test_musts_come_first_and_what_is_shown_is_not_asked(capsys):
    lines = listed(capsys)
    assert lines[0].startswith("must")
    assert "The ad wants Terraform. Have you used it? Where, for what, since when?" in lines[0]
    assert lines[-1].startswith("nice")
    assert "Grafana" in lines[-1]
    assert not any("Kubernetes" in line for line in lines)


def test_a_bare_listing_a_distance_and_the_ads_own_words_are_asked_as_such(capsys):
    text = "\n".join(listed(capsys))
    assert "You list Docker, but no line shows it." in text
    assert "Of Kafka your profile says only “Studied Kafka in a course”. Have" in text
    assert "Do you speak it" in text
    assert "“Ability to calm down angry ship captains”" in text


@pytest.mark.parametrize("most", ["0", "-3"])
def test_asking_fewer_than_one_question_is_refused(most, capsys):
    capsys.readouterr()
    assert main(["ask", "--most", most]) == 1
    assert "Give 1 or more" in capsys.readouterr().err


def test_one_of_two_is_enough(capsys):
    assert not any("Rust" in line for line in listed(capsys))


def test_an_answer_becomes_an_attested_statement_and_comments_stay(answer):
    code, said = answer("Planned the cloud accounts with Terraform.", "1", "2021-06", "y", "q")
    assert code == 0
    assert "attested by you on" in said.out
    statement = load_profile(Path("profiles/ada.yaml")).work[0].highlights[-1]
    assert statement.text == "Planned the cloud accounts with Terraform, since 2021-06."
    assert statement.source == "attested"
    assert statement.date
    for line in PROFILE.splitlines():
        assert line in profile_text()


def test_the_fact_is_shown_before_it_is_written_and_a_no_leaves_the_file(answer):
    _, said = answer("Used Terraform.", "2", "", "n", "q")
    assert "Quay Cafe" in said.out
    assert "Used Terraform." in said.out
    assert profile_text() == PROFILE


def test_an_answer_is_used_by_the_next_question_round(answer, capsys):
    answer("Used Terraform for the cloud accounts.", "1", "2021", "y", "q")
    assert not any("Terraform" in line for line in listed(capsys))


def test_a_no_is_remembered_beside_the_profile_and_not_asked_again(answer, capsys):
    answer("n", "q")
    remembered = Path("profiles/ada.declined.txt").read_text(encoding="utf-8")
    assert remembered.endswith("\tTerraform\n")
    assert not any("Terraform" in line for line in listed(capsys))
    assert profile_text() == PROFILE


def test_the_file_of_noes_is_not_taken_for_a_second_profile(answer):
    answer("n", "q")
    assert main(["--job", "job.txt"]) == 0


def test_entering_nothing_leaves_everything_for_later(answer, capsys):
    before = listed(capsys)
    answer(*[""] * 20)
    assert listed(capsys) == before
    assert profile_text() == PROFILE


def test_a_plain_yes_is_no_fact_yet(answer):
    _, said = answer("yes", "", "q")
    assert "Your answer" in said.out
    assert profile_text() == PROFILE


def test_a_wrong_number_is_asked_again(answer):
    answer("Used Terraform.", "9", "x", "1", "", "y", "q")
    assert load_profile(Path("profiles/ada.yaml")).work[0].highlights[-1].text == "Used Terraform."


def test_a_language_goes_where_languages_are():
    said = iter(["B2, four years in Lyon", "y"])
    path = Path("profiles/ada.yaml")
    question = Question(
        key="French",
        text="The ad wants French. Do you speak it, and how well?",
        skill="French",
        kind="natural_language",
        reason="absent",
        asked_as="must",
        requirement_id="r1",
    )
    talk = Conversation(path, Declined(path), "2026-01-15", lambda _: next(said), lambda _: None)
    assert talk.ask(question)
    (french,) = load_profile(path).languages
    assert (french.language, french.fluency) == ("French", "B2, four years in Lyon")
    assert french.model_extra == {"source": "attested", "date": "2026-01-15"}


def test_the_end_of_input_stops_the_conversation():
    def ends(_):
        raise EOFError

    path = Path("profiles/ada.yaml")
    talk = Conversation(path, Declined(path), "2026-01-15", ends, lambda _: None)
    with pytest.raises(Stopped):
        talk.ask(Question.model_construct(text="?"))


def test_without_a_terminal_it_prints_the_questions_and_says_what_to_do(monkeypatch, capsys):
    capsys.readouterr()
    monkeypatch.setattr("sys.stdin", io.StringIO("hello\n"))
    assert main(["ask"]) == 3
    said = capsys.readouterr()
    assert "Terraform" in said.out
    assert "need a terminal" in said.err
    assert profile_text() == PROFILE


def test_deleting_a_no_makes_it_a_question_again(answer, capsys):
    answer("n", "q")
    Path("profiles/ada.declined.txt").write_text("", encoding="utf-8")
    assert any("Terraform" in line for line in listed(capsys))


def test_a_statement_goes_under_an_entry_that_exists_and_can_have_one():
    profile = load_profile(Path("profiles/ada.yaml"))
    for entry_id in ("nowhere", "tools"):
        with pytest.raises(InputError):
            with_statement(profile, entry_id, "Used it.", date="2026-01-15")
    changed = with_statement(profile, "quay-cafe", "Used it.", date="2026-01-15")
    assert "Used it." in {item.text for item in evidence(changed)}
    assert len(evidence(profile)) + 1 == len(evidence(changed))


def test_the_gap_report_names_the_evidence_and_what_is_missing():
    report = (RunFolder.find(None, Path("runs")).path / "gaps.md").read_text(encoding="utf-8")
    must = report.split("## Must have")[1].split("## ")[0]
    assert must.index("**absent**: Terraform") < must.index("**shown**")
    assert "  - Harbour Foods: Moved two services to k8s." in must


def test_markup_in_an_ad_is_only_text_in_the_report():
    Path("job.txt").write_text(JOB + "- <img src=x> [click](http://x.example) Ansible\n", "utf-8")
    main(["--job", "job.txt", "--out", "others"])
    report = (RunFolder.find(None, Path("others")).path / "gaps.md").read_text(encoding="utf-8")
    assert "<img" not in report.replace("\\<", "")
    assert "](" not in report.replace("\\]", "")


# Answers from a file


ANSWERS = """\
# A coach may write these down beforehand.
terraform:
  answer: Kept the cloud accounts in Terraform.
  where: Harbour Foods
  since: 2021-06
French: B2, four years in Lyon
Kafka: no
"""


def take(text, *more):
    Path("answers.yaml").write_text(text, encoding="utf-8")
    return main(["ask", "--answers", "answers.yaml", *more])


def test_a_file_of_answers_is_shown_and_nothing_is_written_without_a_yes(capsys):
    capsys.readouterr()
    assert take(ANSWERS) == 3
    said = capsys.readouterr()
    assert "Kept the cloud accounts in Terraform, since 2021-06." in said.out
    assert "Platform Engineer, Harbour Foods (2019–now)" in said.out
    assert "languages: French, B2, four years in Lyon" in said.out
    assert "Not asked again: Apache Kafka." in said.out
    assert "Nothing was written" in said.err
    assert profile_text() == PROFILE
    assert not Path("profiles/ada.declined.txt").exists()


def test_with_a_yes_it_is_written_as_a_person_at_a_terminal_would_have_it(capsys):
    assert take(ANSWERS, "--yes") == 0
    profile = load_profile(Path("profiles/ada.yaml"))
    added = profile.work[0].highlights[-1]
    assert added.text == "Kept the cloud accounts in Terraform, since 2021-06."
    assert (added.source, bool(added.date)) == ("attested", True)
    assert profile.languages[0].fluency == "B2, four years in Lyon"
    for line in PROFILE.splitlines():
        assert line in profile_text()
    again = "\n".join(listed(capsys))
    assert not any(word in again for word in ("Terraform", "French", "Kafka"))


def test_a_no_is_not_counted_as_something_new(capsys):
    capsys.readouterr()
    assert take("Kafka: no\n", "--yes") == 0
    said = capsys.readouterr()
    assert "Not asked again: Apache Kafka." in said.out
    assert "new in" not in said.err


def test_answers_to_what_is_not_asked_do_nothing_and_are_named(capsys):
    assert take("Kubernetes: no\nCobol: Wrote it for years.\n", "--yes") == 3
    assert "Kubernetes, Cobol" in capsys.readouterr().out
    assert profile_text() == PROFILE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Terraform: yes", "A yes is no fact yet"),
        ("Terraform: true", "A yes is no fact yet"),
        ("Terraform:", "no answer"),
        ("Terraform: Used it.", "Where was it?"),
        ("Terraform: {answer: Used it., where: Nowhere Ltd}", "harbour-foods"),
        ("Terraform: {answer: Used it., where: Harbour Foods, since: long ago}", "is no time"),
        ("Terraform: {answer: Used it., where: Harbour Foods, since: 2021-13}", "is no time"),
        ("Terraform: {answer: Used it., when: 2021}", "no field “when”"),
        ("Terraform: [a, b]", "one sentence"),
        ("Terraform: {answer: {a: b}}", "one sentence"),
        ("Terraform: " + "long " * 500, "Where was it?"),
        ("Terraform: {where: Harbour Foods, answer: " + "long " * 500 + "}", "2000 characters"),
        ("Terraform: no\nTerraform: Used it.", "twice"),
        ("French: no\nFRENCH: B2", "Line 1 answers this already"),
        ("- Terraform", "no file of answers"),
        ("Terraform: !!python/object/apply:os.system [ls]", "answers.yaml:1"),
        ("a: &a [x]\nTerraform: *a", "answers.yaml"),
        ("Terraform: 'unclosed", "answers.yaml"),
    ],
)
def test_one_answer_that_cannot_be_used_and_nothing_is_written(capsys, text, said):
    capsys.readouterr()
    good = "Kafka: no\n" if text[0] != "-" else ""
    assert take(f"{text}\n{good}", "--yes") == 1
    assert said in capsys.readouterr().err
    assert profile_text() == PROFILE
    assert not Path("profiles/ada.declined.txt").exists()


def test_a_name_that_two_entries_share_must_be_said_by_its_id(capsys):
    twice = PROFILE.replace("Quay Cafe", "Harbour Foods")
    Path("profiles/ada.yaml").write_text(twice, encoding="utf-8")
    capsys.readouterr()
    assert take("Terraform: {answer: Used it., where: Harbour Foods}", "--yes") == 1
    assert "may be several" in capsys.readouterr().err
    assert take("Terraform: {answer: Used it., where: Barista}", "--yes") == 0
    assert load_profile(Path("profiles/ada.yaml")).work[1].highlights[-1].text == "Used it."


def test_markup_and_control_characters_of_an_answer_are_only_text(capsys):
    text = 'Terraform: {answer: "Used\\u200b it: [x] {y}\\e[31m #z & <b>", where: Barista}'
    assert take(text, "--yes") == 0
    added = load_profile(Path("profiles/ada.yaml")).work[1].highlights[-1]
    assert added.text == "Used it: [x] {y} [31m #z & <b>"


def test_a_yes_without_a_file_is_refused(capsys):
    assert main(["ask", "--yes"]) == 1
    assert "--answers" in capsys.readouterr().err
