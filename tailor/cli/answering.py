"""Answers to the questions of `tailor ask` from a file: every one usable, or nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tailor.cli.asking import NO, YES, is_date, keep, name, places, statement
from tailor.domain.base import Frozen
from tailor.domain.evidence import IdentifiedEntry
from tailor.domain.profile import Profile
from tailor.errors import InputError
from tailor.files import decode, read_bytes
from tailor.importing.attesting import Declined, with_language, with_statement
from tailor.importing.located import Located, read
from tailor.stages.asking import Question

_FIELDS = ("answer", "where", "since")
_WHAT = "file of answers"


class Answer(Frozen):
    """What somebody says to one question; `line` is where in the file.

    `where` is an entry of the profile, by its id or its name; `since` a year or a month.
    """

    asked: str
    line: int
    answer: str = ""
    where: str = ""
    since: str = ""

    @property
    def is_no(self) -> bool:
        """Whether it says no."""
        return self.answer.lower() in NO


class Plan(NamedTuple):
    """What a file of answers comes to: the profile with it, what that adds, and what is declined.

    `unasked` are answers to what is not asked: shown already, declined before, or not wanted.
    """

    profile: Profile
    added: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()


def read_answers(path: Path) -> tuple[Answer, ...]:
    """Read a YAML file of answers. Raises InputError with every problem in it."""
    text = decode(read_bytes(path, what=_WHAT), what=_WHAT, name=str(path))
    located = read(text, str(path))
    if not isinstance(located.value, dict):
        raise InputError(f"{path} is no file of answers. Write one a line, such as:  Terraform: no")
    problems = [f"{path}:{one.line}: {one.message}" for one in located.problems]
    answers = []
    for asked, said in located.value.items():
        try:
            answers.append(_answer(asked, said, located))
        except InputError as error:
            problems.append(f"{path}:{located.line((asked,))}: {error}")
    if problems:
        raise InputError("\n".join(problems))
    return tuple(answers)


def plan(
    answers: Sequence[Answer], asked: Sequence[Question], profile: Profile, *, today: str
) -> Plan:
    """What the answers add to the profile. Raises InputError with every one that cannot be used."""
    by_name = {
        said.casefold(): question for question in asked for said in (question.skill, question.key)
    }
    made = Plan(profile)
    problems = []
    first: dict[str, Answer] = {}
    for answer in answers:
        question = by_name.get(answer.asked.casefold())
        try:
            _refuse_second(answer, question, first)
            made = _with(made, answer, question, today)
        except InputError as error:
            problems.append(f"{answer.asked} (line {answer.line}): {error}")
    if problems:
        raise InputError("\n".join(problems))
    return made


def carry_out(made: Plan, path: Path, declined: Declined, *, today: str) -> None:
    """Write what a plan adds into the profile, and remember what it declines."""
    if made.added:
        keep(path, made.profile)
    for key in made.declined:
        declined.add(key, date=today)


def as_text(made: Plan, path: Path, *, today: str) -> str:
    """What a plan does, for the person to see before it is done."""
    return "\n".join(_lines(made, path, today))


def _answer(asked: str, said: object, located: Located) -> Answer:
    fields: Mapping[str, object] = said if isinstance(said, dict) else {"answer": said}
    unknown = [field for field in fields if field not in _FIELDS]
    if unknown:
        raise InputError(f"There is no field “{unknown[0]}”. There are: {', '.join(_FIELDS)}.")
    if any(isinstance(value, dict | list) for value in fields.values()):
        raise InputError("An answer is one sentence, or the fields answer, where and since.")
    words = {field: _words(value) for field, value in fields.items()}
    answer = Answer(asked=asked, line=located.line((asked,)), **words)
    if not answer.answer:
        raise InputError("There is no answer. Write what you did with it, or: no")
    return answer


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else " ".join(str(value).split())


def _refuse_second(answer: Answer, question: Question | None, first: dict[str, Answer]) -> None:
    """Raises InputError when a question is answered under two of its names."""
    if question and (other := first.setdefault(question.key, answer)) is not answer:
        raise InputError(f"Line {other.line} answers this already. Keep one of them.")


def _with(made: Plan, answer: Answer, question: Question | None, today: str) -> Plan:
    if question is None:
        return made._replace(unasked=(*made.unasked, answer.asked))
    if answer.is_no:
        return made._replace(declined=(*made.declined, question.key))
    if answer.answer.lower() in YES:
        raise InputError("A yes is no fact yet. Write in one sentence what you did with it.")
    if question.kind == "natural_language":
        fluency = statement(answer.answer)
        profile = with_language(made.profile, question.skill, fluency, date=today)
        shown = f"languages: {question.skill}, {fluency}"
    else:
        if answer.since and not is_date(answer.since):
            raise InputError(f"“{answer.since}” is no time. Write 2021 or 2021-06 after since.")
        entry = _entry(answer.where, made.profile)
        text = statement(answer.answer, answer.since)
        profile = with_statement(made.profile, entry.page.id, text, date=today)
        shown = f"{name(entry)}: {text}"
    return made._replace(profile=profile, added=(*made.added, shown))


def _entry(where: str, profile: Profile) -> IdentifiedEntry:
    """The one entry of that id or name. Raises InputError that names those there are."""
    there = places(profile)
    said = where.casefold()
    found = [entry for entry in there if entry.page.id == where] or [
        entry
        for entry in there
        if said in {part.casefold() for part in (*_called(entry), name(entry)) if part}
    ]
    # A course an employer gave is filed under its name too; what was done there is meant.
    worked = [entry for entry in found if entry.section == "work"]
    if len(found) == 1 or len(worked) == 1:
        return (worked or found)[0]
    listed = "; ".join(f"{entry.page.id} ({name(entry)})" for entry in found or there)
    problem = f"“{where}” may be several." if found else f"There is no entry “{where}”."
    raise InputError(f"{problem if where else 'Where was it?'} Write after where one of: {listed}.")


def _called(entry: IdentifiedEntry) -> tuple[str, str]:
    return entry.page.heading, entry.page.organisation


def _lines(made: Plan, path: Path, today: str) -> Iterator[str]:
    if made.added:
        yield f"This goes into {path}, attested by you on {today}:"
        yield from (f"  {shown}" for shown in made.added)
    if made.declined:
        yield f"Not asked again: {', '.join(made.declined)}."
    if made.unasked:
        yield (
            f"Not asked, so nothing is done with it: {', '.join(made.unasked)}. Your profile shows "
            "it, you said no before, or the ad does not want it."
        )
