"""A résumé written elsewhere against the person's profile: every line of it, where it stands."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from tailor.domain.base import Frozen
from tailor.domain.changes import ResumeEntry
from tailor.domain.evidence import IdentifiedEntry, entries, evidence
from tailor.domain.matching import Evidence
from tailor.domain.profile import Profile
from tailor.domain.verdicts import Finding, Span, Verdict
from tailor.errors import InputError
from tailor.factcheck.totals import check_items, holds_title
from tailor.stages.crediting import Credited, credit
from tailor.vocabulary.term_words import words
from tailor.vocabulary.terms import terms

Kind = Literal["name", "headline", "summary", "header", "statement", "skill", "line"]
_LISTS = frozenset({"skills", "interests"})
# What somebody holds or held: no wording makes one of another.
_HELD = frozenset({"work", "volunteer", "education", "certificates", "awards", "languages"})
_SUPPORTED = Verdict(label="supported")
_LEAST_WORDS = 2
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-ÖØ-Þ0-9])")
_BULLETS = "-*•‣▪ "


class CheckedLine(Frozen):
    """One line of the résumé: where it stands there, and what the profile says to it.

    `entry_id` and `evidence` are the profile's.
    """

    kind: Kind
    place: str
    text: str
    entry_id: str | None = None
    evidence: tuple[Evidence, ...] = ()
    verdict: Verdict


def check_resume(
    resume: Profile, unplaced: Iterable[str], profile: Profile, *, today: str
) -> tuple[CheckedLine, ...]:
    """Verify a résumé, read as a profile, line by line.

    Employers, titles, dates and degrees must be those of one entry of `profile`; a statement must
    follow from the entry it stands under. `unplaced` are lines that were found in no section;
    `today` is an ISO date.
    """
    reader = _Reader(profile, today)
    lines = [*reader.basics(resume)]
    for entry in entries(resume):
        lines += reader.entry(entry)
    lines += reader.loose(unplaced)
    return tuple(lines)


def check_lines(
    texts: Iterable[str], profile: Profile, *, entry_id: str | None = None, today: str
) -> tuple[CheckedLine, ...]:
    """Verify lines that stand nowhere, each by itself; with `entry_id` against that entry only.

    Raises InputError when the profile has no such entry.
    """
    known = evidence(profile)
    if entry_id is not None and entry_id not in {item.entry_id for item in known}:
        raise InputError(f"The profile has no entry “{entry_id}”. Leave --entry out to see which.")
    plain = (text.strip().lstrip(_BULLETS).strip() for text in texts)
    credited = (
        credit(text, known, entry_id=entry_id, today=today)
        for text in plain
        if len(text.split()) >= _LEAST_WORDS
    )
    return tuple(_line("line", "", one) for one in credited)


class _Reader:
    """Knows the profile that a résumé is held against."""

    def __init__(self, profile: Profile, today: str) -> None:
        self._today = today
        self._profile = profile
        self._known = evidence(profile)
        self._entries = entries(profile)

    def basics(self, resume: Profile) -> Iterator[CheckedLine]:
        if resume.basics.name and self._profile.basics.name:
            yield from self._name(resume.basics.name, self._profile.basics.name)
        if label := resume.basics.label:
            yield self._headline(label)
        for text in (resume.basics.summary or "").splitlines():
            yield from self._prose(text, "summary", "Summary")

    def _name(self, written: str, own: str) -> Iterator[CheckedLine]:
        """A name is no claim, and may be written shorter; a title or a degree in it is one."""
        held = set(_folded(own))
        more = [written[w.start : w.end] for w in words(written) if w.folded not in held]
        wrong = [(word, f"Your profile's name is “{own}”.") for word in more]
        if wrong:
            verdict = _refused(written, wrong, "name")
            yield CheckedLine(kind="name", place="Name", text=written, verdict=verdict)

    def entry(self, written: IdentifiedEntry) -> Iterator[CheckedLine]:
        """The header of an entry, then what stands under it."""
        if written.section in _LISTS:
            yield from self._skills(written.page)
            return
        if not _name(written.page):
            for line in written.page.lines:
                yield from self._prose(line.text, "line", written.section)
            return
        own = self._counterpart(written)
        yield self._header(written, own)
        place = _name(written.page)
        for line in written.page.lines:
            credited = credit(line.text, self._known, entry_id=own.page.id if own else None)
            yield _line("statement", place, self._placed(credited, own, line.text))

    def loose(self, texts: Iterable[str]) -> Iterator[CheckedLine]:
        name = set(_folded(self._profile.basics.name or ""))
        for text in texts:
            if not name.issuperset(_folded(text)):
                yield from self._prose(text, "line", "Elsewhere")

    def _prose(self, text: str, kind: Kind, place: str) -> Iterator[CheckedLine]:
        """A paragraph as a whole when it holds as one, else sentence by sentence."""
        whole = credit(text.strip(), self._known, today=self._today)
        if whole.verdict.supported:
            yield _line(kind, place, whole)
            return
        for sentence in _SENTENCE.split(text.strip()):
            # One word of a summary claims something; one alone on a line is mostly a heading.
            if kind == "summary" or len(sentence.split()) >= _LEAST_WORDS:
                yield _line(kind, place, credit(sentence, self._known, today=self._today))

    def _headline(self, text: str) -> CheckedLine:
        """A headline is what the person calls themself, or titles and skills of theirs."""
        if _folded(text) == _folded(self._profile.basics.label or ""):
            return CheckedLine(kind="headline", place="Headline", text=text, verdict=_SUPPORTED)
        parts = [part.strip() for part in text.split("|")]
        titles = [item for item in self._known if item.id == item.entry_id]
        held = [p for p in parts if any(holds_title(t.context.title, p) for t in titles)]
        rest = [part for part in parts if part not in held]
        verdict = check_items(text, rest, self._known) if rest else _SUPPORTED
        return CheckedLine(kind="headline", place="Headline", text=text, verdict=verdict)

    def _counterpart(self, written: IdentifiedEntry) -> IdentifiedEntry | None:
        """The profile's entry of the same organisation, or name, whose title and dates are next."""
        page = written.page
        same = [own for own in self._entries if _is_called(own.page, page)]
        return max(same, key=lambda own: _likeness(own.page, page), default=None)

    def _header(self, written: IdentifiedEntry, own: IdentifiedEntry | None) -> CheckedLine:
        page = written.page
        dates = " to ".join(filter(None, (page.start, page.end)))
        text = "; ".join(filter(None, (_name(page), dates, ", ".join(page.details))))
        if own is None:
            verdict = self._unknown(written, text)
        else:
            verdict = _refused(text, list(_differences(page, own.page)), "header")
        return CheckedLine(
            kind="header",
            place=written.section,
            text=text,
            entry_id=own.page.id if own else None,
            evidence=tuple(e for e in own.evidence if e.id == e.entry_id) if own else (),
            verdict=verdict,
        )

    def _unknown(self, written: IdentifiedEntry, text: str) -> Verdict:
        """A header without a counterpart: a paper's or a project's name may be put otherwise."""
        if written.section not in _HELD:
            named = credit(text.replace(";", ","), self._known).verdict
            if named.supported:
                return named
        return _refused(text, [(_name(written.page), "Your profile has no such entry.")], "header")

    def _placed(self, credited: Credited, own: IdentifiedEntry | None, text: str) -> Credited:
        """A statement that another entry supports stands under the wrong one."""
        if own is None and credited.verdict.supported:
            reason = f"Your profile says this of another entry: {credited.entry_id}."
        elif own is not None and not credited.verdict.supported:
            elsewhere = credit(text, self._known)
            if not elsewhere.verdict.supported:
                return credited
            reason = f"Your profile says this of another entry: {elsewhere.entry_id}."
        else:
            return credited
        verdict = _refused(text, [(text, reason)], "moved")
        return credited.model_copy(update={"verdict": verdict})

    def _skills(self, page: ResumeEntry) -> Iterator[CheckedLine]:
        for skill in page.details or (page.heading,):
            named = terms().canonical(skill) or skill
            listed = [
                item
                for item in self._known
                if item.section in _LISTS and _lists(item.text, skill, named)
            ]
            verdict = _SUPPORTED if listed else check_items(skill, [skill], self._known)
            yield CheckedLine(
                kind="skill",
                place=page.heading if page.details else "skills",
                text=skill,
                entry_id=listed[0].entry_id if listed else None,
                evidence=tuple(listed[:1]),
                verdict=verdict,
            )


