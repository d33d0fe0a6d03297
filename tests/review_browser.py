"""A real headless Chromium for the tests that use the page, where there is one."""

import os
import shutil

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def browser_path():
    """The browser of TAILOR_TEST_BROWSER, or one on the path; None where there is none."""
    named = os.environ.get("TAILOR_TEST_BROWSER")
    return named or next(filter(None, map(shutil.which, _NAMES)), None)


def launch(playwright):
    """Start it. It asks nothing of the network."""
    return playwright.chromium.launch(executable_path=browser_path(), args=list(_ARGUMENTS))
