"""Limits: what hedges, caps or shares a statement must stay with the part that is kept."""

from collections.abc import Iterator
from itertools import pairwise

from tailor.domain.verdicts import Finding
from tailor.factcheck.alignment import Place
from tailor.factcheck.analysis import Hit, Text
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.grammar import is_verb_here, verb_form
from tailor.factcheck.reach import joined_verbs, reached, restriction
from tailor.factcheck.text import is_lead_in
from tailor.vocabulary import lexicon
from tailor.vocabulary.words import neutral_words, word_set

_REASONS = {
    "help": "Your profile says you took part (“{words}”); this says you did it.",
    "team": "Your profile shares this with others (“{words}”); this does not.",
    "negation": "Your profile denies this (“{words}”); this does not.",
    "rank": "Your profile says “{words}”; without it, this is a higher rank.",
    "acquaintance": "Your profile says you know of this (“{words}”), not that you did it.",
    "certainty": "Your profile is not certain of this (“{words}”); this states it plainly.",
    "extent": "Your profile says “{words}”; without it, this claims more.",
    "limit": "Your profile limits this (“{words}”); without the limit, this claims more.",
    "state": "In your profile this was not finished or in use (“{words}”); this says it was.",
    "origin": "Your profile says you worked on this (“{words}”), not that you made it.",
    "lead": "Your profile says you worked on this (“{words}”), not that you led it.",
    "credential": "Your profile says “{words}”; this reads as if it were obtained.",
    "award": "Your profile says “{words}”; this reads as if it were won.",
    "publication": "Your profile says “{words}”; this reads as if published, or yours alone.",
    "patent": "Your profile says “{words}”; this reads as if it were granted.",
    "elsewhere": "Your profile says that this was elsewhere (“{words}”).",
}
_DISTINCTIONS = frozenset({"credential", "award", "publication", "patent", "origin", "lead"})
# Ladders of which one word serves for the whole claim: shared credit need not be said twice.
_SPREADING = frozenset({"team", "help", *_DISTINCTIONS})
_NEAR = 8  # words
_KEPT = 0.5  # share of what is limited that must be kept before the limit counts


def limits(view: Comparison) -> Iterator[Finding]:
    """Yield a finding for every limit of the evidence that the claim drops but should keep."""
    claimed = {hit.rung.ladder for hit in view.claim.raises}
    told = _claimed_ladders(view)
    for number, text in enumerate(view.evidence):
        places = {
            place.index: claims
            for place, claims in view.alignment.linked_places.items()
            if place.statement == number and not _all_neutral(view, claims)
        }
        seen: set[tuple[str, int]] = set()
        for hit in text.limits:
            ladder, clause = hit.rung.ladder, text.clause_of[hit.first]
            if (ladder, clause) in seen or told.get(ladder, 99) <= hit.rung.rung:
                continue
            if not _binds(text, hit, places, claimed):
                continue
            kept = _kept(view, text, hit, places)
            if not kept:
                continue
            seen.add((ladder, clause))
            claims = sorted(places[kept[0]], key=lambda i: -view.alignment.links[i].weight)
            if not _is_kept(view, claims[0], text, hit):
                yield _dropped(view, claims[0], hit, Place(number, hit.first))
        yield from _led_in(view, number, places, told)


def _led_in(
    view: Comparison, number: int, places: dict[int, list[int]], told: dict[str, int]
) -> Iterator[Finding]:
    """What a lead-in above a statement limits: "I helped to:"."""
    above = next((i for i in range(number, -1, -1) if is_lead_in(view.evidence[i].raw)), number)
    text = view.evidence[number]
    limited = [t.index for t in text.content][:3]
    kept = [i for i in limited if i in places]
    if above == number or len(kept) < max(1, _KEPT * len(limited)):
        return
    for hit in view.evidence[above].limits:
        open_ended = not any(t.index > hit.last for t in view.evidence[above].content)
        ladder = hit.rung.ladder
        if not open_ended or ladder not in ("help", "state", "acquaintance"):
            continue
        claims = places[kept[0]]
        if told.get(ladder, 99) > hit.rung.rung and not _is_kept(view, claims[0], text, hit):
            yield _dropped(view, claims[0], hit, Place(above, hit.first))
            return


def _dropped(view: Comparison, index: int, hit: Hit, place: Place) -> Finding:
    text = view.evidence[place.statement]
    ladder = hit.rung.ladder
    return view.finding(
        f"{ladder}_dropped",
        index,
        index,
        _REASONS[ladder].format(words=text.words(hit.first, hit.last)),
        hard=True,
        place=place,
        place_last=hit.last,
        suggestion=_wording(text, hit),
    )


