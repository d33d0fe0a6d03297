"""Which words of the evidence entitle to which words of the claim."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from tailor.factcheck.analysis import Text, analyse
from tailor.factcheck.grammar import verb_form
from tailor.factcheck.numbers import ORDINALS
from tailor.factcheck.tokens import Token
from tailor.vocabulary import lexicon, people, verbs
from tailor.vocabulary.terms import terms
from tailor.vocabulary.words import word_set

_ACT = 0.04  # what a verb that meets a verb is worth beyond its weight

Relation = Literal["same", "alias", "family", "synonym", "broader", "class"]
_WEIGHTS: dict[Relation, float] = {
    "same": 1.0,
    "alias": 0.98,
    "family": 0.95,
    "synonym": 0.85,
    "broader": 0.75,
    "class": 0.7,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A token of the evidence: statement number and token index."""

    statement: int
    index: int


@dataclass(frozen=True, slots=True)
class Link:
    """A claim's token entitled to by a token of the evidence."""

    place: Place
    relation: Relation
    weight: float


@dataclass(frozen=True)
class Alignment:
    """For every content token of the claim its best link, or none."""

    claim: Text
    evidence: tuple[Text, ...]
    links: dict[int, Link]

    @cached_property
    def linked_places(self) -> dict[Place, list[int]]:
        """For every used place of the evidence, the claim's tokens linked to it."""
        places: dict[Place, list[int]] = {}
        for index, link in self.links.items():
            places.setdefault(link.place, []).append(index)
        return places


@lru_cache(maxsize=16384)
def _entitlements(lemmas: frozenset[str], following: str) -> tuple[tuple[str, Relation], ...]:
    """Base forms that a word of the evidence entitles to, by how; the strongest first."""
    found: dict[str, Relation] = {}
    bases = set(lemmas)
    for lemma in bases:
        found.setdefault(lemma, "same")
    family = {word for lemma in bases for word in lexicon.derivations(lemma)}
    for word in family:
        found.setdefault(word, "family")
    for lemma in bases:
        for word in lexicon.synonyms(lemma):
            if not lexicon.are_opposites(lemma, word):
                found.setdefault(word, "synonym")
    for lemma in bases:
        for word in lexicon.broader(lemma):
            found.setdefault(word, "broader")
    actions = bases | family | ({f"{lemma}-{following}" for lemma in bases} if following else set())
    for action in actions:
        for name in verbs.verb_classes(action):
            found.setdefault(f"@{name}", "class")
    return tuple(found.items())


@lru_cache(maxsize=2048)
def _index(text: str) -> dict[str, tuple[tuple[int, Relation], ...]]:
    """Where in a text each base form (or "@class" of a verb) is entitled to, and how."""
    table: dict[str, list[tuple[int, Relation]]] = {}
    analysed = analyse(text)
    for token in analysed.tokens:
        if token.kind != "word":
            if token.kind == "number":
                table.setdefault(token.lower, []).append((token.index, "same"))
            continue
        if not token.content:
            table.setdefault(token.lower, []).append((token.index, "same"))
            continue
        following = _particle(analysed.tokens, token.index)
        for word, relation in _entitlements(token.lemmas, following):
            table.setdefault(word, []).append((token.index, relation))
    _add_terms(analysed, table)
    for phrase in analysed.everyday:
        if phrase.gives:
            for place in phrase.indices:
                table.setdefault(f"={phrase.key}", []).append((place, phrase.gives))
    return {word: tuple(places) for word, places in table.items()}


def _add_terms(text: Text, table: dict[str, list[tuple[int, Relation]]]) -> None:
    """Enter every named skill under its canonical name and its broader terms."""
    for match in text.terms:
        index = next((t.index for t in text.tokens if t.end > match.start), None)
        if index is None:
            continue
        table.setdefault(f"#{match.name}", []).append((index, "alias"))
        for name in terms().broader(match.name):
            table.setdefault(f"#{name}", []).append((index, "broader"))


