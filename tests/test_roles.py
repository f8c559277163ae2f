"""The four default groups, and what each may do."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User

from metrics import roles
from metrics.recording import all_recorded

from . import factories as make

pytestmark = pytest.mark.django_db


def install():
    roles.install_after_migrating(sender=None, using="default")


def permissions(name):
    found = Group.objects.get(name=name).permissions.select_related("content_type")
    return {f"{p.content_type.app_label}.{p.codename}" for p in found}


@pytest.mark.parametrize("role", roles.ROLES)
def test_each_group_has_its_permissions_after_migrating(role):
    assert permissions(role) == roles.ROLES[role]


# (permission, who has it)
MAY = {
    "metrics.view_figure": "Viewer Editor Reviewer Administrator",
    "programs.view_country": "Viewer Editor Reviewer Administrator",
    "metrics.add_figure": "Editor Administrator",
    "metrics.change_figure": "Editor Administrator",
    "metrics.delete_figure": "Editor Administrator",
    "metrics.submit_figure": "Editor Administrator",
    "metrics.submit_milestone": "Editor Administrator",
    "metrics.add_source": "Editor Administrator",
    "metrics.add_citation": "Editor Administrator",
    "metrics.add_update": "Editor Administrator",
    "metrics.add_erratum": "Editor Administrator",
    "metrics.change_erratum": "Editor Administrator",
    "metrics.view_erratum": "Viewer Editor Reviewer Administrator",
    "metrics.delete_source": "Administrator",
    "metrics.publish_figure": "Reviewer Administrator",
    "metrics.publish_milestone": "Reviewer Administrator",
    "metrics.withdraw_figure": "Reviewer Administrator",
    "metrics.withdraw_milestone": "Reviewer Administrator",
    "metrics.settle_finding": "Reviewer Administrator",
    "metrics.view_settlement": "Viewer Editor Reviewer Administrator",
    "metrics.change_indicator": "Administrator",
    "programs.change_program": "Administrator",
    "auth.change_user": "Administrator",
    "metrics.view_assignment": "Administrator",
    "metrics.change_assignment": "Administrator",
    "auth.change_group": "Administrator",
    "metrics.change_dataversion": "",
    "metrics.change_currentfigure": "",
    "auth.change_permission": "",
}


@pytest.mark.parametrize("permission", MAY)
def test_a_member_may_do_what_the_role_says_and_no_more(permission):
    assert {r for r in roles.ROLES if make.user(role=r).has_perm(permission)} == set(MAY[permission].split())


def test_entering_and_publishing_are_two_roles():
    assert not permissions(roles.EDITOR) & {"metrics.publish_figure", "metrics.publish_milestone"}
    assert not permissions(roles.REVIEWER) & {"metrics.add_figure", "metrics.change_figure"}


def test_every_model_that_people_keep_can_be_viewed_by_every_role():
    # Archives are attached by a command and read on the sources' own pages; records are seen with what they are of.
    derived = {
        "metrics.currentfigure",
        "metrics.dataversion",
        "metrics.archive",
        "metrics.archivedpart",
        "metrics.archivedquantities",
        # What is made of a reading is seen on its page by whoever enters figures.
        "metrics.archivedcandidates",
        "metrics.acceptance",
        "metrics.dismissal",
        # Who may enter figures types into the grid; an entry is no thing by itself.
        "metrics.entry",
        # Everybody sees their own.
        "metrics.job",
        "metrics.worker",
        "metrics.erratumcheck",
        "metrics.citationcheck",
        # What people are confined to is kept with their accounts.
        "metrics.assignment",
        "metrics.findingrecord",
        "metrics.findingfigure",
        "metrics.unexamined",
        "metrics.unindexed",
        "metrics.searchdocument",
        "metrics.searchword",
        # The log of an update is seen with it.
        "metrics.step",
        "metrics.mention",
        # Who was mailed is for the command alone; who wants no mail is theirs to say.
        "metrics.reminder",
        "metrics.reminderchoice",
    }
    kept = {
        model._meta.label_lower for app in ("programs", "metrics") for model in apps.get_app_config(app).get_models()
    }
    derived |= {each.records._meta.label_lower for each in all_recorded()}
    assert kept - derived == set(roles.EVERY_MODEL)


def test_a_group_that_people_changed_is_left_alone():
    group = Group.objects.get(name=roles.EDITOR)
    group.permissions.set(Permission.objects.filter(codename="view_figure"))
    install()
    assert permissions(roles.EDITOR) == {"metrics.view_figure"}


def test_a_group_that_is_gone_comes_back_and_the_others_stay_as_they_are():
    Group.objects.get(name=roles.REVIEWER).delete()
    Group.objects.get(name=roles.VIEWER).permissions.clear()
    install()
    assert permissions(roles.REVIEWER) == roles.REVIEW
    assert permissions(roles.VIEWER) == set()


def test_a_permission_that_a_migration_adds_goes_to_the_groups_that_it_is_made_for():
    """A team that was deployed before findings could be settled gets to settle them, and nothing else changes."""
    Permission.objects.get(codename="settle_finding").delete()
    Group.objects.get(name=roles.EDITOR).permissions.clear()
    reviewer = Group.objects.get(name=roles.REVIEWER)
    reviewer.permissions.remove(Permission.objects.get(codename="withdraw_milestone"))
    roles.remember_before_migrating(sender=None, using="default")
    install()
    assert permissions(roles.REVIEWER) == roles.REVIEW - {"metrics.withdraw_milestone"}
    assert permissions(roles.ADMINISTRATOR) == roles.ADMINISTER
    assert permissions(roles.EDITOR) == set()


def test_a_permission_that_people_took_away_stays_away():
    reviewer = Group.objects.get(name=roles.REVIEWER)
    reviewer.permissions.remove(Permission.objects.get(codename="settle_finding"))
    roles.remember_before_migrating(sender=None, using="default")
    install()
    assert permissions(roles.REVIEWER) == roles.REVIEW - {"metrics.settle_finding"}


def test_installing_again_changes_nothing():
    before = {name: permissions(name) for name in roles.ROLES}
    install()
    assert {name: permissions(name) for name in roles.ROLES} == before
    assert Group.objects.count() == len(roles.ROLES)


@pytest.mark.parametrize("role", roles.ROLES)
def test_only_who_administers_users_may_tidy_up_after_others(role):
    assert roles.administers(User.objects.get(pk=make.user(role=role).pk)) is (role == roles.ADMINISTRATOR)
