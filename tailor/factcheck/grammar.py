"""Enough grammar for résumé lines: verb forms, clauses, and who acts in them. No parser."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tailor.factcheck.tokens import Token
from tailor.vocabulary import inflection, people
from tailor.vocabulary.spelling import american
from tailor.vocabulary.terms import terms
from tailor.vocabulary.words import word_set

# "patient": the person is acted upon ("I was trained by the vendor").
Actor = Literal["self", "other", "thing", "passive", "patient"]

_STRONG = frozenset(".!?;\u2022|")
_WEAK = frozenset(',:()[]"')


# Verbs whose past is their base form; in a résumé they are told in the past.


@lru_cache(maxsize=16384)
def _verb_form(lower: str) -> str:
    """Name the form a word has as a verb: "past", "ing", "s", "base" or ""."""
    kinds = inflection.parts_of_speech(lower)
    if "v" not in kinds:
        unknown = lower.endswith("ed") and len(lower) > 4 and "a" not in kinds
        return "past" if unknown else ""
    base = inflection.lemma(lower, "v")
    if american(base) == american(lower):
        return "past" if lower in word_set("unchanged pasts") else "base"
    if lower.endswith("ing"):
        return "ing"
    if lower.endswith("s") and not lower.endswith("ss"):
        return "s"
    return "past"


def verb_form(token: Token) -> str:
    """Name the form a token has as a verb: "past", "ing", "s", "base", or "" if it is none."""
    return _verb_form(token.lower) if token.kind == "word" and token.content else ""


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens [start, end) with at most one action, and who acts.

    `verb` is the index of its main verb, or None. `sentence` numbers the sentence it is in.
    """

    start: int
    end: int
    sentence: int
    actor: Actor
    verb: int | None


def clauses(tokens: tuple[Token, ...]) -> tuple[Clause, ...]:
    """Split a text into clauses at punctuation, and at conjunctions that a verb follows."""
    cuts = [0]
    sentences = [0]
    sentence = 0
    for i, token in enumerate(tokens):
        if token.text in _STRONG or _is_dash(tokens, i):
            sentence += token.text in _STRONG
            _cut(cuts, sentences, i + 1, sentence)
        elif token.text in _WEAK:
            _cut(cuts, sentences, i + 1, sentence)
        elif _joins(tokens, i, cuts[-1]):
            _cut(cuts, sentences, i, sentence)
    ends = [*cuts[1:], len(tokens)]
    result: list[Clause] = []
    for start, end, number in zip(cuts, ends, sentences, strict=True):
        if any(t.kind != "punct" for t in tokens[start:end]):
            actor, verb = _actor(tokens, start, end)
            before = result[-1] if result and result[-1].sentence == number else None
            if before and verb is not None and actor in ("self", "passive", "other"):
                actor = (
                    _inherited(tokens, before, start, verb)
                    or _resumed(tokens, result, start, verb)
                    or actor
                )
            result.append(Clause(start, end, number, actor, verb))
    return tuple(result)


def _inherited(tokens: tuple[Token, ...], before: Clause, start: int, verb: int) -> Actor | None:
    """Who acts in a clause without a subject of its own, if the clause before it tells.

    "A colleague dealt with them and brought in more"; "our designer, Priya, redrew it"; "I ran it
    and was trained by the vendor".
    """
    lead = [t.lower for t in tokens[start:verb] if t.kind == "word"]
    if lead and set(lead) <= {"and", "but", "then", "also", "was", "were", "been"}:
        if set(lead) & word_set("be"):
            joined = before.actor == "self" and lead[0] not in word_set("be")
            return "patient" if joined and _agent(tokens, verb, verb + 12) != "self" else None
        finite = verb_form(tokens[verb]) in ("past", "s")
        relative = tokens[before.start].lower in ("which", "that", "who")
        if relative and tokens[start - 1].text == ",":
            return None  # "the system that our studio built, and checked": the main clause goes on
        return before.actor if finite and before.actor in ("other", "thing") else None
    if not lead and before.verb is None and verb_form(tokens[verb]) == "past":
        named = any(t.personal_name for t in tokens[before.start : before.end])
        return "other" if named else None
    return None


