"""The lines about the person -> basics. Contact details are kept here and nowhere else."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tailor.importing.structure import pieces
from tailor.importing.structure.heading_words import kind_of
from tailor.importing.structure.labels import labelled_basic
from tailor.importing.structure.passages import Passage
from tailor.importing.structure.statements import is_caption
from tailor.importing.structure.words import alternatives, data, folded, has, listed

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HIDDEN_EMAIL = re.compile(
    r"(?P<user>[\w.+-]+)\s*[\[({<]\s*(?:at|@|ät)\s*[\])}>]\s*"
    r"(?P<host>[\w-]+(?:\s*(?:\.|[\[({<]\s*(?:dot|punkt|\.)\s*[\])}>])\s*[\w-]+)*)",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s*(?:\.|[\[({<]\s*(?:dot|punkt|\.)\s*[\])}>])\s*", re.IGNORECASE)
URL = re.compile(
    r"(?:https?://|www\.)[^\s|,;<>()]+"
    r"|\b(?:[\w-]+\.)+(?:com|org|net|io|dev|me|de|fr|es|pt|uk|ch|at|eu|edu|co|app|tech|info|page|ai)\b"
    r"(?:/[^\s|,;<>()]*)?",
    re.IGNORECASE,
)
PHONE = re.compile(r"(?<![\w.,$€£%])\+?\(?\d[\d\s().\-/–]{5,18}\d(?![\w%])")
# The patterns take the square of a line's length.
_MAX_CONTACT_LINE, _MAX_SEARCHED = 400, 1_500
_NETWORKS = {
    "linkedin.com": "LinkedIn", "github.com": "GitHub", "gitlab.com": "GitLab", "xing.com": "Xing",
    "twitter.com": "Twitter", "x.com": "X", "stackoverflow.com": "Stack Overflow",
    "orcid.org": "ORCID", "scholar.google.com": "Google Scholar", "medium.com": "Medium",
    "behance.net": "Behance", "dribbble.com": "Dribbble", "kaggle.com": "Kaggle",
}  # fmt: skip
_NAME = re.compile(r"^[^\W\d_][\w.'’-]*(?:\s+[\w.'’-]+){1,4}(?:,\s*(?:[A-Z][\w.]*\s*){1,3})?$")
# "Ada Quill, RN, BSN": what a person may write behind their name.
_CREDENTIALS = re.compile(r"(?<=\w\s)([^\s,]+)(?:,\s*[A-Z][A-Za-z.-]{0,6})+$")
_PARTICLES = {
    *("de", "da", "do", "dos", "van", "von", "der", "den", "la", "le", "di", "del", "bin", "al"),
    *("el", "y", "e", "zu", "ten", "af", "av", "ibn", "ter", "du"),
}


@dataclass
class Found:
    """What the lines about a person say, gathered line by line.

    `told` is the summary below a heading of its own, `prose` what stands outside any section.
    """

    values: dict[str, Any] = field(default_factory=dict)
    profiles: list[dict[str, str]] = field(default_factory=list)
    private: dict[str, str] = field(default_factory=dict)
    summary: list[str] = field(default_factory=list)
    told: list[Passage] = field(default_factory=list)
    prose: list[Passage] = field(default_factory=list)
    unplaced: list[tuple[Passage, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def keep(self, name: str, value: str) -> None:
        """Keep the first value of a field; a second one that differs is kept beside it."""
        value = value.strip(" ,;|·•")
        if not value:
            return
        if self.values.setdefault(name, value) != value:
            known = self.private.get(f"other_{name}")
            self.private[f"other_{name}"] = f"{known}; {value}" if known else value

    def basics(self) -> dict[str, Any]:
        """The values under JSON Resume's names."""
        values = dict(self.values)
        if address := values.pop("address", None):
            values["location"] = {"address": address}
        if self.summary:
            values["summary"] = "\n".join(self.summary)
        if self.profiles:
            values["profiles"] = self.profiles
        if self.private:
            values["private"] = self.private
        return values


def read(passages: Sequence[Passage], found: Found, *, names: bool) -> None:
    """Add what these lines say. `names`: the person's name and headline may be among them."""
    for index, passage in enumerate(passages):
        if "name" not in found.values and (introduced := _introduced(passage.text)):
            found.keep("name", introduced)
        if names and index < 3 and "name" not in found.values and _is_name(passage, passages):
            found.keep("name", passage.words())
        elif labelled := labelled_basic(passage.text):
            _labelled(passage, labelled.field, labelled.value, found)
        elif not _details(passage, found):
            _plain(passage, found, names=names)


