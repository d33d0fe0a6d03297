"""Files as a parser reads them: everything comes back, in order, and nothing is hidden."""

import re
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from tailor.checking import check_resume
from tailor.domain.base import Frozen
from tailor.domain.changes import Resume
from tailor.domain.evidence import base_resume
from tailor.domain.profile import Profile
from tailor.evals.suite import TODAY, Measure, Score, Setting, Suite
from tailor.importing.profile_file import load_profile
from tailor.render import to_docx, to_markdown, to_pdf, to_text
from tailor.render.pdf import Theme
from tailor.render.rendering import Format

_ABOUT = (
    "The sample profiles in every format and theme, read back as text by independent extractors "
    "and compared word by word. The files are those that the check of `render` has not seen."
)
_UNTHEMED: tuple[Format, ...] = ("md", "txt")
_THEMED: tuple[Format, ...] = ("docx", "pdf")
_THEMES: tuple[Theme, ...] = ("classic", "compact", "modern")
_WORD = re.compile(r"\w+")


class PageCase(Frozen):
    """A résumé and how it is printed; `kind` is the format, and the theme if it has one."""

    id: str
    kind: str
    part: str = "dev"
    form: Format
    theme: Theme = "classic"
    profile: Profile

    @property
    def resume(self) -> Resume:
        """The résumé that the profile is."""
        return base_resume(self.profile)


class Page(Frozen):
    """The text that each extractor reads in the file, and what an inspection finds wrong.

    `filed` counts the lines that a parser files, `misfiled` are those of them that do not follow
    from the entry of the profile that it files them under.
    """

    texts: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    filed: int = 0
    misfiled: tuple[str, ...] = ()


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
            Measure(
                "filed",
                "the importer files every line so that it follows from its entry of the profile",
                filed,
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


def filed(_case: PageCase, run: Page) -> Score | None:
    """The share of the lines read that follow from where a parser files them."""
    if not run.filed:
        return None
    value = 1 - len(run.misfiled) / run.filed
    return Score(name="filed", value=value, reason="; ".join(run.misfiled))


def show(case: PageCase, run: Page) -> str:
    """What the extractors read."""
    return "\n\n".join(f"  {case.id} by {extractor}:\n{text}" for extractor, text in run.texts)


def _cases(setting: Setting) -> Iterator[PageCase]:
    for path in sorted(setting.profiles.glob("*.yaml")):
        profile = load_profile(path)
        for form in _UNTHEMED:
            yield PageCase(id=f"{path.stem}.{form}", kind=form, form=form, profile=profile)
        for form in _THEMED:
            for theme in _THEMES:
                yield PageCase(
                    id=f"{path.stem}.{theme}.{form}",
                    kind=f"{form}, {theme}",
                    form=form,
                    theme=theme,
                    profile=profile,
                )


def _run(case: PageCase) -> Page:
    from tailor.importing.importer import import_document  # noqa: PLC0415
    from tailor.render.inspection import inspect  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"resume.{case.form}"
        path.write_bytes(_written(case))
        inspection = inspect(path.read_bytes(), path.name)
        found = import_document(path)
    unplaced = [line.text for line in found.unplaced]
    lines = check_resume(found.profile, unplaced, case.profile, today=TODAY.isoformat())
    return Page(
        texts=tuple((reading.extractor, reading.text) for reading in inspection.readings),
        problems=inspection.problems,
        filed=len(lines),
        misfiled=tuple(line.text for line in lines if not line.verdict.supported),
    )


def _written(case: PageCase) -> bytes:
    """The file as the writers make it: `render` would refuse what does not read back."""
    match case.form:
        case "pdf":
            return to_pdf(case.resume, theme=case.theme)
        case "docx":
            return to_docx(case.resume, theme=case.theme)
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
