"""Plain text out of HTML, Markdown with HTML in it, and text with invisible characters."""

import html
import json
import re
from html.parser import HTMLParser
from typing import Any, NamedTuple

_TAGS = (
    "p|div|br|ul|ol|li|span|h[1-6]|strong|b|em|i|u|html|head|body|a|table|tr|td|dl|dt|dd|section|"
    "article|main|meta|script|style|img|font|title|link|button|header|footer|nav"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
# The parser takes quadratic time on declarations that never close; none of them holds text.
_DECLARATION = re.compile(r"<[!?][^<>]*>?")
_UNCLOSED = re.compile(r"<(?![^<>]*>)")
_ESCAPED = re.compile(rf"&(?:amp;)*lt;/?(?:{_TAGS})(?:\s[^<>]*?)?/?&(?:amp;)*gt;", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_DEEPEST = 4
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "ul",
        "ol",
        "table",
        "tr",
        "section",
        "article",
        "main",
        "header",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "hr",
        "figure",
        "address",
    ]
)
_APART = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "section"])
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "iframe",
        "head",
    ]
)
_VOID = frozenset(
    [
        "br",
        "hr",
        "img",
        "meta",
        "link",
        "input",
        "area",
        "base",
        "col",
        "embed",
        "source",
        "track",
        "wbr",
    ]
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|"
    r"opacity\s*:\s*0(?![.\d]*[1-9])",
    re.IGNORECASE,
)
# Soft hyphen, zero-width signs, direction marks, word joiner, tags and variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e007f]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_WIDE_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_END = re.compile("\r\n?|[\u2028\u2029\u0085]")

HIDDEN_TEXT = "Text that the page hides from readers was left out."
INVISIBLE = "Invisible characters were removed."


class Page(NamedTuple):
    """A page as plain text, with what its markup says of the ad, and notes for the reader."""

    text: str
    title: str | None = None
    company: str | None = None
    place: str | None = None
    postings: int = 1
    notes: tuple[str, ...] = ()


def plain(text: str) -> Page:
    """Read a page as plain text: tags out, entities in, headings as "## ", list items as "- "."""
    if "<!" in text or "<?" in text:
        text = _DECLARATION.sub("", _without_comments(text))
    for _ in range(_DEEPEST):
        if not _ESCAPED.search(text):
            break
        text = html.unescape(text)
    page = _from_html(text) if _TAG.search(text) else Page(text)
    return _visible(page)


def _visible(page: Page) -> Page:
    text = _ENTITY.sub(lambda found: html.unescape(found.group()), page.text)
    shown = _CONTROL.sub("", _INVISIBLE.sub("", text))
    notes = page.notes if shown == text else (*page.notes, INVISIBLE)
    shown = _WIDE_SPACE.sub(" ", _LINE_END.sub("\n", shown))
    return page._replace(text=shown.strip("\n"), notes=notes)


def _without_comments(text: str) -> str:
    # The parser takes quadratic time on many comments that never close.
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        parts.append(text[at:start])
        end = text.find("-->", start)
        if end < 0:
            at = start + len("<!--")
            parts.append(text[at:].replace("<!--", ""))
            return "".join(parts)
        at = end + len("-->")
    return "".join([*parts, text[at:]])


def _from_html(text: str) -> Page:
    reader = _Reader()
    # The parser takes quadratic time on tags that never close, so those become plain signs.
    reader.feed(_UNCLOSED.sub("&lt;", text))
    reader.close()
    notes = (HIDDEN_TEXT,) if reader.hid_text else ()
    structured = [posting for script in reader.scripts for posting in _postings(script)]
    page = Page(reader.text(), notes=notes, title=reader.heading() or None)
    return _structured(structured, page) if structured else page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.hid_text = False
        self._parts: list[str] = []
        self._first_heading: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._muted = 0
        self._depth: dict[str, int] = {}
        self._in_data = False
        self._in_heading = False

    def text(self) -> str:
        lines = [re.sub(r"[ \t]+", " ", line).rstrip() for line in "".join(self._parts).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))

    def heading(self) -> str:
        return " ".join("".join(self._first_heading).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        hidden = "hidden" in given or bool(_HIDDEN.search(given.get("style", "")))
        self._in_data = tag == "script" and given.get("type", "").lower() == "application/ld+json"
        if tag not in _VOID:
            silent = tag in _SILENT or hidden
            self._open.append((tag, silent))
            self._depth[tag] = self._depth.get(tag, 0) + 1
            self._muted += silent
            self.hid_text |= hidden
        if self._muted == 0 and tag in _BLOCKS:
            self._break(tag)
        self._in_heading = tag == "h1" and not self._first_heading

    def handle_endtag(self, tag: str) -> None:
        if not self._depth.get(tag):
            return
        while self._open:
            name, silent = self._open.pop()
            self._depth[name] -= 1
            self._muted -= silent
            if name == tag:
                break
        if tag == "h1":
            self._in_heading = False
        self._in_data = False
        if self._muted == 0 and tag in _BLOCKS and tag != "li":
            self._parts.append("\n\n" if tag in _APART else "\n")

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.scripts.append(data)
        elif self._muted == 0:
            self._parts.append(data)
            if self._in_heading:
                self._first_heading.append(data)

    def _break(self, tag: str) -> None:
        self._parts.append("\n\n" if tag in _APART else "\n")
        if tag == "li":
            self._parts.append("- ")
        elif tag[0] == "h" and tag[1:].isdigit():
            self._parts.append("#" * int(tag[1:]) + " ")


def _postings(script: str) -> list[dict[str, Any]]:
    """The schema.org JobPosting objects of a page's structured data."""
    try:
        found = json.loads(script)
    except (ValueError, RecursionError):
        return []
    waiting = found if isinstance(found, list) else [found]
    nested = [item for one in waiting if isinstance(one, dict) for item in _listed(one)]
    return [item for item in nested if item.get("@type") == "JobPosting"]


def _listed(item: dict[str, Any]) -> list[dict[str, Any]]:
    graph = item.get("@graph")
    if isinstance(graph, list):
        return [entry for entry in graph if isinstance(entry, dict)]
    return [item]


def _structured(postings: list[dict[str, Any]], page: Page) -> Page:
    first = postings[0]
    body = plain(str(first.get("description") or "")).text
    return Page(
        text=body if len(body) >= len(page.text) // 10 else page.text,
        title=_line(first.get("title")) or page.title,
        company=_line(_named(first.get("hiringOrganization"))),
        place=_line(_address(first.get("jobLocation"))),
        postings=len(postings),
        notes=page.notes,
    )


def _named(value: Any) -> Any:
    return value.get("name") if isinstance(value, dict) else value


def _address(value: Any) -> str | None:
    place = value[0] if isinstance(value, list) and value else value
    address = place.get("address") if isinstance(place, dict) else place
    if not isinstance(address, dict):
        return address if isinstance(address, str) else None
    keys = ("addressLocality", "addressRegion", "addressCountry")
    parts = [_named(address.get(key)) for key in keys]
    return ", ".join(part for part in parts if isinstance(part, str) and part)


def _line(value: Any) -> str | None:
    return " ".join(html.unescape(value).split()) or None if isinstance(value, str) else None
