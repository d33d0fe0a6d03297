"""From a page to the posting: its text, its head, and what could not be read."""

from tailor.domain.posting import JobPosting
from tailor.errors import InputError
from tailor.stages.parsing.header import clean_title, level_of, read_header
from tailor.stages.parsing.markup import Page, plain
from tailor.stages.parsing.pages import check_is_posting, first_posting, tries_to_instruct
from tailor.stages.parsing.tongues import UNKNOWN, detect, language_name

MOST_CHARACTERS = 5_000_000
_LONGEST_AD = 200_000


def read_posting(text: str) -> JobPosting:
    """Read an ad given as plain text, Markdown or HTML, in any language.

    Raises InputError when the text is no job posting: empty, binary, an error page, an expired
    ad, a legal text, or a page that asks for nothing.
    """
    if len(text) > MOST_CHARACTERS:
        raise InputError("The job posting is larger than 5 MB. Give only the text of the ad.")
    if "\x00" in text:
        raise InputError("The job posting is not text. Give the text of the ad.")
    page = plain(text)
    body, postings = first_posting(page.text[:_LONGEST_AD])
    language = detect(body)
    notes = [*page.notes, *check_is_posting(body, language)]
    postings = max(postings, page.postings)
    if postings > 1:
        notes.append(f"The page holds {postings} job postings; only the first was read.")
    if len(page.text) > _LONGEST_AD:
        notes.append(f"The page is very long; only its first {_LONGEST_AD} characters were read.")
    if tries_to_instruct(body):
        notes.append("The ad holds instructions for a program. They were read as text only.")
    return _posting(page._replace(text=body), language, notes)


def _posting(page: Page, language: str, notes: list[str]) -> JobPosting:
    header = read_header(page.text, language)
    title = (clean_title(page.title) if page.title else None) or header.title
    if title is None:
        notes.append("No job title was found in the ad.")
    return JobPosting(
        text=page.text,
        title=title,
        company=page.company or header.company,
        place=page.place or header.place,
        language=language,
        level=level_of(title),
        notes=(*notes, *_language_notes(language)),
    )


def _language_notes(language: str) -> tuple[str, ...]:
    if language == "en":
        return ()
    if language == UNKNOWN:
        return ("The language of the ad was not recognised; it was read with English rules.",)
    name = language_name(language)
    if name:
        return (
            f"The ad is in {name}: requirements are read, but the vocabulary is mostly English.",
        )
    return (f"There are no rules for the ad's language ({language}); much of it may be missed.",)
