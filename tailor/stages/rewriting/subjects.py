"""Rules that take the first person out: a bullet has no subject."""

import re
from functools import cache
from typing import Literal, NamedTuple, cast

from tailor.stages.rewriting import lists
from tailor.stages.rewriting.inflecting import Phrase, has_finite_verb, is_verbal, reinflected
from tailor.stages.rewriting.passages import sentence_case
from tailor.stages.rewriting.setting import Setting
from tailor.stages.rewriting.verbs import Form, is_only_verb, is_past

_SUBJECT = re.compile(r"(?P<front>(?:[^;.]*?\s)??)(?:I|[Ww]e)\s+(?P<said>\S.*)", re.DOTALL)
_NEXT_SUBJECT = re.compile(r"(;|,? and|,? but) (?:I|we) (?=[a-z])")
_COMPLEMENT = re.compile(r"(?:am|was|have been) (?:(?:also|currently) )?(?P<what>.+)", re.DOTALL)
_FOCUS = re.compile(
    r"My (?:main |primary )?focus(?: (?:at|in|with) [^,;.]{1,40}?)? "
    r"(?:is|was|has been) (?P<link>on|to) (?P<what>.+)",
    re.DOTALL,
)
_LONGEST_FRONT = 16
# A present tense that goes on from "I" or "we" would hang in the air without them.
_PRESENT = frozenset({"am", "are", "have"})

_Aspect = Literal["done", "habit", "now", "since", "then"]


class _Opening(NamedTuple):
    words: tuple[str, ...]
    form: Form
    aspect: _Aspect


def drop_opener(text: str, setting: Setting) -> str | None:
    """Leave out "Apart from that," or "At <the employer>," before a sentence that stands alone."""
    opener, _, rest = text.partition(", ")
    words = opener.lower().split()
    is_employer = (
        len(words) > 1
        and words[0] in {"at", "in", "with", "for"}
        and set(words[1:]) <= set(setting.employer.lower().split())
    )
    stands_alone = re.match(r"(?:I|we|my) ", rest, re.IGNORECASE)
    if not stands_alone or not (is_employer or " ".join(words) in lists.lines("openers.txt")):
        return None
    return sentence_case(rest)


def drop_subject(text: str, setting: Setting) -> str | None:
    """Turn "I have also been able to cut" into "Cut", and "we built it" into "Built it"."""
    match = _SUBJECT.fullmatch(text)
    front = _front(match["front"]) if match else None
    if match is None or front is None:
        return None
    parts = _NEXT_SUBJECT.split(match["said"])
    clauses, joints = parts[::2], [*parts[1::2], ""]
    told = [_predicate(clause, setting) for clause in clauses]
    if told == [None] and not front:
        told = [_complement(clauses[0])]
    body = [f"{clause}{joint}" for clause, joint in zip(told, joints, strict=True) if clause]
    if len(body) < len(clauses):
        return None
    return sentence_case(" ".join([front, *body] if front else body))


def focus(text: str, setting: Setting) -> str | None:
    """Turn "My focus at X was to test and repair" into "Focused on testing and repairing"."""
    match = _FOCUS.fullmatch(text)
    if match is None:
        return None
    what: str | None = match["what"]
    if match["link"] == "to":
        what = _gerunds(match["what"], setting)
    return f"{'Focus' if setting.tense == 'present' else 'Focused'} on {what}" if what else None


def _gerunds(infinitives: str, setting: Setting) -> str | None:
    """Infinitives that "to" tells apart, as gerunds: "mend X, to fix Y and to give Z"."""
    parts = re.split(r"(, and to |, to | and to )", infinitives)
    told = [reinflected(part, "base", "gerund", setting.dialect) for part in parts[::2]]
    joints = [*(joint.removesuffix("to ") for joint in parts[1::2]), ""]
    if None in told:
        return None
    return "".join(f"{part}{joint}" for part, joint in zip(told, joints, strict=True))