def private_words(text: str) -> Iterator[str]:
    """What of a text a stranger need not know: contact details, addresses, birth, a name told."""
    yield from contact_spans(text)
    for pattern in (URL, *_private_patterns()):
        yield from (match.group(match.lastindex or 0) for match in pattern.finditer(text))


def contact_spans(text: str) -> Iterator[str]:
    """Every e-mail address and phone number in a text."""
    text = text[:_MAX_SEARCHED]
    for pattern in (EMAIL, _HIDDEN_EMAIL, PHONE):
        yield from (
            match.group() for match in pattern.finditer(text) if _is_contact(match, pattern)
        )


def _is_contact(match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    if pattern is not PHONE:
        return True
    digits = [character for character in match.group() if character.isdigit()]
    years = re.fullmatch(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)\d\d)+", match.group().strip())
    return 8 <= len(digits) <= 15 and not years


def _introduced(text: str) -> str:
    """The name of "My name is Ada Quill"; empty when there is none."""
    match = _introduction().search(text)
    return match.group(1) if match and _looks_like_name(match.group(1)) else ""


@functools.cache
def _introduction() -> re.Pattern[str]:
    words = alternatives(data("labels")["introductions"])
    capital = r"[^\W\d_a-zß-ÿ][\w'’-]*"
    particle = alternatives(_PARTICLES)
    return re.compile(rf"\b(?i:{words})\s+({capital}(?:\s+(?:(?:{particle})\s+)*{capital}){{0,3}})")


@functools.cache
def _birth() -> re.Pattern[str]:
    """A day of birth, with the words before it: "Born on 3 May 1980"."""
    words = alternatives(data("labels")["born"])
    return re.compile(
        rf"\b(?:{words})\s+(?:[^\W\d]+\s+)?([^,;!?]{{0,30}}?\b(?:19|20)\d\d)", re.IGNORECASE
    )


@functools.cache
def _private_patterns() -> tuple[re.Pattern[str], ...]:
    street = alternatives(data("labels")["street_words"])
    number = r"\d{1,4}[a-z]?\b"
    name = r"[^\W\d_][\w.'’-]+"
    return (
        _introduction(),
        re.compile(rf"\b{number},?\s+(?:{name}\s+){{0,3}}(?i:{street})\b(?:\s+{name})?"),
        re.compile(rf"\b(?i:{street})\s+(?:{name}\s+){{0,3}}?{name},?\s+{number}"),
        re.compile(rf"\b\w+(?:straße|strasse|str\.|weg|gasse|platz|allee|straat|gatan)\s+{number}"),
        _birth(),
    )


def _plain(passage: Passage, found: Found, *, names: bool) -> None:
    text = passage.words()
    if is_caption(text) or folded(text) in listed("labels", "titles_of_documents"):
        found.unplaced.append((passage, "the caption of a link or picture, or a document's title"))
    elif names and _birth().match(text):
        found.private["birth"] = text
    elif pieces.is_place(text) or (names and _is_address(text) and not pieces.is_sentence(text)):
        found.keep("address", text)
    elif pieces.is_sentence(text) or len(text.split()) > 12:
        found.summary.append(text)
        found.prose.append(passage)
    elif names and "label" not in found.values and pieces.is_title(text) and not passage.bullet:
        found.values["label"] = text
    else:
        found.unplaced.append((passage, "it is above the first heading and no contact detail"))


def _is_address(text: str) -> bool:
    """Whether a line is a postal address: a number, and a street's or a place's word."""
    plain = folded(text)
    places = (("labels", "street_words"), ("fields", "cities"), ("fields", "regions"))
    numbered = bool(re.search(r"\d", text)) and len(text.split()) <= 12
    street = any(
        word.endswith(("strasse", "str", "weg", "gasse", "platz")) for word in plain.split()
    )
    return numbered and (street or any(has(plain, listed(*names)) for names in places))


