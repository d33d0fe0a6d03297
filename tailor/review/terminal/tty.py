"""The person's terminal: one key at a time, a line to edit, their own editor."""

import os
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tailor.errors import InputError

# An arrow key sends ESC and more at once; a person is slower.
_SEQUENCE_SECONDS = 0.05


class Terminal(Protocol):
    """Where a review talks with a person."""

    def width(self) -> int:
        """The number of columns."""

    def write(self, text: str) -> None:
        """Show a text and end the line."""

    def key(self, prompt: str) -> str:
        """One key; "" at the end of input. Line ends are passed over: "a" and "a, Enter" do."""

    def line(self, prompt: str, text: str) -> str:
        """A line to edit, beginning with `text`; empty when the person gave up."""

    def editor(self, text: str) -> str:
        """The text after the person's own editor. Raises InputError when that cannot run."""


class Tty:
    """The terminal on standard input and output."""

    def width(self) -> int:
        """The columns of the window, at most 100: longer lines are hard to read."""
        return min(shutil.get_terminal_size((80, 24)).columns, 100)

    def write(self, text: str) -> None:
        """Print it at once."""
        print(text, flush=True)

    def key(self, prompt: str) -> str:
        """One key, shown as it is pressed."""
        pressed = _one_key(prompt)
        print(pressed if pressed.isprintable() else "", flush=True)
        return pressed

    def line(self, prompt: str, text: str) -> str:
        """A line in the terminal's own line editor."""
        try:
            with _prefilled(text):
                return input(prompt)
        except EOFError:
            return ""

    def editor(self, text: str) -> str:
        """The text after $VISUAL or $EDITOR."""
        command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if not command:
            raise InputError("No editor is set. Set EDITOR, or edit in place with e.")
        with tempfile.TemporaryDirectory(prefix="tailor-") as folder:
            path = Path(folder) / "line.txt"
            path.write_text(f"{text}\n", encoding="utf-8")
            try:
                code = subprocess.call([*shlex.split(command), str(path)])
                edited = path.read_text("utf-8")
            except (OSError, ValueError) as error:
                raise InputError(f"The editor '{command}' did not work ({error}).") from error
        if code != 0:
            raise InputError(f"The editor '{command}' ended with an error; nothing is changed.")
        return edited


@contextmanager
def _prefilled(text: str) -> Iterator[None]:
    try:
        import readline  # noqa: PLC0415 -- Windows has none
    except ModuleNotFoundError:
        yield
        return
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        yield
    finally:
        readline.set_startup_hook()


def _one_key(prompt: str) -> str:
    try:
        import termios  # noqa: PLC0415 -- Windows has none
        import tty  # noqa: PLC0415
    except ModuleNotFoundError:
        print(prompt, end="", flush=True)
        answers = (line.strip()[:1] for line in iter(sys.stdin.readline, ""))
        return next(filter(None, answers), "")
    before = termios.tcgetattr(sys.stdin)
    try:
        # Drain, not flush: what was typed ahead counts.
        tty.setcbreak(sys.stdin, termios.TCSADRAIN)
        # Only now: a key that answers a prompt at once would be shown twice.
        print(prompt, end="", flush=True)
        return _pressed(sys.stdin.fileno())
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def _pressed(stdin: int) -> str:
    """The next key that is neither a line end nor an arrow or function key; "" at the end."""
    while (byte := os.read(stdin, 1)) not in (b"", b"\x04"):
        if byte == b"\x1b":
            while select.select([stdin], [], [], _SEQUENCE_SECONDS)[0]:
                os.read(stdin, 1)
        elif byte not in b"\r\n":
            return byte.decode("ascii", errors="replace")
    return ""
