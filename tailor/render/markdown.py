"""A résumé as Markdown that reads back word for word."""

import re
from collections.abc import Iterable, Iterator

from tailor.domain.changes import Resume
from tailor.render.outline import OutlineEntry, OutlineSection, outline

# Inside a word an underscore or a hash is no markup, and snake_case and C# read better without
# a backslash; a hash after a space would close a heading.
_MARKUP = re.compile(r"[\\`*\[\]<~]|(?<!\w)_|_(?!\w)|(?<=_)_|_(?=_)|(?<!\S)#|&(?=#?\w+;)")
_BLOCK_START = re.compile(r"[-+>=]|\d{1,9}(?=[.)](?:\s|$))")
_ADDRESS = re.compile(r"https?://[^\s<>\\]+", re.IGNORECASE)


def to_markdown(resume: Resume) -> str:
    """Print a résumé as CommonMark; whatever is markup in its words is escaped."""
    page = outline(resume)
    blocks = [f"# {escaped(page.name)}"] if page.name else []
    if page.label:
        blocks.append(f"**{escaped(page.label)}**")
    if page.contact:
        blocks.append(_joined(page.contact))
    if page.summary:
        blocks += [f"## {escaped(page.summary_title)}", *map(escaped, page.summary)]
    for section in page.sections:
        blocks += [f"## {escaped(section.title)}", *_body(section)]
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Escape one line so that a Markdown reader gives back the same text."""
    inline = _MARKUP.sub(r"\\\g<0>", text)
    start = _BLOCK_START.match(inline)
    if not start:
        return inline
    at = start.end() if start[0].isdigit() else 0
    return f"{inline[:at]}\\{inline[at:]}"


def _body(section: OutlineSection) -> Iterator[str]:
    if section.style == "list":
        yield "\n".join(f"- {_listed(entry)}" for entry in section.entries)
        return
    if section.style == "brief":
        yield "\n".join(f"- {_brief(entry)}" for entry in section.entries)
        return
    for entry in section.entries:
        if entry.heading:
            yield f"### {escaped(entry.heading)}"
        if entry.facts:
            yield _joined(entry.facts)
        yield from (escaped(text) for text in (entry.details, entry.lead_in) if text)
        if section.style == "prose":
            yield from map(escaped, entry.lines)
        elif entry.lines:
            yield "\n".join(f"- {escaped(line)}" for line in entry.lines)


def _listed(entry: OutlineEntry) -> str:
    if not (entry.heading and entry.details):
        return escaped(entry.listed)
    return f"**{escaped(entry.heading)}:** {escaped(entry.details)}"


def _brief(entry: OutlineEntry) -> str:
    name = f"**{escaped(entry.heading)}**" if entry.heading else ""
    return " | ".join(filter(None, (name, _joined(entry.facts))))


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(f"<{text}>" if _ADDRESS.fullmatch(text) else escaped(text) for text in texts)
