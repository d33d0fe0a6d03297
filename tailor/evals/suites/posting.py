"""What a posting asks for, against what a person marked in it."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from tailor.domain.base import Frozen
from tailor.domain.posting import JobPosting, Requirement
from tailor.domain.profile import Basics
from tailor.evals.labels import read_labels
from tailor.evals.spans import Stretch, coverage, located
from tailor.evals.suite import Measure, Score, Setting, Suite
from tailor.vocabulary.terms import terms

_ABOUT = (
    "Postings written for the project, with what they require, what would be nice, and what is no "
    "requirement marked by hand. A marked line counts as found when at least half of it is."
)
_ENOUGH = 0.5
_NUMBERS = re.compile(r"\d+")


class Ask(Frozen):
    """One marked line with the terms that should be read in it."""

    quote: str
    terms: tuple[str, ...] = ()


class LabelledPosting(Frozen, extra="ignore"):
    """A posting with its marks; `kind`, the class it is reported under, is its language."""

    id: str
    part: str = "dev"
    language: str
    title: str | None = None
    company: str | None = None
    text: str
    must: tuple[Ask, ...] = ()
    nice: tuple[Ask, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The language."""
        return self.language


class Reading(Frozen):
    """What was read."""

    posting: JobPosting
    requirements: tuple[Requirement, ...]


def suite(setting: Setting) -> Suite[LabelledPosting, Reading]:
    """The marked postings, read by the engine of this setting."""
    from tailor.stages.parsing import read_posting  # noqa: PLC0415

    def run(case: LabelledPosting) -> Reading:
        posting = read_posting(case.text)
        return Reading(posting=posting, requirements=setting.engine(Basics()).parse(posting))

    return Suite(
        name="posting",
        about=_ABOUT,
        cases=_cases(setting.data / "postings"),
        run=run,
        measures=(
            Measure(
                "grounded",
                "every quote stands in the posting, and every number of years in its quote",
                grounded,
                tier="invariant",
            ),
            Measure("recall", "marked requirements that are found", recall),
            Measure("precision", "musts and nice-to-haves found that are marked", precision),
            Measure("right_kind", "found requirements that are must or nice as marked", right_kind),
            Measure("term_recall", "marked terms that are read", term_recall),
            Measure("ignored", "marked non-requirements that are left alone", ignored),
            Measure("title", "the title is read as marked", title),
            Measure("company", "the company is read as marked", company),
            Measure("language", "the language is read as marked", language),
        ),
        show=show,
    )


def grounded(_case: LabelledPosting, run: Reading) -> Score:
    """Whether every requirement quotes the posting, and its years stand in the quote."""
    text = run.posting.text
    wrong = [r.quote for r in run.requirements if not text[r.start :].startswith(r.quote)]
    wrong += [f"{r.years} years in “{r.quote}”" for r in run.requirements if not _has_years(r)]
    return Score(name="grounded", value=float(not wrong), reason="; ".join(wrong))


def recall(case: LabelledPosting, run: Reading) -> Score | None:
    """The share of marked requirements of which at least half is found."""
    found = _stretches(run.requirements)
    marked = [*case.must, *case.nice]
    missed = [ask.quote for ask in marked if not _is_in(ask.quote, run, found)]
    return _share("recall", len(marked) - len(missed), len(marked), "missed", missed)


def precision(case: LabelledPosting, run: Reading) -> Score | None:
    """The share of musts and nice-to-haves found that lie in marked ones."""
    marks = _marks((*case.must, *case.nice), run)
    asked = [r for r in run.requirements if r.kind != "responsibility"]
    extra = [r.quote for r in asked if coverage(_stretch(r), marks) < _ENOUGH]
    return _share("precision", len(asked) - len(extra), len(asked), "not marked", extra)


