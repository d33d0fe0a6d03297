"""Lists: figures told one after the other may be told as their sum, and oneself counts too."""

from collections.abc import Iterator

from tailor.factcheck.analysis import Text
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.quantities import Quantity
from tailor.vocabulary import people
from tailor.vocabulary.words import word_set

_APART = 6  # words between two figures of one list


def listed_sum(view: Comparison, claimed: Quantity) -> str | None:
    """Prove a count by a list: "12 posts, 9 on Pinterest and 4 videos" are 25 pieces.

    A sum may not bear the name of one of its parts: six students and two residents are no eight
    students.
    """
    if claimed.kind != "count" or claimed.bound != "exact" or claimed.vague:
        return None
    for text in view.evidence:
        if rest := _rest(text, claimed):
            return rest
        for parts in _lists(text):
            total = sum(value for value, _ in parts)
            if total == claimed.low and len(parts) > 1 and not _bears_one_name(claimed, parts):
                return " + ".join(f"{value:g}" for value, _ in parts) + f" = {total:g}"
        if _with_oneself(view, text, claimed):
            return f"{claimed.low - 1:g} and you are {claimed.low:g}"
    return None


def _rest(text: Text, claimed: Quantity) -> str | None:
    """Prove a count by what was left out: "all 63 except the 9"."""
    counts = [q for q in text.quantities if q.kind == "count" and not q.vague]
    for left in counts:
        before = {t.lower for t in text.tokens[max(0, left.first - 3) : left.first]}
        for whole in counts:
            if before & word_set("exceptions") and whole.low - left.low == claimed.low:
                return f"{whole.low:g} - {left.low:g} = {claimed.low:g}"
    return None


def _lists(text: Text) -> Iterator[list[tuple[float, frozenset[str]]]]:
    """Runs of counts that follow each other closely, with what each of them counts."""
    run: list[tuple[float, frozenset[str]]] = []
    last: Quantity | None = None
    for quantity in (q for q in text.quantities if q.kind == "count" and not q.vague):
        if last is not None and not _goes_on(text, last, quantity):
            yield from _endings(text, run, last)
            run = []
        run.append((quantity.low, quantity.counted))
        last = quantity
    if last is not None:
        yield from _endings(text, run, last)


def _endings(
    text: Text, run: list[tuple[float, frozenset[str]]], last: Quantity
) -> Iterator[list[tuple[float, frozenset[str]]]]:
    """A run as it is, and with the one thing that may close it: "two cooks and a porter"."""
    yield run
    following = text.tokens[last.last + 1 : last.last + 1 + _APART]
    for i, token in enumerate(following[:-2]):
        if token.lower == "and" and following[i + 1].lower in ("a", "an", "one"):
            yield [*run, (1.0, following[i + 2].lemmas)]
        if token.kind == "punct" and token.text != "-":
            return


def _goes_on(text: Text, left: Quantity, right: Quantity) -> bool:
    """Whether two counts stand in one list; bounded ones and ranges add up to nothing."""
    between = text.tokens[left.last + 1 : right.first]
    joins = any(t.lower in ("and", ",", "plus") for t in between)
    apart = any(t.text in ".;:()" or t.lower in ("of", "from", "to", "-") for t in between)
    plain = left.bound == right.bound == "exact"
    return plain and joins and not apart and len(between) <= _APART


def _bears_one_name(claimed: Quantity, parts: list[tuple[float, frozenset[str]]]) -> bool:
    """Whether the sum has the name of some parts but not of all that have a name."""
    named = [counted for _, counted in parts if counted]
    shared = [bool(claimed.counted & counted) for counted in named]
    return any(shared) and not all(shared)


def _with_oneself(view: Comparison, text: Text, claimed: Quantity) -> bool:
    """Whether the claim counts the person among those they worked with: "me and two others"."""
    around = view.claim.tokens[max(0, claimed.first - 3) : claimed.last + 5]
    if not any(t.lower in word_set("counts of people") for t in around):
        return False
    for quantity in text.quantities:
        if quantity.kind != "count" or quantity.low + 1 != claimed.low:
            continue
        before = [t.lower for t in text.tokens[max(0, quantity.first - 3) : quantity.first]]
        after = text.tokens[quantity.last + 1 : quantity.last + 4]
        fellows = any(t.lower == "others" or people.is_coworker(t.lower) for t in after)
        if fellows and {"me", "with", "plus", "alongside", "i"} & set(before):
            return True
    return False
