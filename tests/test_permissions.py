"""Who may do what with a statement: the role, whose work it is, and what has become of it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from metrics.models import Figure, Milestone
from metrics.permissions import ACTIONS, CONDITIONS, may, why_not

from . import factories as make

pytestmark = pytest.mark.django_db

STATES = ("draft", "submitted", "published", "withdrawn")
# action: (roles whose members may take it with the work of others, the states in which they may)
OTHERS = {
    "view": ("Viewer Editor Reviewer Administrator", STATES),
    "add": ("Editor Administrator", STATES),
    "change": ("Editor Administrator", ("draft",)),
    "delete": ("Administrator", ("draft",)),
    "submit": ("Editor Administrator", ("draft",)),
    "return": ("Reviewer Administrator", ("submitted",)),
    "comment": ("Editor Reviewer Administrator", STATES),
    "publish": ("Reviewer Administrator", ("submitted",)),
    "override": ("Reviewer Administrator", ("submitted",)),
    "correct": ("Editor Administrator", ("published",)),
    "hand over": ("Editor Administrator", STATES),
    "take back": ("Editor Reviewer Administrator", STATES),
    "propose withdrawal": ("Editor Reviewer Administrator", ("published",)),
    "withdraw": ("Reviewer Administrator", ("published",)),
}
# What differs where the person entered it: roles that may then, too, and what nobody may.
OWN = {"delete": "Editor Administrator", "return": "Editor Reviewer Administrator", "publish": "", "override": ""}
ROLES = ("Viewer", "Editor", "Reviewer", "Administrator", "superuser")


@pytest.fixture(params=[make.figure, make.milestone], ids=["figure", "milestone"])
def statement(request):
    return request.param


def test_every_action_is_in_the_table():
    assert set(OTHERS) == set(ACTIONS)


def allowed(roles: str, role: str) -> bool:
    return (role if role != "superuser" else "Administrator") in roles.split()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("own", [False, True], ids=["of others", "own"])
def test_a_role_may_what_the_table_says_and_is_told_why_not(statement, role, own):
    person = make.user(superuser=True) if role == "superuser" else make.user(role=role)
    for state in STATES:
        row = statement(status=state, **({"entered_by": person} if own else {}))
        for action, (roles, states) in OTHERS.items():
            wanted = allowed(OWN.get(action, roles) if own else roles, role) and state in states
            assert may(person, action, row) is wanted, (action, state)
            assert bool(why_not(person, action, row)) is not wanted, (action, state)


@pytest.mark.parametrize("model", [Figure, Milestone])
def test_of_a_model_only_the_role_counts(model):
    for action in ACTIONS:
        wanted = {role for role in ROLES[:4] if may(make.user(role=role), action, model)}
        everybody = f"{OTHERS[action][0]} {OWN.get(action, '')}".split()
        assert wanted == set(everybody)


def test_who_is_not_signed_in_or_inactive_may_nothing(statement):
    inactive = make.user(role="Administrator", is_active=False)
    for action in ACTIONS:
        assert not may(AnonymousUser(), action, statement())
        assert not may(inactive, action, statement())


def test_each_refusal_says_what_to_do(statement):
    """A sentence about what is wrong, and one that leads on."""
    editor = make.user(role="Editor")
    assert why_not(editor, "publish", statement()) == (
        f"Your role does not let you publish {statement()._meta.verbose_name_plural}. Ask a colleague whose does, or an"
        " administrator."
    )
    reviewer = make.user(role="Reviewer")
    assert why_not(reviewer, "publish", statement()) == "It is draft. Submit it first."
    own = statement(status="submitted", entered_by=reviewer)
    assert why_not(reviewer, "publish", own) == "You entered it yourself. Ask a colleague to publish it."
    assert why_not(editor, "change", statement(status="submitted")) == (
        "It is submitted; only drafts are changed. Have it returned first."
    )


def test_an_action_that_there_is_not_is_a_mistake(statement):
    for ask in (may, why_not):
        with pytest.raises(KeyError):
            ask(make.user(role="Editor"), "print", statement())
    assert set(CONDITIONS) == set(ACTIONS)
