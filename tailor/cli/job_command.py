"""`tailor job`: what an ad asks for, as we read it."""

import argparse
from typing import TYPE_CHECKING

from tailor.cli.console import paint, say

if TYPE_CHECKING:
    from tailor.domain.posting import JobPosting, Requirement

_TITLES = {
    "must": "Must have",
    "nice": "Nice to have",
    "responsibility": "What the work is",
}
_WIDTH = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = "Show what a job posting asks for, as we read it."
    parser.add_argument("job", metavar="JOB", help="the posting: a file, - or a web address")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Read the posting and print what it asks for."""
    from tailor.cli import DONE
    from tailor.cli.sources import read_source
    from tailor.stages.parsing import read_posting, requirements
    from tailor.vocabulary.terms import terms

    posting = read_posting(read_source(args.job))
    asked = requirements(posting, terms())
    for note in posting.notes:
        say(f"note: {note}")
    if not asked:
        say("note: Nothing that the ad asks for was found.")
    print(_as_json(posting, asked) if args.json else _as_text(posting, asked))
    return DONE


def _as_json(posting: "JobPosting", asked: "tuple[Requirement, ...]") -> str:
    import json

    value = {
        "title": posting.title,
        "company": posting.company,
        "language": posting.language,
        "requirements": [
            one.model_dump(mode="json", include={"id", "quote", "kind", "terms", "years"})
            for one in asked
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1)


def _as_text(posting: "JobPosting", asked: "tuple[Requirement, ...]") -> str:
    head = [
        f"{name + ':':<10}{value}"
        for name, value in (
            ("Title", posting.title),
            ("Company", posting.company),
            ("Place", posting.place),
            ("Level", posting.level),
            ("Language", posting.language),
        )
        if value
    ]
    parts = ["\n".join(head)]
    for kind, title in _TITLES.items():
        chosen = [one for one in asked if one.kind == kind]
        if chosen:
            parts.append(
                "\n".join([paint(f"{title} ({len(chosen)})", "bold"), *map(_lines, chosen)])
            )
    return "\n\n".join(parts)


def _lines(one: "Requirement") -> str:
    import textwrap

    quote = " ".join(one.quote.replace("**", "").split())
    shown = textwrap.fill(quote, _WIDTH, initial_indent=f"  {one.id:<5}", subsequent_indent=" " * 7)
    terms = (" or " if one.alternatives else ", ").join(one.terms)
    years = f"{one.years} years" if one.years else ""
    named = "; ".join(part for part in (years, terms) if part)
    return f"{shown}\n{' ' * 7}{paint('= ' + named, 'dim')}" if named else shown
