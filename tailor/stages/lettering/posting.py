"""What a letter says about the posting, verified against the posting's own text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tailor.domain.posting import JobPosting
from tailor.domain.verdicts import Finding, Span, Verdict
from tailor.factcheck import check
from tailor.factcheck.tokens import tokens
from tailor.stages.lettering.templates import Templates, templates
from tailor.vocabulary.terms import terms

_LONGEST = 80
_MOST_WORDS = 9
_MOST_SAID = 30
_LONGEST_QUOTE = 300
_MOST_QUOTES = 4
# Scripts that put a space between words; in the others a name may stand against the next word.
_SPACED = "[0-9A-Za-zÀ-ӿ]"
# A name that could end its sentence could begin another: "Engineer. The candidate led 40 people".
_MARKS = re.compile(r"[.!?:;…](?:\s|$)|[<>{}\[\]\"“”„«»\n]|https?://|www\.")


class AboutPosting(NamedTuple):
    """A verdict on a sentence about the posting, and the words of the posting it rests on."""

    verdict: Verdict
    quotes: tuple[str, ...] = ()


def posting_slots(
    posting: JobPosting, skills: Sequence[str], language: str
) -> tuple[tuple[str, ...], ...]:
    """The opening and what the ad wants; of each the candidates, best first.

    `skills` are those of the ad that the letter goes on to show.
    """
    words = templates()[language]
    return tuple(_openings(posting, words)), tuple(_wanted(skills, words))


def check_posting(
    text: str, posting: JobPosting, *, asked: Sequence[str] = (), signer: str = ""
) -> AboutPosting | None:
    """Verify a sentence about the posting; None when it is of no form we know.

    Its title, company and skills must stand in the posting, and be names; anything else it says
    must follow from one passage of `asked`, what the posting asks for. None of it may speak of the
    writer, who is called `signer`: nothing that the ad says can become a sentence about the person.
    """
    flat = " ".join(text.split())
    refused: AboutPosting | None = None
    for language, pattern in _patterns():
        if found := pattern.fullmatch(flat):
            about = _Sentence(flat, found, templates()[language], signer)
            checked = about.checked(posting, asked)
            if checked.verdict.supported:
                return checked
            refused = refused or checked
    return refused


def posting_forms(language: str) -> tuple[str, ...]:
    """How a sentence about the posting may be put, with {said} where its own words go."""
    return templates()[language].about


class _Sentence(NamedTuple):
    """A sentence of a known form, taken apart."""

    text: str
    found: re.Match[str]
    words: Templates
    signer: str

    def checked(self, posting: JobPosting, asked: Sequence[str]) -> AboutPosting:
        wrong = next(self._faults(posting, asked), None)
        if wrong:
            return AboutPosting(_refused(self.text, *wrong))
        passages = asked if "said" in self.found.re.groupindex else _passages(posting)
        return AboutPosting(Verdict(label="supported"), self._quotes(passages))

    def _faults(self, posting: JobPosting, asked: Sequence[str]) -> Iterator[tuple[str, str]]:
        ad = " ".join(posting.text.split()).casefold()
        parts = self.found.groupdict()
        for name in (parts[part] for part in ("title", "company") if part in parts):
            if not _stands_in(name.casefold(), ad):
                yield name, "The posting does not say this."
            elif not self._is_name(name):
                yield name, "This is more than a name, and would put the ad's words into yours."
        named = {match.name for match in terms().find(posting.text)} if "skills" in parts else ()
        for skill in _items(parts["skills"], self.words) if "skills" in parts else ():
            if terms().canonical(skill) not in named:
                yield skill, "The posting does not ask for this."
        if "said" in parts:
            yield from self._not_asked(parts["said"], asked)

    def _not_asked(self, said: str, asked: Sequence[str]) -> Iterator[tuple[str, str]]:
        if not self._is_of_the_posting(said) or len(said.split()) > _MOST_SAID:
            yield said, "This says more than what the posting wants."
        elif not any(check(said, [passage]).supported for passage in _near(said, asked)):
            yield said, "The posting does not ask for this."

    def _quotes(self, passages: Iterable[str]) -> tuple[str, ...]:
        """The passages that name what the sentence names."""
        every = tuple(passages)
        found = [
            next(_naming(part, every), None)
            for name, value in self.found.groupdict().items()
            for part in (_items(value, self.words) if name == "skills" else (value,))
        ]
        quoted = dict.fromkeys(one[:_LONGEST_QUOTE] for one in found if one)
        return tuple(quoted)[:_MOST_QUOTES]

    def _is_name(self, name: str) -> bool:
        said = re.findall(r"[^\W\d_]+", name)
        return len(name) <= _LONGEST and len(said) <= _MOST_WORDS and self._is_of_the_posting(name)

    def _is_of_the_posting(self, said: str) -> bool:
        """Whether it speaks of nobody who writes or applies, and stays in its sentence."""
        named = re.findall(r"[^\W\d_]+", said)
        lower = {word.lower() for word in named}
        speaks = {*self.words.speaker, *self.words.applicant} - {"I"}
        signer = {part.lower() for part in re.findall(r"[^\W\d_]{2,}", self.signer)}
        return not (_MARKS.search(said) or speaks & lower or signer & lower or "I" in named[1:])


def _openings(posting: JobPosting, words: Templates) -> Iterator[str]:
    title, company = (" ".join((part or "").split()) for part in (posting.title, posting.company))
    for template in words.opening:
        if ("{title}" in template and not title) or ("{company}" in template and not company):
            continue
        yield template.format(title=_quiet(title), company=company)


def _quiet(title: str) -> str:
    """A title that is shouted, said: "WARD NURSE II" is "Ward Nurse II"; "IT" may be a name."""
    if not title.isupper():
        return title
    return re.sub(r"[^\W\d_]{4,}", lambda word: word[0].capitalize(), title)


def _wanted(skills: Sequence[str], words: Templates) -> Iterator[str]:
    for many in range(len(skills), 0, -1):
        *first, last = skills[:many]
        listed = f"{', '.join(first)} {words.joint} {last}" if first else last
        yield words.wanted.format(skills=listed)


def _items(listed: str, words: Templates) -> list[str]:
    return re.split(rf",\s+|\s+{words.joint}\s+", listed)


def _passages(posting: JobPosting) -> Iterator[str]:
    """The posting's lines, and the sentences of the longer ones."""
    for line in posting.text.splitlines():
        plain = " ".join(line.split()).lstrip("-*•·– ")
        yield from (part for part in re.split(r"(?<=[.!?])\s+", plain) if part)


