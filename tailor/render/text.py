"""A résumé as plain text that any applicant tracking system can read."""

import textwrap
from collections.abc import Callable, Iterator

from tailor.domain.changes import Resume
from tailor.render.outline import Outline, OutlineEntry, OutlineSection, outline

WIDTH = 90


def to_text(resume: Resume) -> str:
    """Print a résumé as plain text: 90 columns, headings in capitals, bullets with hyphens."""
    page = outline(resume)
    blocks = ["\n".join(_head(page))]
    if page.summary:
        body = "\n\n".join(_wrapped(text) for text in page.summary)
        blocks.append(f"{_capitals(page.summary_title, page)}\n{body}")
    blocks += [f"{_capitals(section.title, page)}\n{_body(section)}" for section in page.sections]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _head(page: Outline) -> Iterator[str]:
    yield from (_wrapped(text) for text in (page.name, page.label) if text)
    if page.contact:
        yield _wrapped(" | ".join(page.contact))


def _capitals(title: str, page: Outline) -> str:
    """Capitals of the page's language: a Turkish i keeps its dot."""
    return (title.replace("i", "İ") if page.language == "tr" else title).upper()


def _body(section: OutlineSection) -> str:
    if section.style == "list":
        return "\n".join(_bullet(entry.listed) for entry in section.entries)
    if section.style == "brief":
        return "\n".join(_bullet(" | ".join(entry.texts())) for entry in section.entries)
    line = _bullet if section.style == "entries" else _wrapped
    return "\n\n".join("\n".join(_entry(entry, line)) for entry in section.entries)


def _entry(entry: OutlineEntry, line: Callable[[str], str]) -> Iterator[str]:
    for text in (entry.heading, " | ".join(entry.facts), entry.details, entry.lead_in):
        if text:
            yield _wrapped(text)
    yield from map(line, entry.lines)


def _bullet(text: str) -> str:
    return _wrapped(f"- {text}", indent="  ")


def _wrapped(text: str, *, indent: str = "") -> str:
    return textwrap.fill(
        text,
        WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
