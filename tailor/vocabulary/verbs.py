"""Classes of verbs: which verbs name the same kind of action with equal strength."""

from functools import cache

from tailor.vocabulary.spelling import american
from tailor.vocabulary.words import data_lines


@cache
def _classes() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in data_lines("verb_classes.tsv"):
        name, members = line.split("\t")
        for verb in members.split():
            table.setdefault(american(verb), set()).add(name)
    return {verb: frozenset(names) for verb, names in table.items()}


def verb_classes(verb: str) -> frozenset[str]:
    """Name the classes of a verb's base form; a particle follows a hyphen ("set-up")."""
    return _classes().get(verb, frozenset())
