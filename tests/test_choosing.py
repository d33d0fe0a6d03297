"""Of verified wordings of one statement: which is better is decided the same way every time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.domain.changes import Proposal
from tailor.domain.posting import Requirement
from tailor.stages.choosing import gains, worth

STATEMENT = "I helped to move the 12 depots of Fenwick Feeds to Kubernetes (EKS) with two drivers."


def requirement(quote, *terms):
    return Requirement(id="r1", quote=quote, start=0, kind="must", terms=terms)


ASKED = (requirement("Experience with Kubernetes in a warehouse", "Kubernetes"),)


def rules(text):
    return Proposal(statement_id="s", text=text)


def model(text, *claims):
    return Proposal(statement_id="s", text=text, claims=claims or (text,), by="model")


def value(proposal, **options):
    return worth(proposal, STATEMENT, ASKED, **options)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        # A term of the ad weighs more than two figures that stay.
        (model("Helped to move depots to Kubernetes"), rules("Helped to move the 12 depots")),
        (rules("Helped to move the 12 depots"), model("Helped to move depots")),
        (rules("Helped move depots with two drivers"), model("Helped move depots with drivers")),
        (rules("Moved depots of Fenwick Feeds"), model("Moved depots")),
        # "two" and "2" are one figure, and "k8s" is Kubernetes, if not in the ad's words.
        (model("Moved 2 depots"), rules("Moved the two depots")),
        (model("Moved the depots to k8s"), rules("Moved 12 depots of Fenwick Feeds")),
        (rules("Moved the depots to Kubernetes"), model("Moved depots to k8s")),
        # The ad's own words, then brevity, then the model.
        (rules("Moved every warehouse"), model("Moved every depot")),
        (model("Moved depots"), rules("Moved the depots")),
        (rules("Moved depots"), model("Moved the depots")),
        (model("Moved depots"), rules("Moved depots.")),
        # A model that does not own up to what it says.
        (rules("Moved all the depots"), model("Moved depots", "Moved things")),
    ],
)
def test_the_better_of_two_true_wordings_wins(better, worse):
    assert value(better) > value(worse)


def test_a_wording_whose_own_claims_do_not_hold_is_behind_one_without_doubt():
    asked_for, plain = model("Helped move depots to Kubernetes"), rules("Helped move depots")
    assert value(asked_for) > value(plain)
    assert value(asked_for, doubts=1) < value(plain)


@pytest.mark.parametrize(
    ("text", "gained"),
    [
        (STATEMENT.replace("I helped", "Helped"), True),
        ("Helped to move two depots of Fenwick Feeds to Kubernetes (EKS)", False),
        (f"At that time, {STATEMENT}", False),
        (STATEMENT.removesuffix("."), False),
        (STATEMENT.replace("the 12 depots", "the 12 depots and each warehouse"), True),
    ],
    ids=["shorter", "shorter by a figure", "longer", "the same", "longer, in the ad's words"],
)
def test_a_wording_gains_something_by_being_shorter_or_by_showing_more_of_the_ad(text, gained):
    assert gains(model(text), STATEMENT, ASKED) == gained


_WORDS = st.sampled_from(["Moved", "12", "depots", "to", "Kubernetes", "with", "two", "drivers"])
_WORDINGS = st.builds(
    lambda words, by: Proposal(statement_id="s", text=" ".join(words), by=by),
    st.lists(_WORDS, min_size=1, max_size=8),
    st.sampled_from(["rules", "model"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_WORDINGS, min_size=2, max_size=4), st.randoms())
def test_the_order_of_the_proposals_does_not_matter(proposals, random):
    best = max(map(value, proposals))
    random.shuffle(proposals)
    assert max(map(value, proposals)) == best
