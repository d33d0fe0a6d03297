"""Which reader makes a profile's entries of a section.

A reader takes a section and the ledger, and yields entries under JSON Resume's names, each with the
section of the profile it belongs to. Whatever it leaves out, the ledger lists.
"""

from collections.abc import Callable, Iterator

from tailor.importing.structure.bodies import Entry
from tailor.importing.structure.headings import Section
from tailor.importing.structure.items import dated_items
from tailor.importing.structure.jobs import facts, projects, volunteer, work
from tailor.importing.structure.ledger import Ledger
from tailor.importing.structure.lists import interests, languages, references, skills
from tailor.importing.structure.studies import education

READERS: dict[str, Callable[[Section, Ledger], Iterator[tuple[str, Entry]]]] = {
    "work": work,
    "volunteer": volunteer,
    "projects": projects,
    "education": education,
    "courses": facts,
    "facts": facts,
    "skills": skills,
    "languages": languages,
    "interests": interests,
    "references": references,
    "awards": dated_items("awards", "title", "date", "awarder"),
    "certificates": dated_items("certificates", "name", "date", "issuer"),
    "publications": dated_items("publications", "name", "releaseDate", None),
    "patents": dated_items("patents", "title", "date", None),
}
