"""Members of a ZIP file, read within limits."""

import io
import zipfile

from tailor.errors import InputError

MAX_MEMBERS = 2_000
MAX_UNPACKED = 60_000_000
_SUSPICIOUS = 6_000_000
_MAX_RATIO = 200


def members(data: bytes, name: str) -> dict[str, bytes]:
    """Every file in the archive by its path inside; nothing is ever written to disk.

    Raises InputError for a damaged or encrypted archive, or one that unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _check(infos, len(data), name)
            return {info.filename: _read(archive, info, name) for info in infos}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as error:
        raise InputError(f"{name} is a damaged archive. Export or save it again.") from error
    except RuntimeError as error:
        raise InputError(f"{name} is encrypted. Give it without a password.") from error


def _check(infos: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    """Raise InputError when the archive announces too many files or too many bytes."""
    unpacked = sum(info.file_size for info in infos)
    bomb = unpacked > _SUSPICIOUS and unpacked > packed * _MAX_RATIO
    if len(infos) > MAX_MEMBERS or unpacked > MAX_UNPACKED or bomb:
        raise InputError(f"{name} unpacks to far more than a résumé holds, so it was not opened.")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    # The announced size may lie: read one byte more than announced, never more.
    with archive.open(info) as member:
        data = member.read(info.file_size + 1)
    if len(data) > info.file_size:
        raise InputError(f"{name} unpacks to more than it announces, so it was not opened.")
    return data
