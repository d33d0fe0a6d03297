"""An entry's header: its pieces told apart as title, organisation and place."""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tailor.importing.structure.pieces import (
    EDGES,
    PARENTHESES,
    comma_parts,
    is_organisation,
    is_place,
    is_title,
    may_be_place,
    place_parts,
)
from tailor.importing.structure.words import alternatives, data, folded, listed


@dataclass(frozen=True, slots=True)
class Header:
    """What an entry's header says, each in the document's own words; "" is not said."""

    title: str = ""
    organisation: str = ""
    place: str = ""
    rest: tuple[str, ...] = ()


def header(pieces: Sequence[str], *, title_first: bool | None = None) -> Header:
    """Tell title, organisation and place of a job apart. `title_first` is the section's habit."""
    texts = [text.strip(EDGES) for text in pieces]
    texts = [text for text in texts if text]
    place, texts = places_out(texts)
    texts = _unfolded(texts)
    place2, texts = ("", texts) if place else places_out(texts)
    title, organisation, texts = _assigned(texts, title_first=title_first)
    place = place or place2
    if not place and title and organisation and not is_title(organisation):
        organisation, place = _place_after(organisation)
    if not place and title and organisation:
        organisation, place = _place_in_brackets(organisation)
    if not place and texts and title and organisation and may_be_place(texts[-1]):
        place = texts.pop()
    return Header(title, organisation, place, tuple(texts))


def places_out(texts: list[str]) -> tuple[str, list[str]]:
    """Take the place out: a cell that is one, or the end of a cell after commas."""
    for index, text in enumerate(texts):
        if is_place(text) and len(texts) > 1:
            return text, texts[:index] + texts[index + 1 :]
    for index, text in enumerate(texts):
        parts = comma_parts(text)
        count = min(place_parts(parts), len(parts) - 1)
        if count:
            place = ", ".join(parts[-count:])
            return place, [*texts[:index], ", ".join(parts[:-count]), *texts[index + 1 :]]
    return "", texts


def _assigned(texts: list[str], *, title_first: bool | None) -> tuple[str, str, list[str]]:
    titles = [text for text in texts if is_title(text)]
    others = [text for text in texts if text not in titles]
    organisations = [text for text in others if is_organisation(text)]
    if not titles and len(others) >= 2:
        # Neither has a word we know: the section's habit decides, and only then.
        known = organisations[:1]
        rest = [text for text in others if text not in known]
        if known:
            return rest[0], known[0], rest[1:]
        if title_first is not None:
            first, second = others[0], others[1]
            named = (first, second) if title_first else (second, first)
            return *named, others[2:]
        return "", others[0], others[1:]
    if len(titles) >= 2 and not others:
        # Two cells with title words: the one with an organisation's word is the employer.
        employer = next((t for t in titles if is_organisation(t)), titles[-1])
        left = [text for text in titles if text is not employer]
        return left[0], employer, left[1:]
    if not titles and len(others) == 1 and (split := _split_by_employer(others[0])):
        return split[0], split[1], [split[2]] if split[2] else []
    if not titles and len(others) == 1 and title_first and "," in others[0]:
        first, _, second = others[0].partition(",")
        return first.strip(), second.strip(), []
    title = titles[0] if titles else ""
    organisation = (organisations or others or [""])[0]
    rest = [text for text in texts if text not in (title, organisation)]
    if title and not organisation:
        title, organisation, after = _comma_split(title)
        rest += [after] if after else []
    return title, organisation, rest


def _comma_split(text: str) -> tuple[str, str, str]:
    """Title, employer and what follows, of one cell: "Data Engineer, Lumen Inc, Kiel"."""
    parts = comma_parts(text)
    suffixes = listed("fields", "organisation_suffixes")
    while len(parts) > 2 and folded(parts[-1]) in suffixes:
        parts[-2:] = [f"{parts[-2]}, {parts[-1]}"]
    if len(parts) < 2:
        return text, "", ""
    if is_title(parts[0]):
        return _employer_after(parts)
    if is_title(parts[-1]):
        return parts[-1], ", ".join(parts[:-1]), ""
    return text, "", ""


