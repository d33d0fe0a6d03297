"""The whole way on whole cases: the promises, and how well the result serves the person."""

from collections.abc import Callable
from statistics import fmean

from tailor.domain.base import Frozen
from tailor.domain.changes import ChangeSet, Omit, Rewrite
from tailor.domain.matching import Gap, Match
from tailor.evals import promises
from tailor.evals.cases import (
    LabelledAsk,
    WholeCase,
    answer_to,
    draft,
    ids_on,
    requirement_for,
    whole_cases,
)
from tailor.evals.suite import Measure, Score, Setting, Suite

_ABOUT = (
    "Postings with profiles that fit, half fit, or do not fit at all, run the whole way and taken "
    "with every suggestion. The promises must hold in every case; none of them asks the checker."
)


class Tailored(Frozen):
    """What a run suggests."""

    change_set: ChangeSet

    def answer(self, ask: LabelledAsk) -> Match | Gap | None:
        """What was said of a labelled requirement; None when it was not read."""
        said = self.change_set
        found = requirement_for(ask.quote, said.posting, said.requirements)
        return answer_to(found, said.matches, said.gaps) if found else None


def suite(setting: Setting) -> Suite[WholeCase, Tailored]:
    """The whole cases, tailored by the engine of this setting."""

    def run(case: WholeCase) -> Tailored:
        from tailor import pipeline  # noqa: PLC0415

        engine = setting.engine(case.profile.basics)
        return Tailored(change_set=pipeline.run(case.job, case.profile, engine, budget=case.budget))

    return Suite(
        name="tailor",
        about=_ABOUT,
        cases=whole_cases(setting.data, setting.profiles),
        run=run,
        measures=(
            _promise(
                "no_ad_words",
                "no word that only the ad has is in the résumé",
                lambda case, run: promises.no_ad_words(case.expected.never, run.change_set),
            ),
            _promise(
                "facts_untouched",
                "employers, titles, dates and names are the profile's",
                lambda _case, run: promises.facts_untouched(run.change_set),
            ),
            _promise(
                "nothing_lost",
                "what is not there is suggested to be left out, with a reason",
                lambda _case, run: promises.nothing_lost(run.change_set),
            ),
            _promise(
                "rejecting_restores",
                "rejecting everything gives the base résumé, byte for byte",
                lambda case, run: promises.rejecting_restores(case.profile, run.change_set),
            ),
            _promise(
                "words_have_evidence",
                "every new wording was verified against named evidence of its entry",
                lambda case, run: promises.words_have_evidence(case.profile, run.change_set),
            ),
            _promise(
                "no_new_figures",
                "every figure stands in the evidence or in the proof that derives it",
                lambda case, run: promises.no_new_figures(case.profile, run.change_set),
            ),
            _promise(
                "every_ask_answered",
                "every requirement is told as shown or as a gap",
                lambda _case, run: promises.every_ask_answered(run.change_set),
            ),
            Measure("must_coverage", "musts the profile can show that are shown", must_coverage),
            Measure("honest_gaps", "asks the profile cannot show that are told", honest_gaps),
            Measure("kept_words", "words of a reworded line that stay", kept_words, better=None),
            Measure("reworded", "lines of the résumé in new words", reworded, better=None),
            Measure("left_out", "lines suggested to be left out", left_out, better=None),
        ),
        show=show,
    )


def must_coverage(case: WholeCase, run: Tailored) -> Score | None:
    """The share of musts with labelled evidence of which some is in the draft."""
    there = ids_on(draft(run.change_set))
    musts = [ask for ask in case.expected.asks if ask.kind == "must" and case.showing(ask)]
    missed = [f"“{ask.quote}”" for ask in musts if not case.showing(ask) & there]
    return _share("must_coverage", len(musts), missed)


def honest_gaps(case: WholeCase, run: Tailored) -> Score | None:
    """The share of asks labelled absent, as far as they were read, that are told as gaps."""
    absent = [ask for ask in case.expected.asks if ask.state == "absent" and run.answer(ask)]
    wrong = [f"“{ask.quote}”" for ask in absent if not isinstance(run.answer(ask), Gap)]
    return _share("honest_gaps", len(absent), wrong)


def kept_words(_case: WholeCase, run: Tailored) -> Score | None:
    """The mean share of a line's words that its new wording keeps."""
    shares = [
        _share_kept(change.before, change.after)
        for change in run.change_set.changes
        if isinstance(change, Rewrite)
    ]
    return Score(name="kept_words", value=fmean(shares)) if shares else None


def reworded(_case: WholeCase, run: Tailored) -> Score | None:
    """The share of the base's lines that get new words."""
    changed = sum(1 for change in run.change_set.changes if isinstance(change, Rewrite))
    lines = _lines(run.change_set)
    return Score(name="reworded", value=changed / lines) if lines else None


def left_out(_case: WholeCase, run: Tailored) -> Score | None:
    """The share of the base's lines that are suggested to be left out."""
    base = run.change_set.base
    omitted = {c.target_id for c in run.change_set.changes if isinstance(c, Omit)}
    entries = [entry for section in base.sections for entry in section.entries]
    out = [
        line
        for entry in entries
        for line in entry.lines
        if line.id in omitted or entry.id in omitted
    ]
    lines = _lines(run.change_set)
    return Score(name="left_out", value=len(out) / lines) if lines else None


def show(case: WholeCase, run: Tailored) -> str:
    """The labelled asks with what was said of them, and every new wording."""
    asks = []
    for ask in case.expected.asks:
        said = run.answer(ask)
        what = "not read" if said is None else f"{type(said).__name__.lower()}: {said.why}"
        asks.append(f"  {ask.kind} {ask.quote} (labelled {ask.state})\n    {what}")
    words = [
        f"  was  {change.before}\n  now  {change.after}"
        for change in run.change_set.changes
        if isinstance(change, Rewrite)
    ]
    return "\n".join([*asks, *words])


def _promise(
    name: str, says: str, scorer: Callable[[WholeCase, Tailored], Score]
) -> Measure[WholeCase, Tailored]:
    return Measure(name, says, scorer, tier="invariant")


def _lines(change_set: ChangeSet) -> int:
    sections = change_set.base.sections
    return sum(len(entry.lines) for section in sections for entry in section.entries)


def _share_kept(before: str, after: str) -> float:
    old, new = (set(text.casefold().split()) for text in (before, after))
    return len(old & new) / max(1, len(old))


def _share(name: str, total: int, wrong: list[str]) -> Score | None:
    if not total:
        return None
    return Score(name=name, value=1 - len(wrong) / total, reason="; ".join(wrong))
