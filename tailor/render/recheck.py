"""Whether what came back of a résumé's lines still follows from the profile."""

from collections.abc import Iterable, Iterator, Sequence

from tailor.domain.base import Frozen
from tailor.domain.changes import ChangeSet, Decision, Insert, Kept, Line, Resume, Rewrite, digest
from tailor.domain.matching import Evidence
from tailor.domain.verdicts import Context, Verdict
from tailor.factcheck import check
from tailor.render.printable import paragraphs, printable
from tailor.render.readback import folded

_BASICS = "basics"
_STANDS = Verdict(label="supported")


class Fallen(Frozen):
    """A line that the fact-checker refuses as it was read."""

    text: str
    verdict: Verdict


class Grounds(Frozen):
    """What the lines of a résumé rest on.

    `known` is the evidence of the profile, without any of which nothing is verified; the lines
    whose ids are in `settled` may also rest on their own words.
    """

    known: tuple[Evidence, ...]
    settled: frozenset[str] = frozenset()


def grounds(changes: ChangeSet, decisions: Iterable[Decision]) -> Grounds:
    """The profile's evidence, and what stands by more than a check against one entry.

    A person accepted, edited or attested it, a judge cleared it, or it is a summary, which was
    verified sentence by sentence against several entries.
    """
    decided = {d.change_id: d.digest for d in decisions if d.action != "reject"}
    settled = set()
    for change in (*changes.changes, *changes.kept):
        if isinstance(change, Insert):
            settled.add(change.id)
        elif isinstance(change, Rewrite | Kept):
            by_judge = isinstance(change, Rewrite) and change.verdict.by == "judge"
            if by_judge or decided.get(change.id) == digest(change):
                settled.add(change.statement_id)
    return Grounds(known=changes.evidence, settled=frozenset(settled))


def fallen(resume: Resume, lines: Iterable[tuple[str, str]], grounds: Grounds) -> Iterator[Fallen]:
    """Verify every statement as it was read, each against its own entry of the profile.

    `lines` pairs texts with what was read of them. A person's own words under their own entry
    stand.
    """
    if not grounds.known:
        return
    read: dict[str, set[str]] = {}
    for meant, came in lines:
        read.setdefault(meant, set()).add(came)
    by_entry: dict[str, list[Evidence]] = {}
    for item in grounds.known:
        by_entry.setdefault(item.entry_id, []).append(item)
    for entry_id, line in _statements(resume):
        words = (line.text,) if line.id in grounds.settled else ()
        for text in sorted(read.get(line.text, ())):
            verdict = _verdict(text, by_entry.get(entry_id, ()), words)
            if not verdict.supported:
                yield Fallen(text=text, verdict=verdict)


def _statements(resume: Resume) -> Iterator[tuple[str, Line]]:
    """Each statement as it is printed, with the entry it stands under."""
    for line in resume.summary:
        for text in paragraphs(line.text):
            yield _BASICS, line.model_copy(update={"text": text})
    for section in resume.sections:
        for entry in section.entries:
            for line in entry.lines:
                yield entry.id, line.model_copy(update={"text": printable(line.text)})


def _verdict(text: str, own: Sequence[Evidence], settled: Sequence[str]) -> Verdict:
    said = {folded(part) for item in own for part in (printable(item.text), *paragraphs(item.text))}
    if text in said or text in map(folded, settled):
        return _STANDS
    statements = [f"{item.lead_in} {item.text}" if item.lead_in else item.text for item in own]
    context = own[0].context if own else Context()
    verdict = check(text, statements, context)
    return verdict if verdict.supported or not settled else check(text, settled, context)
