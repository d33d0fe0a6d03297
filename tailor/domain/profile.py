"""The profile: everything a person has truly done. A superset of JSON Resume 1.0.

Field names in files are JSON Resume's camelCase; in Python they are snake_case. Unknown fields are
kept (so that JSON Resume files round-trip without loss) and reported by `tailor lint`.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
)
from pydantic.alias_generators import to_camel

from tailor.domain.matching import Section


class ProfileModel(BaseModel):
    """Base of everything in a profile file."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        alias_generator=to_camel,
        populate_by_name=True,
        defer_build=True,
    )


def _date_text(value: Any) -> Any:
    """YAML reads 2014 as a number and 2014-06-01 as a date; both are meant as text."""
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


IsoDate = Annotated[
    str,
    BeforeValidator(_date_text),
    Field(
        pattern=r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|present|)$",
        description='"2014", "2014-06", "2014-06-30", or "present"',
        examples=["2014-06"],
    ),
]


class Provenance(ProfileModel):
    """Where an imported statement came from: half-open character span in a document."""

    document: str = Field(description="file name of the document")
    sha256: str
    start: int
    end: int


class Statement(ProfileModel):
    """One thing the person says they did, in their own words.

    `source` is "attested" for a fact added in review or by `tailor ask`, with the `date` it was.
    `alternatives` are other wordings of the same fact from other documents. `lead_in` is the
    sentence this statement continues, where it is not the entry's own.
    """

    text: str
    id: str | None = None
    lead_in: str | None = None
    provenance: Provenance | None = None
    alternatives: tuple[str, ...] = ()
    source: Literal["imported", "attested"] | None = None
    date: IsoDate | None = None

    @model_serializer(mode="wrap")
    def _plain_when_plain(self, handler: SerializerFunctionWrapHandler) -> Any:
        """A statement that is only text is written as text, as JSON Resume has it."""
        if self.model_fields_set == {"text"} and not self.model_extra:
            return self.text
        return handler(self)


def _statement(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


StatementField = Annotated[Statement, BeforeValidator(_statement)]


class Location(ProfileModel):
    address: str | None = None
    postal_code: str | None = None
    city: str | None = None
    country_code: str | None = None
    region: str | None = None


class Link(ProfileModel):
    network: str | None = None
    username: str | None = None
    url: str | None = None


class Basics(ProfileModel):
    """Who the person is. Nothing of this but `label` and `summary` is ever sent to a model."""

    name: str | None = None
    label: str | None = None
    image: str | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    summary: str | None = None
    location: Location | None = None
    profiles: tuple[Link, ...] = ()


class Entry(ProfileModel):
    """What every entry may have beside its own fields.

    `lead_in` is a sentence the highlights continue ("I am responsible for:"). `provenance` is
    where the entry's header was imported from.
    """

    id: str | None = None
    provenance: Provenance | None = None
    url: str | None = None
    summary: str | None = None
    lead_in: str | None = None
    highlights: tuple[StatementField, ...] = ()
    start_date: IsoDate | None = None
    end_date: IsoDate | None = None


class Work(Entry):
    name: str | None = None
    position: str | None = None
    location: str | None = None
    description: str | None = None


class Volunteer(Entry):
    organization: str | None = None
    position: str | None = None
    location: str | None = None


class Education(Entry):
    institution: str | None = None
    area: str | None = None
    study_type: str | None = None
    score: str | None = None
    location: str | None = None
    courses: tuple[str, ...] = ()


class Project(Entry):
    name: str | None = None
    description: str | None = None
    keywords: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    entity: str | None = None
    type: str | None = None


class Award(Entry):
    title: str | None = None
    date: IsoDate | None = None
    awarder: str | None = None


class Certificate(Entry):
    name: str | None = None
    date: IsoDate | None = None
    issuer: str | None = None


class Publication(Entry):
    name: str | None = None
    publisher: str | None = None
    release_date: IsoDate | None = None


class Patent(Entry):
    """An extension to JSON Resume. `status` is what the source says: filed, pending, granted."""

    title: str | None = None
    status: str | None = None
    number: str | None = None
    date: IsoDate | None = None


class Skill(ProfileModel):
    id: str | None = None
    provenance: Provenance | None = None
    name: str | None = None
    level: str | None = None
    keywords: tuple[str, ...] = ()


class Language(ProfileModel):
    id: str | None = None
    provenance: Provenance | None = None
    language: str | None = None
    fluency: str | None = None


class Interest(ProfileModel):
    id: str | None = None
    provenance: Provenance | None = None
    name: str | None = None
    keywords: tuple[str, ...] = ()


class Reference(ProfileModel):
    id: str | None = None
    provenance: Provenance | None = None
    name: str | None = None
    reference: str | None = None


class Profile(ProfileModel):
    """Everything a person has truly done."""

    basics: Basics = Basics.model_construct()  # validated, it would build the model at import
    work: tuple[Work, ...] = ()
    volunteer: tuple[Volunteer, ...] = ()
    projects: tuple[Project, ...] = ()
    education: tuple[Education, ...] = ()
    publications: tuple[Publication, ...] = ()
    patents: tuple[Patent, ...] = ()
    awards: tuple[Award, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    skills: tuple[Skill, ...] = ()
    languages: tuple[Language, ...] = ()
    interests: tuple[Interest, ...] = ()
    references: tuple[Reference, ...] = ()
    meta: dict[str, Any] | None = None

    def sections(self) -> Iterator[tuple[Section, tuple[Any, ...]]]:
        """Every section that has entries, in the order a résumé shows them."""
        for name in SECTION_ORDER:
            if entries := getattr(self, name):
                yield name, entries


SECTION_ORDER: tuple[Section, ...] = (
    "work",
    "projects",
    "education",
    "publications",
    "patents",
    "awards",
    "certificates",
    "volunteer",
    "skills",
    "languages",
    "interests",
    "references",
)