def _labelled(passage: Passage, name: str, begin: int, found: Found) -> None:
    label = passage.text[:begin].strip(" \t:–-")
    value = passage.part(begin, len(passage.text)).words()
    if name in ("birth", "private"):
        found.private[label] = value
    elif name == "network":
        found.profiles.append({"network": label, "username": value})
    elif name == "name" and "name" not in found.values:
        found.keep("name", value)
    elif name in ("address", "name"):
        found.keep(name, value)
    elif not _details(passage.part(begin, len(passage.text)), found):
        found.keep(name if name in ("email", "phone", "url") else "phone", value)


def _details(passage: Passage, found: Found) -> bool:
    """Take e-mail, links, phone and place out of a line; whether there was any."""
    rest = passage.text
    any_found = False
    if len(rest) > _MAX_CONTACT_LINE:
        return False
    for pattern, take in ((EMAIL, _email), (_HIDDEN_EMAIL, _hidden), (URL, _url), (PHONE, _phone)):
        for match in list(pattern.finditer(rest)):
            if _is_contact(match, pattern):
                take(match, found)
                any_found = True
                rest = rest.replace(match.group(), "\t", 1)
    if any_found and pieces.is_sentence(passage.words()):
        found.prose.append(passage)
        found.unplaced.append((passage, "its contact details are kept; the rest is no detail"))
        return True
    if not any_found:
        parts = [cell.words() for cell in pieces.cells(passage)]
        if len(parts) < 2 or not any(pieces.is_place(part) for part in parts):
            return False
        _rest(parts, found)
        return True
    _rest(re.split(r"[\t|·•;]+|\s[-–—]\s|,\s*$", rest), found)
    return True


def _rest(parts: Sequence[str], found: Found) -> None:
    """The pieces of a contact line beside its details: a place, a headline, a name, labels."""
    for part in parts:
        text = part.strip(" ,;:|·•-–—()[]<>\t")
        plain = folded(text)
        if not plain or labelled_basic(f"{text}:"):
            continue
        if pieces.is_place(text) or re.search(r"\d", text):
            found.keep("address", text)
        elif pieces.is_title(text) and "label" not in found.values:
            found.values["label"] = text
        elif "name" not in found.values and _looks_like_name(text):
            found.keep("name", text)
        else:
            found.keep("address", text)


def _email(match: re.Match[str], found: Found) -> None:
    found.keep("email", match.group())


def _hidden(match: re.Match[str], found: Found) -> None:
    host = _DOT.sub(".", match.group("host"))
    if "." in host:
        found.keep("email", f"{match.group('user')}@{host}")
    else:
        found.keep("email", match.group())
        found.warnings.append(
            f"The e-mail address is written as “{match.group()}”. Complete it in basics.email."
        )


def _url(match: re.Match[str], found: Found) -> None:
    url = match.group().rstrip(".")
    host = re.sub(r"^(?:https?://)?(?:www\.|[a-z]{2}\.)?", "", url.lower()).split("/")[0]
    network = _NETWORKS.get(host)
    if network:
        user = url.rstrip("/").rpartition("/")[2]
        found.profiles.append({"network": network, "username": user, "url": url})
    elif "url" not in found.values:
        found.values["url"] = url
    elif found.values["url"] != url:
        found.profiles.append({"url": url})


def _phone(match: re.Match[str], found: Found) -> None:
    found.keep("phone", match.group().strip())


def _is_name(passage: Passage, passages: Sequence[Passage]) -> bool:
    """Whether a line is the person's name. In doubt it is not: no name is better than a wrong one.

    Capitals alone are doubtful ("SUSHI CHEF", "DIGITAL MEDIA"): they need contact details beside
    them, or the document's own title style.
    """
    text = passage.words()
    if passage.bullet or not _looks_like_name(text):
        return False
    if passage.style in ("title", "heading") or not text.isupper():
        return True
    return any(next(contact_spans(other.text), None) for other in passages)


def _looks_like_name(text: str) -> bool:
    text = _CREDENTIALS.sub(r"\1", text)
    words = text.replace(",", " ").split()
    capitals = [w[0].isupper() or not w[0].isascii() for w in words if w.lower() not in _PARTICLES]
    return (
        bool(_NAME.match(text))
        and 2 <= len(words) <= 6
        and all(capitals)
        and not pieces.is_title(text)
        and not pieces.is_organisation(text)
        and not pieces.is_place(text)
        and not is_caption(text)
        and kind_of(text) is None
        and folded(text) not in listed("labels", "titles_of_documents")
    )
