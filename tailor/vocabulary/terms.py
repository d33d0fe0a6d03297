"""Named skills found in text: tools, methods, credentials, fields; their aliases and kinds."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple, Self

from tailor.vocabulary.term_senses import Candidate, meant
from tailor.vocabulary.term_table import Surface, Term, shipped_phrases, shipped_terms, user_terms
from tailor.vocabulary.term_words import Word, joined, key, singulars, words

_COUNTABLE = frozenset({"method", "domain", "equipment", "soft"})


class TermMatch(NamedTuple):
    """A term in a text: its span, canonical name, the words as written there, and its kind."""

    start: int
    end: int
    name: str
    surface: str
    kind: str


class TermIndex:
    """Terms by every way to write them. Build it with `load`, or take the shared one, `terms()`."""

    def __init__(self, entries: Iterable[Term], phrases: Iterable[str]) -> None:
        self._terms = {term.name: term for term in entries}
        self._names: dict[str, str] = {key(phrase): "" for phrase in phrases}
        self._careful: dict[str, Surface] = {}
        for term in self._terms.values():
            self._add(term)
        self._longest: dict[str, int] = {}
        for form in self._names:
            first, _, rest = form.partition(" ")
            length = rest.count(" ") + 2 if rest else 1
            if length > self._longest.get(first, 0):
                self._longest[first] = length

    @classmethod
    def load(cls, extra: Path | None = None) -> Self:
        """Load the shipped terms, and over them the user's own file in the same format.

        Raises InputError when that file cannot be read or a row of it is wrong.
        """
        entries = shipped_terms()
        if extra is not None:
            entries += user_terms(extra)
        return cls(entries, shipped_phrases())

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """The terms of a text, leftmost and longest first, never overlapping, whole words only.

        A word of everyday language ("go", "excel") counts only where its context says so.
        """
        tokens = words(text)
        candidates = self._candidates(text, tokens)
        return tuple(
            TermMatch(found.start, found.end, found.name, text[found.start : found.end], found.kind)
            for found in meant(text, tokens, candidates)
        )

    def canonical(self, surface: str) -> str | None:
        """The canonical name of a term however it is written, or None when it is no known term."""
        written = words(surface)
        for form in _forms([word.folded for word in written]):
            if name := self._names.get(form):
                return name
        return None

    def aliases(self, name: str) -> tuple[str, ...]:
        """The other ways to write a term; empty for an unknown one."""
        term = self._term(name)
        return tuple(surface.written for surface in term.surfaces()[1:]) if term else ()

    def broader(self, name: str) -> frozenset[str]:
        """Everything a term is a kind of, however far up: EKS gives Kubernetes, AWS, ..."""
        term = self._term(name)
        waiting = term.broader() if term else []
        found: set[str] = set()
        while waiting:
            wide = waiting.pop()
            if wide not in found:
                found.add(wide)
                waiting.extend(self._terms[wide].broader() if wide in self._terms else ())
        return frozenset(found)

    def since(self, name: str) -> int | None:
        """The year of a technology's first public release, where known."""
        term = self._term(name)
        return term.since() if term else None

    def kind(self, name: str) -> str | None:
        """What sort of skill a term is ("tool", "credential", ...), or None when unknown."""
        term = self._term(name)
        return term.kind if term else None

    def _term(self, name: str) -> Term | None:
        return self._terms.get(name) or self._terms.get(self.canonical(name) or "")

    def names(self) -> tuple[str, ...]:
        """Every canonical name, in the order of the files."""
        return tuple(self._terms)

    def _add(self, term: Term) -> None:
        countable = term.kind in _COUNTABLE
        for surface in term.surfaces():
            form = key(surface.written)
            self._names[form] = term.name
            if surface.exact or surface.doubtful:
                self._careful[form] = surface
            elif form in self._careful:
                del self._careful[form]
            if countable and form[-1] == "s" and " " in form:
                for singular in singulars(form):
                    self._names.setdefault(singular, term.name)

    def _candidates(self, text: str, tokens: list[Word]) -> list[Candidate]:
        found: list[Candidate] = []
        at = 0
        while at < len(tokens):
            candidate = self._longest_at(text, tokens, at)
            if candidate is None:
                at += 1
            else:
                found.append(candidate)
                at = candidate.last + 1
        return found

    def _longest_at(self, text: str, tokens: list[Word], at: int) -> Candidate | None:
        folded = tokens[at].folded
        reach = max((self._longest.get(form, 0) for form in singulars(folded)), default=0)
        reach = max(reach, self._longest.get(folded, 0))
        if not reach:
            return None
        end = at + 1
        while end < len(tokens) and end < at + reach:
            if not joined(text, tokens[end - 1], tokens[end]):
                break
            end += 1
        for stop in range(end, at, -1):
            if candidate := self._reading(tokens[at:stop], at):
                return candidate
        return None

    def _reading(self, run: list[Word], at: int) -> Candidate | None:
        for form in _forms([word.folded for word in run]):
            name = self._names.get(form)
            if name is None:
                continue
            surface = self._careful.get(form)
            plural = form[-1] != run[-1].folded[-1]
            if plural and not _may_be_plural(run, surface):
                continue
            capitals, doubtful = _reliance(surface, run, plural=plural)
            if surface and surface.exact and not capitals and not _lower(run):
                continue
            kind = self._terms[name].kind if name else ""
            span = run[0].start, run[-1].end, at, at + len(run) - 1
            return Candidate(*span, name, kind, doubtful, capitals)
        return None


@cache
def terms(extra: Path | None = None) -> TermIndex:
    """The shared index: loaded once for each user's file."""
    return TermIndex.load(extra)


def _forms(folded: list[str]) -> list[str]:
    if not folded:
        return []
    *before, last = folded
    return [" ".join([*before, form]) for form in (last, *singulars(last))]


def _reliance(surface: Surface | None, run: list[Word], *, plural: bool) -> tuple[bool, bool]:
    """Whether the term's own capitals show it, and whether only its context can."""
    if surface is None:
        return False, False
    usual = " ".join(word.written for word in words(surface.written))
    written = " ".join(word.written for word in run)
    as_usual = usual in (written, written[:-1] if plural else written)
    # "rest" or "oop" in lower case may still stand in a list of technologies.
    return as_usual and not usual.islower(), surface.doubtful or (surface.exact and not as_usual)


def _lower(run: list[Word]) -> bool:
    return len(run) == 1 and len(run[0].written) > 1 and run[0].written.islower()


def _may_be_plural(run: list[Word], surface: Surface | None) -> bool:
    if surface and surface.doubtful:
        return False
    last = run[-1].written
    # "ads" is no plural of AD, while "VMs" and "APIs" show their capitals.
    return len(run) > 1 or len(last) > 4 or last[:-1].isupper()
