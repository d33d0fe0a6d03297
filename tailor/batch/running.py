"""A batch from its sources to its run folders: what is done already is not done again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tailor.batch.folders import Folders
from tailor.batch.row import Row
from tailor.batch.shortlist import JobText, ProfileText, Shortlist, gist
from tailor.batch.sources import Content, Source
from tailor.batch.task import Failed, Recipe, Tailored, Task, key, tailor_pair
from tailor.batch.workers import Lost, Workers
from tailor.errors import InputError

# Every profile meets the same jobs before the next ones come, so that a worker reads each ad once;
# so many that each of sixteen workers meets a profile often enough to gain from knowing it.
_BLOCK = 256


@dataclass(frozen=True, slots=True)
class Plan:
    """Which profiles meet which jobs: all of them, or for each profile only its `top` best."""

    profiles: Sequence[Source]
    jobs: Sequence[Source]
    top: int | None = None

    @property
    def pairs(self) -> int:
        """How many pairs there are, if nothing is bad."""
        most = len(self.jobs) if self.top is None else min(self.top, len(self.jobs))
        return len(self.profiles) * most


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a pair: tailored now, found done, failed, or skipped for a bad source.

    A bad source itself is an outcome too, "bad", with a row of its own; skipped pairs have none.
    """

    state: Literal["tailored", "found", "failed", "skipped", "bad"]
    row: Row | None = None


_Pair = tuple[Source, Source]


class Batch:
    """Profiles and jobs on their way through the workers; `on_outcome` hears of every pair.

    `on_ranked` hears how many jobs have been compared with the profiles, where the best are chosen.
    """

    def __init__(
        self,
        plan: Plan,
        recipe: Recipe,
        workers: Workers,
        folders: Folders,
        on_outcome: Callable[[Outcome], None],
        *,
        on_ranked: Callable[[int], None] = lambda _count: None,
    ) -> None:
        self._plan = plan
        self._recipe = recipe
        self._workers = workers
        self._folders = folders
        self._on_outcome = on_outcome
        self._on_ranked = on_ranked
        self._bad: set[Source] = set()
        self._content = lru_cache(2 * _BLOCK)(Source.read)

    def run(self) -> None:
        """Do what is not done yet. Raises InputError when a result cannot be kept."""
        pairs = self._all_pairs() if self._plan.top is None else self._best_pairs(self._plan.top)
        for task, made in self._workers.results(tailor_pair, self._tasks(pairs)):
            match made:
                case Tailored(files=files, row=row):
                    self._folders.keep(task.folder, files, row)
                    self._on_outcome(Outcome("tailored", row))
                case Failed(blame="profile" | "job" as blame, reason=reason):
                    self._found_bad(task.profile if blame == "profile" else task.job, reason)
                    self._on_outcome(Outcome("skipped"))
                case Failed(reason=reason) | Lost(reason=reason):
                    row = Row(profile=task.profile.name, job=task.job.name, error=reason)
                    self._on_outcome(Outcome("failed", row))

    def _tasks(self, pairs: Iterable[_Pair]) -> Iterator[Task]:
        """A task for every pair that is neither done nor hopeless."""
        for profile, job in pairs:
            person, ad = self._read(profile), self._read(job)
            if person is None or ad is None:
                self._on_outcome(Outcome("skipped"))
                continue
            digest = key(person.text, ad.text, self._recipe)
            place = self._folders.place(profile.name, job.name, digest)
            if row := self._folders.row(place):
                self._on_outcome(Outcome("found", row))
            else:
                shown = str(self._folders.path / place)
                yield Task(profile, person, job, ad.text, place, shown, self._recipe)

    def _all_pairs(self) -> Iterator[_Pair]:
        jobs = self._plan.jobs
        for start in range(0, len(jobs), _BLOCK):
            for profile in self._plan.profiles:
                for job in jobs[start : start + _BLOCK]:
                    yield profile, job

    def _best_pairs(self, top: int) -> Sequence[_Pair]:
        """The best jobs of every profile, found by the workers beforehand."""
        shortlists: dict[Source, Shortlist] = {}
        for profile, found in self._workers.results(gist, self._profile_texts()):
            if isinstance(found, Failed | Lost):
                self._found_bad(profile.source, found.reason)
            else:
                shortlists[profile.source] = Shortlist(top, found)
        for count, (job, asked) in enumerate(self._workers.results(gist, self._job_texts()), 1):
            self._on_ranked(count)
            if isinstance(asked, Failed | Lost):
                self._found_bad(job.source, asked.reason)
                continue
            for shortlist in shortlists.values():
                shortlist.consider(job.number, asked)
        return [
            (profile, self._plan.jobs[number])
            for profile in self._plan.profiles
            if profile in shortlists
            for number in shortlists[profile].numbers()
        ]

    def _profile_texts(self) -> Iterator[ProfileText]:
        for profile in self._plan.profiles:
            if (content := self._read(profile)) is not None:
                yield ProfileText(profile, content.text)

    def _job_texts(self) -> Iterator[JobText]:
        for number, job in enumerate(self._plan.jobs):
            if (content := self._read(job)) is not None:
                yield JobText(number, job, content.text)

    def _read(self, source: Source) -> Content | None:
        """What the source says; None when it is bad, which is reported once."""
        if source in self._bad:
            return None
        try:
            return self._content(source)
        except InputError as error:
            self._found_bad(source, str(error))
            return None

    def _found_bad(self, source: Source, reason: str) -> None:
        if source not in self._bad:
            self._bad.add(source)
            row = Row.model_validate({source.kind: source.name, "error": reason})
            self._on_outcome(Outcome("bad", row))
