"""Labels on disk, read into a type; a mistake in one is named with its file."""

import json
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from tailor.errors import InputError
from tailor.files import decode, read_bytes

_Model = TypeVar("_Model", bound=BaseModel)


def read_labels(path: Path, model: type[_Model], **also: Any) -> _Model:
    """Read a YAML or JSON file of labels; `also` are fields that the file does not hold.

    Raises InputError when it cannot be read or a field is wrong.
    """
    text = decode(read_bytes(path, what="labels"), what="labels", name=str(path))
    try:
        fields = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
        return model.model_validate({**fields, **also})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{path}: “{where}” is missing or wrong ({first['msg']}).") from error
    except (ValueError, TypeError, yaml.YAMLError) as error:
        raise InputError(f"{path} holds no labels ({error}).") from error
