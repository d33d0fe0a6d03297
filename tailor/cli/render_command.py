"""`tailor render`: the reviewed résumé as files, or what a parser sees in one."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tailor.cli import DONE
from tailor.cli.console import say
from tailor.errors import InputError

if TYPE_CHECKING:
    from tailor.domain.changes import ChangeSet, Decision, Resume
    from tailor.render.fitting import Fitted

_DESCRIPTION = """\
Write the résumé of a run: the suggestions you accepted, the rest as you wrote it. A PDF or Word
file is read again before it is written, and must hold every line, whole and in order.
"""
_RUNS = Path("runs")
_MAX_DOCX = 30_000_000
_NAMES = {"rendercv": "resume.rendercv.yaml"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `tailor render`."""
    parser.description = _DESCRIPTION
    add = parser.add_argument
    add("run", nargs="?", metavar="RUN", help="the run's folder (default: the newest)")
    add("--format", default="md", metavar="LIST", help="md,txt,json,rendercv,docx,pdf (default md)")
    themes = ("classic", "modern", "compact")
    add("--theme", choices=themes, default="classic", help="look of PDF and DOCX")
    add("--paper", choices=("a4", "letter"), default="a4", help="paper of PDF and DOCX")
    add("--pages", type=int, metavar="N", help="cut or fill to N pages, measured in the PDF layout")
    add("--out", type=Path, metavar="DIR", help="folder for the files (default: the run's)")
    add("--overwrite", action="store_true", help="replace files of the same name in --out")
    add("--into", type=Path, metavar="FILE", help="change the bullets in a copy of this .docx")
    add("--track-changes", action="store_true", help="with --into: as tracked changes")
    add("--verify", type=Path, metavar="FILE", help="only say what a parser sees in this file")
    add("--profile", type=Path, metavar="FILE", help="with --verify: hold its lines against this")


def run(args: argparse.Namespace) -> int:
    """Write the files, or inspect one."""
    if args.verify:
        return _inspected(args)
    if args.track_changes and not args.into:
        raise InputError("--track-changes works on your own document. Name it with --into FILE.")
    from tailor.runs import RunFolder

    folder = RunFolder.find(args.run, _RUNS)
    changes, decisions = folder.change_set(), folder.decisions()
    _say_undecided(changes, decisions)
    out = _Out(args.out or folder.path, overwrite=args.overwrite or args.out is None)
    if args.into:
        _write_into(args, out, changes, decisions or ())
        return DONE
    resume = _write_formats(args, out, changes, decisions or ())
    if (folder.path / "run.json").exists():
        from tailor.cli.ledgers import write_ledger

        write_ledger(folder, changes, folder.run(), resume=resume)
    return DONE


def _inspected(args: argparse.Namespace) -> int:
    from tailor.cli.inspecting import inspect_file
    from tailor.runs import RunFolder

    run = RunFolder.find(args.run, _RUNS) if args.run else None
    return inspect_file(args.verify, profile=args.profile, run=run)


class _Out:
    """Where the files go."""

    def __init__(self, folder: Path, *, overwrite: bool) -> None:
        self._folder = folder
        self._overwrite = overwrite

    def write(self, name: str, data: bytes) -> None:
        """Write one file and print its path."""
        from tailor.files import write_atomically

        path = self._folder / name
        write_atomically(path, data, overwrite=self._overwrite)
        print(path)


def _write_formats(
    args: argparse.Namespace,
    out: _Out,
    changes: "ChangeSet",
    decisions: "tuple[Decision, ...]",
) -> "Resume":
    from tailor.render.recheck import grounds
    from tailor.render.rendering import render

    forms = _formats(args.format)
    if args.pages is None:
        resume = changes.accepted(decisions, undecided=True)
    else:
        resume = _fitted(args, changes, decisions)
    rest = grounds(changes, decisions)
    rendered = {
        form: render(resume, form, theme=args.theme, paper=args.paper, grounds=rest)
        for form in forms
    }
    for form, data in rendered.items():
        out.write(_NAMES.get(form, f"resume.{form}"), data)
    return resume


def _formats(wanted: str) -> list[Any]:
    from tailor.render.rendering import FORMATS

    forms = list(dict.fromkeys(form.strip() for form in wanted.split(",") if form.strip()))
    unknown = [form for form in forms if form not in FORMATS]
    if unknown or not forms:
        raise InputError(
            f"'{', '.join(unknown) or wanted}' is no format. Choose from: {', '.join(FORMATS)}."
        )
    return forms


def _fitted(
    args: argparse.Namespace, changes: "ChangeSet", decisions: "tuple[Decision, ...]"
) -> "Resume":
    from tailor.render.fitting import choices, fit
    from tailor.render.pdf import page_count, to_pdf

    if args.pages < 1:
        raise InputError("A résumé has at least one page. Give --pages 1 or more.")
    fullest, order = choices(changes, decisions)
    fitted = fit(
        fullest,
        order,
        args.pages,
        lambda resume: page_count(to_pdf(resume, theme=args.theme, paper=args.paper)),
    )
    _say_fit(fitted, args.pages)
    return fitted.resume


def _say_fit(fitted: "Fitted", pages: int) -> None:
    say(f"The résumé takes {fitted.pages} of {pages} pages.")
    if fitted.pages > pages:
        say("It does not get shorter: the summary, jobs, education and skills always stay.")
    if fitted.left_out:
        say(f"Left out for want of room, {len(fitted.left_out)} in all, the next to come first:")
        for spare in fitted.left_out:
            say(f"  - {spare.text}")


def _write_into(
    args: argparse.Namespace,
    out: _Out,
    changes: "ChangeSet",
    decisions: "tuple[Decision, ...]",
) -> None:
    from tailor.files import read_bytes
    from tailor.render.recheck import grounds
    from tailor.render.rendering import render_into

    revised, wanted = render_into(
        read_bytes(args.into, what="Word document", limit=_MAX_DOCX),
        changes.base,
        changes.accepted(decisions, undecided=True),
        grounds(changes, decisions),
        tracked=args.track_changes,
    )
    say(f"{wanted - len(revised.not_found)} of {wanted} bullets are changed.")
    for revision in revised.not_found:
        say(f"  not found word for word, left as it is: {revision.before}")
    out.write(f"{args.into.stem}-tailored.docx", revised.data)


def _say_undecided(changes: "ChangeSet", decisions: "tuple[Decision, ...] | None") -> None:
    from tailor.domain.changes import digest

    known = {(decision.change_id, decision.digest) for decision in decisions or ()}
    undecided = sum((change.id, digest(change)) not in known for change in changes.changes)
    if undecided:
        why = "There was no review yet" if decisions is None else "The review is not finished"
        say(f"{why}: {undecided} undecided suggestions are included. Decide with: tailor review")
