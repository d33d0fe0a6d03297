"""What a letter says about the posting, verified against the posting's own text."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tailor.domain.posting import JobPosting
from tailor.domain.verdicts import Finding, Span, Verdict
from tailor.stages.lettering.templates import Templates, templates
from tailor.vocabulary.terms import terms

_LONGEST = 80
_MOST_WORDS = 9
# A name that could end its sentence could begin another: "Engineer. The candidate led 40 people".
_MARKS = re.compile(r"[.!?:;…](?:\s|$)|[<>{}\[\]\"“”„«»\n]|https?://|www\.")


def posting_slots(
    posting: JobPosting, skills: Sequence[str], language: str
) -> tuple[tuple[str, ...], ...]:
    """The opening and what the ad wants; of each the candidates, best first.

    `skills` are those of the ad that the letter goes on to show.
    """
    words = templates()[language]
    return tuple(_openings(posting, words)), tuple(_wanted(skills, words))


def check_posting(text: str, posting: JobPosting) -> Verdict | None:
    """Verify a sentence about the posting; None when it is of no form we know.

    Its title, company and skills must stand in the posting, and be names: nothing that the ad says
    can become a sentence about the person.
    """
    for language, pattern in _patterns():
        if found := pattern.fullmatch(" ".join(text.split())):
            wrong = next(_faults(found, posting, templates()[language]), None)
            return _refused(text, *wrong) if wrong else Verdict(label="supported")
    return None


def _openings(posting: JobPosting, words: Templates) -> Iterator[str]:
    for template in words.opening:
        if "{title}" in template and not posting.title:
            continue
        if "{company}" in template and not posting.company:
            continue
        title, company = (
            " ".join((part or "").split()) for part in (posting.title, posting.company)
        )
        yield template.format(title=title, company=company)


def _wanted(skills: Sequence[str], words: Templates) -> Iterator[str]:
    for many in range(len(skills), 0, -1):
        *first, last = skills[:many]
        listed = f"{', '.join(first)} {words.joint} {last}" if first else last
        yield words.wanted.format(skills=listed)


def _faults(
    found: re.Match[str], posting: JobPosting, words: Templates
) -> Iterator[tuple[str, str]]:
    ad = " ".join(posting.text.split()).casefold()
    for part in (name for name in ("title", "company") if name in found.re.groupindex):
        name = found[part]
        if name.casefold() not in ad:
            yield name, "The posting does not say this."
        elif not _is_name(name, words):
            yield name, "This is more than a name, and would put the ad's words into yours."
    if "skills" in found.re.groupindex:
        asked = {match.name for match in terms().find(posting.text)}
        for skill in re.split(rf",\s+|\s+{words.joint}\s+", found["skills"]):
            if terms().canonical(skill) not in asked:
                yield skill, "The posting does not ask for this."


def _is_name(name: str, words: Templates) -> bool:
    said = re.findall(r"[^\W\d_]+", name)
    speaks = set(words.speaker) - {"I"}
    return (
        len(name) <= _LONGEST
        and len(said) <= _MOST_WORDS
        and not _MARKS.search(name)
        and not speaks & {word.lower() for word in said}
        and "I" not in said[1:]
    )


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
        for template in (*words.opening[:-1], words.wanted)
    )


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    return re.compile(
        "".join(
            f"(?P<{part}>.+)" if number % 2 else re.escape(part)
            for number, part in enumerate(parts)
        )
    )