def right_kind(case: LabelledPosting, run: Reading) -> Score | None:
    """The share of found requirements that are found as what they are marked."""
    found = _stretches(run.requirements)
    wrong: list[str] = []
    total = 0
    kinds: tuple[tuple[Literal["must", "nice"], tuple[Ask, ...]], ...]
    kinds = (("must", case.must), ("nice", case.nice))
    for kind, asks in kinds:
        same = _stretches(r for r in run.requirements if r.kind == kind)
        known = [ask.quote for ask in asks if _is_in(ask.quote, run, found)]
        total += len(known)
        wrong += [quote for quote in known if not _is_in(quote, run, same)]
    return _share("right_kind", total - len(wrong), total, "of the other kind", wrong)


def term_recall(case: LabelledPosting, run: Reading) -> Score | None:
    """The share of marked terms among the terms of the requirements in their place."""
    missed: list[str] = []
    total = 0
    for ask in (*case.must, *case.nice):
        stretch = located(ask.quote, run.posting.text)
        here = [r for r in run.requirements if stretch and coverage(stretch, [_stretch(r)])]
        read = {_canonical(term) for r in here for term in r.terms}
        total += len(ask.terms)
        missed += [term for term in ask.terms if _canonical(term) not in read]
    return _share("term_recall", total - len(missed), total, "not read", missed)


def ignored(case: LabelledPosting, run: Reading) -> Score | None:
    """The share of marked non-requirements that became none."""
    found = _stretches(run.requirements)
    taken = [quote for quote in case.ignored if _is_in(quote, run, found)]
    total = len(case.ignored)
    return _share("ignored", total - len(taken), total, "taken for a requirement", taken)


def title(case: LabelledPosting, run: Reading) -> Score | None:
    """Whether the title is the marked one."""
    return _same("title", case.title, run.posting.title)


def company(case: LabelledPosting, run: Reading) -> Score | None:
    """Whether the company is the marked one."""
    return _same("company", case.company, run.posting.company)


def language(case: LabelledPosting, run: Reading) -> Score | None:
    """Whether the language is the marked one."""
    return _same("language", case.language, run.posting.language)


def show(case: LabelledPosting, run: Reading) -> str:
    """The posting and what was read in it."""
    found = "\n".join(
        f"  {r.kind:<15} {' '.join(r.quote.split())}  = {', '.join(r.terms)}"
        for r in run.requirements
    )
    return f"{case.text.strip()}\n\n  read:\n{found}"


def _cases(folder: Path) -> tuple[LabelledPosting, ...]:
    paths = sorted(folder.glob("*.json"))
    return tuple(read_labels(path, LabelledPosting, id=path.stem) for path in paths)


def _share(name: str, right: int, total: int, what: str, wrong: Iterable[str]) -> Score | None:
    if not total:
        return None
    listed = "; ".join(f"“{' '.join(text.split())}”" for text in wrong)
    return Score(name=name, value=right / total, reason=f"{what}: {listed}" if listed else "")


def _same(name: str, marked: str | None, read: str | None) -> Score | None:
    if marked is None:
        return None
    same = read is not None and marked.casefold() == read.casefold()
    return Score(name=name, value=float(same), reason=f"marked “{marked}”, read “{read}”")


def _has_years(requirement: Requirement) -> bool:
    """Whether the number of years stands in the quote, in figures or in words.

    A line without figures is taken to say it in words: to read those would be the parser again.
    """
    figures = [int(figure) for figure in _NUMBERS.findall(requirement.quote)]
    return requirement.years is None or not figures or requirement.years in figures


def _stretch(requirement: Requirement) -> Stretch:
    return Stretch(requirement.start, requirement.start + len(requirement.quote))


def _stretches(requirements: Iterable[Requirement]) -> list[Stretch]:
    return [_stretch(requirement) for requirement in requirements]


def _marks(asks: Iterable[Ask], run: Reading) -> list[Stretch]:
    return [found for ask in asks if (found := located(ask.quote, run.posting.text))]


def _is_in(quote: str, run: Reading, found: Iterable[Stretch]) -> bool:
    stretch = located(quote, run.posting.text)
    return stretch is not None and coverage(stretch, found) >= _ENOUGH


def _canonical(term: str) -> str:
    return (terms().canonical(term) or term).casefold()
