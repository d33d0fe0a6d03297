"""Documents in, one profile out."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tailor.domain.profile import Profile
from tailor.errors import InputError
from tailor.files import decode, read_bytes
from tailor.importing.documents import kinds
from tailor.importing.documents.document import document, plain_blocks
from tailor.importing.documents.reader import MAX_FILE_BYTES, text_of
from tailor.importing.imported import Imported
from tailor.importing.located import read as read_located
from tailor.importing.mapped import europass, json_resume, keyed, linkedin
from tailor.importing.merging import merged
from tailor.importing.structure import reading

_HALF_LIST = re.compile(
    r"^(?P<key>[ ]*(?:- )?[\w-]+:[ ]+)(?P<value>\[[^\]\n]*\][^\s#,\]}][^\n]*)$", re.MULTILINE
)
_LITERAL = re.compile(r"(?:const|let|var|exports?)\b[^={;]*(?::[^={;]*)?=\s*(?=\{)")


def import_documents(paths: Iterable[Path], *, existing: Profile | None = None) -> Imported:
    """Make one profile of documents, added to `existing` when there is one.

    The same entry in two documents becomes one with both wordings; what they disagree on is in the
    warnings and never decided. Raises InputError when a document cannot be read.
    """
    return merged([import_document(path) for path in paths], existing=existing)


def import_document(path: Path) -> Imported:
    """Read one document of any supported format."""
    data = read_bytes(path, what="document", limit=MAX_FILE_BYTES)
    try:
        return _read(data, path.name)
    except RecursionError as error:
        raise InputError(f"{path.name} is nested too deeply for a résumé.") from error


def _read(data: bytes, name: str) -> Imported:
    match kinds.kind_of(data, name):
        case "json" | "yaml":
            return _structured(data, name)
        case "xml":
            return europass.read(data, name)
        case "zip":
            return keyed.read(*linkedin.tables(data, name))
        case "text" if literal := _literal(data):
            return _structured(literal, name)
        case _:
            return reading.read(text_of(data, name))


def _structured(data: bytes, name: str) -> Imported:
    text = decode(data, what="document", name=name)
    source = document(name, data, plain_blocks(text))
    value = _value(text, name)
    if not isinstance(value, Mapping):
        raise InputError(
            f"{name} holds no fields. Give a résumé in JSON or YAML, or as a document."
        )
    warnings: list[str] = []
    if (profile := json_resume.profile_of(value, warnings)) is not None:
        return Imported(profile=profile, warnings=tuple(dict.fromkeys(warnings)))
    return keyed.read(value, source)


def _value(text: str, name: str) -> Any:
    """The file's values. Raises InputError with the line of the first mistake."""
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            found = _tolerant(text, name)
            if found is None:
                raise InputError(
                    f"{name}:{error.lineno}: This is no valid JSON ({error.msg}). Mend it there."
                ) from error
            return found
    return _yaml(text, name)


def _yaml(text: str, name: str) -> Any:
    # "[Dr.] Vale" begins like a list and is none; a strict reader stops there.
    located = read_located(_HALF_LIST.sub(_quoted, text), name)
    if located.problems and located.value in (None, {}, []):
        first = located.problems[0]
        raise InputError(f"{name}:{first.line}: {first.message}")
    return located.value


def _quoted(match: re.Match[str]) -> str:
    value = match.group("value").replace("'", "''")
    return f"{match.group('key')}'{value}'"


def _tolerant(text: str, name: str) -> Any:
    """An object literal of a programming language, which YAML reads where JSON does not."""
    if not re.match(r"\{\s*[A-Za-z_]\w*\s*:", text):
        return None
    try:
        return _yaml(text, name)
    except InputError:
        return None


def _literal(data: bytes) -> bytes | None:
    """The object in a source file that holds a résumé ("export const resume = {…};")."""
    text = data.decode("utf-8", errors="ignore")
    found = _LITERAL.search(text[:2000])
    end = text.rfind("}")
    return text[found.end() : end + 1].encode() if found and end > found.end() else None
