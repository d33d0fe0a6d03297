"""The JSON Schema of an answer, as strict servers want it."""

import copy
import functools
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel


@functools.cache
def strict_schema(output_type: type[BaseModel]) -> Mapping[str, Any]:
    """The type's JSON Schema with every object closed and every field required.

    OpenAI's strict mode demands both; servers that compile schemas to grammars profit.
    """
    schema = copy.deepcopy(output_type.model_json_schema())
    _close(schema)
    return schema


def _close(node: Any) -> None:
    if isinstance(node, list):
        for item in node:
            _close(item)
    elif isinstance(node, dict):
        if node.get("type") == "object" and "properties" in node:
            node["additionalProperties"] = False
            node["required"] = list(node["properties"])
        node.pop("title", None) if not isinstance(node.get("title"), dict) else None
        for item in node.values():
            _close(item)
