"""LinkedIn's data export: a ZIP of CSV files -> nested values under the files' names."""

import csv
import io
import re
from pathlib import PurePosixPath
from typing import Any

from tailor.errors import InputError
from tailor.files import decode
from tailor.importing.documents import archives
from tailor.importing.documents.document import Document, document, plain_blocks

_SECTIONS = {
    "positions": "work", "education": "education", "skills": "skills", "projects": "projects",
    "certifications": "certificates", "languages": "languages", "honors": "awards",
    "publications": "publications", "patents": "patents", "volunteering": "volunteer",
    "courses": "courses", "recommendations_received": "references",
}  # fmt: skip
_PERSON = {"profile", "email addresses", "phonenumbers", "whatsapp phone numbers"}
_MAX_ROWS = 5_000


def tables(data: bytes, name: str) -> tuple[dict[str, Any], Document]:
    """The export's values, and its text for lines and spans.

    Files about other people and about ads are not read. Raises InputError when it is no export.
    """
    values: dict[str, Any] = {}
    text: list[str] = []
    for path, content in sorted(archives.members(data, name).items()):
        stem = PurePosixPath(path).stem.lower()
        if not path.lower().endswith(".csv") or stem not in {*_SECTIONS, *_PERSON}:
            continue
        written = decode(content, what="export", name=f"{name}/{path}") if content.strip() else ""
        text.append(written)
        rows = _rows(written)
        if stem in _SECTIONS:
            values[_SECTIONS[stem]] = [_renamed(stem, row) for row in rows]
        elif rows:
            values.setdefault("basics", {}).update(_person(stem, rows))
    if not values:
        raise InputError(f"{name} is an archive without a document or LinkedIn export in it.")
    return values, document(name, data, plain_blocks("\n".join(text)))


def _rows(text: str) -> list[dict[str, str]]:
    """The rows under the header; LinkedIn puts notes above some headers."""
    lines = text.lstrip("\ufeff").split("\n")
    start = next((i for i, line in enumerate(lines) if "," in line or i == len(lines) - 1), 0)
    if lines and lines[0].strip().lower().startswith("notes"):
        start = next((i + 1 for i, line in enumerate(lines) if not line.strip()), start)
    else:
        start = 0
    reader = csv.DictReader(io.StringIO("\n".join(lines[start:])))
    found = []
    for row in reader:
        found.append(
            {k: v.strip() for k, v in row.items() if k and isinstance(v, str) and v.strip()}
        )
        if len(found) >= _MAX_ROWS:
            break
    return [row for row in found if row]


def _renamed(stem: str, row: dict[str, str]) -> dict[str, str]:
    if stem == "education" and "Degree Name" in row:
        # LinkedIn has degree and subject in one field: "Bachelor of Science - BS, Physics".
        degree, comma, area = row["Degree Name"].partition(", ")
        return row | ({"Degree Name": degree, "Area": area} if comma else {})
    if stem == "recommendations_received":
        name = f"{row.get('First Name', '')} {row.get('Last Name', '')}".strip()
        return {"name": name, "text": row.get("Text", "")}
    return row


def _person(stem: str, rows: list[dict[str, str]]) -> dict[str, Any]:
    row = rows[0]
    if stem == "email addresses":
        primary = next((r for r in rows if r.get("Primary", "").lower() == "yes"), row)
        return {"email": primary.get("Email Address", "")}
    if stem != "profile":
        return {"phone": next((r["Number"] for r in rows if "Number" in r), "")}
    links = re.findall(r"[A-Z]+:([^,\]]+)", row.get("Websites", ""))
    return {
        "name": f"{row.get('First Name', '')} {row.get('Last Name', '')}".strip(),
        "label": row.get("Headline", ""),
        "summary": row.get("Summary", ""),
        "location": row.get("Geo Location") or row.get("Address", ""),
        "profiles": [{"url": link.strip()} for link in links],
    }
