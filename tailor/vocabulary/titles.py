"""Job titles on one ladder: which of two is the higher one."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from tailor.vocabulary.term_words import key, words

PLAIN = 30
_FOLDER = Path(__file__).parent / "data" / "titles"
_LED = 45
_LONGEST = 4
_COMPOUND = 6
_CACHED_TITLES = 4096
_OF_SOMEONE_ELSE = frozenset({"to", "for", "beim", "des"})


class _Step(NamedTuple):
    """A title word's own rank, or how far it lifts or lowers the title it stands beside."""

    rank: int | None
    shift: int


@cache
def _ladder() -> dict[str, _Step]:
    steps: dict[str, _Step] = {}
    for line in _lines("ladder.tsv"):
        phrases, rank, shift = line.split("\t")
        step = _Step(int(rank) if rank else None, int(shift or 0))
        steps.update((key(phrase), step) for phrase in phrases.split("|"))
    return steps


@cache
def title_words() -> frozenset[str]:
    """The folded nouns that name an occupation: "engineer", "nurse", "chef", "teacher"."""
    return frozenset(key(word) for line in _lines("occupations.txt") for word in line.split("|"))


@lru_cache(maxsize=_CACHED_TITLES)
def seniority(title: str) -> int | None:
    """The rank of a job title, higher for more responsibility; None when it names no occupation.

    Intern 0, trainee and junior 10 to 20, plain 30, senior 40, lead and staff 45 to 50,
    principal 55, manager 60, head and director 70, vice president 80, chief and founder 90.
    """
    folded = _own_part([word.folded for word in words(title)])
    steps = _steps(folded)
    ranks = [step.rank for step in steps if step.rank is not None and not step.shift]
    shifted = [step for step in steps if step.shift]
    if not ranks and not steps and not any(map(_names_occupation, folded)):
        return None
    alone = [step.rank for step in shifted if step.rank is not None]
    if not ranks and alone:
        ranks = [max(alone)]
        shifted = [step for step in shifted if step.rank is None]
    base = max(ranks, default=PLAIN)
    shift = sum(step.shift for step in shifted)
    return max(0, base + (shift if base < _LED else shift // 2))


def occupation(title: str) -> str | None:
    """What somebody is by a title, without its rank: "Software Engineer" of a Staff one.

    None when no occupation stands at the end of its first part.
    """
    first = re.split(r"[,/(]", title, maxsplit=1)[0].strip()
    written = words(first)
    while len(written) > 1 and _ladder().get(written[0].folded):
        written = written[1:]
    if not written or not _names_occupation(written[-1].folded):
        return None
    return first[written[0].start : written[-1].end]


def _names_occupation(folded: str) -> bool:
    known = title_words()
    if folded in known or folded.removesuffix("s") in known:
        return True
    return any(end in known for end in _ends(folded))


def _own_part(folded: list[str]) -> list[str]:
    # "Assistant to the Director" is no director.
    for place, word in enumerate(folded):
        if place and word in _OF_SOMEONE_ELSE:
            return folded[:place]
    return folded


def _steps(folded: list[str]) -> list[_Step]:
    found: list[_Step] = []
    at = 0
    while at < len(folded):
        for length in range(min(_LONGEST, len(folded) - at), 0, -1):
            if step := _step(" ".join(folded[at : at + length])):
                found.append(step)
                at += length - 1
                break
        at += 1
    return found


def _step(phrase: str) -> _Step | None:
    ladder = _ladder()
    if phrase in ladder or " " in phrase:
        return ladder.get(phrase)
    return next((ladder[end] for end in _ends(phrase) if end in ladder), None)


def _ends(word: str) -> Iterator[str]:
    """What may be a title at the end of a longer word, longest first: Vertriebs|leiter."""
    # German and the Scandinavian languages weld them.
    return (word[start:] for start in range(1, len(word) - _COMPOUND + 1))


def _lines(name: str) -> list[str]:
    content = (_FOLDER / name).read_text(encoding="utf-8")
    return [line for line in content.splitlines() if line and not line.startswith("#")]
