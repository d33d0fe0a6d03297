"""Labelled claims: the project's own, and those of public benchmarks in their various shapes."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from tailor.domain.base import Frozen
from tailor.errors import InputError
from tailor.factcheck.cases import Case, read_cases

Truth = Literal["supported", "unsupported"]

# How FEVER, SummaC, AggreFact, NLI sets and ours name the same things.
_EVIDENCE = ("evidence", "document", "doc", "premise")
_CLAIM = ("claim", "summary", "hypothesis")
_LABEL = ("gold", "label", "gold_label")
_TRUTHS: dict[str, tuple[Truth, str]] = {
    "supported": ("supported", "supported"),
    "supports": ("supported", "supported"),
    "support": ("supported", "supported"),
    "entailment": ("supported", "supported"),
    "consistent": ("supported", "supported"),
    "1": ("supported", "supported"),
    "true": ("supported", "supported"),
    "unsupported": ("unsupported", "unsupported"),
    "not_supported": ("unsupported", "unsupported"),
    "partially_supported": ("unsupported", "partially_supported"),
    "refutes": ("unsupported", "refuted"),
    "refuted": ("unsupported", "refuted"),
    "contradict": ("unsupported", "refuted"),
    "contradiction": ("unsupported", "refuted"),
    "contradicted": ("unsupported", "refuted"),
    "not_enough_info": ("unsupported", "not_enough_info"),
    "not_enough_information": ("unsupported", "not_enough_info"),
    "not_enough_evidence": ("unsupported", "not_enough_info"),
    "neutral": ("unsupported", "not_enough_info"),
    "inconsistent": ("unsupported", "unsupported"),
    "0": ("unsupported", "unsupported"),
    "false": ("unsupported", "unsupported"),
}


class LabelledClaim(Frozen):
    """A claim with its evidence and what people said of it; `truth` is None without a label."""

    id: str
    kind: str
    part: str
    truth: Truth | None
    case: Case


def shipped_claims(folder: Path) -> tuple[LabelledClaim, ...]:
    """The project's own claims: files named after their part and writer, dev_ada.jsonl."""
    claims: list[LabelledClaim] = []
    for path in sorted(folder.glob("*.jsonl")):
        claims += read_claims(path, part=path.stem.partition("_")[0])
    return tuple(claims)


def read_claims(path: Path, *, part: str) -> tuple[LabelledClaim, ...]:
    """Read labelled claims in our format or a benchmark's.

    Raises InputError when the file cannot be read, a line is wrong, or no line has a label.
    """
    claims = tuple(_claims(path, part))
    if not any(claim.truth for claim in claims):
        raise InputError(
            f'{path} has no labelled line. Each needs "gold": "supported" or "unsupported" (or '
            '"label": "SUPPORTS", "REFUTES" or "NOT ENOUGH INFO").'
        )
    return claims


def _claims(path: Path, part: str) -> Iterator[LabelledClaim]:
    seen: Counter[str] = Counter()
    for case in read_cases(_canonical_lines(path), name=str(path)):
        seen[case.id] += 1
        id_ = case.id if seen[case.id] == 1 else f"{case.id}#{seen[case.id]}"
        truth, kind = _TRUTHS.get(_folded(case.gold or ""), (None, "unlabelled"))
        yield LabelledClaim(id=id_, kind=case.kind or kind, part=part, truth=truth, case=case)


def _canonical_lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                yield _canonical(line, number)
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text. Save it as UTF-8.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}).") from error


def _canonical(line: str, number: int) -> str:
    """The line in our format; one that is no object stays as it is, for the reader to refuse."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return line
    if not isinstance(fields, dict):
        return line
    label = _first(fields, _LABEL)
    named = {
        "id": fields.get("id", f"line {number}"),
        "claim": _first(fields, _CLAIM),
        "evidence": _first(fields, _EVIDENCE),
        "gold": None if label is None else str(label),
    }
    return json.dumps({**fields, **{key: value for key, value in named.items() if value}})


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((fields[name] for name in names if fields.get(name) is not None), None)


def _folded(label: str) -> str:
    return "_".join(label.lower().replace("-", " ").replace("_", " ").split())