def _particle(tokens: tuple[Token, ...], index: int) -> str:
    """The particle that belongs to a verb, next to it or after one word ("set it up")."""
    for ahead in (1, 2):
        if index + ahead < len(tokens) and tokens[index + ahead].lower in word_set("particles"):
            return tokens[index + ahead].lower
    return ""


def align(claim: Text, evidence: tuple[Text, ...]) -> Alignment:
    """Link every content token of the claim to the evidence token that best entitles to it.

    Among equal candidates the clause wins that the claim's clause shares most words with.
    """
    candidates: dict[int, list[Link]] = {}
    wanted = {token.index: _wanted(claim, token) for token in claim.content}
    for number, text in enumerate(evidence):
        table = _index(text.raw)
        for index, (keys, agents) in wanted.items():
            for link in _candidates(keys, agents, number, table):
                if _fits(claim, index, link, text):
                    candidates.setdefault(index, []).append(link)
        for own, place in _initials(claim, text):
            link = Link(Place(number, place), "alias", _WEIGHTS["alias"])
            candidates.setdefault(own, []).append(link)
    votes = _votes(claim, evidence, candidates)
    links = {
        index: max(
            found,
            key=lambda link: (
                link.weight
                + votes[_clause_key(claim, evidence, index, link)]
                + _ACT * _are_acts(claim, index, evidence[link.place.statement], link),
                -link.place.statement,
                -link.place.index,
            ),
        )
        for index, found in candidates.items()
    }
    return Alignment(claim, evidence, links)


def _are_acts(claim: Text, index: int, text: Text, link: Link) -> bool:
    """Whether a verb of the claim meets a verb: "ordered" is of "order", not of "the orders"."""
    return claim.clause(index).verb == index and tells_act(text, link.place.index)


def _fits(claim: Text, index: int, link: Link, text: Text) -> bool:
    """Whether a link holds for what the claim's word is there: a name, an act, a thing."""
    token = claim.tokens[index]
    if token.name:
        return _fits_name(link, text)
    if link.relation == "family" and claim.clause(index).verb == index:
        return not is_role_of_other(text, link.place.index)
    if link.relation in ("synonym", "broader") and claim.clause(index).verb == index:
        return tells_act(text, link.place.index)
    return True


def is_role_of_other(text: Text, index: int) -> bool:
    """Whether a word names somebody else by what they do: "typing for the translator"."""
    before = [t.lower for t in text.tokens[max(0, index - 4) : index]]
    governed = bool({"for", "to", "of", "with", "under", "by"} & set(before)) and "as" not in before
    return governed and people.is_person(text.tokens[index].lower)


def tells_act(text: Text, index: int) -> bool:
    """Whether a word can tell of an act where it stands: "tables" does not write."""
    token = text.tokens[index]
    if verb_form(token) in ("past", "ing") or text.clause(index).verb == index:
        return True
    before = text.tokens[index - 1].lower if index else ""
    return before in word_set("self") | {"to", "and", ","} or not token.content


def clauses_of_act(text: Text, verb: int) -> set[int]:
    """The clauses a verb's object may be in: its own, the next one's, or all before "by me"."""
    here = text.clause_of[verb]
    after = [t.lower for t in text.tokens[verb + 1 : verb + 3]]
    if after in (["by", "me"], ["by", "myself"]):
        sentence = text.clauses[here].sentence
        return {i for i, clause in enumerate(text.clauses) if clause.sentence == sentence}
    return {here, here + 1} if _shares_object(text, verb) else {here}


def _shares_object(text: Text, verb: int) -> bool:
    """Whether a verb has its object behind the next one: "planned and staged the play"."""
    following = text.tokens[verb + 1 : verb + 3]
    return (
        len(following) == 2
        and following[0].lower in ("and", ",", "or")
        and verb_form(following[1]) in ("past", "ing")
    )


