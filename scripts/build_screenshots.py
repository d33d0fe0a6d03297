"""Take the pictures of docs/screenshots and the transcript of a review in a terminal.

Run it from the repository: python scripts/build_screenshots.py (needs Chromium, the extra "web"
and playwright). It tailors the sample nurse to a made-up ad and reviews that run.
"""

import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

_ROOT = Path(__file__).parent.parent
_PICTURES = _ROOT / "docs" / "screenshots"
_LAPTOP, _PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
_TAILOR = [sys.executable, "-m", "tailor"]
_PROMPT = "q quit\n> "
# What is pressed, and what is waited for before the next.
_PRESSED = (
    ("a", _PROMPT),
    ("e", "40 patients."),
    (" It won a national award.\n", "drop it> "),
    ("n", _PROMPT),
    ("g", _PROMPT),
    ("q", "docx\n"),
)
_JOB = """\
Community Nurse, Northmere Health

We are looking for a community nurse for our teams in the villages around the lake.

Requirements:
- Experience with wound care at home
- Experience with catheter care and insulin
- Experience supervising student nurses
- Driving licence

Nice to have:
- Non-medical prescribing
- Experience with remote monitoring of patients
"""


def main() -> None:
    sys.path.insert(0, str(_ROOT / "tests"))
    from review_browser import launch  # noqa: PLC0415 -- beside the tests that use it

    _PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        run = _tailored(Path(folder))
        # Without where and when, so that it changes only with the program.
        transcript = re.sub(r"-\d{8}-\d{6}", "", _transcript(run).replace(folder, "."))
        (_PICTURES / "terminal.txt").write_text(transcript, encoding="utf-8")
        with sync_playwright() as playwright:
            browser = launch(playwright)
            _photograph(browser, run)
            browser.close()


def _tailored(folder: Path) -> Path:
    job = folder / "community_nurse.txt"
    job.write_text(_JOB, encoding="utf-8")
    profile = _ROOT / "profiles" / "community_nurse.yaml"
    command = [*_TAILOR, "--offline", "--job", str(job), "--profile", str(profile)]
    subprocess.run(
        [*command, "--out", str(folder / "runs")], check=True, cwd=_ROOT, stdout=subprocess.DEVNULL
    )
    (run,) = (folder / "runs").iterdir()
    return run


def _photograph(browser: Browser, run: Path) -> None:
    (run / "decisions.json").unlink(missing_ok=True)
    server = subprocess.Popen(
        [*_TAILOR, "review", str(run), "--web"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    link = next(
        found[0] for line in server.stderr or () if (found := re.search(r"http:\S+", line.decode()))
    )
    context = browser.new_context(viewport=_LAPTOP)
    page = context.new_page()
    page.goto(link)
    for key in "na":
        page.keyboard.press(key)
    page.locator("#progress", has_text="1 of").wait_for()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.screenshot(path=_PICTURES / "review-light.png")
    page.get_by_label("Side by side").check()
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=_PICTURES / "review-dark.png")
    page.get_by_label("Inline").check()
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(_PHONE)
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=_PICTURES / "review-phone.png")
    page.get_by_role("button", name="End review").click()
    page.locator(".done").wait_for()
    context.close()
    server.communicate(timeout=20)


def _transcript(run: Path) -> str:
    """What a person sees in a terminal of 80 columns."""
    terminal, its_end = pty.openpty()
    environment = os.environ | {"NO_COLOR": "1", "COLUMNS": "80", "TERM": "xterm"}
    review = subprocess.Popen(
        [*_TAILOR, "review", str(run)],
        stdin=its_end,
        stdout=its_end,
        stderr=its_end,
        env=environment,
        cwd=_ROOT,
        start_new_session=True,
    )
    os.close(its_end)
    shown = _until(terminal, _PROMPT)
    for keys, answer in _PRESSED:
        os.write(terminal, keys.encode())
        shown += _until(terminal, answer)
    review.wait(20)
    os.close(terminal)
    return shown


def _until(terminal: int, text: str) -> str:
    shown, end = b"", time.monotonic() + 20
    while text not in shown.decode("utf-8", "ignore").replace("\r", ""):
        if time.monotonic() > end:
            raise TimeoutError(f"never shown: {text}\n{shown.decode('utf-8', 'ignore')}")
        if select.select([terminal], [], [], 0.3)[0]:
            shown += os.read(terminal, 65536)
    return shown.decode("utf-8", "ignore").replace("\r", "")


if __name__ == "__main__":
    main()
