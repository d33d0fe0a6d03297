"""A model's words as a value: fences, prose around it and a cut end are forgiven, nothing else."""

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from tailor.errors import ModelError
from tailor.llm.port import Output

MAX_CHARACTERS = 400_000
_MAX_STARTS = 40
_FENCE = re.compile(r"```[a-zA-Z]*\s*\n(.*?)(?:```|\Z)", re.DOTALL)
_THOUGHTS = re.compile(r"<(think|thinking|reasoning)>.*?(</\1>|\Z)", re.DOTALL | re.IGNORECASE)


def parse(text: str, output_type: type[Output]) -> Output:
    """Read an answer of the wanted type out of the model's words.

    Raises ModelError when there is none. A list keeps its whole, valid items: a cut or malformed
    one is left out.
    """
    if len(text) > MAX_CHARACTERS:
        raise ModelError(f"The model's answer is too long ({len(text):,} characters).")
    for value in values(text):
        for shape in _shapes(value, output_type):
            try:
                return output_type.model_validate(shape)
            except ValidationError:
                continue
    raise ModelError(
        f"The model's answer is not the {output_type.__name__} it was asked for: {_excerpt(text)}"
    )


def values(text: str) -> Iterator[Any]:
    """Every JSON object or list in the text, likeliest first; last what a cut one still holds."""
    text = _THOUGHTS.sub("", text.lstrip("\ufeff")).strip()
    for block in (text, *(match[1] for match in _FENCE.finditer(text))):
        yield from _whole(block)
    starts = [match.start() for match in re.finditer(r"[{\[]", text)][:_MAX_STARTS]
    for start in starts:
        yield from _leading(text, start)
    for start in starts:
        yield from _cut(text[start:])


def _whole(text: str) -> Iterator[Any]:
    try:
        yield from _containers(from_json(text))
    except ValueError:
        return


def _leading(text: str, start: int) -> Iterator[Any]:
    try:
        yield from _containers(json.JSONDecoder().raw_decode(text, start)[0])
    except (ValueError, RecursionError):
        return


def _cut(text: str) -> Iterator[Any]:
    try:
        yield from _containers(from_json(text, allow_partial=True))
    except ValueError:
        return


def _containers(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield value


def _shapes(value: Any, output_type: type[BaseModel]) -> Iterator[Any]:
    """The value itself, then the valid items of the type's only list, wrapped or bare."""
    if isinstance(value, dict):
        yield value
    if len(output_type.model_fields) != 1:
        return
    ((name, field),) = output_type.model_fields.items()
    items = value.get(name) if isinstance(value, dict) else value
    if isinstance(items, list):
        (item_type, *_) = get_args(field.annotation)
        if valid := [item for item in items if _is_valid(item, item_type)]:
            yield {name: valid}


def _is_valid(item: Any, item_type: type[BaseModel]) -> bool:
    try:
        item_type.model_validate(item)
    except ValidationError:
        return False
    return True


def _excerpt(text: str) -> str:
    words = " ".join(text.split())
    return repr(words[:120] + ("…" if len(words) > 120 else ""))
