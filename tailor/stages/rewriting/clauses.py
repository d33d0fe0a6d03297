"""Rules about whole clauses: passives, fronts, trailing detail, wordy phrases."""

import re
from functools import cache

from tailor.stages.rewriting import lists
from tailor.stages.rewriting.inflecting import Phrase
from tailor.stages.rewriting.passages import has_stand_ins, sentence_case
from tailor.stages.rewriting.setting import Setting
from tailor.stages.rewriting.verbs import is_past, verb
from tailor.vocabulary.terms import terms

_PASSIVE = re.compile(
    r"(?P<what>(?:The|A|An|All|This|These|Several|Various|Our|Its) [^,;:]{1,80}?) "
    r"(?:was|were|has been|have been) (?P<verb>[a-z]+) by (?:me|us)(?P<rest>(?: [^,;]*)?[.]?)"
)
_FRONT = re.compile(r"(?P<front>(?:Using|With) [^,;]{2,60}), (?P<said>[^,;:]+)", re.DOTALL)
_TRAILING = re.compile(
    r"(?P<kept>.+), (?:which|so that|thereby|thus) [^,;]+?(?P<stop>\.?)", re.DOTALL
)
_RAMBLING = 28
_CRISP = 10
_LONGEST_MOVED = 16


def activate(text: str, setting: Setting) -> str | None:
    """Turn "The ward rota was written by me in 2019" into "Wrote the ward rota in 2019"."""
    match = _PASSIVE.fullmatch(text)
    found = verb(match["verb"], "participle") if match else None
    if match is None or found is None:
        return None
    what = match["what"][0].lower() + match["what"][1:]
    return f"{sentence_case(found.form('past', setting.dialect))} {what}{match['rest']}"


def put_verb_first(text: str, _setting: Setting) -> str | None:
    """Turn "Using Spark, built X" into "Built X using Spark", where X is one plain phrase."""
    match = _FRONT.fullmatch(text)
    if match is None:
        return None
    said = Phrase(match["said"])
    joins = {"and", "or", "but", "to"} | lists.words("subordinators.txt")
    if not said.words or not is_past(said.words[0]) or joins & set(said.words):
        return None
    if len(said) > _LONGEST_MOVED:
        return None
    stop = "." if match["said"].endswith(".") else ""
    front = match["front"][0].lower() + match["front"][1:]
    return f"{sentence_case(match['said'].removesuffix('.'))} {front}{stop}"


def trim(text: str, _setting: Setting) -> str | None:
    """Leave out the last clause of a rambling sentence, if it holds no fact and no limit."""
    match = _TRAILING.fullmatch(text)
    if match is None or len(text.split()) <= _RAMBLING or len(match["kept"].split()) < _CRISP:
        return None
    dropped = text[len(match["kept"]) + 1 :]
    return None if _tells_something(dropped) else match["kept"] + match["stop"]


def _tells_something(clause: str) -> bool:
    """Whether a clause has a number, a name, a term, a hedge, a limit or another's share."""
    words = set(Phrase(clause).words)
    return (
        any(mark.isdigit() or mark.isupper() for mark in clause)
        or has_stand_ins(clause)
        or bool(words & lists.words("limits.txt"))
        or bool(terms().find(clause))
    )


def shorten(text: str, _setting: Setting) -> str | None:
    """Turn "on a daily basis" into "daily", and the like."""
    short = _fillers().sub(_plain, text)
    return None if short == text else short


def _plain(match: re.Match[str]) -> str:
    plain = lists.pairs("fillers.tsv")[match.group().lower()]
    # "to meet us in order to plan": the long form tells the purpose from the first "to".
    if plain == "to" and re.search(r"\bto\b", match.string[: match.start()]):
        return match.group()
    return sentence_case(plain) if match.group()[0].isupper() else plain


@cache
def _fillers() -> re.Pattern[str]:
    fillers = sorted(lists.pairs("fillers.tsv"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, fillers))})\b", re.IGNORECASE)