def _front(text: str) -> str | None:
    """What stays before the verb, with its comma: "" for nothing, None when it cannot stay."""
    front = text.strip().rstrip(",")
    fate = lists.pairs("adverbs.tsv").get(front.lower())
    if not front or fate == "drop":
        return ""
    if fate == "keep":
        return front
    return f"{front}," if _may_stand_in_front(Phrase(front), text) else None


def _may_stand_in_front(front: Phrase, text: str) -> bool:
    """Whether a bullet may begin with this: "With Oozie and Spark", "Working jointly with X,"."""
    if not front.words or len(front) > _LONGEST_FRONT:
        return False
    said = " ".join(front.words)
    opens = any(said.startswith(f"{opener} ") for opener in lists.lines("fronts.txt"))
    acts = text.rstrip().endswith(",") and is_verbal(front, 0)
    unfit = lists.words("subordinators.txt") | {"this", "these", "it"}
    is_clause = has_finite_verb(front) or front.words[-1] in {"and", "but", "or"}
    return (opens or acts) and not is_clause and not set(front.words[1:]) & unfit


def _predicate(said: str, setting: Setting) -> str | None:
    """What is said of the subject, as a bullet tells it; None when it is no known verb."""
    for wordy, plain in lists.pairs("wordy_predicates.tsv").items():
        if found := _after(tuple(wordy.split()), said):
            return f"{found[0]}{plain} {found[1]}"
    for opening in _openings():
        found = _after(opening.words, said)
        phrase = _told(found[1], opening, setting) if found else None
        if found and phrase:
            return f"{found[0]}{phrase}"
    return None


@cache
def _openings() -> tuple[_Opening, ...]:
    rows = (line.split("\t") for line in lists.lines("predicates.tsv"))
    return tuple(
        _Opening(tuple(words.split()), cast("Form", form), cast("_Aspect", aspect))
        for words, form, aspect in rows
    )


def _after(opening: tuple[str, ...], said: str) -> tuple[str, str] | None:
    """The adverbs to keep and what follows, when these words open it; adverbs may be among them."""
    waiting, kept, rest = list(opening), "", said
    while True:
        word, _, tail = rest.partition(" ")
        fate = lists.pairs("adverbs.tsv").get(word)
        if waiting and word == waiting[0]:
            waiting.pop(0)
        elif fate:
            kept += f"{word} " if fate == "keep" else ""
        else:
            return None if waiting else (kept, rest)
        rest = tail


def _told(said: str, opening: _Opening, setting: Setting) -> str | None:
    """The words after an opening, in the tense of a bullet."""
    first, phrase = said.partition(" ")[0].rstrip(",;"), Phrase(said)
    coordinated = {word for at, word in enumerate(phrase.words) if phrase.coordinator(at)}
    if first in lists.words("states.txt") or coordinated & _PRESENT or _is_auxiliary(phrase):
        return None
    if opening.form == "past":
        return said if is_past(first) else None
    goes_on = {"present": {"habit", "now", "since"}, None: {"habit", "now"}, "past": set[str]()}
    if opening.aspect in goes_on[setting.tense]:
        return reinflected(said, opening.form, "base", setting.dialect)
    is_over = opening.aspect in {"done", "habit"}
    return reinflected(
        said,
        opening.form,
        "past",
        setting.dialect,
        allowed=lambda found: is_over or found.is_activity,
    )


def _is_auxiliary(phrase: Phrase) -> bool:
    """Whether the first word only helps another verb: "used to run", "did run"."""
    if not phrase.words:
        return False
    first, after = phrase.words[0], phrase.next(0)
    if first in {"do", "did"}:
        return after == "not" or is_only_verb(after)
    return first == "used" and after == "to"


def _complement(said: str) -> str | None:
    """What the person "was", as the beginning of a bullet: "Technical lead of ..."."""
    match = _COMPLEMENT.fullmatch(said)
    if match is None or has_finite_verb(Phrase(match["what"])):
        return None
    if any(match["what"].startswith(f"{start} ") for start in lists.lines("complements.txt")):
        return match["what"]
    article, _, rest = match["what"].partition(" ")
    return rest if article in {"a", "an", "the"} and rest else None
