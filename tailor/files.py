"""Files in and out: bounded reads with plain errors, atomic writes that never overwrite unasked."""

import codecs
import os
import tempfile
from pathlib import Path

from tailor.errors import InputError

MAX_BYTES = 5_000_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_bytes(path: Path, *, what: str, limit: int = MAX_BYTES) -> bytes:
    """Read a whole file of at most `limit` bytes. `what` names it in errors ("job posting").

    Raises InputError when the file is missing, a folder, unreadable, empty or too large.
    """
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder. Give the {what} as a file.")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file. Check the path of the {what}.") from None
    except OSError as error:
        raise InputError(f"{path}: the {what} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise InputError(f"This is no usable path for the {what}: {error}.") from error
    if len(data) > limit:
        raise InputError(
            f"{path} is larger than {limit // 1_000_000} MB, too large for a {what}. "
            "Give only the text that matters."
        )
    if not data.strip():
        raise InputError(f"{path} is empty. Put the {what} in it.")
    return data


def decode(data: bytes, *, what: str, name: str) -> str:
    """Turn bytes into text: by byte order mark, else UTF-8, else UTF-16 by its zeros, else cp1252.

    Raises InputError when the bytes are not text.
    """
    text = _decoded(data)
    control = sum(1 for c in text[:20_000] if ord(c) < 32 and c not in "\t\n\r\f\v")
    if control > max(2, len(text[:20_000]) // 200) or "\x00" in text[:20_000]:
        raise InputError(f"{name} is not text. Give the {what} as a plain text file.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    sample = data[:4000]
    if len(sample) >= 8 and sample.count(0) > len(sample) // 4:
        odd = sample[1::2].count(0)
        return data.decode("utf-16-le" if odd > sample[::2].count(0) else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def write_atomically(path: Path, content: str | bytes, *, overwrite: bool = True) -> None:
    """Write a file so that it is there whole or not at all; private to the user (0600).

    Raises InputError when it exists and `overwrite` is false, or when it cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            Path(temporary).replace(path)
        else:
            os.link(temporary, path)
            Path(temporary).unlink()
        temporary = None
    except FileExistsError:
        raise InputError(
            f"{path} exists already and is not overwritten. Choose another name."
        ) from None
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}).") from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
