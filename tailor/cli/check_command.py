"""`tailor check`: verify any text or résumé against a profile, or claims against evidence."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from tailor.cli import DONE, REFUSED
from tailor.cli.console import paint, say
from tailor.errors import InputError

if TYPE_CHECKING:
    from tailor.stages.crediting import Credited

_DESCRIPTION = """\
Verify a text against your profile: every line of it must follow from what you have done.
TEXT is a sentence, a file (text, Markdown, DOCX, PDF) or - for standard input. Exit code 3 says
that some line is not supported.

With --cases, verify pairs of claim and evidence, one JSON object a line:
  {"id": "1", "evidence": ["Helped scale the system."], "claim": "Scaled the system."}
"""
_MARKS = {"supported": "ok", "contradicted": "NO", "not_enough_evidence": "?"}
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
    with _opened(source) as lines:
        for case in read_cases(lines, name=source):
            verdict = case.verdict()
            refused = refused or not verdict.supported
            print(json.dumps(answer(case, verdict), ensure_ascii=False))
    return REFUSED if refused else DONE


@contextmanager
def _opened(source: str) -> Iterator[TextIO]:
    """The lines of a file or of standard input, as UTF-8."""
    if source == "-":
        yield sys.stdin
        return
    try:
        with Path(source).open(encoding="utf-8-sig") as lines:
            yield lines
    except UnicodeDecodeError as error:
        raise InputError(f"{source} is not UTF-8 text. Save it as UTF-8.") from error
    except OSError as error:
        raise InputError(f"{source} cannot be read ({error.strerror}).") from error


def _check_text(args: argparse.Namespace) -> int:
    from tailor.cli.settings import load_settings
    from tailor.cli.tailor_command import only_profile
    from tailor.domain.evidence import evidence
    from tailor.importing.profile_file import load_profile
    from tailor.stages.crediting import credit

    profile = load_settings({"profile": args.profile}).profile or only_profile(Path("profiles"))
    known = evidence(load_profile(profile))
    if args.entry and args.entry not in {item.entry_id for item in known}:
        raise InputError(f"The profile has no entry “{args.entry}”. See: tailor lint --help")
    credited = [credit(line, known, entry_id=args.entry) for line in _lines(args.text)]
    if args.json:
        print(json.dumps({"lines": [_as_json(one) for one in credited]}, ensure_ascii=False))
    else:
        for one in credited:
            _show(one)
    refused = sum(1 for one in credited if not one.verdict.supported)
    if not args.json:
        say(f"{len(credited) - refused} of {len(credited)} lines follow from your profile.")
    return REFUSED if refused else DONE


def _lines(source: str) -> list[str]:
    """The lines to check: of a file, of standard input, or the text itself."""
    if source == "-":
        text = sys.stdin.read()
    elif _is_file(source):
        from tailor.importing.documents.reader import text_of

        text = text_of(Path(source)).text
    else:
        text = source
    lines = [line.strip().lstrip("-*•‣▪ ").strip() for line in text.splitlines()]
    found = [line for line in lines if len(line.split()) > 1]
    if not found:
        raise InputError("There is no line to check in this text.")
    return found


def _is_file(source: str) -> bool:
    try:
        return Path(source).is_file()
    except (OSError, ValueError):
        return False  # a long sentence is no path


def _as_json(one: "Credited") -> dict[str, Any]:
    return {
        "text": one.text,
        "entry": one.entry_id,
        "label": one.verdict.label,
        "findings": [finding.model_dump(mode="json") for finding in one.verdict.findings],
        "proofs": [finding.reason for finding in one.verdict.proofs],
    }


def _show(one: "Credited") -> None:
    label = one.verdict.label
    print(f"{paint(_MARKS[label].ljust(2), _COLOURS[label])}  {one.text}")
    for finding in one.verdict.findings:
        suggestion = f" Say: {finding.suggestion}." if finding.suggestion else ""
        print(f"      {finding.reason}{suggestion}")
    for proof in one.verdict.proofs:
        print(f"      {proof.reason}")
