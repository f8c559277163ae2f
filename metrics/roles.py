"""The default groups and what each may do."""

from django.apps import apps as global_apps
from django.contrib.auth.management import create_permissions
from django.db import connections

VIEWER, EDITOR, REVIEWER, ADMINISTRATOR = "Viewer", "Editor", "Reviewer", "Administrator"

EVERY_MODEL = [
    *(
        f"programs.{m}"
        for m in (
            "country",
            "countrygroup",
            "organization",
            "strategy",
            "lineofaction",
            "program",
            "participation",
        )
    ),
    *(
        f"metrics.{m}"
        for m in (
            "unit",
            "breakdown",
            "category",
            "indicator",
            "source",
            "citation",
            "figure",
            "figurerelation",
            "update",
            "milestone",
            "settlement",
            "erratum",
        )
    ),
]
ENTERED = [
    "metrics.source",
    "metrics.citation",
    "metrics.figure",
    "metrics.figurerelation",
    "metrics.update",
    "metrics.milestone",
    "metrics.erratum",
]


def on(models: list[str], *verbs: str) -> set[str]:
    """Permission names such as "metrics.add_figure"."""
    return {f"{app}.{verb}_{model}" for app, model in (path.split(".") for path in models) for verb in verbs}


VIEW = on(EVERY_MODEL, "view")
EDIT = VIEW | on(ENTERED, "add", "change") | on(["metrics.figure", "metrics.milestone"], "delete", "submit")
REVIEW = VIEW | on(["metrics.figure", "metrics.milestone"], "publish", "withdraw") | {"metrics.settle_finding"}
# Who administers can do everything; that nobody publishes their own holds for them too.
ADMINISTER = (
    EDIT
    | REVIEW
    | on(EVERY_MODEL, "add", "change", "delete")
    | on(["metrics.assignment", "auth.user", "auth.group"], "add", "change", "delete", "view")
)


def administers(user) -> bool:
    """Whether the user administers others, and so may tidy up after them."""
    return user.has_perm("auth.change_user")


# Accounts that stand for the initial load where a person would be named. Nobody can sign in with them, so they need no
# role and no assignment; that an author does not publish holds for them, too.
SERVICE_ACCOUNTS = INITIAL_AUTHOR, INITIAL_PUBLISHER = "initial-load", "initial-load-review"


def is_service(user) -> bool:
    """Whether the account stands for a program. Once made active, it is an account like any other."""
    return user.get_username() in SERVICE_ACCOUNTS and not user.is_active


ROLES = {VIEWER: VIEW, EDITOR: EDIT, REVIEWER: REVIEW, ADMINISTRATOR: ADMINISTER}


# The permissions that each database had before it was migrated.
_held: dict[str, set[str]] = {}


def permission_names(using: str) -> set[str]:
    rows = global_apps.get_model("auth", "Permission").objects.using(using)
    return {f"{app}.{code}" for app, code in rows.values_list("content_type__app_label", "codename")}


def remember_before_migrating(sender, using, **kwargs):
    """Which permissions there are, so that those that migrating adds can be told."""
    tables = connections[using].introspection.table_names()
    if {"auth_permission", "django_content_type"} <= set(tables):
        _held[using] = permission_names(using)


def install_after_migrating(sender, using, **kwargs):
    """Creates the groups that are missing, each with its permissions.

    A group that exists is left as people set it, but for permissions that did not exist before this migration: nobody
    can have decided on those, and the roles that they are made for get them.
    """
    for label in ("auth", "programs", "metrics"):
        create_permissions(global_apps.get_app_config(label), verbosity=0, using=using)
    group_model = global_apps.get_model("auth", "Group")
    held = _held.pop(using, None)
    groups = dict(group_model.objects.using(using).filter(name__in=ROLES).values_list("name", "pk"))
    new = permission_names(using) - held if held is not None and groups else set()
    if not new and len(groups) == len(ROLES):
        return
    by_name = {
        f"{p.content_type.app_label}.{p.codename}": p
        for p in global_apps.get_model("auth", "Permission").objects.using(using).select_related("content_type")
    }
    for name, wanted in ROLES.items():
        group, created = group_model.objects.using(using).get_or_create(name=name)
        given = wanted if created else wanted & new
        if given:
            group.permissions.add(*(by_name[permission] for permission in sorted(given)))
