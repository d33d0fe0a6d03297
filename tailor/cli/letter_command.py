"""`tailor letter`: a cover letter in which every sentence is checked."""

import argparse
import textwrap
from datetime import date
from typing import TYPE_CHECKING

from tailor.cli import DONE, REFUSED
from tailor.cli.console import paint, say
from tailor.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from tailor.domain.letter import Letter, LetterSentence
    from tailor.domain.matching import Evidence
    from tailor.runs import RunFolder

_DESCRIPTION = """\
Draft a cover letter for a run: each sentence is about you (verified against your profile), about
the posting (verified against its text), or a courtesy. It is written to the run folder as
letter.md, letter.txt and, with every verdict, letter.json.

With --check FILE, verify a letter you wrote or changed; exit code 3 says that some sentence is not
supported.
"""
_WIDTH = 90


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `tailor letter`."""
    parser.description = _DESCRIPTION
    add = parser.add_argument
    add("run", nargs="?", metavar="RUN", help="a run's folder (default: the newest run)")
    add("--out", metavar="DIR", help="folder of the run folders (default: runs)")
    add(
        "--language",
        metavar="CODE",
        help="en, de, fr or es; or posting, for the ad's (default: yours)",
    )
    add("--check", metavar="FILE", help="verify this letter in place of drafting one")
    add("--json", action="store_true", help="print the letter with its verdicts as JSON")


def run(args: argparse.Namespace) -> int:
    """Write or verify the letter, and say what is not supported."""
    from tailor.cli.settings import load_settings
    from tailor.letter import check_letter, write_letter
    from tailor.runs import RunFolder, dump

    settings = load_settings({"out": args.out})
    folder = RunFolder.find(args.run, settings.out)
    change_set = folder.change_set()
    # Local time: the day on the person's calendar.
    today = date.today().isoformat()  # noqa: DTZ011
    if args.check:
        letter = check_letter(_read(args.check), change_set, today=today)
    else:
        language = _language(args.language, change_set.posting.language, change_set.evidence)
        letter = write_letter(change_set, language, today=today)
        _save(folder, letter)
    if args.json:
        print(dump(letter), end="")
    elif args.check:
        _report(letter)
    else:
        print(_as_text(letter), end="")
    supported = all(sentence.verdict.supported for sentence in letter.sentences)
    return DONE if supported else REFUSED


def _read(path: str) -> str:
    from tailor.cli.sources import read_source

    return read_source(path, what="letter")


def _language(wanted: str | None, ads: str, evidence: "tuple[Evidence, ...]") -> str:
    from tailor.letter import languages, persons_language

    language = ads if wanted == "posting" else wanted or persons_language(evidence)
    if language in languages():
        return language
    if wanted is None:
        say(f"There are no words for a letter in “{language}” yet; this one is in English.")
        return "en"
    raise InputError(
        f"There are no words for a letter in “{language}”. Choose one of: {', '.join(languages())}."
    )


def _save(folder: "RunFolder", letter: "Letter") -> None:
    from tailor.render.markdown import escaped

    texts = (*_paragraphs(letter), letter.signature)
    folder.write("letter.md", "\n\n".join(escaped(text) for text in texts if text) + "\n")
    folder.write("letter.txt", _as_text(letter))
    folder.save("letter", letter)
    path: Path = folder.path / "letter.md"
    say(f"Wrote {path}. After changes to it: tailor letter {folder.path} --check {path}")


def _paragraphs(letter: "Letter") -> list[str]:
    return [" ".join(one.text for one in paragraph) for paragraph in letter.paragraphs]


def _as_text(letter: "Letter") -> str:
    texts = (*_paragraphs(letter), letter.signature)
    wrapped = (
        textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
        for text in texts
        if text
    )
    return "\n\n".join(wrapped) + "\n"


def _report(letter: "Letter") -> None:
    for sentence in letter.sentences:
        _show(sentence)
    refused = sum(not sentence.verdict.supported for sentence in letter.sentences)
    say(f"{len(letter.sentences) - refused} of {len(letter.sentences)} sentences hold.")


def _show(sentence: "LetterSentence") -> None:
    mark = paint("ok", "green") if sentence.verdict.supported else paint("NO", "red")
    print(f"{mark}  {sentence.about:<9} {sentence.text}")
    for finding in sentence.verdict.findings:
        print(f"{'':14}{finding.reason}")
