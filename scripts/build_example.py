"""Go through a whole application by rules: run, letter, questions, ledger, interview, check, MCP.

  python scripts/build_example.py FOLDER [--job FILE] [--profile FILE] [--answers FILE]
                                  [--draft FILE] [--keep DIR]

Everything lies under FOLDER: the sample nurse's run, with what each command said beside it as
NAME.out.txt. --keep copies what is short and is only text, for docs/examples. `make example` does
it for the sample.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ROOT = Path(__file__).parent.parent
_SAMPLE = _ROOT / "docs" / "examples" / "community_nurse"
_KEPT = (
    *("letter.md", "gaps.md", "prep.md", "evidence.md"),
    *("ask.out.txt", "check.out.txt", "letter.out.txt", "mcp.json"),
)
_REFUSED = 3
_MOST_SHOWN = 3


def main() -> None:
    args = _arguments()
    folder = args.folder.resolve()
    (folder / "profiles").mkdir(parents=True, exist_ok=True)
    shutil.copy(args.job, folder / "job.txt")
    shutil.copy(args.profile, folder / "profiles" / "me.yaml")
    session = _Session(folder)
    session.tailor("run", "--job", "job.txt", "--out", "runs")
    session.run = max((folder / "runs").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    session.tailor("letter", "letter", "--format", "md,txt,json,docx,pdf")
    letter = str((session.run / "letter.md").relative_to(session.folder))
    session.tailor("letter", "letter", "--check", letter)
    session.tailor("render", "render", "--format", "md,docx,pdf")
    _ask(session, args.answers)
    session.tailor("prep", "prep")
    _account(session)
    _check(session, args.draft)
    _converse(session)
    if args.keep:
        _keep(session, args.keep)
    print(session.run)


class _Session:
    """A folder that commands are run in, and the run that they are about."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.run = folder

    def tailor(self, name: str, *words: str) -> None:
        """Run a command, and write what was typed and said into the run's folder."""
        # A person's own settings must not make the example theirs.
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("TAILOR_", "OPENAI"))}
        done = subprocess.run(
            [sys.executable, "-m", "tailor", *words],
            cwd=self.folder,
            env=kept | {"NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode not in (0, _REFUSED):
            raise SystemExit(f"tailor {' '.join(words)}: {done.returncode}\n{done.stdout}")
        with (self.run / f"{name}.out.txt").open("a", encoding="utf-8") as file:
            file.write(
                f"$ tailor {' '.join(words)}\n{done.stdout}[exit code {done.returncode}]\n\n"
            )


def _ask(session: _Session, answers: Path | None) -> None:
    session.tailor("ask", "ask", "--list")
    if answers:
        shutil.copy(answers, session.folder / "answers.yaml")
        session.tailor("ask", "ask", "--answers", "answers.yaml")
        session.tailor("ask", "ask", "--answers", "answers.yaml", "--yes")
        session.tailor("ask", "ask", "--list")


def _account(session: _Session) -> None:
    """The ledger as a table to read here; the run's own page is evidence.html."""
    book = json.loads((session.run / "evidence.json").read_text(encoding="utf-8"))
    rows = ["| Place | Line | Verdict | Rests on |", "|---|---|---|---|"]
    for line in (*book["lines"], *book["letter"]):
        cited = "; ".join(item["id"] for item in line["evidence"][:_MOST_SHOWN])
        cells = (line["place"], line["text"], f"{line['verdict']}, {line['decided_by']}", cited)
        rows.append(f"| {' | '.join(cell.replace('|', '¦') for cell in cells)} |")
    (session.run / "evidence.md").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _check(session: _Session, draft: Path | None) -> None:
    """Hold a résumé written elsewhere, or else the rendered one, against the profile."""
    document = session.run / "resume.docx"
    if draft:
        document = session.folder / draft.name
        shutil.copy(draft, document)
    page = session.run / "check.html"
    paths = [str(path.relative_to(session.folder)) for path in (document, page)]
    session.tailor("check", "check", paths[0], "--html", paths[1])


def _converse(session: _Session) -> None:
    """What an assistant gets when it checks a draft, and when it reaches for another folder."""
    import anyio  # noqa: PLC0415 -- comes with the extra "mcp"
    import mcp  # noqa: PLC0415

    server = mcp.StdioServerParameters(
        command=sys.executable, args=["-m", "tailor", "mcp", "--folder", str(session.folder)]
    )
    claims = "I led all teams of the company.\n" + _first_statement(session)
    calls: Sequence[tuple[str, Mapping[str, str]]] = (
        ("read_job", {"job": "job.txt"}),
        ("match", {"job": "job.txt"}),
        ("propose", {"job": "job.txt"}),
        ("check_text", {"text": claims}),
        ("list_evidence", {}),
        ("read_job", {"job": "../../etc/hostname"}),
    )

    async def converse() -> list[dict[str, Any]]:
        async with mcp.Client(server, read_timeout_seconds=120) as client:
            listed = await client.list_tools()
            said: list[dict[str, Any]] = [{"tools": [tool.name for tool in listed.tools]}]
            for name, arguments in calls:
                answer = await client.call_tool(name, arguments)
                said.append(
                    {
                        "call": name,
                        "arguments": arguments,
                        "error": bool(answer.is_error),
                        "answer": _shortened([_plain(part.text) for part in answer.content]),
                    }
                )
            return said

    said = anyio.run(converse)
    text = json.dumps(said, indent=1, ensure_ascii=False)
    (session.run / "mcp.json").write_text(text + "\n", encoding="utf-8")


def _first_statement(session: _Session) -> str:
    evidence = json.loads((session.run / "changes.json").read_text(encoding="utf-8"))["evidence"]
    return next(str(item["text"]) for item in evidence if item["id"] != item["entry_id"])


def _plain(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _shortened(value: Any) -> Any:
    """The value with long lists cut: an example is to be read."""
    if isinstance(value, dict):
        return {key: _shortened(inner) for key, inner in value.items()}
    if isinstance(value, list):
        more = [f"… and {len(value) - _MOST_SHOWN} more"] if len(value) > _MOST_SHOWN else []
        return [*map(_shortened, value[:_MOST_SHOWN]), *more]
    return value


def _keep(session: _Session, keep: Path) -> None:
    keep.mkdir(parents=True, exist_ok=True)
    for name in _KEPT:
        text = (session.run / name).read_text(encoding="utf-8")
        # Without when, so that it changes only with the program.
        (keep / name).write_text(re.sub(r"-\d{8}-\d{6}", "", text), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--job", type=Path, default=_SAMPLE / "job.txt")
    parser.add_argument("--profile", type=Path, default=_ROOT / "profiles" / "community_nurse.yaml")
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--draft", type=Path)
    parser.add_argument("--keep", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