def _naming(part: str, passages: Sequence[str]) -> Iterator[str]:
    """The passages with these words, with the same by another name, then the nearest."""
    name = terms().canonical(part)
    yield from (one for one in passages if part.casefold() in one.casefold())
    if name:
        yield from (one for one in passages if name in {m.name for m in terms().find(one)})
    yield from _near(part, passages)


def _near(said: str, passages: Iterable[str]) -> Iterator[str]:
    """The passages that share most words with it, a few."""
    wanted = {lemma for token in tokens(said) if token.content for lemma in token.lemmas}
    shared = [
        (sum(1 for token in tokens(passage) if token.lemmas & wanted), passage)
        for passage in passages
    ]
    ranked = sorted((one for one in shared if one[0]), key=lambda one: -one[0])
    return (passage for _, passage in ranked[:_MOST_QUOTES])


def _stands_in(name: str, text: str) -> bool:
    """Whether a name stands in a text as whole words: "lead" is not in "team leader"."""
    return re.search(rf"(?<!{_SPACED}){re.escape(name)}(?!{_SPACED})", text) is not None


def _refused(text: str, part: str, reason: str) -> Verdict:
    start = max(text.find(part), 0)
    span = Span(start=start, end=start + len(part), text=part)
    finding = Finding(kind="posting", hard=True, claim=span, reason=reason)
    return Verdict(label="not_enough_evidence", findings=(finding,))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (language, _pattern(template))
        for language, words in templates().items()
        for template in (*words.opening[:-1], words.wanted, *words.about)
    )


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    return re.compile(
        "".join(
            f"(?P<{part}>.+)" if number % 2 else re.escape(part)
            for number, part in enumerate(parts)
        )
    )
