"""A small batch: two profiles, three jobs, and workers that work on the spot."""

from datetime import date
from pathlib import Path

from tailor.batch.running import Batch, Plan
from tailor.batch.sources import jobs_of, profiles_of
from tailor.batch.task import Recipe
from tailor.domain.matching import Budget

PROFILES = {
    "ada": """\
basics: {name: Ada Crumb}
work:
  - name: Hotel Marina
    position: Pastry Cook
    startDate: 2019-03
    endDate: 2023-02
    highlights:
      - I have also been able to make laminated doughs for 120 guests.
      - Organised the summer party for the hotel kitchen.
languages:
  - {language: French, fluency: B1}
""",
    "bea": """\
basics: {name: Bea Quill}
work:
  - name: Lindqvist Labs
    position: Developer
    startDate: 2018-01
    endDate: present
    highlights:
      - I wrote Python services on PostgreSQL for three teams.
      - Helped to move 14 services to Kubernetes.
""",
}
JOBS = {
    "cook": """\
Pastry Cook at Fernhill Hotel

Requirements:
- Experience with laminated doughs
- 2 years of experience in a hotel kitchen
- Fluent French
""",
    "developer": """\
Backend Developer at Oakmere

Requirements:
- Experience with Python and PostgreSQL
- You have run services on Kubernetes

Nice to have:
- Terraform
""",
    "nurse": """\
Night Nurse at Brookside Clinic

Requirements:
- Registered nurse
- 3 years of experience on a surgical ward
- Fluent German
""",
}
RECIPE = Recipe(Budget(pages=2), date(2026, 11, 1), "2026-11-01T08:00:00+00:00")


class OnTheSpot:
    """Workers that work in this process, one item after the other."""

    def results(self, work, items):
        for item in items:
            yield item, work(item)


def write_sources(folder: Path) -> tuple[Path, Path]:
    """Folders of the profiles and of the jobs."""
    profiles, jobs = folder / "profiles", folder / "jobs"
    profiles.mkdir()
    jobs.mkdir()
    for name, text in PROFILES.items():
        (profiles / f"{name}.yaml").write_text(text, encoding="utf-8")
    for name, text in JOBS.items():
        (jobs / f"{name}.txt").write_text(text, encoding="utf-8")
    return profiles, jobs


def outcomes_of(profiles, jobs, folders, *, workers=None, recipe=RECIPE, top=None):
    """Run a batch; every outcome in order."""
    seen = []
    plan = Plan(profiles_of(profiles), jobs_of(jobs), top)
    Batch(plan, recipe, workers or OnTheSpot(), folders, seen.append).run()
    return seen


def states_of(outcomes):
    """The states of the outcomes, in order."""
    return [outcome.state for outcome in outcomes]
