"""Build tailor/vocabulary/data/spelling.tsv: British forms and the American form of each.

Needs the word lists of SCOWL (Debian: `apt-get install scowl`). A pair is taken when a spelling
rule turns a word that only British lists have into one that the American lists have, so that
"advise" or "four" can never be touched. Pairs no rule gives are in spelling_irregular.tsv.
"""

import argparse
import re
from pathlib import Path

_ISE = r"is(?=(e|ed|es|ing|er|ers|ation|ations|ational|able|ability|ationally|ement)$)"
_YSE = r"ys(?=(e|ed|es|ing|er|ers|able)$)"
RULES = (
    (_ISE, "iz"),
    (_YSE, "yz"),
    (r"our", "or"),
    (r"tre", "ter"),
    (r"(?<=[bt])re(?=[sd]?$)", "er"),
    (r"(?<=[bt])ring$", "ering"),
    (r"ll", "l"),
    (r"l(?!l)", "ll"),
    (r"ae(?!$)", "e"),
    (r"oe(?!s$)", "e"),
    (r"ogue", "og"),
    (r"enc", "ens"),
    (r"pp(?=(ed|ing|er|ers)$)", "p"),
    (r"tt(?=(ed|ing|er|ers)$)", "t"),
    (r"mme", "m"),
    (r"dgem", "dgm"),
    (r"eing$", "ing"),
    (r"eabl", "abl"),
    (r"grey", "gray"),
    (r"lph", "lf"),
    (r"plough", "plow"),
    (r"xion", "ction"),
    (r"scept", "skept"),
    (r"mou", "mo"),
    (r"cheque", "check"),
    (r"ium$", "um"),
    (r"efact", "ifact"),
)
# Levels of SCOWL: 35 is a small dictionary, 70 a large one; 80 adds word games and a licence more.
BRITISH_LEVEL = 70
AMERICAN_LEVEL = 70


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--scowl", type=Path, default=Path("/usr/share/dict/scowl"))
    scowl = arguments.parse_args().scowl
    root = Path(__file__).parent
    american = words(scowl, "american", AMERICAN_LEVEL)
    shared = words(scowl, "english", AMERICAN_LEVEL)
    british = words(scowl, "british", BRITISH_LEVEL)
    british |= words(scowl, "british_variant_1", BRITISH_LEVEL)
    only_british = british - american - shared
    pairs = regular(only_british, shared) | regular(only_british, american) | irregular(root)
    lines = [
        "# British, American, and 'one-way' where the American form is also a British word.",
        "# Built by scripts/build_spelling.py; see LICENSES.md.",
    ]
    lines += [
        f"{ours}\t{theirs}" + ("\tone-way" if theirs in shared else "")
        for ours, theirs in sorted(pairs.items())
    ]
    target = root.parent / "tailor/vocabulary/data/spelling.tsv"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(pairs)} pairs")


def words(scowl: Path, kind: str, level: int) -> set[str]:
    found: set[str] = set()
    for path in scowl.glob(f"{kind}-words.*"):
        if int(path.suffix[1:]) <= level:
            found |= set(path.read_text(encoding="latin-1").split())
    return {word for word in found if word.isascii() and word.isalpha()}


def regular(british: set[str], american: set[str]) -> dict[str, str]:
    pairs = {}
    for word in british:
        once = respelled(word)
        reached = once & american or {two for one in once for two in respelled(one)} & american
        if reached:
            pairs[word] = min(reached)
    return pairs


def respelled(word: str) -> set[str]:
    return {
        word[: match.start()] + replacement + word[match.end() :]
        for pattern, replacement in RULES
        for match in re.finditer(pattern, word)
    }


def irregular(folder: Path) -> dict[str, str]:
    text = (folder / "spelling_irregular.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return dict(row[:2] for row in rows)


if __name__ == "__main__":
    main()
