"""A made-up pastry cook's run, with every kind of suggestion and with hostile text in the ad."""

from tailor.domain.changes import (
    Arrange,
    Attempt,
    ChangeSet,
    Insert,
    Kept,
    Omit,
    Rewrite,
)
from tailor.domain.evidence import base_resume, evidence
from tailor.domain.matching import Gap, LeftOut
from tailor.domain.posting import JobPosting, Requirement
from tailor.domain.profile import Profile
from tailor.domain.verdicts import Finding, Span, Verdict
from tailor.runs import RunFolder

HOSTILE = "Knows <script>alert('ad')</script> & \x1b[31mred\x1b[0m doughs"
PROFILE = """\
basics:
  name: Ada Crumb
  label: Pastry Cook
work:
  - id: marina
    name: Hotel Marina
    position: Pastry Cook
    startDate: 2019-03
    endDate: 2023-02
    highlights:
      - {id: doughs, text: I have also been able to make laminated doughs for 120 guests.}
      - {id: menu, text: Helped the head cook with the <b>dessert menu</b>.}
      - {id: party, text: Organised the summer party of the kitchen.}
      - {id: waste, text: "Working on less waste, together with two colleagues."}
  - id: quay
    name: Quay Bakery
    position: Baker
    startDate: 2016-01
    endDate: 2019-02
    highlights:
      - {id: bread, text: Baked sourdough bread every morning.}
"""
SUPPORTED = Verdict(label="supported")
_CLAIM = "Led a team that cut waste"
REFUSED = Verdict(
    label="not_enough_evidence",
    findings=(
        Finding(
            kind="ownership",
            hard=True,
            claim=Span(start=0, end=3, text="Led"),
            reason="Your statement says “Working on”, which is less than “Led”.",
        ),
    ),
)

DOUGHS = Rewrite(
    id="rewrite:doughs",
    entry_id="marina",
    statement_id="doughs",
    before="I have also been able to make laminated doughs for 120 guests.",
    after="Made laminated doughs for 120 guests.",
    requirement_ids=("r1", "r2"),
    evidence_ids=("doughs",),
    verdict=SUPPORTED,
)
MENU = Rewrite(
    id="rewrite:menu",
    entry_id="marina",
    statement_id="menu",
    before="Helped the head cook with the <b>dessert menu</b>.",
    after="Helped with the <b>dessert menu</b>.",
    requirement_ids=("r3",),
    evidence_ids=("menu",),
    verdict=SUPPORTED,
)
PARTY = Omit(
    id="omit:party",
    target_id="party",
    entry_id="marina",
    before="Organised the summer party of the kitchen.",
    reason="The ad asks for nothing that it shows.",
)
ORDER = Arrange(
    id="arrange:marina",
    entry_id="marina",
    before=("doughs", "menu", "party", "waste"),
    after=("menu", "doughs", "party", "waste"),
    reason="What the ad asks for comes first.",
)
SUMMARY = Insert(
    id="insert:summary",
    slot="summary",
    after="Pastry Cook at Hotel Marina from 2019 to 2023.",
    requirement_ids=("r1",),
    evidence_ids=("marina",),
    verdict=SUPPORTED,
)
WASTE = Kept(
    statement_id="waste",
    entry_id="marina",
    before="Working on less waste, together with two colleagues.",
    reason="Your statement says “Working on”, which is less than “Led”.",
    attempts=(Attempt(text=_CLAIM, verdict=REFUSED),),
)


def profile() -> Profile:
    """The cook's profile."""
    import yaml

    return Profile.model_validate(yaml.safe_load(PROFILE))


def sample() -> ChangeSet:
    """What a run suggested to the cook."""
    known = profile()
    return ChangeSet(
        base=base_resume(known),
        changes=(PARTY, ORDER, MENU, DOUGHS, SUMMARY),
        kept=(WASTE,),
        gaps=(Gap(requirement_id="r4", state="absent", why="Nothing in your profile shows this."),),
        left_out=(LeftOut(id="party", reason="The ad asks for nothing that it shows."),),
        requirements=(
            Requirement(id="r1", quote="Experience with laminated doughs", start=0, kind="must"),
            Requirement(id="r2", quote=HOSTILE, start=0, kind="responsibility"),
            Requirement(id="r3", quote="Has written menus", start=0, kind="nice"),
            Requirement(id="r4", quote="Fluent French", start=0, kind="must"),
        ),
        evidence=evidence(known),
        posting=JobPosting(text=HOSTILE, title="Pastry Cook <i>", company="Fernhill"),
    )


def run_folder(parent) -> RunFolder:
    """The run on disk, as `tailor --job` leaves it."""
    folder = RunFolder.create(parent, "job", "1")
    folder.save("changes", sample())
    return folder
