"""The ledger of a run, beside its résumé."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tailor.domain.changes import ChangeSet, Resume
    from tailor.domain.run import Run
    from tailor.ledger.lines import Ledger
    from tailor.runs import RunFolder


def write_ledger(
    folder: "RunFolder", found: "ChangeSet", run: "Run", *, resume: "Resume | None" = None
) -> "Ledger":
    """Write evidence.json and evidence.html for the run as it is now decided.

    `resume` is the one that was rendered; by default what is undecided is taken, as in rendering.
    A letter that was drafted is accounted for too.
    """
    from tailor.cli.letters import letter_of
    from tailor.ledger.files import ledger_files
    from tailor.ledger.lines import ledger

    decisions = folder.decisions() or ()
    book = ledger(
        found,
        resume or found.accepted(decisions, undecided=True),
        decisions,
        letter=letter_of(found, decisions),
        profile_sha256=run.profile_digest,
        tailor_version=run.tailor_version,
    )
    for name, content in ledger_files(book).items():
        folder.write(name, content)
    return book
