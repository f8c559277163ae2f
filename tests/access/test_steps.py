"""Every step of actions.py and reviewing.py by every role, at home and elsewhere: the steps refuse."""

import inspect

import pytest
from django.core.exceptions import ValidationError

from metrics import actions, reviewing, withdrawing
from tests import factories as make

from .world import ROLES, person

pytestmark = pytest.mark.django_db

# In the order of world.ROLES, without the anonymous: . done, r refused by role, p by place.
GTM, HND = ("GTM",), ("HND",)
BOTH = ("GTM", "HND")
STEPS = {
    # step: (status before, in Guatemala, in Honduras, in both together)
    "submit": ("draft", "r..rr..", "r.prr..", "r.prr.."),
    "return_to_author": ("submitted", "rrr.p..", "rrp....", "rrp.p.."),
    "override": ("submitted", "rrr.p..", "rrr....", "rrr.p.."),
    "publish": ("submitted", "rrr.p..", "rrr....", "rrr.p.."),
    "publish_update": ("submitted", "rrr.p..", "rrr....", "rrr.p.."),
    "hand_over": ("draft", "r..rr..", "r.prr..", "r.prr.."),
    "take_back": ("handed over", "r...p..", "r.p....", "r.p.p.."),
    "accept": ("submitted", "rrr.p..", "rrr....", "rrr.p.."),
    "reconsider": ("accepted", "rrr.p..", "rrr....", "rrr.p.."),
    "resubmit": ("draft", "r..rr..", "r.prr..", "r.prr.."),
    # Talking is confined to nothing.
    "comment": ("submitted", "r......", "r......", "r......"),
    "withdraw": ("published", "rrr.p..", "rrr....", "rrr.p.."),
    "propose": ("published", "r...p..", "r.p....", "r.p.p.."),
    "confirm": ("proposed", "rrr.p..", "rrr....", "rrr.p.."),
    "decline": ("proposed", "rrr.p..", "rrr....", "rrr.p.."),
}
REFUSED = {
    "r": ("role does not let you", "Somebody else entered it", "somebody else entered it"),
    "p": ("ou are assigned to",),
}


# Whatever is done by somebody; what publishing does besides is not asked for by itself.
FUNCTIONS = {
    name: function
    for module in (actions, reviewing, withdrawing)
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__ and "by" in inspect.signature(function).parameters
}
del FUNCTIONS["carry_relations_over"]


def arguments(step: str, figure, by) -> dict:
    match step:
        case "override" | "withdraw" | "propose" | "decline":
            return {"statement": figure, "by": by, "reason": "It is so."}
        case "return_to_author":
            return {"statements": [figure], "by": by, "comment": "Mend the period."}
        case "publish_update" | "hand_over" | "take_back":
            return {"update": figure.update, "by": by}
        case "comment":
            return {"update": figure.update, "statement": figure, "by": by, "text": "Look at page 3."}
        case "reconsider" | "resubmit" | "confirm":
            return {"statement": figure, "by": by}
    return {"statements": [figure], "by": by}


def outcome(step: str, figure, by) -> str:
    try:
        FUNCTIONS[step](**arguments(step, figure, by))
    except ValidationError as refusal:
        said = " ".join(refusal.messages)
        return next((letter for letter, words in REFUSED.items() if any(word in said for word in words)), said)
    return "."


def test_every_step_is_in_the_table():
    assert FUNCTIONS.keys() == STEPS.keys()


@pytest.mark.parametrize("place", [GTM, HND, BOTH], ids=["Guatemala", "Honduras", "both"])
@pytest.mark.parametrize("step", STEPS)
def test_each_role_takes_the_steps_that_the_table_says(step, place):
    status, *outcomes = STEPS[step]
    people = [person(role) for role in ROLES[1:]]
    source = make.source()
    if step == "override":
        make.archive(source=source, text="Nobody came.")
    found = ""
    for by in people:
        update = make.update()
        before = {"handed over": "draft", "accepted": "submitted", "proposed": "published"}.get(status, status)
        figure = make.figure(countries=place, status=before, update=update, citation=make.citation(source=source))
        if status == "handed over":
            reviewing.hand_over(update=update, by=make.author())
        if status == "accepted":
            reviewing.accept(statements=[figure], by=make.publisher())
        if status == "proposed":
            withdrawing.propose(statement=figure, by=make.author(), reason="It was never measured.")
        found += outcome(step, figure, by)
    assert found == outcomes[[GTM, HND, BOTH].index(place)]
