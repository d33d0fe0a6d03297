"""The review in a real (pseudo-)terminal: what is seen, what is pressed, what is kept."""

import codecs
import os
import re
import select
import signal
import subprocess
import sys
import time

import pytest
from review_samples import DOUGHS, MENU, run_folder

pty = pytest.importorskip("pty", reason="needs a system with pseudo-terminals")

_PROMPT = "q quit\n> "
# Ctrl-C reaches a process only through the terminal that controls it, and only where no parent
# (a job in the background, say) has it ignored.
_IN_TERMINAL = """
import fcntl, os, signal, sys, termios
signal.signal(signal.SIGINT, signal.SIG_DFL)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "tailor", *sys.argv[1:]])
"""


class Screen:
    """`tailor review` in a terminal of 80 columns."""

    def __init__(self, run, **environment):
        self.shown = ""
        self._looked_at = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._terminal, its_end = pty.openpty()
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _IN_TERMINAL, "review", str(run.path)],
            stdin=its_end,
            stdout=its_end,
            stderr=its_end,
            env={"TERM": "xterm", "COLUMNS": "80", "NO_COLOR": "1", **kept, **environment},
            start_new_session=True,
        )
        os.close(its_end)

    def until(self, text=_PROMPT, *, seconds=20):
        """What is shown up to `text`, from where it was last looked at."""
        begin, end = self._looked_at, time.monotonic() + seconds
        while (found := self.shown.find(text, begin)) < 0:
            assert time.monotonic() < end, f"never shown: {text!r}\n{self.shown[begin:]}"
            if select.select([self._terminal], [], [], 0.1)[0]:
                self.shown += self._read()
        self._looked_at = found + len(text)
        return self.shown[begin : self._looked_at]

    def press(self, keys, until=_PROMPT):
        """What is shown after pressing the keys."""
        os.write(self._terminal, keys.encode())
        return self.until(until)

    def type(self, keys):
        """Press keys that nothing is shown for."""
        os.write(self._terminal, keys.encode())

    def end(self):
        """The exit code, after the rest of the output."""
        while text := self._read():
            self.shown += text
        os.close(self._terminal)
        return self.process.wait(10)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)
        os.close(self._terminal)

    def _read(self):
        try:
            read = self._decoder.decode(os.read(self._terminal, 65536))
        except OSError:
            return ""
        return read.replace("\r", "")


@pytest.fixture
def run(tmp_path):
    return run_folder(tmp_path / "runs")


def actions(run):
    return [(made.change_id, made.action) for made in run.decisions() or ()]


def test_a_card_shows_the_change_what_it_serves_what_it_rests_on_and_the_verdict(run):
    screen = Screen(run)
    seen = screen.until()
    for text in (
        "New wording 1 of 5: undecided",
        "Pastry Cook, Hotel Marina (2019-03 to 2023-02)",
        "[-I have also been able to make-] {+Made+} laminated doughs for 120 guests.",
        "As it will stand:\n  Made laminated doughs for 120 guests.",
        "- Experience with laminated doughs (must have)",
        "- I have also been able to make laminated doughs for 120 guests.",
        "- Supported by your profile",
        "a accept, r reject, e edit",
    ):
        assert text in seen
    assert all(len(line) <= 80 for line in seen.splitlines())
    screen.press("q", until="Next:")
    assert screen.end() == 0


def test_text_from_the_ad_cannot_command_the_terminal(run):
    screen = Screen(run)
    assert "\x1b" not in screen.until()
    assert "<script>alert('ad')</script>" in screen.shown
    screen.kill()


@pytest.mark.parametrize("after", ["", "\n"])
def test_one_key_decides_with_or_without_enter_and_goes_to_the_next(run, after):
    screen = Screen(run)
    screen.until()
    assert "Saved: accepted." in screen.press(f"a{after}", until="New text 2 of 5")
    screen.until()
    assert "Saved: rejected." in screen.press(f"r{after}", until="New wording 3 of 5")
    assert actions(run) == [("rewrite:doughs", "accept"), ("insert:summary", "reject")]
    screen.until()
    assert "Undone" in screen.press(f"u{after}", until="New text 2 of 5")
    assert actions(run) == [("rewrite:doughs", "accept")]
    screen.until()
    screen.press("q", until="Next:")
    assert screen.end() == 0
    assert "Accepted 1, rejected 0, edited 0, undecided 4." in screen.shown
    assert DOUGHS.after in (run.path / "resume.md").read_text("utf-8")


