"""Everything the checks need to know of one text, worked out once."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from tailor.factcheck import dates
from tailor.factcheck.grammar import Clause, clauses
from tailor.factcheck.periods import period_at
from tailor.factcheck.quantities import Quantity, quantities
from tailor.factcheck.tokens import Token, tokens
from tailor.vocabulary import inflection, people
from tailor.vocabulary.ladders import Item, Rung, limits, raises
from tailor.vocabulary.paraphrases import Relation, paraphrases
from tailor.vocabulary.terms import TermMatch, terms
from tailor.vocabulary.words import word_set

_DENIED = 3  # words after "not" that it denies


@dataclass(frozen=True, slots=True)
class Hit:
    """A ladder word in a text: its rung and the tokens [first, last] it stands on."""

    rung: Rung
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Everyday:
    """An everyday phrase on tokens [first, last]: its content tokens and its row.

    `gives` says how it entitles to the row, `takes` that the row entitles to it.
    """

    first: int
    last: int
    indices: tuple[int, ...]
    key: str
    gives: Relation | None
    takes: bool


@dataclass(frozen=True)
class Text:
    """An analysed text. Cheap to make; what not every check needs is worked out when asked for."""

    raw: str
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]

    @cached_property
    def clause_of(self) -> tuple[int, ...]:
        """The clause number of every token; a token between clauses belongs to the one before."""
        numbers: list[int] = []
        current = 0
        for index in range(len(self.tokens)):
            while current + 1 < len(self.clauses) and index >= self.clauses[current + 1].start:
                current += 1
            numbers.append(current)
        return tuple(numbers)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The typed quantities."""
        return quantities(self.tokens)

    @cached_property
    def quantity_tokens(self) -> frozenset[int]:
        """Indices of the tokens that quantities stand on."""
        return frozenset(i for q in self.quantities for i in range(q.first, q.last + 1))

    @cached_property
    def periods(self) -> tuple[tuple[float | str, int, int], ...]:
        """Every period of a rate ("a week", "daily"): its length, first and last token."""
        found: list[tuple[float | str, int, int]] = []
        for index in range(len(self.tokens)):
            read = period_at(self.tokens, index)
            if read:
                found.append((read[0], index, read[1]))
        return tuple(found)

    @cached_property
    def dates(self) -> tuple[dates.Date, ...]:
        """Years and months named in the text."""
        return dates.dates(self.tokens)

    @cached_property
    def limits(self) -> tuple[Hit, ...]:
        """Words that limit what the text says, longest patterns first."""
        return _hits(self.tokens, limits())

    @cached_property
    def raises(self) -> tuple[Hit, ...]:
        """Words that raise what the text says."""
        return _hits(self.tokens, raises())

    @cached_property
    def terms(self) -> tuple[TermMatch, ...]:
        """Named skills, with offsets in the text."""
        return terms().find(self.raw)

    @cached_property
    def everyday(self) -> tuple[Everyday, ...]:
        """Everyday phrases that others may stand for; articles and hyphens do not part them."""
        kept = [t for t in self.tokens if t.text != "-" and t.lower not in word_set("articles")]
        words = [t.lemmas | {t.lower} | _auxiliary(t) for t in kept]
        found: list[Everyday] = []
        for match in paraphrases(words):
            inside = [kept[place] for place in match.places]
            indices = tuple(t.index for t in inside if t.content) or (inside[0].index,)
            first, last = inside[0].index, inside[-1].index
            found.append(Everyday(first, last, indices, match.key, match.gives, match.takes))
        return tuple(found)

    def denies(self, index: int) -> bool:
        """Whether a denial stands right before a token: "did not pass", "without much help"."""
        return any(
            hit.rung.ladder == "negation" and hit.last < index <= hit.last + _DENIED
            for hit in self.limits
        )

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Every base form of every word, content or not."""
        return frozenset(lemma for token in self.tokens for lemma in token.lemmas)

    @cached_property
    def content(self) -> tuple[Token, ...]:
        """The content words and numbers."""
        return tuple(token for token in self.tokens if token.content)

    def clause(self, index: int) -> Clause:
        """The clause that a token is in."""
        return self.clauses[self.clause_of[index]]

    def words(self, first: int, last: int) -> str:
        """The text from token `first` to token `last`, as written."""
        return self.raw[self.tokens[first].start : self.tokens[last].end]


@lru_cache(maxsize=2048)
def analyse(text: str) -> Text:
    """Analyse a text in composed Unicode form; the same text always gives the same analysis."""
    found = tokens(text)
    return Text(text, found, clauses(found))


def _auxiliary(token: Token) -> frozenset[str]:
    """The base form of a form of "be", "have" or "do", which as a function word has none."""
    if token.content or token.lower not in word_set("be") | word_set("have") | word_set("do"):
        return frozenset()
    return frozenset((inflection.lemma(token.lower, "v"),))


def _hits(found: tuple[Token, ...], table: dict[str, tuple[Rung, ...]]) -> tuple[Hit, ...]:
    hits: list[Hit] = []
    for i, token in enumerate(found):
        keys = {token.lower, *token.lemmas}
        if token.kind == "number":
            keys.add("#")
        if _is_person(token):
            keys.add("@who")
        ladders: set[str] = set()
        for key in keys:
            for rung in table.get(key, ()):
                last = _match(found, i, rung.items)
                if last is not None and rung.ladder not in ladders:
                    hits.append(Hit(rung, i, last))
                    ladders.add(rung.ladder)
    return tuple(hits)


def _match(found: tuple[Token, ...], start: int, items: tuple[Item, ...]) -> int | None:
    """Return the last token of a pattern that starts at `start`, or None."""
    index = start
    for number, item in enumerate(items):
        if item.gap:
            return _match_after_gap(found, index, items[number:])
        if index < len(found) and _fits(found[index], item):
            index += not item.ahead
        elif not item.optional:
            return None
    return index - 1


def _match_after_gap(found: tuple[Token, ...], index: int, items: tuple[Item, ...]) -> int | None:
    words = 0
    for start in range(index, len(found)):
        last = _match(found, start, items[1:])
        if last is not None and last >= start:
            return last
        words += found[start].text != "-"
        if words > items[0].gap or found[start].text in ",.;:()":
            return None
    return None


def _fits(token: Token, item: Item) -> bool:
    if token.lower in item.words or token.text in item.words:
        return True
    if item.number and token.kind == "number":
        return True
    if item.coworker and (people.is_coworker(token.lower) or token.personal_name):
        return True
    return item.person and _is_person(token)


def _is_person(token: Token) -> bool:
    return people.is_person(token.lower) or token.personal_name