def _employer_after(parts: list[str]) -> tuple[str, str, str]:
    """The first part with an organisation's word is the employer; else the last part is."""
    named = [i for i, part in enumerate(parts) if i and is_organisation(part)]
    if named and not is_title(parts[named[0]]):
        end = named[0] + 1
        # "Institute of Geology, University of Kiel" is one employer.
        end += end in named
        employer = ", ".join(parts[named[0] : end])
        return ", ".join(parts[: named[0]]), employer, ", ".join(parts[end:])
    # "Senior Engineer, Tech Lead": a part that is a title too stays with the title.
    if is_title(parts[-1]) and not is_organisation(parts[-1]):
        return ", ".join(parts), "", ""
    if len(parts) == 3 and not is_title(parts[1]) and may_be_place(parts[2]):
        return parts[0], parts[1], parts[2]
    return ", ".join(parts[:-1]), parts[-1], ""


def _split_by_employer(text: str) -> tuple[str, str, str] | None:
    """Title, employer and place of "Wrangler, Northern Hospital, Kiel", told by the employer."""
    parts = comma_parts(text)
    suffixes = listed("fields", "organisation_suffixes")
    named = [i for i, part in enumerate(parts) if is_organisation(part)]
    if not named or named[0] == 0 or folded(parts[named[0]]) in suffixes:
        return None
    at = named[0]
    return ", ".join(parts[:at]), parts[at], ", ".join(parts[at + 1 :])


def _place_after(organisation: str) -> tuple[str, str]:
    """An employer and the one word after its comma: "Albera Foods, Castellon"."""
    parts = comma_parts(organisation)
    suffix = folded(parts[-1]) in listed("fields", "organisation_suffixes")
    if len(parts) != 2 or suffix or len(parts[1].split()) > 1 or not may_be_place(parts[1]):
        return organisation, ""
    return parts[0], parts[1]


def _place_in_brackets(organisation: str) -> tuple[str, str]:
    """An employer and the place behind it, as in "Ostrel S.A. (Vitoria)"."""
    match = PARENTHESES.match(organisation)
    inner = match.group("inner") if match else ""
    named = is_organisation(match.group("head")) if match else False
    is_likely = named and len(inner.split()) <= 2 and inner.istitle() and may_be_place(inner)
    if match and (is_place(inner) or is_likely):
        return match.group("head"), inner
    return organisation, ""


def _unfolded(texts: list[str]) -> list[str]:
    """Take "Title (Employer)" and "Title at Employer" apart."""
    found: list[str] = []
    for text in texts:
        inside = PARENTHESES.match(text)
        at = _at().search(text)
        others = [other for other in texts if other is not text]
        is_held = inside and is_title(inside.group("head"))
        if inside and is_held and _is_employer(inside.group("inner"), others):
            found += [inside.group("head"), inside.group("inner")]
        elif inside and len(texts) == 1 and _is_named(inside.group("inner")):
            # The only piece there is: what is in parentheses can be nothing but the employer.
            found += [inside.group("head"), inside.group("inner")]
        elif at and is_title(text[: at.start()]) and at.start() > 1:
            found += [text[: at.start()].strip(EDGES), text[at.end() :].strip(EDGES)]
        else:
            found.append(text)
    return found


def _is_employer(inner: str, others: Iterable[str]) -> bool:
    """Whether what stands in parentheses after a title is the employer, and none of the others."""
    return _is_named(inner) and (is_organisation(inner) or not any(map(is_organisation, others)))


def _is_named(inner: str) -> bool:
    """Whether what stands in parentheses is an employer: no place, no kind of employment."""
    plain = folded(inner)
    return (
        bool(plain)
        and inner[0].isalnum()
        and not inner[0].islower()
        and not is_place(inner)
        and not (is_title(inner) and not is_organisation(inner))
        and plain not in listed("labels", "employment_types")
        and not (len(plain) <= 4 and plain.isalpha() and not is_organisation(inner))
    )


@functools.cache
def _at() -> re.Pattern[str]:
    words = [word for word in data("fields")["at"] if word != "@"]
    return re.compile(rf"\s+(?:{alternatives(words)})\s+|\s+@\s*", re.IGNORECASE)
