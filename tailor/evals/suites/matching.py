"""What the profile shows of what the ad asks, against what a person finds in it."""

from tailor.domain.base import Frozen
from tailor.domain.matching import Gap, Match
from tailor.domain.posting import JobPosting, Requirement
from tailor.evals.cases import LabelledAsk, WholeCase, answer_to, requirement_for, whole_cases
from tailor.evals.suite import Measure, Score, Setting, Suite

_ABOUT = (
    "Whole cases with, for every requirement, the statements that show it or the word that nothing "
    "does. A labelled requirement that was not read is left out here: the suite `posting` counts "
    "those."
)
_K = 3


class Matched(Frozen):
    """What was read and matched."""

    posting: JobPosting
    requirements: tuple[Requirement, ...]
    matches: tuple[Match, ...]
    gaps: tuple[Gap, ...]

    def answer(self, ask: LabelledAsk) -> Match | Gap | None:
        """What was said of a labelled requirement; None when it was not read."""
        found = requirement_for(ask.quote, self.posting, self.requirements)
        return answer_to(found, self.matches, self.gaps) if found else None


def suite(setting: Setting) -> Suite[WholeCase, Matched]:
    """The whole cases, matched by the engine of this setting."""
    return Suite(
        name="matching",
        about=_ABOUT,
        cases=whole_cases(setting.data, setting.profiles),
        run=lambda case: matched(case, setting),
        measures=(
            Measure("shown", "asks the profile shows that are matched", shown),
            Measure("absent", "asks the profile does not show that are gaps", absent),
            Measure(
                "evidence_recall",
                f"labelled statements among the first {_K} of a matched ask",
                evidence_recall,
            ),
        ),
        show=show,
        strengths=strengths,
    )


def matched(case: WholeCase, setting: Setting) -> Matched:
    """Read the posting and match it with the profile."""
    from tailor.stages.parsing import read_posting  # noqa: PLC0415

    engine = setting.engine(case.profile.basics)
    posting = read_posting(case.job)
    requirements = engine.parse(posting)
    matching = engine.match(requirements, case.known)
    return Matched(
        posting=posting, requirements=requirements, matches=matching.matches, gaps=matching.gaps
    )


def shown(case: WholeCase, run: Matched) -> Score | None:
    """The share of asks labelled as shown that are matched."""
    answers = _answers(case, run, "shown")
    missed = [f"“{ask.quote}”: {said.why}" for ask, said in answers if isinstance(said, Gap)]
    return _share("shown", len(answers), missed)


def absent(case: WholeCase, run: Matched) -> Score | None:
    """The share of asks labelled as absent that are told as a gap."""
    answers = _answers(case, run, "absent")
    wrong = [
        f"“{ask.quote}” by {', '.join(said.evidence_ids)}: {said.why}"
        for ask, said in answers
        if isinstance(said, Match)
    ]
    return _share("absent", len(answers), wrong)


def evidence_recall(case: WholeCase, run: Matched) -> Score | None:
    """How many of the labelled statements are among the first few, as a share of what can be."""
    shares, missed = [], []
    for ask, said in _answers(case, run, "shown"):
        wanted = case.showing(ask)
        if wanted and isinstance(said, Match):
            found = wanted.intersection(said.evidence_ids[:_K])
            shares.append(len(found) / min(_K, len(wanted)))
            if shares[-1] < 1:
                missed.append(f"“{ask.quote}”: {', '.join(sorted(wanted - found))}")
    if not shares:
        return None
    value = sum(shares) / len(shares)
    return Score(
        name="evidence_recall",
        value=value,
        reason="not among the first: " * bool(missed) + "; ".join(missed),
    )


def strengths(case: WholeCase, run: Matched) -> tuple[tuple[float, bool], ...]:
    """The strength of every match of a labelled ask, and whether the profile truly shows it."""
    return tuple(
        (said.strength, ask.state == "shown")
        for ask in case.expected.asks
        if isinstance(said := run.answer(ask), Match)
    )


def show(case: WholeCase, run: Matched) -> str:
    """Every labelled ask with what was said of it."""
    lines = []
    for ask in case.expected.asks:
        said = run.answer(ask)
        what = "not read" if said is None else f"{type(said).__name__.lower()}: {said.why}"
        lines.append(f"  {ask.kind} {ask.quote}\n    labelled {ask.state}; {what}")
    return "\n".join(lines)


def _answers(case: WholeCase, run: Matched, state: str) -> list[tuple[LabelledAsk, Match | Gap]]:
    return [
        (ask, said)
        for ask in case.expected.asks
        if ask.state == state and (said := run.answer(ask)) is not None
    ]


def _share(name: str, total: int, wrong: list[str]) -> Score | None:
    if not total:
        return None
    return Score(name=name, value=1 - len(wrong) / total, reason="; ".join(wrong))
