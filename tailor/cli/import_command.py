"""`tailor import`: documents to a profile, every line placed or listed."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from tailor.cli import DONE, REFUSED
from tailor.cli.console import say
from tailor.cli.model_options import add_model_options

if TYPE_CHECKING:
    from tailor.importing.imported import Imported

_MOST_SHOWN = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Make a profile from your documents: text, Markdown, DOCX, PDF, HTML, RTF, ODT, LaTeX, "
        "JSON Resume, RenderCV, Reactive Resume, a LinkedIn export (ZIP), Europass XML. Every "
        "line is placed in the profile or listed as unplaced; nothing is guessed. With a model, "
        "prose is read better; what it finds must stand in the document, word for word."
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="your documents")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="PROFILE",
        help="the profile to write, e.g. profiles/me.yaml; when it exists, the changes are shown",
    )
    parser.add_argument(
        "--update",
        action="store_true",
        help="write the changes that were shown to an existing --out",
    )
    add_model_options(
        parser,
        model="let this model read the prose (default: rules only)",
        dry_run="send and write nothing; say what would be sent and what it may cost",
    )
    parser.add_argument(
        "--json", action="store_true", help="print profile, unplaced lines and warnings as JSON"
    )


def run(args: argparse.Namespace) -> int:
    """Import the files; write, show or print the profile."""
    from tailor.cli.settings import load_settings
    from tailor.importing.importer import import_document
    from tailor.importing.merging import merged
    from tailor.importing.profile_file import load_profile

    # --out is the profile here; the setting of that name is the folder of runs.
    settings = load_settings({**vars(args), "out": None})
    exists = args.out is not None and args.out.exists()
    existing = load_profile(args.out) if exists else None
    imports = [import_document(path) for path in args.files]
    if args.dry_run:
        from tailor.cli.prose import rehearse_prose

        print(rehearse_prose(imports, settings, shown=args.show_prompts))
        return DONE
    # Without prose there is nothing to ask, and no key is needed.
    if settings.model and not settings.offline and any(found.loose for found in imports):
        from tailor.cli.prose import read_prose

        imports = read_prose(imports, settings, note=_note, shown=args.show_prompts)
    found = merged(imports, existing=existing)
    code = _write(args, found, exists=exists)
    if args.json:
        print(json.dumps(_json(found), ensure_ascii=False, indent=1))
    else:
        _report(found)
    return code


def _note(message: str) -> None:
    say(f"  note: {message}")


def _write(args: argparse.Namespace, found: "Imported", *, exists: bool) -> int:
    from tailor.files import decode, read_bytes, write_atomically
    from tailor.importing import profile_yaml

    if not exists:
        text = profile_yaml.written(found.profile)
        if args.out is not None:
            write_atomically(args.out, text, overwrite=False)
            say(f"Wrote {args.out}.")
        elif not args.json:
            print(text, end="")
        return DONE
    before = decode(read_bytes(args.out, what="profile"), what="profile", name=str(args.out))
    after = profile_yaml.updated(before, found.profile)
    if after == before:
        say(f"{args.out} has all of it already.")
        return DONE
    if args.update:
        write_atomically(args.out, after)
        say(f"Updated {args.out}.")
        return DONE
    _show(before, after, args)
    return REFUSED


def _show(before: str, after: str, args: argparse.Namespace) -> None:
    import difflib

    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        str(args.out),
        f"{args.out} (with the import)",
    )
    diff = "".join(lines)
    if args.json:
        say(diff)
    else:
        print(diff, end="")
    say(f"{args.out} exists and was not changed. To take these changes, add --update.")


def _report(found: "Imported") -> None:
    sections = [f"{len(members)} {name}" for name, members in found.profile.sections()]
    statements = sum(
        len(getattr(entry, "highlights", ()))
        for _, members in found.profile.sections()
        for entry in members
    )
    say(f"Found: {', '.join(sections) or 'nothing'}; {statements} statements.")
    for warning in found.warnings:
        say(f"  note: {warning}")
    if not found.unplaced:
        say("Every line has its place.")
        return
    say(f"{len(found.unplaced)} lines have no place in the profile:")
    for item in found.unplaced[:_MOST_SHOWN]:
        say(f"  {item.document}:{item.line}: {item.text[:80]}  ({item.reason})")
    if len(found.unplaced) > _MOST_SHOWN:
        say(f"  … and {len(found.unplaced) - _MOST_SHOWN} more; --json lists all.")


def _json(found: "Imported") -> dict[str, object]:
    return {
        "profile": found.profile.model_dump(mode="json", by_alias=True, exclude_unset=True),
        "unplaced": [item.model_dump() for item in found.unplaced],
        "warnings": list(found.warnings),
    }
