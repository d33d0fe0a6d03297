"""Contact details sorted by what they are, for formats that have a field for each."""

import re
from collections.abc import Iterable

from tailor.domain.base import Frozen
from tailor.render.printable import printable

_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")
_PHONE = re.compile(r"(?:tel:)?\+?[\d\s().\-/–]{6,25}(?:\s*(?:x|ext\.?)\s*\d+)?", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_HANDLE = re.compile(r"(?P<network>[^:/]{2,30}): (?P<username>\S+)")
_ACCOUNT = re.compile(r"(?:https?://)?(?:www\.)?(?P<host>[^/]+)/(?:in/|@)?(?P<username>[^/?#]+)/?")
_NETWORKS = {
    "linkedin.com": "LinkedIn",
    "github.com": "GitHub",
    "gitlab.com": "GitLab",
    "x.com": "X",
    "twitter.com": "X",
    "instagram.com": "Instagram",
    "youtube.com": "YouTube",
    "stackoverflow.com": "StackOverflow",
    "researchgate.net": "ResearchGate",
    "orcid.org": "ORCID",
    "t.me": "Telegram",
}


class Account(Frozen):
    """An account on a network; `url` is empty when only the name is known."""

    network: str
    username: str
    url: str = ""


class Contact(Frozen):
    """A person's contact details; what fits no field is in `other`."""

    place: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    accounts: tuple[Account, ...] = ()
    other: tuple[str, ...] = ()


def contact(lines: Iterable[str]) -> Contact:
    """Sort the contact lines of a résumé: the place comes first, the rest is known by its shape."""
    fields: dict[str, str] = {}
    accounts: list[Account] = []
    other: list[str] = []
    for text in filter(None, map(printable, lines)):
        kind = _kind(text, first=not fields)
        account = _account(text)
        if account and (kind != "url" or "url" in fields or account.network != "Web"):
            accounts.append(account)
        elif kind in fields or not kind:
            other.append(text)
        else:
            fields[kind] = text
    return Contact(**fields, accounts=tuple(accounts), other=tuple(other))


def web_address(text: str) -> str:
    """The text as an address with its scheme ("midu.example" is "https://midu.example")."""
    return text if "://" in text or not _LINK.fullmatch(text) else f"https://{text}"


def _kind(text: str, *, first: bool) -> str:
    for kind, shape in (("email", _EMAIL), ("phone", _PHONE), ("url", _LINK)):
        if shape.fullmatch(text):
            return kind
    return "place" if first and not _HANDLE.fullmatch(text) else ""


def _account(text: str) -> Account | None:
    if (handle := _HANDLE.fullmatch(text)) and not text.startswith("tel:"):
        return Account(**handle.groupdict())
    if not _LINK.fullmatch(text):
        return None
    found = _ACCOUNT.fullmatch(text)
    if not found:
        return Account(network="Web", username=text, url=web_address(text))
    network = _NETWORKS.get(found["host"].lower(), "Web")
    return Account(network=network, username=found["username"], url=web_address(text))
