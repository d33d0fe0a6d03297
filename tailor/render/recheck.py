"""Whether what came back of a résumé's lines still follows from the profile."""

from collections.abc import Iterable, Iterator, Sequence

from tailor.domain.base import Frozen
from tailor.domain.changes import Line, Resume
from tailor.domain.matching import Evidence
from tailor.domain.verdicts import Context, Verdict
from tailor.factcheck import check
from tailor.render.printable import paragraphs, printable

_BASICS = "basics"


class Fallen(Frozen):
    """A line that the fact-checker refuses as it was read."""

    text: str
    verdict: Verdict


def fallen(
    resume: Resume, lines: Iterable[tuple[str, str]], known: Sequence[Evidence]
) -> Iterator[Fallen]:
    """Verify every statement as it was read, each against its own entry of the profile.

    `lines` pairs texts with what was read of them. A line that was suggested, edited or attested
    in the review may also rest on the very words that were decided.
    """
    read: dict[str, set[str]] = {}
    for meant, came in lines:
        read.setdefault(meant, set()).add(came)
    by_entry: dict[str, list[Evidence]] = {}
    for item in known:
        by_entry.setdefault(item.entry_id, []).append(item)
    for entry_id, line in _statements(resume):
        for text in sorted(read.get(line.text, ())):
            verdict = _verdict(text, line, by_entry.get(entry_id, ()))
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


def _verdict(text: str, line: Line, own: Sequence[Evidence]) -> Verdict:
    statements = [f"{item.lead_in} {item.text}" if item.lead_in else item.text for item in own]
    context = own[0].context if own else Context()
    verdict = check(text, statements, context)
    if verdict.supported or line.origin == "own":
        return verdict
    return check(text, [line.text], context)
