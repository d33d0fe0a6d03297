"""A profile file, YAML or JSON, read into a Profile, with every problem named at its line."""

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path as FilePath
from typing import Any, get_args

from pydantic import ValidationError

from tailor.domain.evidence import evidence
from tailor.domain.profile import Profile, ProfileModel
from tailor.errors import InputError
from tailor.files import decode, read_bytes
from tailor.importing.located import Located, Path, Problem, read

_MAX_SHOWN = 20
_OWN = ("x-", "$", "_")
_SIMILAR = 0.75  # "wrok" is that near to "work"
_LIST = 'This must be a list, each item starting with "- " (in JSON: inside [ ]).'
_FIELDS = "This must be fields and values, one a line (in JSON: inside { })."
_ADVICE = {
    "string_pattern_mismatch": (
        'This is not a date. Write "2014", "2014-06", "2014-06-30" or "present".'
    ),
    "tuple_type": _LIST,
    "model_type": _FIELDS,
    "model_attributes_type": _FIELDS,
    "dict_type": _FIELDS,
    "int_parsing": "This must be a whole number.",
    "int_type": "This must be a whole number.",
    "missing": "This field is missing. Add it.",
}


def load_profile(path: FilePath) -> Profile:
    """Read a profile file.

    Raises InputError with every problem in it: file, line, field, and what to write instead.
    """
    data = read_bytes(path, what="profile")
    return parse_profile(decode(data, what="profile", name=str(path)), str(path))


def parse_profile(text: str, name: str) -> Profile:
    """Read a profile from YAML or JSON text; `name` stands for the file in errors.

    Raises InputError with every problem in it.
    """
    located = read(text, name)
    if not isinstance(located.value, dict):
        raise InputError(
            f"{name}: This is no profile. A profile is YAML or JSON with fields such as "
            '"basics:" and "work:"; profiles/ has samples.'
        )
    problems = [*located.problems, *_near_misses(located, Profile, located.value, ())]
    try:
        profile = Profile.model_validate(located.value)
    except ValidationError as error:
        problems += _invalid(located, error)
    if problems:
        raise InputError(_report(problems, name))
    _check_content(profile, name)
    return profile


def _check_content(profile: Profile, name: str) -> None:
    if profile.model_fields_set.isdisjoint(Profile.model_fields):
        raise InputError(
            f"{name}: None of its fields is a profile's. If it is a résumé in another format, "
            f"convert it first: tailor import {name} --out profile.yaml"
        )
    if not any(item.id != item.entry_id for item in evidence(profile)):
        raise InputError(
            f"{name}: This profile says nothing that was done. "
            'Add "highlights:" to an entry under "work:" or "projects:".'
        )


def _report(problems: list[Problem], name: str) -> str:
    ordered = sorted(set(problems), key=lambda p: (p.line, [str(step) for step in p.path]))
    lines = [f"{name}:{p.line}: {_field(p.path)}{p.message}" for p in ordered[:_MAX_SHOWN]]
    if len(ordered) > _MAX_SHOWN:
        lines.append(f"{name}: … and {len(ordered) - _MAX_SHOWN} more problems.")
    return "\n".join(lines)


def _field(path: Path) -> str:
    """Name a field as a person would point at it: work[0].startDate."""
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return f"{words.lstrip('.')}: " if words else ""


def _invalid(located: Located, error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False, include_context=True):
        path = detail["loc"]
        yield Problem(located.line(path), path, _advice(detail))


def _advice(detail: Any) -> str:
    is_statement = detail["type"] == "model_type" and detail["ctx"]["class_name"] == "Statement"
    is_date = str(detail["loc"][-1]).lower().endswith("date")
    if detail["type"] == "string_type" and is_date:
        return _ADVICE["string_pattern_mismatch"]
    if detail["type"] == "string_type" or is_statement:
        return _text_advice(detail["input"])
    if detail["type"] == "literal_error":
        return f"Write one of: {detail['ctx']['expected']}."
    return _ADVICE.get(detail["type"], f"{detail['msg']}.")


def _text_advice(value: Any) -> str:
    if value is None:
        return "This is empty. Write text, or remove the line."
    if isinstance(value, list | dict):
        return "This must be one text, not a list or fields."
    shown = str(value).lower() if isinstance(value, bool) else value
    return f'This must be text. Put it in quotes: "{shown}".'


def _near_misses(
    located: Located, model: type[ProfileModel], value: Mapping[str, Any], path: Path
) -> Iterator[Problem]:
    """Field names that are almost one of the profile's; other unknown fields are the person's."""
    known = _fields(model)
    for key, inner in value.items():
        here = (*path, key)
        if key not in known:
            if meant := _meant(key, _names(model)):
                message = f'There is no field "{key}". Did you mean "{meant}"?'
                yield Problem(located.line(here), here, message)
        elif (child := known[key]) is not None:
            items = enumerate(inner) if isinstance(inner, list) else ((None, inner),)
            for index, item in items:
                if isinstance(item, dict):
                    step = here if index is None else (*here, index)
                    yield from _near_misses(located, child, item, step)


def _meant(key: str, names: list[str]) -> str | None:
    """The field somebody meant; a key that says it is no field ("x-name", "$schema") means none."""
    if key.startswith(_OWN):
        return None
    plain = {name.lower(): name for name in names}
    wanted = key.lower().replace("_", "").replace("-", "").replace(" ", "")
    close = difflib.get_close_matches(wanted, plain, n=1, cutoff=_SIMILAR)
    return plain[close[0]] if close and len(close[0]) >= 3 else None


def _names(model: type[ProfileModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


@cache
def _fields(model: type[ProfileModel]) -> dict[str, type[ProfileModel] | None]:
    """Every accepted spelling of a field's name, with the model it holds, if it holds one."""
    held = {name: _model_in(info.annotation) for name, info in model.model_fields.items()}
    return {
        spelling: held[name]
        for name, info in model.model_fields.items()
        for spelling in (name, info.alias or name)
    }


def _model_in(annotation: Any) -> type[ProfileModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, ProfileModel):
        return annotation
    found = (_model_in(inner) for inner in get_args(annotation))
    return next((model for model in found if model is not None), None)
