"""Which skills the evidence shows, and how well: done, or only listed."""

from collections.abc import Iterable, Mapping

from tailor.domain.matching import Evidence
from tailor.stages.matching.index import Vocabulary, index_evidence

DONE = 0.9  # a statement of what was done with it, or with a kind of it


def skills_shown(
    evidence: Iterable[Evidence], vocabulary: Vocabulary
) -> Mapping[str, Mapping[str, float]]:
    """The name of each term -> the evidence that shows it, by id, with a weight in (0, 1].

    From `DONE` up a statement says what was done with it; below, it is listed, said of oneself, or
    kept at a distance ("studied", "basic knowledge of").
    """
    index = index_evidence(evidence, vocabulary)
    return {
        name: {index.evidence[number].id: weight for number, weight in found.items()}
        for name, found in index.shown.items()
    }
