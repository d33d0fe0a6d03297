"""A model's wordings and what people say of them: writer and checker measured apart."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tailor.domain.base import Frozen
from tailor.domain.changes import ChangeSet, Kept, Proposal, Rewrite
from tailor.domain.matching import Evidence
from tailor.errors import ModelError
from tailor.evals.claims import LabelledClaim, Truth
from tailor.llm.canned import ScriptedProvider
from tailor.llm.port import Request

_STATEMENT = re.compile(r"^\[(s\d+)\] (.*)$", re.MULTILINE)


class Wording(Frozen):
    """One wording by a model of one statement; `passed` says whether it was let into the résumé.

    `truth` is what people say of it, None when nobody has labelled it.
    """

    statement: str
    text: str
    passed: bool
    truth: Truth | None
    kind: str = ""


class Labels:
    """What people say of wordings, by statement and wording."""

    def __init__(self, claims: Iterable[LabelledClaim]) -> None:
        self._claims = {_key(claim.case.evidence[0], claim.case.claim): claim for claim in claims}

    def wording(self, statement: str, text: str, *, passed: bool) -> Wording:
        """The wording with its label."""
        claim = self._claims.get(_key(statement, text))
        truth, kind = (claim.truth, claim.kind) if claim else (None, "")
        return Wording(statement=statement, text=text, passed=passed, truth=truth, kind=kind)


def wordings(
    proposals: Iterable[Proposal],
    change_set: ChangeSet,
    evidence: Mapping[str, Evidence],
    labels: Labels,
) -> tuple[Wording, ...]:
    """Everything a model worded in a run: what passed, and what was refused on the way.

    A first wording that neither passed nor is among the refused ones was repaired: it was refused.
    Where nothing was suggested and nothing refused, it passed and was no better than what it words.
    """
    rewrites = [change for change in change_set.changes if isinstance(change, Rewrite)]
    refused = [
        (kept.statement_id, attempt.text)
        for kept in change_set.kept
        if isinstance(kept, Kept)
        for attempt in kept.attempts
        if attempt.by == "model"
    ]
    final = {(r.statement_id, r.after) for r in rewrites if r.by == "model"}
    # A verified wording that lost to a better one was let pass, too: the choice is not the check.
    final |= {(r.statement_id, o.text) for r in rewrites for o in r.others if o.by == "model"}
    first = [(p.statement_id, p.text) for p in proposals if p.by == "model"]
    settled = {r.statement_id for r in rewrites} | {k.statement_id for k in change_set.kept}
    final |= {(id_, text) for id_, text in first if id_ not in settled}
    every = dict.fromkeys([*first, *refused, *final])
    return tuple(
        labels.wording(evidence[id_].text, text, passed=(id_, text) in final)
        for id_, text in every
        if id_ in evidence
    )


def stand_in(claims: Sequence[LabelledClaim]) -> ScriptedProvider:
    """A provider that words statements as these labelled claims do, and can do nothing else."""
    answers = {_folded(claim.case.evidence[0]): claim.case.claim for claim in claims}

    def script(request: Request) -> str:
        if request.step != "rewrite":
            raise ModelError(f"The stand-in has no answer to {request.step}.")
        statements = _STATEMENT.findall(request.messages[-1].content)
        return json.dumps(
            {
                "rewrites": [
                    _answer(id_, answers[text])
                    for id_, line in statements
                    if (text := _folded(line)) in answers
                ]
            }
        )

    return ScriptedProvider(script, name="stand-in")


def _answer(statement_id: str, text: str) -> dict[str, Any]:
    return {
        "statement_id": statement_id,
        "text": text,
        "requirement_ids": [],
        "evidence_ids": [statement_id],
        "claims": [text],
    }


def _key(statement: str, text: str) -> tuple[str, str]:
    return _folded(statement), _folded(text)


def _folded(text: str) -> str:
    return " ".join(text.split())