def _resumed(
    tokens: tuple[Token, ...], earlier: list[Clause], start: int, verb: int
) -> Actor | None:
    """Who acts where a sentence goes on behind a remark on its subject.

    "My brother, who works there, did the heating"; "the bot (ours) opens a request".
    """
    remark = earlier[-1]
    opened = tokens[remark.start - 1].text == "(" if remark.start else False
    relative = tokens[remark.start].lower in ("who", "which", "that")
    lead = [t for t in tokens[start:verb] if t.content]
    if lead or len(earlier) < 2 or not (opened or relative) or tokens[start - 1].text not in "),":
        return None
    subject = earlier[-2]
    if subject.sentence != remark.sentence or subject.verb is not None:
        return None
    words = [t for t in tokens[subject.start : subject.end] if t.content]
    own = any(t.lower in word_set("self") for t in tokens[subject.start : subject.end])
    return _subject_actor(words) if words and not own else None


def _cut(cuts: list[int], sentences: list[int], index: int, sentence: int) -> None:
    if index > cuts[-1]:
        cuts.append(index)
        sentences.append(sentence)
    else:
        sentences[-1] = sentence


def _joins(tokens: tuple[Token, ...], i: int, since: int) -> bool:
    """Whether a clause begins at a conjunction, or at "by …ing"."""
    if tokens[i].lower in word_set("conjunctions") and i > since:
        return _verb_follows(tokens, i)
    return i > since + 1 and _is_participle_tail(tokens, i)


