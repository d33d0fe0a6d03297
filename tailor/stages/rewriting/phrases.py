"""Rules that turn noun phrases and -ing forms into the verbs they stand for."""

import re

from tailor.stages.rewriting import lists
from tailor.stages.rewriting.inflecting import Phrase, has_finite_verb, reinflected
from tailor.stages.rewriting.passages import sentence_case
from tailor.stages.rewriting.setting import Setting
from tailor.stages.rewriting.verbs import Form, Verb, act

_DUTY = re.compile(
    r"(?:(?:My )?(?:responsibilities|duties|tasks) (?:included|include|were|are)|Responsible for) "
    r"(?P<what>.+)",
    re.DOTALL | re.IGNORECASE,
)
_WORK = re.compile(r"(?P<before>(?:\w+ly )?)[Ww]orked on (?P<what>.+)", re.DOTALL)
_NOW = re.compile(r"(?:Currently|Presently|At present|Now),? (?=\w+ing\b)")
_ACTS = re.compile(
    r"(?:(?:[Tt]he|Successful) )?"
    r"(?P<nouns>[A-Za-z]+(?:(?:, and |, or |, | and | or | & )[A-Za-z]+)*)"
    r" (?P<preposition>of|with|on|to|in) (?P<object>.+)",
    re.DOTALL,
)
_MORE_ACTS = re.compile(
    r"(?:,|;|\band|\bor|&)\s+(?:the\s+)?(?:\w+(?:tion|sion|ment|ance|ysis|ing)|(?P<noun>\w+) of)\b"
)
_AGENT = re.compile(r"\bby (?:the|a|an|my|our|other|[A-Z])")


def do_duty(text: str, setting: Setting) -> str | None:
    """Turn "Responsible for ordering stock" into "Ordered stock", or "Order" in a present job."""
    match = _DUTY.fullmatch(text)
    if match is None or _goes_on_with("for", match["what"]):
        return None
    if has_finite_verb(Phrase(match["what"])):
        return None
    what = match["what"]
    told = reinflected(what, "gerund", _target(setting), setting.dialect)
    told = told or _acts_told(sentence_case(what.removeprefix("the ")), setting)
    return sentence_case(told) if told else None


def do_work(text: str, setting: Setting) -> str | None:
    """Turn "Worked on scaling X" into "Scaled X"; "Worked on building X" stays as it is."""
    match = _WORK.fullmatch(text)
    if match is None or _goes_on_with("on", match["what"]):
        return None
    told = reinflected(match["what"], "gerund", "past", setting.dialect, allowed=_is_modest)
    return sentence_case(match["before"] + told) if told else None


def do_activity(text: str, setting: Setting) -> str | None:
    """Turn "Managing the rota" into "Managed the rota", or "Manage" in a present job.

    An entry that tells no time keeps its -ing forms. What may have been going on is not told as
    done when it claims to have made something: "Building a boat" stays.
    """
    said = _NOW.sub("", text)
    phrase = Phrase(said)
    goes_on = phrase.words[:1] and phrase.words[0] in lists.words("continuations.txt")
    if setting.tense is None or goes_on or has_finite_verb(phrase):
        return None
    said = sentence_case(said)
    if setting.tense == "present":
        return reinflected(said, "gerund", "base", setting.dialect)
    return reinflected(said, "gerund", "past", setting.dialect, allowed=_is_modest)


def do_acts(text: str, setting: Setting) -> str | None:
    """Turn "Design and implementation of X" into "Designed and implemented X".

    Not below a lead-in that says less than having done it ("I helped with:").
    """
    lead_in = set(Phrase(setting.lead_in).words)
    if lead_in & lists.words("weak_lead_ins.txt"):
        return None
    return _acts_told(text, setting)


def _acts_told(text: str, setting: Setting) -> str | None:
    match = _ACTS.fullmatch(text)
    if match is None:
        return None
    preposition, target = match["preposition"], match["object"]
    parts = re.split(r"(, and |, or |, | and | or | & )", match["nouns"])
    verbs = [act(noun, preposition) for noun in parts[::2]]
    if None in verbs or _goes_on_with(preposition, target) or not _is_plain_object(target):
        return None
    form = _target(setting)
    told = [found.form(form, setting.dialect) for found in verbs if found]
    joints = [*(" and " if joint == " & " else joint for joint in parts[1::2]), ""]
    verb_phrase = "".join(f"{verb}{joint}" for verb, joint in zip(told, joints, strict=True))
    link = "" if preposition == "of" else f"{preposition} "
    return sentence_case(f"{verb_phrase} {link}{target}")


def _goes_on_with(preposition: str, text: str) -> bool:
    """Whether a second "for" needs the first: "(for) ordering stock, and for selling it"."""
    return re.search(rf"(?:,|\band|\bor) {preposition}\b", text) is not None


def _is_plain_object(text: str) -> bool:
    """Whether a noun's object is nothing more: no verb, no further act, nobody else's doing."""
    phrase = Phrase(f"it {text}")
    return not (has_finite_verb(phrase) or _MORE_ACTS.search(text) or _AGENT.search(text))


def _target(setting: Setting) -> Form:
    return "base" if setting.tense == "present" else "past"


def _is_modest(found: Verb) -> bool:
    return not found.is_claim
