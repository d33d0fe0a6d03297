"""The summary of a batch: a line of JSON for every pair as it ends, and a table at the end."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from tailor.batch.row import Row
from tailor.errors import InputError

_LINES = "summary.jsonl"
_TABLE = "summary.html"


class Summary:
    """Takes one row after the other; none is held in memory."""

    def __init__(self, folder: Path) -> None:
        self.lines = folder / _LINES
        self.table = folder / _TABLE

    def __enter__(self) -> Self:
        try:
            self.lines.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = self.lines.open("w", encoding="utf-8")
        except OSError as error:
            raise InputError(
                f"{self.lines} cannot be written ({error.strerror}). Give another --out."
            ) from error
        return self

    def __exit__(
        self,
        error: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        self._write_table()

    def add(self, row: Row) -> None:
        """Write a row; it is on disk when this returns."""
        self._file.write(row.model_dump_json() + "\n")
        self._file.flush()

    def _write_table(self) -> None:
        from jinja2 import Environment, PackageLoader  # noqa: PLC0415 - needed once, at the end

        environment = Environment(
            loader=PackageLoader("tailor.batch", "data"), autoescape=True, trim_blocks=True
        )
        rows = environment.get_template("summary.html.j2").generate(rows=read_rows(self.lines))
        partial = self.table.with_suffix(".partial")
        with partial.open("w", encoding="utf-8") as file:
            file.writelines(rows)
        partial.replace(self.table)


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a summary, one at a time."""
    with path.open("rb") as lines:
        for line in lines:
            yield Row.model_validate_json(line)
