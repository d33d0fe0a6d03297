"""A résumé as it is printed: the same texts in the same order for every format."""

from collections.abc import Iterator
from typing import Literal

from tailor.domain.base import Frozen
from tailor.domain.changes import Resume, ResumeEntry, ResumeSection
from tailor.domain.matching import Section
from tailor.render.printable import paragraphs, printable
from tailor.render.wording import Wording, wording

Style = Literal["entries", "brief", "list", "prose"]

_STYLES: dict[Section, Style] = {
    "awards": "brief",
    "certificates": "brief",
    "skills": "list",
    "languages": "list",
    "interests": "list",
    "references": "prose",
}


class OutlineEntry(Frozen):
    """One entry in printed words. `details` are one line."""

    heading: str
    organisation: str = ""
    place: str = ""
    period: str = ""
    url: str = ""
    details: str = ""
    lead_in: str = ""
    lines: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """Organisation, place, link and dates, as far as there are any."""
        return tuple(filter(None, (self.organisation, self.place, self.url, self.period)))

    @property
    def listed(self) -> str:
        """The entry on one line: "Programming: Python, Go"."""
        return ": ".join(filter(None, (self.heading, self.details)))

    def texts(self) -> Iterator[str]:
        """Everything printed of the entry, in reading order."""
        texts = (self.heading, *self.facts, self.details, self.lead_in, *self.lines)
        return filter(None, texts)


class OutlineSection(Frozen):
    """One section under its standard heading.

    The entries of a "brief" one have a line each, with where and when; of a "list", with details.
    """

    name: Section
    title: str
    style: Style
    entries: tuple[OutlineEntry, ...]


class Outline(Frozen):
    """A whole résumé in printed words."""

    language: str
    name: str
    label: str
    contact: tuple[str, ...]
    summary_title: str
    summary: tuple[str, ...]
    sections: tuple[OutlineSection, ...]

    def texts(self) -> Iterator[str]:
        """Every text on the page, in reading order."""
        yield from filter(None, (self.name, self.label, *self.contact))
        if self.summary:
            yield from (self.summary_title, *self.summary)
        for section in self.sections:
            yield section.title
            for entry in section.entries:
                yield from entry.texts()


def outline(resume: Resume) -> Outline:
    """Put a résumé in printed words: headings and dates by its language, no invisible text."""
    words = wording(resume.language)
    return Outline(
        language=words.language,
        name=printable(resume.name),
        label=printable(resume.label),
        contact=tuple(filter(None, map(printable, resume.contact))),
        summary_title=words.headings["summary"],
        summary=tuple(text for line in resume.summary for text in paragraphs(line.text)),
        sections=tuple(_section(section, words) for section in resume.sections if section.entries),
    )


def _section(section: ResumeSection, words: Wording) -> OutlineSection:
    style = _STYLES.get(section.name, "entries")
    fits = {"list": _is_listed, "brief": _is_brief}.get(style)
    if fits and not all(map(fits, section.entries)):
        style = "entries"
    separator = ", " if style == "list" else " · "
    return OutlineSection(
        name=section.name,
        title=words.headings[section.name],
        style=style,
        entries=tuple(_entry(entry, separator, words) for entry in section.entries),
    )


def _is_listed(entry: ResumeEntry) -> bool:
    return not (entry.organisation or entry.place or entry.start or entry.url or entry.lines)


def _is_brief(entry: ResumeEntry) -> bool:
    return not (entry.details or entry.lines)


def _entry(entry: ResumeEntry, separator: str, words: Wording) -> OutlineEntry:
    heading, organisation = printable(entry.heading), printable(entry.organisation)
    lines = tuple(filter(None, (printable(line.text) for line in entry.lines)))
    return OutlineEntry(
        heading=heading or organisation,
        organisation=organisation if heading != organisation and heading else "",
        place=printable(entry.place),
        period=printable(words.period(entry.start, entry.end)),
        url=printable(entry.url),
        details=separator.join(filter(None, map(printable, entry.details))),
        lead_in=printable(entry.lead_in) if lines else "",
        lines=lines,
    )
