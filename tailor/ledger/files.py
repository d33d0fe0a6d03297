"""The ledger as a run folder keeps it."""

from tailor.ledger.lines import Ledger
from tailor.ledger.pages import ledger_page
from tailor.runs import dump


def ledger_files(book: Ledger) -> dict[str, str]:
    """The ledger for programs and for people, by the names of its files."""
    return {"evidence.json": dump(book), "evidence.html": ledger_page(book)}