def test_arrow_keys_decide_nothing(run):
    screen = Screen(run)
    screen.until()
    for key in ("\x1b[A", "\x1bOB", "\x1b[3~"):
        screen.type(key)
        time.sleep(0.2)
    screen.press("n")
    assert run.decisions() is None
    screen.kill()


def test_a_refused_edit_says_why_and_stands_only_on_the_persons_word(run):
    screen = Screen(run)
    screen.until()
    seen = screen.press("e", until="doughs for 120 guests.")
    assert "An empty line changes nothing." in seen
    seen = screen.press(" Led the kitchen.\n", until="drop it> ")
    assert "Not supported" in seen
    assert "Led" in seen
    assert run.decisions() is None
    assert "Saved: your own statement." in screen.press("y")
    (made,) = run.decisions()
    assert made.verdict.by == "attested"
    screen.press("q", until="Next:")
    assert "which your profile does not show" in screen.shown
    assert "--save-attested" in screen.shown
    assert screen.end() == 0


def test_a_supported_edit_is_kept_without_more_questions(run):
    screen = Screen(run)
    screen.until()
    screen.press("e", until="for 120 guests.")
    # Ctrl-U empties the line.
    assert "Saved: edited by you." in screen.press("\x15Made laminated doughs.\n")
    assert run.decisions()[0].text == "Made laminated doughs."
    screen.kill()


def test_the_persons_own_editor_can_be_used(run, tmp_path):
    editor = tmp_path / "my editor"
    editor.write_text("#!/bin/sh\necho 'Made laminated doughs.' > \"$1\"\n", encoding="utf-8")
    editor.chmod(0o700)
    screen = Screen(run, EDITOR=f"'{editor}'")
    screen.until()
    assert "Saved: edited by you." in screen.press("E")
    assert run.decisions()[0].text == "Made laminated doughs."
    screen.kill()


def test_an_editor_that_does_not_exist_is_said_so(run):
    screen = Screen(run, EDITOR="/no/such/editor")
    screen.until()
    assert "That did not work: The editor '/no/such/editor'" in screen.press("E")
    assert run.decisions() is None
    screen.kill()


def test_kept_lines_and_gaps_are_looked_at_the_same_way_and_a_kept_line_can_be_mended(run):
    screen = Screen(run)
    screen.until()
    seen = screen.press("g")
    assert "Gap 1 of 1" in seen
    assert "Fluent French (must have)" in seen
    seen = screen.press("k")
    assert "Kept in your own words 1 of 1" in seen
    assert "which is less than “Led”" in seen
    assert "nothing to accept" in screen.press("a")
    screen.press("e", until="two colleagues.")
    mended = "Worked on less waste, together with two colleagues."
    assert "Saved: edited by you." in screen.press(f"\x15{mended}\n")
    assert [made.text for made in run.decisions()] == [mended]
    screen.kill()


def test_accept_all_takes_the_supported_wordings_and_no_line_away(run):
    screen = Screen(run)
    screen.until()
    assert "Saved: 2 new wordings accepted." in screen.press("A")
    assert {id_ for id_, _ in actions(run)} == {DOUGHS.id, MENU.id}
    screen.kill()


def test_a_killed_review_goes_on_where_it_was(run):
    screen = Screen(run)
    screen.until()
    screen.press("a", until="New text 2 of 5")
    screen.kill()
    again = Screen(run)
    seen = again.until()
    assert "5 suggestions, 4 undecided." in seen
    assert "New text 2 of 5" in seen
    again.kill()


def test_a_second_review_at_the_same_time_says_so_and_the_first_goes_on(run):
    first = Screen(run)
    first.until()
    second = Screen(run)
    second.until(f"by process {first.process.pid}")
    assert second.end() == 1
    assert "Saved" in first.press("a")
    first.kill()


def test_interrupting_keeps_what_was_decided(run):
    screen = Screen(run)
    screen.until()
    screen.press("a")
    screen.type("\x03")
    screen.until("what was finished is kept")
    assert screen.end() == 130
    assert actions(run) == [("rewrite:doughs", "accept")]


def test_colour_only_repeats_what_the_marks_say(run):
    coloured = Screen(run, NO_COLOR="")
    seen = coloured.until()
    assert "\x1b[31m[-I" in seen
    coloured.kill()
    plain = Screen(run)
    assert re.sub(r"\x1b\[[0-9;]*m", "", seen) == plain.until()
    plain.kill()
