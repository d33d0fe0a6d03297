"""Where a batch keeps its runs: one folder a pair, there as a whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from tailor.batch.row import Row
from tailor.domain.evidence import slug
from tailor.errors import InputError

_ROW = "row.json"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


class Folders:
    """The run folders of a batch: `<profile>/<job>-<key>`, with the pair's row in each.

    The folder is the record of what is done; the summary is made of the rows in them.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def place(self, profile: str, job: str, key: str) -> str:
        """Where a pair's run belongs, within the batch's folder."""
        return f"{slug(profile)[:60]}/{slug(job)[:60]}-{key}"

    def row(self, place: str) -> Row | None:
        """The row of a run that is done; None when it is not, or not whole."""
        try:
            return Row.model_validate_json((self.path / place / _ROW).read_bytes())
        except (OSError, ValidationError):
            return None

    def keep(self, place: str, contents: Mapping[str, str], row: Row) -> None:
        """Write a run folder. Raises InputError when it cannot be written.

        Why no fsync: a killed process loses nothing without it, and it costs more than a pair's
        whole work. After a power cut a folder without a readable row is made anew.
        """
        final = self.path / place
        try:
            final.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=final.parent))
            for name, content in (*contents.items(), (_ROW, row.model_dump_json())):
                # pathlib cannot say who may read a new file.
                with open(made / name, "xb", opener=_private) as file:
                    file.write(content.encode())
            if final.exists():
                shutil.rmtree(final)
            made.rename(final)
        except OSError as error:
            raise InputError(
                f"{final} cannot be written ({error.strerror}). Give another folder with --out."
            ) from error
