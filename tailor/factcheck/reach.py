"""Reach: which words of a text a limiting word limits."""

from itertools import takewhile

from tailor.factcheck.analysis import Hit, Text
from tailor.factcheck.grammar import Clause, verb_form
from tailor.vocabulary import people
from tailor.vocabulary.words import neutral_words, word_set


def reached(text: Text, hit: Hit) -> list[int]:
    """Indices of the content words that a limit reaches; of the nearer kinds at most three."""
    clause = text.clause(hit.first)
    content = [t.index for t in text.content]
    here = [i for i in content if clause.start <= i < clause.end]
    sentence = [i for i in content if text.clause(i).sentence == clause.sentence]
    match hit.rung.reach:
        case "next":
            return _following(text, hit, content)
        case "head":
            return [i for i in content if i == hit.last + 1]
        case "prev":
            return [i for i in here if i < hit.first][-3:]
        case "both":
            return [i for i in sentence if i < hit.first][-3:] or _outside(hit, here, after=True)[
                :3
            ]
        case "only":
            only = restriction(text, hit)
            return [i for i in here if i not in only and i != hit.first][-3:]
        case "clause":
            shared = hit.rung.ladder == "team"
            return _shared(text, hit, content) if shared else _outside(hit, here)
        case "sentence":
            return _outside(hit, sentence)
        case "line":
            return _outside(hit, content)
        case _:
            return []


def joined_verbs(text: Text, hit: Hit) -> list[int]:
    """The verbs that "helped", "planned to" or "did not" governs: "helped sand and paint"."""
    first = next((t for t in text.tokens[hit.last + 1 : hit.last + 4] if verb_form(t)), None)
    if first is None or verb_form(first) not in ("base", "ing"):
        return []
    found = [first.index]
    for token in text.tokens[first.index + 1 :]:
        before = text.tokens[token.index - 1]
        if token.text in ".;:" or token.lower in word_set("self"):
            break
        if before.lower not in (",", "and", "or", "to"):
            continue
        if verb_form(token) in ("past", "s"):
            break
        if verb_form(token) == verb_form(first):
            found.append(token.index)
    return found


def _outside(hit: Hit, indices: list[int], *, after: bool = False) -> list[int]:
    """The words that are not the limit's own; only those behind it, if asked."""
    return [i for i in indices if i > hit.last or (not after and i < hit.first)]


def _following(text: Text, hit: Hit, content: list[int]) -> list[int]:
    """The next three words of the clause; for a plan, what it aims at further on."""
    ladder, end = hit.rung.ladder, text.clause(hit.first).end
    after = [i for i in content if hit.last < i < end]
    if not after and ladder == "state":
        after = _intended(text, hit, content)
    if ladder == "help":
        after = [i for i in after if not _is_helped(text, i)]
    if ladder == "negation":
        after = list(takewhile(lambda i: not _joined_after(text, hit, i), after))
    if ladder in ("negation", "acquaintance"):
        after = [i for i in after if text.tokens[i].lower not in neutral_words()]
    return [i for i in after if text.tokens[i].lower not in word_set("permissions")][:3]


def _intended(text: Text, hit: Hit, content: list[int]) -> list[int]:
    """What a plan aims at past what stands between: "a proposal, still with Ann, to replace"."""
    sentence = text.clause(hit.first).sentence
    following = [
        t for t in text.tokens[hit.last + 1 :] if text.clause(t.index).sentence == sentence
    ]
    aim = next((t.index for t in following if t.lower in ("to", "for")), None)
    last = following[-1].index if following else 0
    return [i for i in content if aim is not None and aim < i <= last]


def _joined_after(text: Text, hit: Hit, index: int) -> bool:
    """Whether "and" or "but" stands between a denial and a word: "no mail lost and rooms kept"."""
    between = text.tokens[hit.last + 1 : index]
    return any(t.lower in ("and", "but") for t in between)


def _is_helped(text: Text, index: int) -> bool:
    """Whether a word is, or describes, who was helped: "supported two ward managers in …"."""
    following = text.tokens[index + 1].lower if index + 1 < len(text.tokens) else ""
    return people.is_person(text.tokens[index].lower) or people.is_person(following)


def _shared(text: Text, hit: Hit, content: list[int]) -> list[int]:
    """What shared credit is given for.

    Its clause; its sentence when it opens that ("Jointly with the lead, defined …"); the whole
    statement when it stands alone ("Two of us, the whole time.").
    """
    clause = text.clause(hit.first)

    def outside(indices: list[int]) -> list[int]:
        return [i for i in indices if not hit.first <= i <= hit.last]

    own = outside([i for i in content if clause.start <= i < clause.end])
    if _is_with(text, hit) and _follows_in_clause(text, clause, hit):
        return own  # "stock lists, agreed with ward managers": only the agreement is shared
    relative = text.tokens[clause.start].lower in ("which", "that", "who")
    words = text.tokens[clause.start : clause.end]
    tells = clause.verb is not None or any(t.lower in word_set("be") for t in words)
    if len(own) >= 3 and tells and hit.first > clause.start and not relative:
        return own
    sentence = outside(
        [
            i
            for i in content
            if text.clause(i).sentence == clause.sentence and (i >= clause.end or i < clause.start)
        ]
    )
    if len(sentence) >= 3:
        return sentence
    return outside(content)


def _is_with(text: Text, hit: Hit) -> bool:
    """Whether shared credit stands in a plain "with", which belongs to its clause's verb."""
    return text.tokens[hit.first].lower == "with"


def _follows_in_clause(text: Text, clause: Clause, hit: Hit) -> bool:
    """Whether a clause says something before shared credit: "agreed with the managers"."""
    before = text.tokens[clause.start : hit.first]
    joins = word_set("conjunctions")
    return any(t.kind == "word" and t.lower not in joins for t in before)


def restriction(text: Text, hit: Hit) -> list[int]:
    """The words that "only" restricts to: those after it, or before it at the end of a clause."""
    clause = text.clause(hit.first)
    content = [t.index for t in text.content if clause.start <= t.index < clause.end]
    return [i for i in content if i > hit.last][:3] or [i for i in content if i < hit.first][-2:]
