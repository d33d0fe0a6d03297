"""Verbs in their sentence: which words are coordinated, and the same phrase in another form."""

import re
from collections.abc import Callable, Sequence

from tailor.stages.rewriting import lists
from tailor.stages.rewriting.verbs import Dialect, Form, Verb, is_only_verb, is_past, verb

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_JOINING = frozenset({"and", "or"})
# A verb after one of these is of a clause of its own: "the tools we have".
_PRONOUNS = frozenset({"i", "we", "you", "they", "he", "she"})


class Phrase:
    """A phrase as words with what stands between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._matches = tuple(_WORD.finditer(text))
        self.words = tuple(match.group().lower() for match in self._matches)

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, at: int) -> str:
        """What stands between the word before and this one."""
        start = self._matches[at - 1].end() if at else 0
        return self.text[start : self._matches[at].start()]

    def next(self, at: int) -> str:
        """The word right after this one; empty when a mark or a number comes between."""
        return self.words[at + 1] if at + 1 < len(self) and self.gap(at + 1).isspace() else ""

    def coordinator(self, at: int) -> str:
        """What joins this word to the words before it: "and", "," or nothing; adverbs aside."""
        adverbs = lists.pairs("adverbs.tsv")
        before = at - 1
        while before >= 0 and self.words[before] in adverbs and "," not in self.gap(before + 1):
            before -= 1
        if before < 0:
            return ""
        if self.words[before] in _JOINING or "&" in self.gap(before + 1):
            return "and"
        return "," if "," in self.gap(before + 1) else ""

    def with_words(self, changed: dict[int, str]) -> str:
        """The text with the words at these places replaced; a capital first letter stays one."""
        pieces, done = [], 0
        for at, word in sorted(changed.items()):
            match = self._matches[at]
            cased = word[:1].upper() + word[1:] if match.group()[0].isupper() else word
            pieces += [self.text[done : match.start()], cased]
            done = match.end()
        return "".join([*pieces, self.text[done:]])


def reinflected(
    text: str,
    source: Form,
    target: Form,
    dialect: Dialect | None,
    *,
    allowed: Callable[[Verb], bool] = lambda _: True,
) -> str | None:
    """The phrase with its first verb, and every verb coordinated with that, in another form.

    None when the phrase does not begin with a known verb in the source form, when it is doubtful
    which of its words are coordinated, or when one of those verbs is not `allowed`.
    """
    phrase = Phrase(text)
    if not phrase.words or phrase.gap(0):
        return None
    places = _PLACES[source](phrase)
    if places is None:
        return None
    changed: dict[int, str] = {}
    for at in (0, *places):
        found = verb(phrase.words[at], source)
        if found and allowed(found):
            changed[at] = found.form(target, dialect)
        elif not _is_regular_past(phrase.words[at], source, target):
            return None
    return phrase.with_words(changed)


def _is_regular_past(word: str, source: Form, target: Form) -> bool:
    """Whether a participle that the rules do not know is its own past tense all the same."""
    return (source, target) == ("participle", "past") and word.endswith("ed") and is_past(word)


def is_verbal(phrase: Phrase, at: int) -> bool:
    """Whether an -ing word is used as a verb here: "training the staff", not "training plans"."""
    if at >= len(phrase):
        return False
    found, after = verb(phrase.words[at], "gerund"), phrase.next(at)
    if found is None or f"{phrase.words[at]} {after}" in lists.lines("compounds.txt"):
        return False
    if after in _JOINING or (at + 1 < len(phrase) and phrase.gap(at + 1) == ", "):
        return is_verbal(phrase, at + (2 if after in _JOINING else 1))
    if found.makes_nouns:
        particles = lists.pairs("particles.tsv").get(found.base, "").split()
        return after in lists.words("determiners.txt") or after in particles
    has_object = at + 1 < len(phrase) and not set(phrase.gap(at + 1)) & set("/:;.&-–—")
    return has_object and after != "of"


def has_finite_verb(phrase: Phrase) -> bool:
    """Whether some word after the first may be the finite verb of the main clause."""
    subordinators = lists.words("subordinators.txt")
    in_clause = False
    for at in range(1, len(phrase)):
        in_clause = in_clause or phrase.words[at] in subordinators
        if in_clause or phrase.words[at - 1] in _PRONOUNS:
            if _is_joined_past(phrase, at):
                return True
        elif phrase.words[at] in lists.words("finite.txt") or _is_main_past(phrase, at):
            return True
    return False


def _is_joined_past(phrase: Phrase, at: int) -> bool:
    """Whether a past tense may go on from another verb: ", served", "and ran the"."""
    coordinator, after = phrase.coordinator(at), phrase.next(at)
    if not coordinator or not is_past(phrase.words[at]):
        return False
    return coordinator == "," or after in lists.words("determiners.txt")


def _is_main_past(phrase: Phrase, at: int) -> bool:
    if phrase.coordinator(at) or not is_past(phrase.words[at]):
        return _is_joined_past(phrase, at)
    before, after, small = phrase.words[at - 1], phrase.next(at), lists.words("prepositions.txt")
    is_modifier = before in small or before in lists.words("determiners.txt") or after in small
    is_last = at + 1 == len(phrase)
    return not is_modifier and not is_last


def _gerunds(phrase: Phrase) -> tuple[int, ...] | None:
    """Places of the gerunds coordinated with the first; None when that is doubtful."""
    if not is_verbal(phrase, 0):
        return None
    gerunds = [at for at in _coordinated(phrase) if phrase.words[at].endswith("ing")]
    governed = _governed_gerund(phrase)
    if _goes_on_after_comma(phrase, gerunds, governed):
        return None
    joined = [at for at in gerunds if at < governed and phrase.coordinator(at) == "and"]
    if not joined:
        # Without an "and", a gerund after a comma is how or with what result: it stays.
        return None if len(phrase) > 1 and "," in phrase.gap(1) else ()
    listed = tuple(at for at in gerunds if at <= joined[-1])
    others = set(range(1, joined[-1])) - set(listed)
    if any(verb(phrase.words[at], "gerund") for at in others):
        return None
    return listed if all(is_verbal(phrase, at) for at in listed) else None


def _bases(phrase: Phrase) -> tuple[int, ...] | None:
    """Places of the base forms coordinated with the first; None when that is doubtful."""
    joined = _coordinated(phrase)
    listed = [at for at in joined if is_only_verb(phrase.words[at])]
    if any(verb(phrase.words[at], "base") and at not in listed for at in joined):
        return None
    infinitive = _infinitive(phrase)
    if _goes_on_after_comma(phrase, listed, infinitive):
        return None
    return tuple(at for at in listed if at < infinitive)


def _participles(phrase: Phrase) -> tuple[int, ...]:
    """Places of the participles coordinated with the first that differ from the past tense."""
    found = {at: verb(phrase.words[at], "participle") for at in _coordinated(phrase)}
    return tuple(at for at, each in found.items() if each and each.past != each.participle)


def _coordinated(phrase: Phrase) -> tuple[int, ...]:
    return tuple(at for at in range(1, len(phrase)) if phrase.coordinator(at))


def _governed_gerund(phrase: Phrase) -> int:
    """Where a preposition governs a gerund, and those joined to it: "by hiring and training"."""
    small = lists.words("prepositions.txt")
    return next(
        (
            at
            for at in range(2, len(phrase))
            if verb(phrase.words[at], "gerund") and phrase.words[at - 1] in small
        ),
        len(phrase),
    )


def _infinitive(phrase: Phrase) -> int:
    """Where "to" governs a base form, and those joined to it: "to hire and train"."""
    return next(
        (
            at
            for at in range(2, len(phrase))
            if phrase.words[at - 1] == "to"
            and (verb(phrase.words[at], "base") or is_only_verb(phrase.words[at]))
        ),
        len(phrase),
    )


def _goes_on_after_comma(phrase: Phrase, places: Sequence[int], governed: int) -> bool:
    """Whether one of these verbs comes, with a comma, after a governed one: then it is unclear."""
    return any("," in phrase.gap(at) + phrase.gap(at - 1) for at in places if at > governed)


_PLACES: dict[Form, Callable[[Phrase], tuple[int, ...] | None]] = {
    "base": _bases,
    "participle": _participles,
    "gerund": _gerunds,
}
