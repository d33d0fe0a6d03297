"""`tailor letter`: a cover letter in which every sentence is checked."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

from tailor.cli import DONE, REFUSED
from tailor.cli.console import paint, say
from tailor.errors import InputError

if TYPE_CHECKING:
    from tailor.cli.settings import Settings
    from tailor.domain.changes import ChangeSet
    from tailor.domain.letter import Letter, LetterSentence
    from tailor.domain.matching import Evidence
    from tailor.render.letter import LetterFormat
    from tailor.runs import RunFolder

_DESCRIPTION = """\
Draft a cover letter for a run: each sentence is about you (verified against your profile), about
the posting (verified against its text), or a courtesy. It is kept with the run: accept, edit or
leave out its sentences in tailor review. Written to the run folder as letter.md, letter.txt and,
with every verdict, letter.json; a PDF or Word file is read again before it is written.

With --check FILE, verify a letter you wrote or changed; exit code 3 says that some sentence is not
supported.
"""

_LONGEST = 20_000


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
    add("--format", default="md,txt", metavar="LIST", help="md,txt,json,docx,pdf (default md,txt)")
    themes = ("classic", "modern", "compact")
    add("--theme", choices=themes, default="classic", help="look of PDF and DOCX")
    add("--paper", choices=("a4", "letter"), default="a4", help="paper of PDF and DOCX")
    add("--again", action="store_true", help="draft it anew, in place of the one there is")
    add("--profile", metavar="FILE", help="with a model: your profile (default: as elsewhere)")
    add("--model", metavar="NAME", help="let this model word the sentences (default: rules)")
    add("--base-url", metavar="URL", help="an OpenAI-compatible server, such as a local one")
    add("--offline", action="store_true", default=None, help="use no model and no network")
    add("--check", metavar="FILE", help="verify this letter in place of drafting one")
    add("--json", action="store_true", help="print the letter with its verdicts as JSON")


def run(args: argparse.Namespace) -> int:
    """Write or verify the letter, and say what is not supported."""
    from tailor.cli.settings import load_settings
    from tailor.runs import RunFolder

    settings = load_settings(vars(args))
    folder = RunFolder.find(args.run, settings.out)
    if args.check:
        return _check(args, folder.change_set())
    from tailor.review.lock import only_review

    forms = _formats(args.format)
    with only_review(folder.path):
        return _write(args, settings, folder, forms)


def _check(args: argparse.Namespace, found: "ChangeSet") -> int:
    from tailor.cli.sources import read_source
    from tailor.letter import check_letter

    text = read_source(args.check, what="letter")
    if len(text) > _LONGEST:
        raise InputError(f"A letter may have {_LONGEST:,} characters. This one has {len(text):,}.")
    # Local time: the day on the person's calendar.
    letter = check_letter(text, found, today=date.today().isoformat())  # noqa: DTZ011
    if args.json:
        _print(letter)
    else:
        _report(letter)
    return DONE if all(one.verdict.supported for one in letter.sentences) else REFUSED


def _write(
    args: argparse.Namespace,
    settings: "Settings",
    folder: "RunFolder",
    forms: "list[LetterFormat]",
) -> int:
    """Draft the letter where there is none or another is wanted, and write it as it is decided."""
    from tailor.cli.ledgers import write_ledger
    from tailor.cli.letters import drafted, letter_of, write_letter_files
    from tailor.review import review_html

    found = folder.change_set()
    if found.letter is None or args.again or args.language or args.model:
        language = _language(args.language, found.posting.language, found.evidence)
        found = drafted(found, settings, language)
        folder.save("changes", found)
    decisions = folder.decisions() or ()
    written = write_letter_files(
        folder, found, decisions, forms, theme=args.theme, paper=args.paper
    )
    folder.write("review.html", review_html(found, decisions, run=str(folder.path)))
    if (folder.path / "run.json").exists():
        write_ledger(folder, found, folder.run())
    letter = letter_of(found, decisions)
    if args.json and letter:
        _print(letter)
    else:
        print((folder.path / "letter.txt").read_text("utf-8"), end="")
    say(f"Wrote {', '.join(path.name for path in written)} to {folder.path}.")
    say(f"To accept, edit or leave out sentences: tailor review {folder.path}")
    say(f"To check a copy that you changed yourself: tailor letter {folder.path} --check FILE")
    return DONE


def _formats(wanted: str) -> "list[LetterFormat]":
    from tailor.render.letter import LETTER_FORMATS

    named = [form.strip() for form in wanted.split(",") if form.strip()]
    unknown = [form for form in named if form not in LETTER_FORMATS]
    if unknown or not named:
        raise InputError(
            f"'{', '.join(unknown) or wanted}' is no format of a letter. "
            f"Choose from: {', '.join(LETTER_FORMATS)}."
        )
    return [form for form in LETTER_FORMATS if form in named]


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


def _print(letter: "Letter") -> None:
    from tailor.runs import dump

    print(dump(letter), end="")


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
