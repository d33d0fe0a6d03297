"""What goes in under a tight budget: how much of what could be shown, how near the best choice."""

import itertools
from collections.abc import Iterator, Sequence

from tailor.domain.base import Frozen
from tailor.domain.matching import Budget, Evidence, Match, Selection
from tailor.domain.posting import Requirement
from tailor.evals.cases import WholeCase, whole_cases
from tailor.evals.suite import Measure, Score, Setting, Suite
from tailor.evals.suites.matching import matched
from tailor.stages.selection import objective, select
from tailor.stages.selection.room import Room, room

_ABOUT = (
    "The whole cases in half the room they need. The best choice is found by trying every one, so "
    "it is compared on the ten statements that the matches name first."
)
_FEWER_PAGES = tuple(step / 20 for step in range(4, 80))
_TRIED = 10


class Chosen(Frozen):
    """A selection with what it was made from, and the same on few statements."""

    known: tuple[Evidence, ...]
    requirements: tuple[Requirement, ...]
    matches: tuple[Match, ...]
    budget: Budget
    selection: Selection
    few: tuple[Evidence, ...]
    few_budget: Budget
    few_selection: Selection


def suite(setting: Setting) -> Suite[WholeCase, Chosen]:
    """The whole cases, matched by rules and cut to half their room."""

    def run(case: WholeCase) -> Chosen:
        found = matched(case, setting)
        few = _few(case.known, found.matches)
        budget, few_budget = _half(case.known), _half(few)
        return Chosen(
            known=case.known,
            requirements=found.requirements,
            matches=found.matches,
            budget=budget,
            selection=select(case.known, found.requirements, found.matches, budget),
            few=few,
            few_budget=few_budget,
            few_selection=select(few, found.requirements, found.matches, few_budget),
        )

    return Suite(
        name="selection",
        about=_ABOUT,
        cases=whole_cases(setting.data, setting.profiles),
        run=run,
        measures=(
            Measure(
                "accounted",
                "every statement is chosen, or left out with a reason",
                accounted,
                tier="invariant",
            ),
            Measure(
                "fits",
                "what is chosen fits the room there is",
                fits,
                tier="invariant",
            ),
            Measure("coverage", "matched asks that a chosen statement shows", coverage),
            Measure("of_optimum", "value of the choice, of the best there is", of_optimum),
        ),
        show=show,
    )


def accounted(_case: WholeCase, run: Chosen) -> Score:
    """Whether every id is in exactly one place, and nothing is left out without a reason."""
    chosen = _ids(run.selection)
    out = {left.id for left in run.selection.left_out if left.reason}
    wrong = [item.id for item in run.known if (item.id in chosen) == (item.id in out)]
    return Score(name="accounted", value=float(not wrong), reason=", ".join(wrong))


def fits(_case: WholeCase, run: Chosen) -> Score:
    """Whether the lines of what is chosen fit; what is in whatever happens may be more."""
    space = room(run.known, run.budget)
    taken = space.lines_of(id_ for id_ in _ids(run.selection) if id_ in space.items)
    most = max(space.lines, space.lines_of(space.fixed))
    return Score(name="fits", value=float(taken <= most), reason=f"{taken} lines for {most:g}")


def coverage(_case: WholeCase, run: Chosen) -> Score | None:
    """The share of matches of which some evidence is chosen."""
    if not run.matches:
        return None
    chosen = _ids(run.selection)
    hidden = [m.requirement_id for m in run.matches if not chosen.intersection(m.evidence_ids)]
    value = 1 - len(hidden) / len(run.matches)
    return Score(name="coverage", value=value, reason=f"not shown: {', '.join(hidden)}")


def of_optimum(_case: WholeCase, run: Chosen) -> Score | None:
    """The value of the choice among few statements, of the best value that any choice has."""
    worth = objective(run.few, run.requirements, run.matches)
    space = room(run.few, run.few_budget)
    best = max(worth.value(some) for some in _subsets(space) if _is_allowed(space, some))
    if not best:
        return None
    value = worth.value(_ids(run.few_selection))
    return Score(
        name="of_optimum", value=min(1.0, value / best), reason=f"{value:.2f} of {best:.2f}"
    )


def show(_case: WholeCase, run: Chosen) -> str:
    """What was chosen and what was left out."""
    texts = {item.id: item.text for item in run.known}
    chosen = [f"  in   {texts.get(id_, id_)}" for id_ in sorted(_ids(run.selection))]
    out = [f"  out  {texts.get(left.id)} ({left.reason})" for left in run.selection.left_out]
    return "\n".join([*chosen, *out])


def _ids(selection: Selection) -> frozenset[str]:
    """The ids of every entry and statement that is in."""
    statements = (id_ for choice in selection.entries for id_ in choice.statement_ids)
    return frozenset(choice.entry_id for choice in selection.entries).union(statements)


def _half(known: Sequence[Evidence]) -> Budget:
    """The smallest budget in which about half of what may be left out fits."""
    space = room(known, Budget(pages=None))
    fixed = space.lines_of(space.fixed)
    wanted = fixed + (space.lines_of(space.items) - fixed) / 2
    for pages in _FEWER_PAGES:
        if room(known, Budget(pages=pages)).lines >= wanted:
            return Budget(pages=pages)
    return Budget(pages=_FEWER_PAGES[-1])


def _few(known: Sequence[Evidence], matches: Sequence[Match]) -> tuple[Evidence, ...]:
    """The statements that matches name first, with their entries' own evidence."""
    ranked = (
        id_ for rank in range(_TRIED) for m in matches for id_ in m.evidence_ids[rank : rank + 1]
    )
    named = [id_ for id_ in dict.fromkeys(ranked) if _is_statement(id_, known)][:_TRIED]
    entries = {item.entry_id for item in known if item.id in named}
    return tuple(i for i in known if i.id in named or (i.id == i.entry_id and i.id in entries))


def _is_statement(id_: str, known: Sequence[Evidence]) -> bool:
    return any(item.id == id_ != item.entry_id for item in known)


def _subsets(space: Room) -> Iterator[frozenset[str]]:
    free = [id_ for id_ in space.items if id_ not in space.fixed]
    for size in range(len(free) + 1):
        for members in itertools.combinations(free, size):
            yield space.fixed.union(members)


def _is_allowed(space: Room, chosen: frozenset[str]) -> bool:
    most = max(space.lines, space.lines_of(space.fixed))
    needed = {space.items[id_].after for id_ in chosen} - {None}
    return needed <= chosen and space.lines_of(chosen) <= most
