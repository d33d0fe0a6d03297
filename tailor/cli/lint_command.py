"""`tailor lint`: what is odd in a profile, why it matters, and what to do."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from tailor.cli import DONE, REFUSED
from tailor.cli.console import paint, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tailor.domain.profile import Profile
    from tailor.importing.linting.finding import LintFinding

_COLOURS = {"error": "red", "warning": "yellow", "note": "dim"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Find impossible dates, overlaps, gaps, duplicates, numbers that disagree, typos, empty "
        "entries and characters that a checker cannot read. Nothing is changed without --fix."
    )
    parser.add_argument("profile", type=Path, metavar="PROFILE", help="the profile to look at")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.add_argument(
        "--show", metavar="ID", help="show an entry or statement and the line it was imported from"
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help="remove invisible characters and replace look-alike letters; nothing else",
    )


def run(args: argparse.Namespace) -> int:
    """Report on the profile; 3 when there are errors."""
    import datetime as dt

    from tailor.importing.linting.rules import lint
    from tailor.importing.profile_file import load_profile

    if args.fix:
        _fix(args.profile)
    profile = load_profile(args.profile)
    if args.show:
        return _show(profile, args.show, args.profile)
    # The person's own calendar decides what is in the future.
    findings = lint(profile, today=dt.datetime.now().astimezone().date())
    lines = _lines(args.profile, findings)
    if args.json:
        print(json.dumps(_json(findings, lines), ensure_ascii=False, indent=1))
    else:
        _print(args.profile, findings, lines)
    return REFUSED if any(finding.severity == "error" for finding in findings) else DONE


def _lines(path: Path, findings: "Sequence[LintFinding]") -> list[int]:
    """The line of each finding's field in the file."""
    from tailor.files import decode, read_bytes
    from tailor.importing.located import read

    text = decode(read_bytes(path, what="profile"), what="profile", name=str(path))
    located = read(text, str(path))
    return [located.line(finding.path) for finding in findings]


def _json(findings: "Sequence[LintFinding]", lines: "Sequence[int]") -> dict[str, object]:
    return {
        "findings": [
            {
                "severity": finding.severity,
                "code": finding.code,
                "id": finding.id,
                "line": line,
                "field": finding.field,
                "message": finding.message,
                "hint": finding.hint,
            }
            for finding, line in zip(findings, lines, strict=True)
        ]
    }


def _print(path: Path, findings: "Sequence[LintFinding]", lines: "Sequence[int]") -> None:
    for finding, line in zip(findings, lines, strict=True):
        severity = paint(finding.severity, _COLOURS[finding.severity])
        print(f"{path}:{line}: {severity}: {finding.message} [{finding.code}]")
        print(f"    {finding.hint}  ({finding.id or finding.field})")
    counts = {
        severity: sum(1 for finding in findings if finding.severity == severity)
        for severity in _COLOURS
    }
    said = ", ".join(f"{n} {s}{'s' if n != 1 else ''}" for s, n in counts.items() if n)
    say(said or "Nothing to report.")


def _show(profile: "Profile", id_: str, path: Path) -> int:
    from tailor.importing.linting.origins import origin, source_lines

    found = origin(profile, id_)
    print(found.text)
    if found.provenance is None:
        say("It was not imported: it has no source.")
        return DONE
    for line in source_lines(found.provenance, (path.parent, Path.cwd())):
        print(f"  {found.provenance.document}:{line}")
    return DONE


def _fix(path: Path) -> None:
    import difflib

    from tailor.files import decode, read_bytes, write_atomically
    from tailor.importing.linting.characters import cleaned

    before = decode(read_bytes(path, what="profile"), what="profile", name=str(path))
    after = cleaned(before)
    if after == before:
        say("There is nothing that is certain enough to be fixed without you.")
        return
    write_atomically(path, after)
    diff = difflib.unified_diff(before.splitlines(), after.splitlines(), "before", "after", n=0)
    say("\n".join(diff))