def _is_dash(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a dash stands free, as between two thoughts."""
    if tokens[i].text not in "-\u2014" or not 0 < i < len(tokens) - 1:
        return False
    return tokens[i].start > tokens[i - 1].end and tokens[i + 1].start > tokens[i].end


def _verb_follows(tokens: tuple[Token, ...], i: int) -> bool:
    for token in tokens[i + 1 : i + 5]:
        if (
            token.lower in word_set("self")
            or token.lower in word_set("be")
            or token.lower in word_set("have")
        ):
            return True
        if token.kind == "punct" or token.lower in word_set("prepositions"):
            return False
        form = verb_form(token)
        plain = form in ("s", "base") and token.index == i + 1 and tokens[i].lower != "as"
        if form in ("past", "ing") or plain:
            return True
        if token.lower in word_set("determiners"):
            continue
    return False


def _is_participle_tail(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether "by/through/for …ing" begins its own clause."""
    return (
        tokens[i].lower in ("by", "through", "for", "while", "after", "before", "without")
        and i + 1 < len(tokens)
        and verb_form(tokens[i + 1]) == "ing"
    )


def _actor(tokens: tuple[Token, ...], start: int, end: int) -> tuple[Actor, int | None]:
    """Tell who acts in a clause, by what stands before its first finite verb."""
    if _is_relative(tokens, start, end):
        return ("self" if _is_of_own_group(tokens, start) else "thing"), start + 1
    if absolute := _absolute(tokens, start, end):
        return absolute
    first = start
    while first < end and (
        tokens[first].kind == "punct"
        or tokens[first].lower in word_set("conjunctions") - {"who"}
        or _is_adverb(tokens[first])
    ):
        first += 1
    first = _past_opening(tokens, first, end)
    subject: list[Token] = []
    head_known = False  # the head of a subject stands before its first preposition
    for i in range(first, end):
        token = tokens[i]
        if pronoun := _pronoun_actor(tokens, i, end):
            return pronoun
        if token.lower in word_set("be"):
            return _be_clause(tokens, i, end, subject)
        if token.lower in word_set("have") | word_set("do") and subject:
            verb = _next_verb(tokens, i + 1, min(i + 4, end))
            return _subject_actor(subject), verb if verb is not None else i
        form = verb_form(token)
        if form and not subject and i == first and not _is_noun_here(tokens, i, start):
            agent = _agent(tokens, i, end) if form == "past" else None
            return ("patient" if agent == "other" else "self"), i
        if subject and (form == "past" or (form == "s" and _is_finite_s(tokens, i, end))):
            return (_agent(tokens, i, end) or _subject_actor(subject)), i
        if token.lower in word_set("prepositions"):
            if not subject:
                break
            head_known = True
        if token.kind == "word" and token.content and not head_known:
            subject.append(token)
    return "self", _next_verb(tokens, first, end)


def _past_opening(tokens: tuple[Token, ...], first: int, end: int) -> int:
    """Where the subject begins behind "in that period": at the next article or pronoun."""
    if first >= end or tokens[first].lower not in word_set("prepositions"):
        return first
    for i in range(first + 2, min(first + 6, end)):
        before = tokens[i - 1]
        if tokens[i].lower in word_set("determiners") | word_set("self") and before.content:
            return i
    return first


def _is_adverb(token: Token) -> bool:
    """Whether a word can only be an adverb: "thereby", "subsequently", "meanwhile"."""
    if token.lower in word_set("opening adverbs"):
        return True
    return inflection.parts_of_speech(token.lower) == {"r"}


def _is_of_own_group(tokens: tuple[Token, ...], start: int) -> bool:
    """Whether a relative clause tells of a group one belongs to: "part of the team that tests"."""
    before = [t.lower for t in tokens[max(0, start - 9) : start]]
    return "of" in before and bool({"part", "member", "one"} & set(before))


def _absolute(tokens: tuple[Token, ...], start: int, end: int) -> tuple[Actor, int | None] | None:
    """Read "with an inspector signing it off": somebody else acts beside the main clause."""
    if tokens[start].lower != "with":
        return None
    subject: list[Token] = []
    for i in range(start + 1, end):
        if tokens[i].lower in word_set("prepositions") or tokens[i].kind == "number":
            return None
        if verb_form(tokens[i]) == "ing" and subject and tokens[i - 1].content:
            return _subject_actor(subject), i
        if tokens[i].content:
            subject.append(tokens[i])
    return None


def _is_relative(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    """Whether a clause tells what the thing before it did: "…, which made the fixes"."""
    if tokens[start].lower not in ("which", "that") or start + 1 >= end:
        return False
    return verb_form(tokens[start + 1]) in ("past", "s")


def _pronoun_actor(tokens: tuple[Token, ...], i: int, end: int) -> tuple[Actor, int | None] | None:
    """Who acts where a pronoun says so: "I", "we", "she", "who"."""
    lower = tokens[i].lower
    if lower in word_set("self"):
        return _self_clause(tokens, i + 1, end)
    if lower not in word_set("third persons"):
        return None
    verb = _next_verb(tokens, i + 1, end)
    if lower == "who" and i and tokens[i - 1].lower in ("one", "person", "those"):
        return "self", verb  # "I was the one who wrote round"
    return ("other" if verb is not None else "self"), verb


def _self_clause(tokens: tuple[Token, ...], i: int, end: int) -> tuple[Actor, int | None]:
    """The clause of "I …": the person acts, or ("I was trained by …") is acted upon."""
    verb = _next_verb(tokens, i, end)
    if verb is None:
        return "self", None
    auxiliaries = {t.lower for t in tokens[max(i - 1, 0) : verb]}
    past = verb_form(tokens[verb]) == "past" and tokens[verb - 1].lower != "to"
    acted_upon = past and bool(auxiliaries & {"was", "were", "been", "be", "being", "got"})
    return ("patient" if acted_upon else "self"), verb


def _be_clause(
    tokens: tuple[Token, ...], i: int, end: int, subject: list[Token]
) -> tuple[Actor, int | None]:
    verb = _next_verb(tokens, i + 1, min(i + 4, end))
    done = next((k for k in range(i + 1, min(i + 4, end)) if tokens[k].lower == "done"), None)
    if done is not None:
        return _agent(tokens, done, end) or "passive", done
    if verb is None:
        return "thing" if subject else "self", None
    form, agent = verb_form(tokens[verb]), _agent(tokens, verb, end)
    if form == "ing":
        return (_subject_actor(subject) if subject else "self"), verb
    opens = i == 0 or tokens[i - 1].text in _STRONG
    if not subject and opens and agent != "self" and form == "past":
        return "patient", verb  # "Was trained by …": the silent subject is the person
    return agent or "passive", verb


def _subject_actor(subject: list[Token]) -> Actor:
    """Who a subject is: its head is the last noun before the verb, or a name in it."""
    head = subject[-1]
    named = any(token.personal_name for token in subject)
    if head.name and any(people.is_person(token.lower) for token in subject[:-1]):
        named = True  # "my colleague Tomasz", whatever the name
    return "other" if named or people.is_person(head.lower) else "thing"


def _is_noun_here(tokens: tuple[Token, ...], i: int, start: int) -> bool:
    """Whether a clause's first word is a noun though it could be a verb: "Match rules were"."""
    form = verb_form(tokens[i])
    if form == "past":
        return False
    changed = _names_what_changed(tokens, i + 1)
    if form == "ing" or changed:
        return changed
    if tokens[start].lower in ("which", "that", "whom"):
        return True  # "which head office then passed round"
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if start and following is not None and following.lower in word_set("prepositions"):
        return _has_past_verb(tokens, i + 2)  # "…; churn in the segment fell"
    return following is not None and (
        verb_form(following) == "past"
        or following.lower in word_set("be")
        or following.lower in word_set("have")
    )


def _names_what_changed(tokens: tuple[Token, ...], start: int) -> bool:
    """Whether an opening word stands before a noun that rose or fell: "Waiting times fell"."""
    following = tokens[start : start + 5]
    moves = next((k for k, t in enumerate(following) if t.lower in word_set("moving verbs")), 0)
    run = [t for t in following[:moves] if t.lower not in ("there", "also", "then")]
    return bool(run) and all(t.content and verb_form(t) != "past" for t in run)


def _has_past_verb(tokens: tuple[Token, ...], start: int) -> bool:
    """Whether a verb in the past follows before the next stop."""
    for token in tokens[start : start + 8]:
        if token.kind == "punct" and token.text != "-":
            return False
        if verb_form(token) == "past":
            return True
    return False


def _agent(tokens: tuple[Token, ...], verb: int, end: int) -> Actor | None:
    """Tell who "by …" names after a passive verb: the person themself, or another."""
    for i in range(verb + 1, min(verb + 12, end, len(tokens))):
        if tokens[i].lower == "by" and i + 1 < len(tokens):
            after = tokens[i + 1 : i + 5]
            if any(t.lower in ("me", "myself", "us") for t in after[:1]):
                return "self"
            if any(people.is_person(t.lower) or t.personal_name for t in after):
                return "other"
            if after and after[0].name and after[0].kind == "word" and not _is_method(after[0]):
                return "other"  # "by Tegula Ltd"
    return None


def _is_method(token: Token) -> bool:
    """Whether "by" names a time or a means, not somebody: "by June", "by Excel", "by MIG"."""
    return (
        token.lower in word_set("times") or token.text.isupper() or bool(terms().find(token.text))
    )


def _is_finite_s(tokens: tuple[Token, ...], i: int, end: int) -> bool:
    """Whether a word in -s is a verb where it stands: a noun may not follow, an object may."""
    if "n" not in inflection.parts_of_speech(tokens[i].lower):
        return True
    return i + 1 < end and tokens[i + 1].lower in word_set("determiners") - {"each", "every", "no"}


def _next_verb(tokens: tuple[Token, ...], start: int, end: int) -> int | None:
    for i in range(start, end):
        if verb_form(tokens[i]) and (
            i == start or tokens[i - 1].lower not in word_set("determiners")
        ):
            return i
    return None


def is_modifier(token: Token, following: Token | None) -> bool:
    """Whether a word is an adjective or adverb where it stands."""
    kinds = inflection.parts_of_speech(token.lower)
    main = inflection.main_part_of_speech(token.lower)
    if main in ("a", "r"):
        return True
    if following is None or following.kind != "word" or not following.content:
        return False
    return bool(kinds & {"a", "r"}) and main not in ("n", "v")


def is_verb_here(tokens: tuple[Token, ...], token: Token, clause: Clause) -> bool:
    """Whether a word is its clause's verb, or one that "and" or a comma joins to it."""
    if clause.verb == token.index:
        return True
    before = tokens[token.index - 1].lower if token.index else ""
    joined = before in ("and", ",", "then", "first", "having", "that", "which")
    return joined and verb_form(token) in ("past", "ing")
