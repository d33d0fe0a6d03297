"""Draw docs/gallery: the first page of every sample profile in every theme.

Run it from the repository: python scripts/build_gallery.py
"""

from pathlib import Path

import yaml

from tailor.domain.evidence import base_resume
from tailor.domain.profile import Profile
from tailor.render.pdf import THEMES, to_png
from tailor.resources import folder

_GALLERY = Path(__file__).parent.parent / "docs" / "gallery"


def main() -> None:
    _GALLERY.mkdir(parents=True, exist_ok=True)
    pictures = []
    for path in sorted(folder("profiles").glob("*.yaml")):
        profile = Profile.model_validate(yaml.safe_load(path.read_text("utf-8")))
        for theme in THEMES:
            pages = to_png(base_resume(profile), theme=theme, ppi=80)
            picture = _GALLERY / f"{path.stem}-{theme}.png"
            picture.write_bytes(pages[0])
            pictures.append((path.stem, theme, len(pages), picture.name))
    (_GALLERY / "README.md").write_text(_page(pictures), encoding="utf-8")


def _page(pictures: list[tuple[str, str, int, str]]) -> str:
    lines = [
        "# Gallery",
        "",
        "The sample profiles, untailored, in each theme of `tailor render --format pdf --theme`.",
        "Rebuilt by `python scripts/build_gallery.py`.",
    ]
    for profile, theme, pages, name in pictures:
        title = f"{profile.replace('_', ' ').capitalize()}, {theme}"
        number = "one page" if pages == 1 else f"first of {pages} pages"
        lines += ["", f"## {title} ({number})", "", f"![{title}]({name})"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
