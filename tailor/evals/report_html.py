"""The report as one HTML file that needs nothing else: no script, no font, no network."""

from functools import cache
from itertools import groupby
from pathlib import Path

import jinja2

from tailor.evals.plots import calibration_plot, rate_plot
from tailor.evals.report import Report, SuiteReport
from tailor.evals.report_text import balanced_accuracy, percent
from tailor.evals.summary import ALL, Cell, Rate

_ANSWERS = ("supported", "open", "not_enough_evidence", "contradicted")


def as_html(report: Report) -> str:
    """The whole report, plots and failing cases included."""
    return _template().render(report=report, all=ALL)


@cache
def _template() -> jinja2.Template:
    text = (Path(__file__).parent / "data" / "report.html.j2").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters["percent"] = percent
    environment.globals["plots"] = _plots
    environment.globals["matrix"] = _matrix
    environment.globals["calibration"] = calibration_plot
    return environment.from_string(text)


def _plots(suite: SuiteReport) -> list[tuple[str, str]]:
    """A plot for every measure that has classes; its labels are escaped where they are drawn."""
    plots = []
    for name, group in groupby(suite.rates, key=lambda rate: rate.measure):
        members: list[Rate] = list(group)
        if len({rate.kind for rate in members if rate.cases}) > 2:
            plots.append((name, rate_plot(members)))
    return plots


def _matrix(cells: tuple[Cell, ...]) -> list[dict[str, object]]:
    """A table a part: rows are what is true, columns what was said."""
    answers = [a for a in _ANSWERS if any(cell.answer == a for cell in cells)]
    answers += sorted({cell.answer for cell in cells} - set(answers))
    return [
        {
            "part": part,
            "answers": answers,
            "accuracy": balanced_accuracy(cells, part),
            "rows": [
                (truth, [_count(cells, part, truth, answer) for answer in answers])
                for truth in sorted({cell.truth for cell in cells if cell.part == part})
            ],
        }
        for part in dict.fromkeys(cell.part for cell in cells)
    ]


def _count(cells: tuple[Cell, ...], part: str, truth: str, answer: str) -> int:
    wanted = (part, truth, answer)
    return sum(cell.cases for cell in cells if (cell.part, cell.truth, cell.answer) == wanted)
