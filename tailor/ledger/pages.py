"""The ledger as a page to read: no script, nothing from elsewhere, every text escaped."""

from collections.abc import Iterable
from functools import cache
from html import escape
from importlib import resources
from string import Template

from tailor.domain.base import Frozen
from tailor.ledger.lines import Cited, Ledger, LedgerLine

_ORIGINS = {
    "own": "Your own words.",
    "copied": "Copied from your profile.",
    "rewritten": "A new wording of your words.",
    "attested": "Your own statement, made in review.",
    "posting": "Of the posting, not of you.",
    "courtesy": "A courtesy: it claims nothing.",
}
_VERDICTS = {
    "supported": "Supported",
    "contradicted": "Not supported: your profile says otherwise",
    "not_enough_evidence": "Not supported: your profile does not show it",
}
_WARNING = "Rests on your word alone."


class PageLine(Frozen):
    """One line of a page: where it stands, what it says, the verdict, and what it rests on."""

    place: str
    text: str
    label: str
    verdict: str
    warning: str = ""
    reasons: tuple[str, ...] = ()
    evidence: tuple[Cited, ...] = ()
    who: str = ""
    sha256: str = ""


def ledger_page(book: Ledger) -> str:
    """The ledger as HTML."""
    ad = f" for “{book.posting}”" if book.posting else ""
    letter = f" and {len(book.letter)} sentences of the letter" if book.letter else ""
    intro = (
        f"{len(book.lines)} lines{letter}. Résumé {book.resume_sha256[:12]}, profile "
        f"{book.profile_sha256[:12]}, posting {book.posting_sha256[:12]}, tailor "
        f"{book.tailor_version}. Every hash is SHA-256; the whole ones are in evidence.json."
    )
    return page(
        f"What every line rests on{ad}", intro, map(_page_line, (*book.lines, *book.letter))
    )


def page(title: str, intro: str, lines: Iterable[PageLine]) -> str:
    """Lines with their verdicts as one HTML page."""
    articles = "\n".join(map(_article, lines))
    return _template().substitute(title=escape(title), intro=escape(intro), lines=articles)


def verdict_words(label: str) -> str:
    """A label as a person would say it."""
    return _VERDICTS[label]


def _page_line(line: LedgerLine) -> PageLine:
    return PageLine(
        place=line.place,
        text=line.text,
        label=line.verdict,
        verdict=verdict_words(line.verdict),
        warning=_WARNING if line.rests_on_attestation else "",
        reasons=line.reasons,
        evidence=line.evidence,
        who=f"{_ORIGINS[line.origin]} {_decided(line)}".strip(),
        sha256=line.sha256,
    )


def _decided(line: LedgerLine) -> str:
    if line.decided_by == "unchanged":
        return ""
    if line.decided_by == "nobody yet":
        return "Nobody has decided on it yet."
    when = f" on {line.decided_at}" if line.decided_at else ""
    done = {"accept": "accepted it", "edit": "edited it", "reject": "rejected it"}[line.action]
    return f"You {done}{when}."


def _article(line: PageLine) -> str:
    verdict = _tag("strong", line.label, escape(line.verdict))
    warning = f" {_tag('strong', 'attested', escape(line.warning))}" if line.warning else ""
    hash_ = _tag("span", "hash", line.sha256[:12])
    parts = (
        _tag("div", "place", escape(line.place)),
        _tag("p", "text", escape(line.text)),
        f"<div>{verdict}{warning}</div>",
        _list("Why", (escape(reason) for reason in line.reasons)),
        _list("Evidence", (f"{escape(item.text)} {_origin(item)}" for item in line.evidence)),
        _tag("div", "who", f"{escape(line.who)} {hash_}"),
    )
    return "\n".join(["<article>", *filter(None, parts), "</article>"])


def _tag(name: str, kind: str, inside: str) -> str:
    return f'<{name} class="{escape(kind)}">{inside}</{name}>'


def _list(title: str, items: Iterable[str]) -> str:
    listed = "".join(f"\n<li>{item}</li>" for item in items)
    return f"{_tag('div', 'place', title)}\n<ul>{listed}\n</ul>" if listed else ""


def _origin(item: Cited) -> str:
    return _tag("span", "hash", f"{escape(item.id)} {item.sha256[:12]}")


@cache
def _template() -> Template:
    # No template library: every run writes this page, and start-up is a promise.
    path = resources.files("tailor.ledger") / "templates" / "evidence.html"
    return Template(path.read_text(encoding="utf-8"))