def _binds(text: Text, hit: Hit, places: dict[int, list[int]], claimed: set[str]) -> bool:
    """Whether a limiting word limits anything here that the claim would have to repeat."""
    ladder = hit.rung.ladder
    if _is_of_figure(text, hit) or _came_off(text, hit):
        return False
    if ladder == "extent":
        return not any(
            h.rung.ladder == "team" and h.first <= hit.first <= h.last for h in text.limits
        )  # "part of the team" is shared credit
    if ladder == "team":
        return not (_names_them_too(text, hit, places) or _acts_themselves(text, hit))
    if ladder in _DISTINCTIONS:
        return ladder in claimed or _names_prize(text, hit, places)
    return True


def _kept(view: Comparison, text: Text, hit: Hit, places: dict[int, list[int]]) -> list[int]:
    """The limited words that the claim keeps; none, if it keeps too few of them to matter."""
    ladder = hit.rung.ladder
    in_periods = {i for _, first, last in text.periods for i in range(first, last + 1)}
    limited = [i for i in reached(text, hit) if i not in text.quantity_tokens | in_periods]
    if ladder in ("help", "state", "negation") and (acts := _acts_kept(view, text, hit, places)):
        return acts
    kept = [i for i in limited if i in places]
    share = _KEPT / 2 if ladder == "elsewhere" else _KEPT
    if not limited or len(kept) < max(1, share * len(limited)):
        return []
    if ladder == "negation" and limited[0] not in places:
        return []
    if hit.rung.reach == "only" and any(i in places for i in restriction(text, hit)):
        return []
    if ladder in ("help", "state") and all(_is_setting(view, places[i][0]) for i in kept):
        return []
    return kept


def _acts_kept(view: Comparison, text: Text, hit: Hit, places: dict[int, list[int]]) -> list[int]:
    """The acts under a limit that the claim tells as acts: "helped sand and paint", "painted"."""
    tokens = view.claim.tokens
    return [
        verb
        for verb in joined_verbs(text, hit)
        if any(is_verb_here(tokens, tokens[i], view.claim.clause(i)) for i in places.get(verb, ()))
    ]


def _came_off(text: Text, hit: Hit) -> bool:
    """Whether what was asked for was got too: "applied for and got a grant"."""
    following = [t.lower for t in text.tokens[hit.last + 1 : hit.last + 5]]
    asked = hit.rung.ladder in ("state", "patent", "award", "credential", "publication")
    return asked and "and" in following and bool(word_set("getting") & set(following))


def _names_them_too(text: Text, hit: Hit, places: dict[int, list[int]]) -> bool:
    """Whether the claim has all the words for those who shared it: "with 34 permanent staff"."""
    theirs = [t for t in text.content if hit.first <= t.index <= hit.last]
    return bool(theirs) and all(t.index in places for t in theirs)


def _acts_themselves(text: Text, hit: Hit) -> bool:
    """Whether those named only do something beside it: "with the firm paying the fees"."""
    following = text.tokens[hit.last + 1 : hit.last + 2]
    opens = text.tokens[hit.first].lower == "with"
    return opens and bool(following) and verb_form(following[0]) == "ing"


def _names_prize(text: Text, hit: Hit, places: dict[int, list[int]]) -> bool:
    """Whether the claim keeps what one was only nominated for, as if that were one's title."""
    if hit.rung.ladder != "award" or hit.rung.rung > 0:
        return False
    end = text.clause(hit.first).end
    prize = [t for t in text.content if hit.last < t.index < end and t.name][:3]
    return len(prize) > 1 and all(t.index in places for t in prize)


def _is_of_figure(text: Text, hit: Hit) -> bool:
    """Whether a word only bounds a figure ("maybe a dozen", "never more than 85") or a manner."""
    following = text.tokens[hit.last + 1].lower if hit.last + 1 < len(text.tokens) else ""
    figures = text.quantity_tokens
    match hit.rung.ladder:
        case "extent":  # "usually 30", "a couple of years", "mainly by cleaning the records"
            in_period = any(first <= hit.first <= last for _, first, last in text.periods)
            own = range(hit.first, hit.last + 2)
            return following == "by" or in_period or not figures.isdisjoint(own)
        case "certainty":
            return hit.last + 1 in figures
        case "negation":
            bounds = word_set("comparisons") | {"over", "above", "under", "below"}
            near = range(hit.last + 1, hit.last + 4)
            return following in bounds and not figures.isdisjoint(near)
        case _:
            return False


def _wording(text: Text, hit: Hit) -> str | None:
    """The person's own words for it, where the limit stands right before what it limits."""
    limited = reached(text, hit)
    if hit.rung.reach != "next" or not limited or limited[0] - hit.last > 3:
        return None
    return text.words(hit.first, limited[0])