def _line(kind: Kind, place: str, credited: Credited) -> CheckedLine:
    return CheckedLine(
        kind=kind,
        place=place,
        text=credited.text,
        entry_id=credited.entry_id,
        evidence=credited.evidence,
        verdict=credited.verdict,
    )


def _name(page: ResumeEntry) -> str:
    return ", ".join(filter(None, (page.heading, page.organisation)))


def _folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


def _is_called(own: ResumeEntry, page: ResumeEntry) -> bool:
    """Whether two entries are of one organisation; without one, of one name."""
    if own.organisation and page.organisation:
        return _folded(own.organisation) == _folded(page.organisation)
    return _folded(own.heading or own.organisation) == _folded(page.heading or page.organisation)


def _likeness(own: ResumeEntry, page: ResumeEntry) -> tuple[int, bool]:
    """In how much two headers agree; of equals the one that is called the same."""
    called = _folded(own.heading) == _folded(page.heading)
    return called + _agree(own.start, page.start) + _agree(own.end, page.end), called


def _agree(own: str | None, written: str | None) -> bool:
    """Whether two dates agree as far as both go: 2019 and 2019-03 do."""
    if not own or not written or "present" in (own, written):
        return own == written
    return own.startswith(written) or written.startswith(own)


def _differences(page: ResumeEntry, own: ResumeEntry) -> Iterator[tuple[str, str]]:
    """What a header says otherwise than the profile, with the reason."""
    same = _folded(page.heading) == _folded(own.heading)
    if page.heading and not same and not holds_title(own.heading, page.heading):
        yield page.heading, f"Your profile says “{own.heading}” here."
    for written, held in ((page.start, own.start), (page.end, own.end)):
        if written and not _agree(held, written):
            yield written, f"Your profile says “{held or 'no date'}” here."
    if page.place and own.place and not {*_folded(page.place)} & {*_folded(own.place)}:
        yield page.place, f"Your profile says “{own.place}” here."
    held_details = {tuple(_folded(detail)) for detail in own.details}
    for detail in page.details:
        if tuple(_folded(detail)) not in held_details:
            yield detail, "Your profile does not say this here."


def _refused(text: str, wrong: Sequence[tuple[str, str]], kind: str) -> Verdict:
    """The verdict with a finding for each wrong part; supported when there is none."""
    findings = tuple(
        Finding(
            kind=kind,
            hard=True,
            claim=Span(start=(at := max(text.find(part), 0)), end=at + len(part), text=part),
            reason=reason,
        )
        for part, reason in wrong
    )
    return Verdict(label="contradicted" if findings else "supported", findings=findings)


def _lists(text: str, skill: str, named: str) -> bool:
    """Whether a list of skills has this one, however it is written."""
    items = [item.strip() for part in text.split(";") for item in part.split(",")]
    return any(
        _folded(item) == _folded(skill) or terms().canonical(item) == named for item in items
    )
