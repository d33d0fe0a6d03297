"""What the benchmarks work on: shipped postings and profiles, and evidence of any size."""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tailor.domain.matching import Evidence
from tailor.domain.posting import JobPosting, Requirement
from tailor.domain.verdicts import Context
from tailor.resources import folder

_DOING = ("Built", "Ran", "Planned", "Reviewed", "Documented", "Moved", "Tested", "Introduced")
_WHAT = ("services", "reports", "pipelines", "schedules", "trainings", "audits", "records")
_STATEMENTS_PER_ENTRY = 8


def profiles() -> list[Path]:
    """The shipped profiles."""
    return sorted(folder("profiles").glob("*.yaml"))


def postings() -> list[str]:
    """The shipped postings."""
    paths = sorted(folder("evals").glob("cases/*/job.txt"))
    return [path.read_text(encoding="utf-8") for path in paths]


def evidence_of(size: int, *, seed: int = 0) -> tuple[Evidence, ...]:
    """So many statements of made-up jobs, each with two skills of the vocabulary."""
    chance = random.Random(size + seed)  # noqa: S311 - the same every time is what is wanted
    return tuple(_statement(number, chance) for number in range(size))


def _statement(number: int, chance: random.Random) -> Evidence:
    entry = number // _STATEMENTS_PER_ENTRY
    start = 2020 - entry % 20
    one, other = chance.sample(_skills(), 2)
    doing, what = chance.choice(_DOING), chance.choice(_WHAT)
    return Evidence(
        id=f"work.{entry}.{number}",
        entry_id=f"work.{entry}",
        section="work",
        text=f"{doing} {what} with {one} and {other} for {chance.randint(2, 90)} people.",
        context=Context(
            employer=f"Firm {entry}", title="Engineer", start=f"{start}-01", end=f"{start + 1}-01"
        ),
    )


def requirements_of(size: int) -> tuple[Requirement, ...]:
    """So many requirements, each of one skill of the vocabulary."""
    chance = random.Random(-size)  # noqa: S311 - the same every time is what is wanted
    skills = chance.choices(_skills(), k=size)
    return tuple(
        Requirement(
            id=f"r{number}",
            quote=f"Experience with {skill} in a team",
            start=0,
            kind=("must", "nice", "responsibility")[number % 3],
            terms=(skill,),
        )
        for number, skill in enumerate(skills)
    )


def longer(text: str, times: int) -> str:
    """A posting with its body several times over."""
    head, _, body = text.partition("\n")
    return head + ("\n" + body) * times


def posting_of(text: str) -> JobPosting:
    """A posting that is known to be one."""
    return JobPosting(text=text, language="en")


@cache
def _skills() -> Sequence[str]:
    from tailor.vocabulary.terms import terms  # noqa: PLC0415 - loads the vocabulary

    index = terms()
    return [name for name in index.names() if index.kind(name) in {"tool", "language", "platform"}]
