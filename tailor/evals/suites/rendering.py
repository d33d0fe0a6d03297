"""Files as a parser reads them: everything comes back, in order, and nothing is hidden."""

import re
import unicodedata
from collections.abc import Iterator

from tailor.domain.base import Frozen
from tailor.domain.changes import Resume
from tailor.domain.evidence import base_resume
from tailor.evals.suite import Measure, Score, Setting, Suite
from tailor.importing.profile_file import load_profile
from tailor.render import to_docx, to_markdown, to_pdf, to_text
from tailor.render.pdf import Theme
from tailor.render.rendering import Format

_ABOUT = (
    "The sample profiles in every format and theme, read back as text by independent extractors "
    "and compared word by word. The files are those that the check of `render` has not seen."
)
_FORMATS: tuple[Format, ...] = ("md", "txt", "docx")
_THEMES: tuple[Theme, ...] = ("classic", "compact", "modern")
_WORD = re.compile(r"\w+")


class PageCase(Frozen):
    """A résumé and how it is printed; `kind` is the format, and the theme of a PDF."""

    id: str
    kind: str
    part: str = "dev"
    form: Format
    theme: Theme = "classic"
    resume: Resume


class Page(Frozen):
    """The text that each extractor reads in the file, and what an inspection finds wrong."""

    texts: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]


def suite(setting: Setting) -> Suite[PageCase, Page]:
    """Every sample profile in every format."""
    return Suite(
        name="render",
        about=_ABOUT,
        cases=tuple(_cases(setting)),
        run=_run,
        measures=(
            Measure(
                "complete",
                "every text of the résumé comes back whole",
                complete,
                tier="invariant",
            ),
            Measure(
                "in_order",
                "statements come back in the order of the page",
                in_order,
                tier="invariant",
            ),
            Measure(
                "nothing_hidden",
                "no text is there that a reader of the page cannot see",
                nothing_hidden,
                tier="invariant",
            ),
        ),
        show=show,
    )


def complete(case: PageCase, run: Page) -> Score:
    """Whether the words of every text of the résumé come back next to each other."""
    lost = [
        f"{extractor}: {text}"
        for extractor, page in run.texts
        for text in _texts(case.resume)
        if _squeezed(text) not in _squeezed(page)
    ]
    return Score(name="complete", value=float(not lost), reason="; ".join(lost))


def in_order(case: PageCase, run: Page) -> Score:
    """Whether each statement stands after the one before it."""
    swapped = []
    for extractor, page in run.texts:
        read, position = _squeezed(page), 0
        for line in _statements(case.resume):
            place = read.find(_squeezed(line), position)
            if place < 0:
                swapped.append(f"{extractor}: {line}")
            position = max(position, place)
    return Score(name="in_order", value=float(not swapped), reason="; ".join(swapped))


def nothing_hidden(_case: PageCase, run: Page) -> Score:
    """Whether the inspection finds nothing wrong."""
    return Score(
        name="nothing_hidden", value=float(not run.problems), reason="; ".join(run.problems)
    )


def show(case: PageCase, run: Page) -> str:
    """What the extractors read."""
    return "\n\n".join(f"  {case.id} by {extractor}:\n{text}" for extractor, text in run.texts)


def _cases(setting: Setting) -> Iterator[PageCase]:
    for path in sorted(setting.profiles.glob("*.yaml")):
        resume = base_resume(load_profile(path))
        for form in _FORMATS:
            yield PageCase(id=f"{path.stem}.{form}", kind=form, form=form, resume=resume)
        for theme in _THEMES:
            yield PageCase(
                id=f"{path.stem}.{theme}.pdf",
                kind=f"pdf, {theme}",
                form="pdf",
                theme=theme,
                resume=resume,
            )


def _run(case: PageCase) -> Page:
    from tailor.render.inspection import inspect  # noqa: PLC0415

    inspection = inspect(_written(case), f"resume.{case.form}")
    return Page(
        texts=tuple((reading.extractor, reading.text) for reading in inspection.readings),
        problems=inspection.problems,
    )


def _written(case: PageCase) -> bytes:
    """The file as the writers make it: `render` would refuse what does not read back."""
    match case.form:
        case "pdf":
            return to_pdf(case.resume, theme=case.theme)
        case "docx":
            return to_docx(case.resume)
        case "md":
            return to_markdown(case.resume).encode()
        case _:
            return to_text(case.resume).encode()


def _texts(resume: Resume) -> Iterator[str]:
    yield from filter(None, (resume.name, resume.label))
    yield from (line.text for line in resume.summary)
    for section in resume.sections:
        for entry in section.entries:
            facts = (entry.heading, entry.organisation, entry.place, *entry.details)
            yield from filter(None, (*facts, entry.lead_in if entry.lines else ""))
    yield from _statements(resume)


def _statements(resume: Resume) -> Iterator[str]:
    for section in resume.sections:
        for entry in section.entries:
            yield from (line.text for line in entry.lines)


def _squeezed(text: str) -> str:
    """Letters and digits only: how a line is broken or marked up is not what is compared."""
    return "".join(_WORD.findall(unicodedata.normalize("NFKC", text))).replace("_", "")
