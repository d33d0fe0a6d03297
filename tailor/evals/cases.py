"""Whole cases: a posting, a profile, and what a person says should come of them."""

import functools
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from tailor.domain.base import Frozen
from tailor.domain.changes import ChangeSet, Resume
from tailor.domain.evidence import evidence
from tailor.domain.matching import Budget, Evidence, Gap, Match
from tailor.domain.posting import JobPosting, Requirement
from tailor.domain.profile import Profile
from tailor.errors import InputError
from tailor.evals.labels import read_labels
from tailor.evals.spans import Stretch, coverage, located
from tailor.files import decode, read_bytes
from tailor.importing.profile_file import load_profile

_ENOUGH = 0.5


class LabelledAsk(Frozen):
    """One requirement of the posting; `by` are words of the statements that show it."""

    quote: str
    kind: Literal["must", "nice"]
    state: Literal["shown", "absent"]
    by: tuple[str, ...] = ()


class Expected(Frozen):
    """The labels of a case. `profile` and `job` name another case's, or a sample profile.

    `never` are words that only the posting has: none of them may get into the résumé.
    """

    match: Literal["fit", "stretch", "mismatch"]
    profile: str | None = None
    job: str | None = None
    pages: float = 2.0
    asks: tuple[LabelledAsk, ...]
    never: tuple[str, ...] = ()


class WholeCase(Frozen):
    """One posting for one profile; `kind`, the class, says how well they go together."""

    id: str
    part: str = "dev"
    job: str
    profile: Profile
    expected: Expected

    @property
    def kind(self) -> str:
        """How well the two go together."""
        return self.expected.match

    @property
    def budget(self) -> Budget:
        """How much may go in."""
        return Budget(pages=self.expected.pages)

    @functools.cached_property
    def known(self) -> tuple[Evidence, ...]:
        """The profile as evidence."""
        return evidence(self.profile)

    def showing(self, ask: LabelledAsk) -> frozenset[str]:
        """The ids of the evidence that shows an ask, by its label."""
        return frozenset(
            item.id for words in ask.by for item in self.known if words in _as_read(item)
        )


def whole_cases(data: Path, profiles: Path) -> tuple[WholeCase, ...]:
    """Read all cases. Raises InputError when a label does not stand where it says."""
    folder = data / "cases"
    paths = sorted(folder.glob("*/expected.yaml"))
    return tuple(_case(path, folder, profiles) for path in paths)


def named_profile(name: str, cases: Path, profiles: Path) -> Profile:
    """The profile of a case, or a sample profile."""
    own = cases / name / "profile.yaml"
    return load_profile(own if own.is_file() else profiles / f"{name}.yaml")


def requirement_for(
    quote: str, posting: JobPosting, requirements: Iterable[Requirement]
) -> Requirement | None:
    """The requirement that was read where the quote stands; None when none was."""
    stretch = located(quote, posting.text)
    if stretch is None:
        return None
    best = max(requirements, key=lambda r: coverage(stretch, [_stretch(r)]), default=None)
    return best if best and coverage(stretch, [_stretch(best)]) >= _ENOUGH else None


def answer_to(
    requirement: Requirement, matches: Sequence[Match], gaps: Sequence[Gap]
) -> Match | Gap | None:
    """What was said of a requirement: that it is shown, or that it is a gap."""
    answers: tuple[Match | Gap, ...] = (*gaps, *matches)
    return next((one for one in answers if one.requirement_id == requirement.id), None)


def ids_on(resume: Resume) -> frozenset[str]:
    """The ids of every entry and line of a résumé."""
    entries = [entry for section in resume.sections for entry in section.entries]
    lines = [line for entry in entries for line in entry.lines]
    return frozenset(e.id for e in entries).union(line.id for line in (*lines, *resume.summary))


def draft(change_set: ChangeSet) -> Resume:
    """The résumé with every suggestion taken: the most that can go wrong."""
    return change_set.accepted(undecided=True)


def says(text: str, words: str) -> bool:
    """Whether a text has these words; the last one may go on ("supervis")."""
    return re.search(rf"(?<!\w){re.escape(words)}", text, re.IGNORECASE) is not None


def _case(path: Path, folder: Path, profiles: Path) -> WholeCase:
    expected = read_labels(path, Expected)
    job = folder / (expected.job or path.parent.name) / "job.txt"
    text = decode(read_bytes(job, what="job posting"), what="job posting", name=str(job))
    profile = named_profile(expected.profile or path.parent.name, folder, profiles)
    case = WholeCase(id=path.parent.name, job=text, profile=profile, expected=expected)
    for wrong in _wrong_labels(case):
        raise InputError(f"{path}: {wrong}")
    return case


def _wrong_labels(case: WholeCase) -> Iterable[str]:
    everything = " ".join(_as_read(item) for item in case.known)
    for ask in case.expected.asks:
        if located(ask.quote, case.job) is None:
            yield f"“{ask.quote}” does not stand in the posting."
        for words in ask.by:
            if words not in everything:
                yield f"“{words}” stands in no statement of the profile."
    for words in case.expected.never:
        if says(everything, words):
            yield f"“{words}” is in the profile, so it may be in the résumé."


def _as_read(item: Evidence) -> str:
    return " ".join(" ".join(part.split()) for part in (item.lead_in, item.text) if part)


def _stretch(requirement: Requirement) -> Stretch:
    return Stretch(requirement.start, requirement.start + len(requirement.quote))
