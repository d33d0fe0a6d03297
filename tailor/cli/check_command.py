"""`tailor check`: verify any text or résumé against a profile, or claims against evidence."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tailor.cli import DONE, REFUSED
from tailor.cli.console import paint, say
from tailor.errors import InputError

if TYPE_CHECKING:
    from tailor.checking import CheckedLine
    from tailor.domain.profile import Profile

_DESCRIPTION = """\
Verify a text against your profile: every line of it must follow from what you have done.
TEXT is a sentence, a file (text, Markdown, DOCX, PDF) or - for standard input. In a résumé,
employers, titles and dates must be those of one entry of the profile, and a statement must follow
from the entry it stands under. Exit code 3 says that some line is not supported.

With --cases, verify pairs of claim and evidence, one JSON object a line:
  {"id": "1", "evidence": ["Helped scale the system."], "claim": "Scaled the system."}
"""
_MARKS = {"supported": "ok", "contradicted": "NO", "not_enough_evidence": "?"}
_MOST_EVIDENCE = 6
_COLOURS = {"supported": "green", "contradicted": "red", "not_enough_evidence": "yellow"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `tailor check`."""
    parser.description = _DESCRIPTION
    add = parser.add_argument
    add("text", nargs="?", metavar="TEXT", help="a sentence, a file, or - for standard input")
    add("--profile", type=Path, metavar="FILE", help="the profile (default: the one in profiles/)")
    add("--entry", metavar="ID", help="check against this entry only")
    add("--cases", metavar="FILE", help="JSON lines of claims with evidence, or -")
    add("--json", action="store_true", help="print the verdicts as one JSON object")
    add("--html", type=Path, metavar="FILE", help="also write the verdicts as a page")


def run(args: argparse.Namespace) -> int:
    """Verify the cases, or the text's lines against the profile."""
    if args.cases:
        return _check_cases(args.cases)
    if args.text is None:
        raise InputError("There is nothing to check. Give a text, a file, or --cases FILE.")
    return _check_text(args)


def _check_cases(source: str) -> int:
    from tailor.factcheck.cases import answer, read_cases

    refused = False
    for case in read_cases(_lines_of(source), name=source):
        verdict = case.verdict()
        refused = refused or not verdict.supported
        print(json.dumps(answer(case, verdict), ensure_ascii=False))
    return REFUSED if refused else DONE


def _lines_of(source: str) -> Iterator[str]:
    """The lines of a file or of standard input, one by one: a file of cases may be large."""
    try:
        with Path(source).open("rb") if source != "-" else sys.stdin.buffer as file:
            for line in file:
                yield line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{source} is not UTF-8 text. Save it as UTF-8.") from error
    except OSError as error:
        raise InputError(f"{source} cannot be read ({error.strerror}).") from error


def _check_text(args: argparse.Namespace) -> int:
    from tailor.cli.settings import load_settings
    from tailor.cli.tailor_command import only_profile
    from tailor.importing.profile_file import load_profile

    path = load_settings({"profile": args.profile}).profile or only_profile(Path("profiles"))
    # Local time: the day on the person's calendar.
    today = date.today().isoformat()  # noqa: DTZ011
    checked = _checked(args.text, load_profile(path), args.entry, today)
    if not checked:
        raise InputError("There is no line to check in this text.")
    refused = sum(1 for one in checked if not one.verdict.supported)
    if args.html:
        _write_page(args.html, checked, refused)
    if args.json:
        print(json.dumps({"lines": [_as_json(one) for one in checked]}, ensure_ascii=False))
        return REFUSED if refused else DONE
    for one in checked:
        _show(one)
    say(f"{len(checked) - refused} of {len(checked)} lines follow from your profile.")
    return REFUSED if refused else DONE


def _checked(
    source: str, profile: "Profile", entry: str | None, today: str
) -> "tuple[CheckedLine, ...]":
    """The lines of a résumé where they stand, or else every line by itself."""
    from tailor.checking import check_lines, check_resume

    if source == "-":
        return check_lines(sys.stdin.read().splitlines(), profile, entry_id=entry, today=today)
    if not _is_file(source):
        return check_lines(source.splitlines(), profile, entry_id=entry, today=today)
    from tailor.importing.documents.reader import text_of
    from tailor.importing.importer import import_document

    found = import_document(Path(source))
    if entry is None and any(found.profile.sections()):
        unplaced = [item.text for item in found.unplaced]
        return check_resume(found.profile, unplaced, profile, today=today)
    text = text_of(Path(source)).text
    return check_lines(text.splitlines(), profile, entry_id=entry, today=today)


def _write_page(path: Path, checked: "Sequence[CheckedLine]", refused: int) -> None:
    from tailor.files import write_atomically
    from tailor.ledger.lines import cited
    from tailor.ledger.pages import PageLine, page, verdict_words

    lines = (
        PageLine(
            place=one.place,
            text=one.text,
            label=one.verdict.label,
            verdict=verdict_words(one.verdict.label),
            reasons=tuple(f.reason for f in (*one.verdict.findings, *one.verdict.proofs)),
            evidence=tuple(cited(item) for item in one.evidence[:_MOST_EVIDENCE]),
        )
        for one in checked
    )
    intro = f"{len(checked) - refused} of {len(checked)} lines follow from the profile."
    write_atomically(path, page("Every line against the profile", intro, lines))
    say(f"Wrote {path}.")


def _is_file(source: str) -> bool:
    try:
        return Path(source).is_file()
    except (OSError, ValueError):
        return False  # a long sentence is no path


def _as_json(one: "CheckedLine") -> dict[str, Any]:
    return {
        "text": one.text,
        "kind": one.kind,
        "place": one.place,
        "entry": one.entry_id,
        "evidence": [item.id for item in one.evidence],
        "label": one.verdict.label,
        "findings": [finding.model_dump(mode="json") for finding in one.verdict.findings],
        "proofs": [finding.reason for finding in one.verdict.proofs],
    }


def _show(one: "CheckedLine") -> None:
    label = one.verdict.label
    print(f"{paint(_MARKS[label].ljust(2), _COLOURS[label])}  {one.text}")
    for finding in one.verdict.findings:
        suggestion = f" Say: {finding.suggestion}." if finding.suggestion else ""
        print(f"      {finding.reason}{suggestion}")
    for proof in one.verdict.proofs:
        print(f"      {proof.reason}")
