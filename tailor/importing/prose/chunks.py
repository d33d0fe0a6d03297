"""Loose prose in chunks of bounded size, each divided into its statements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tailor.importing.imported import Loose
from tailor.importing.structure.passages import Passage
from tailor.importing.structure.statements import statements
from tailor.stages.modelling.quoting import is_addressed_to_machines

MAX_CHARACTERS = 6_000
"""Of a chunk: about two pages, which a small model still reads to the end."""

_PARAGRAPH, _SPACE = "\n\n", " "


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of a chunk: where it stands in the chunk, its paragraph and its origin."""

    passage: Passage
    begin: int
    paragraph: int
    source: Loose

    @property
    def end(self) -> int:
        """Where it ends in the chunk."""
        return self.begin + len(self.passage.text)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Text for one question to a model, and the statements it is made of."""

    text: str
    told: tuple[Told, ...]


def chunks(loose: Sequence[Loose]) -> Iterator[Chunk]:
    """The prose of one document, in order; what talks to programs is left out."""
    text, told = "", list[Told]()
    for number, source in enumerate(loose):
        for passage in _statements(source):
            is_new = not told or told[-1].paragraph != number
            joint = (_PARAGRAPH if is_new else _SPACE) if told else ""
            if told and len(text) + len(joint) + len(passage.text) > MAX_CHARACTERS:
                yield Chunk(text, tuple(told))
                text, told, joint = "", [], ""
            told.append(Told(passage, len(text) + len(joint), number, source))
            text += joint + passage.text
    if told:
        yield Chunk(text, tuple(told))


def pieces(source: Loose) -> tuple[Passage, ...]:
    """Every statement of a passage, whoever it talks to."""
    whole = Passage(source.text, tuple(range(source.start, source.end)), line=source.line)
    return tuple(sentence.passage for sentence in statements((whole,)))


def _statements(source: Loose) -> Iterator[Passage]:
    for passage in pieces(source):
        if not is_addressed_to_machines(passage.words()):
            yield passage