def _claimed_ladders(view: Comparison) -> dict[str, int]:
    """The lowest rung the claim itself stands on, per ladder of which one word serves for all."""
    lowest: dict[str, int] = {}
    for hit in view.claim.limits:
        ladder = hit.rung.ladder
        lowest[ladder] = min(hit.rung.rung, lowest.get(ladder, 99))
    for ladder, other in (("team", "help"), ("help", "team")):
        if ladder in lowest:
            lowest.setdefault(other, 1)
    return {ladder: rung for ladder, rung in lowest.items() if ladder in _SPREADING}


def _all_neutral(view: Comparison, claims: list[int]) -> bool:
    """Whether a place of the evidence is used only by words that assert nothing."""
    return all(
        view.claim.tokens[i].lower in neutral_words() and view.alignment.links[i].relation != "same"
        for i in claims
    )


def _is_kept(view: Comparison, index: int, text: Text, hit: Hit) -> bool:
    """Whether the claim keeps the limit beside the word of it that is limited."""
    if hit.rung.ladder not in _SPREADING and _is_reworded(view, text, hit):
        return True
    if hit.rung.ladder == "negation":
        return _is_denied(view, index, text, hit)
    return hit.rung.ladder not in _SPREADING and _is_limited_too(view, index, hit)


def _is_reworded(view: Comparison, text: Text, hit: Hit) -> bool:
    """Whether the claim has the limit in other words: "when necessary", "as needed"."""
    given = {
        phrase.key
        for phrase in text.everyday
        if phrase.gives and phrase.first <= hit.first and phrase.last >= hit.last
    }
    return any(phrase.takes and phrase.key in given for phrase in view.claim.everyday)


def _is_waiting(text: Text, hit: Hit) -> bool:
    """Whether a word says that something has not come yet: "awaiting approval"."""
    return text.tokens[hit.first].lower in ("awaiting", "pending")


def _is_limited_too(view: Comparison, index: int, hit: Hit) -> bool:
    """Whether the claim limits what it keeps by a word of the same ladder, near it."""
    clause = view.claim.clause_of[index]
    ladders = {hit.rung.ladder} | ({"negation"} if hit.rung.ladder == "limit" else set())
    if hit.rung.ladder in ("extent", "limit") and _names_share(view, clause):
        return True
    return any(
        own.rung.ladder in ladders
        and own.rung.rung <= hit.rung.rung
        and (view.claim.clause_of[own.first] == clause or _words_between(view, own, index) <= _NEAR)
        for own in view.claim.limits
    )


def _words_between(view: Comparison, hit: Hit, index: int) -> int:
    """How many words of the claim stand between a limit and a word."""
    first, last = sorted((hit.first, index))
    return sum(t.kind != "punct" for t in view.claim.tokens[first:last])


def _names_share(view: Comparison, clause: int) -> bool:
    """Whether a clause of the claim says how many: "210 of about 230 acres", "54 of them"."""
    own = [q for q in view.claim.quantities if view.claim.clause_of[q.first] == clause]
    tokens = view.claim.tokens
    if any([t.lower for t in tokens[q.last + 1 : q.last + 3]] == ["of", "them"] for q in own):
        return True
    return any(
        "of" in {t.lower for t in tokens[a.last + 1 : b.first]} and b.first - a.last <= 4
        for a, b in pairwise(own)
    )


def _is_denied(view: Comparison, index: int, text: Text, hit: Hit) -> bool:
    """Whether the claim denies too what it keeps, by a word or by its opposite: "unfit"."""
    clause = view.claim.clause(index)
    own = [t for t in view.claim.content if clause.start <= t.index < clause.end]
    denied = [text.tokens[i] for i in reached(text, hit)]
    pairs = ((a, b) for t in denied for a in t.lemmas for o in own for b in o.lemmas)
    if any(lexicon.are_opposites(a, b) for a, b in pairs):
        return True
    if any(
        h.rung.ladder == "limit" and clause.start <= h.first < clause.end for h in view.claim.limits
    ):
        return True
    return any(
        (hit.rung.ladder == "negation" or _is_waiting(view.claim, hit))
        and index in reached(view.claim, hit)
        for hit in view.claim.limits
    )


def _is_setting(view: Comparison, index: int) -> bool:
    """Whether a word of the claim only says where something was done: "in pricing workshops"."""
    tokens = view.claim.tokens
    i = index - 1
    while i >= 0 and tokens[i].content and not verb_form(tokens[i]):
        i -= 1
    if i >= 0 and tokens[i].lower in word_set("determiners"):
        i -= 1
    return i >= 0 and tokens[i].lower in word_set("settings")
