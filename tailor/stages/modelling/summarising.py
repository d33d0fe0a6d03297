"""A summary for the ad, sentence by sentence; each rests on statements of one entry."""

from collections.abc import Iterable, Sequence

from tailor.domain.changes import Proposal
from tailor.domain.matching import Evidence
from tailor.domain.posting import Requirement
from tailor.errors import ModelError
from tailor.llm.answers import Summary
from tailor.llm.chains import Chain
from tailor.llm.port import ChatModel
from tailor.stages.modelling.matching import described, may_be_shown
from tailor.stages.modelling.quoting import listed, shortened
from tailor.stages.modelling.rewriting import one_line

_MAX_SENTENCES = 3
_MAX_STATEMENTS = 60
_MAX_REQUIREMENTS = 30


def propose_summary(
    model: ChatModel, evidence: Sequence[Evidence], requirements: Iterable[Requirement]
) -> tuple[Proposal, ...]:
    """One proposal a sentence, about the first statement it cites; () when there is none.

    Raises ModelError when the model gives no usable answer, or one that joins entries or names a
    statement that does not exist.
    """
    shown = [item for item in evidence if may_be_shown(item)][:_MAX_STATEMENTS]
    if not shown:
        return ()
    statements = {f"s{number}": item for number, item in enumerate(shown, 1)}
    asked = [f"[{r.id}] {r.kind}: {shortened(r.quote)}" for r in requirements]
    answer = Chain("summary", Summary, model).invoke(
        statements=listed({id_: described(item) for id_, item in statements.items()}),
        requirements="\n".join(asked[:_MAX_REQUIREMENTS]),
    )
    return tuple(
        _proposal(sentence.text, [statements.get(id_) for id_ in sentence.evidence_ids])
        for sentence in answer.sentences[:_MAX_SENTENCES]
    )


def _proposal(text: str, cited: Sequence[Evidence | None]) -> Proposal:
    line = one_line(text)
    known = [item for item in cited if item is not None]
    if line is None or not known or len(known) < len(cited):
        raise ModelError("The model's summary has a sentence that rests on nothing.")
    if len({item.entry_id for item in known}) > 1:
        raise ModelError("The model's summary joins two entries in one sentence.")
    ids = tuple(dict.fromkeys(item.id for item in known))
    return Proposal(statement_id=ids[0], text=line, evidence_ids=ids, by="model")
