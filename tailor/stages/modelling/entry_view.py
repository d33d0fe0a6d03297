"""One entry of the profile as a prompt shows it, under short closed ids."""

from collections.abc import Sequence
from dataclasses import dataclass

from tailor.domain.matching import Evidence
from tailor.errors import ModelError
from tailor.stages.modelling.quoting import listed


@dataclass(frozen=True, slots=True)
class EntryView:
    """Statements of one entry by the short ids a model sees ("s1"): cheap, and closed."""

    statements: dict[str, Evidence]

    @classmethod
    def of(cls, evidence: Sequence[Evidence]) -> "EntryView":
        """Number the statements in their order."""
        return cls({f"s{number}": item for number, item in enumerate(evidence, 1)})

    def text(self) -> str:
        """The entry's heading, the line its statements continue, and the statements."""
        first = next(iter(self.statements.values()))
        context = first.context
        dates = " to ".join(date for date in (context.start, context.end) if date)
        heading = ", ".join(part for part in (context.title, context.employer, dates) if part)
        statements = listed({id_: item.text for id_, item in self.statements.items()})
        lines = [heading, first.lead_in or "", statements]
        return "\n".join(line for line in lines if line)

    def real_ids(self, short_ids: Sequence[str]) -> tuple[str, ...]:
        """The statements' own ids. Raises ModelError for one that does not exist."""
        unknown = [id_ for id_ in short_ids if id_ not in self.statements]
        if unknown:
            raise ModelError(f"The model named a statement that does not exist ({unknown[0]!r}).")
        return tuple(dict.fromkeys(self.statements[id_].id for id_ in short_ids))