def _fits_name(link: Link, text: Text) -> bool:
    """Whether a word may entitle to a name: never a synonym or what it is a kind of.

    "After Effects" does not follow from a "product"; "Outlook" may stand for what terms know.
    """
    if link.relation in ("same", "alias", "family"):
        return True
    index = link.place.index
    return any(m.start <= text.tokens[index].start < m.end for m in text.terms)


def _initials(claim: Text, text: Text) -> Iterator[tuple[int, int]]:
    """Link short forms with the words they stand for, either way: "MFA", "DC", "KS2", "PoC"."""
    for short, long, swapped in ((claim, text, False), (text, claim, True)):
        for token in short.tokens:
            if not (token.name and 2 <= len(token.lower) <= 6) or token.text.istitle():
                continue
            for run in _spelled_out(token.lower.removesuffix("s"), long.tokens):
                for other in run:
                    yield (other, token.index) if swapped else (token.index, other)


def _spelled_out(letters: str, tokens: tuple[Token, ...]) -> Iterator[list[int]]:
    """Yield runs of words whose initials (or digits) are the letters; small words may be passed."""
    for start, first in enumerate(tokens):
        if not first.lower or first.lower[0] != letters[0] or first.kind == "punct":
            continue
        run: list[int] = []
        position = 0
        for token in tokens[start : start + 2 * len(letters) + 2]:
            if position == len(letters) or (token.kind == "punct" and token.text not in "-/"):
                break
            if token.kind == "punct":
                continue
            piece = token.lower if token.kind == "number" else token.lower[0]
            if letters.startswith(piece, position):
                run.append(token.index)
                position += len(piece)
            elif token.content:
                break
        if position == len(letters) and len(run) > 1:
            yield run


def _wanted(claim: Text, token: Token) -> tuple[list[str], list[str]]:
    """What to look a claim's word up by, and the nouns for whoever does what it says."""
    keys: list[str] = [*token.lemmas, token.lower]
    if token.lower in ORDINALS:
        keys.append(ORDINALS[token.lower])
    following = _particle(claim.tokens, token.index)
    for lemma in token.lemmas:
        keys += [f"@{name}" for name in verbs.verb_classes(lemma)]
        if following:
            keys += [f"@{name}" for name in verbs.verb_classes(f"{lemma}-{following}")]
    keys += [f"#{m.name}" for m in claim.terms if m.start <= token.start < m.end]
    keys += [f"={p.key}" for p in claim.everyday if p.takes and token.index in p.indices]
    return keys, [agent for lemma in token.lemmas for agent in lexicon.agent_nouns(lemma)]


def _candidates(
    keys: list[str],
    agents: list[str],
    number: int,
    index: dict[str, tuple[tuple[int, Relation], ...]],
) -> list[Link]:
    best: dict[int, Relation] = {}
    for agent in agents:  # "the conductor" has conducted
        for place, relation in index.get(agent, ()):
            if relation == "same":
                best[place] = "family"
    for key in keys:
        for place, relation in index.get(key, ()):
            if place not in best or _WEIGHTS[relation] > _WEIGHTS[best[place]]:
                best[place] = relation
    return [
        Link(Place(number, place), relation, _WEIGHTS[relation]) for place, relation in best.items()
    ]


def _clause_key(
    claim: Text, evidence: tuple[Text, ...], index: int, link: Link
) -> tuple[int, int, int]:
    text = evidence[link.place.statement]
    return claim.clause_of[index], link.place.statement, text.clause_of[link.place.index]


def _votes(
    claim: Text, evidence: tuple[Text, ...], candidates: dict[int, list[Link]]
) -> Counter[tuple[int, int, int]]:
    """How much of each claim clause each evidence clause could entitle to, as a tie-breaker."""
    votes: Counter[tuple[int, int, int]] = Counter()
    for index, found in candidates.items():
        best: dict[tuple[int, int, int], float] = {}
        for link in found:
            key = _clause_key(claim, evidence, index, link)
            best[key] = max(best.get(key, 0.0), link.weight)
        for key, weight in best.items():
            votes[key] += weight * 0.1  # type: ignore[assignment]
    return votes
