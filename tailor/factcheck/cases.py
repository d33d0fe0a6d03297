"""Claim and evidence as JSON lines: the machine's door, shared by `check` and the evals."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import Field, ValidationError

from tailor.domain.base import Frozen
from tailor.domain.verdicts import Context, Verdict
from tailor.errors import InputError
from tailor.factcheck.check import check


class Case(Frozen, extra="ignore"):
    """One line: a claim, the statements of one entry it may rest on, and that entry's header.

    `gold`, `kind` and the rest are labels that datasets carry; the check never sees them.
    """

    id: str
    claim: str
    evidence: tuple[str, ...]
    context: Context = Context()
    gold: str | None = None
    kind: str | None = None
    trade: str | None = None
    twin: str | None = Field(default=None, description="id of the case with the other label")

    def verdict(self) -> Verdict:
        """What the fact-checker says of the claim."""
        return check(self.claim, self.evidence, self.context)


def read_cases(lines: Iterable[str], *, name: str) -> Iterator[Case]:
    """Read cases one by one. Raises InputError that names the line and what is wrong with it."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{where} is no JSON object. Write one object a line.") from error
        yield _case(fields, where)


def _case(fields: Any, where: str) -> Case:
    if not isinstance(fields, dict):
        raise InputError(f"{where} is no JSON object. Write one object a line.")
    evidence = fields.get("evidence")
    known = {key: value for key, value in fields.items() if key in Case.model_fields}
    known["evidence"] = (evidence,) if isinstance(evidence, str) else evidence
    if isinstance(context := fields.get("context"), dict):
        known["context"] = {
            key: value
            for key, value in context.items()
            if key in Context.model_fields and isinstance(value, str)
        }
    else:
        known.pop("context", None)
    if isinstance(fields.get("id"), int):
        known["id"] = str(fields["id"])
    for label in ("gold", "kind", "trade", "twin"):
        if not isinstance(known.get(label), str):
            known.pop(label, None)
    try:
        return Case.model_validate(known)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InputError(
            f"{where}: “{field}” is missing or wrong ({first['msg']}). "
            'A line needs "id", "evidence" (text or a list of texts) and "claim".'
        ) from error


def answer(case: Case, verdict: Verdict) -> dict[str, Any]:
    """One line of the answer, as documented for `tailor check --cases`."""
    return {
        "id": case.id,
        "label": verdict.label,
        "findings": [
            {
                "kind": finding.kind,
                "claim": finding.claim.text,
                "evidence": finding.evidence.text if finding.evidence else "",
                "reason": finding.reason,
            }
            for finding in verdict.findings
        ],
    }
