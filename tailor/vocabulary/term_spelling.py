"""How a text writes the terms it names: "Postgres" or "PostgreSQL", "k8s" or "Kubernetes"."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from tailor.vocabulary.terms import terms

# A tool has one meaning however it is written. A method's names differ in grammar, too.
_RESPELLED_KINDS = frozenset({"tool", "language", "platform"})


@lru_cache(maxsize=256)
def spellings(text: str) -> Mapping[str, str]:
    """Each tool's name -> how the text most often writes it, among the ways that are known."""
    index = terms()
    seen: dict[str, Counter[str]] = {}
    for found in index.find(text):
        if found.kind in _RESPELLED_KINDS:
            seen.setdefault(found.name, Counter())[found.surface] += 1
    known = {name: {name, *index.aliases(name)} for name in seen}
    return {
        name: next((written for written, _ in counts.most_common() if written in known[name]), name)
        for name, counts in seen.items()
    }
