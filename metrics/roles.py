"""The default groups and what each may do."""

from django.apps import apps as global_apps
from django.contrib.auth.management import create_permissions

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
]


def on(models: list[str], *verbs: str) -> set[str]:
    """Permission names such as "metrics.add_figure"."""
    return {f"{app}.{verb}_{model}" for app, model in (path.split(".") for path in models) for verb in verbs}


VIEW = on(EVERY_MODEL, "view")
EDIT = VIEW | on(ENTERED, "add", "change") | on(["metrics.figure", "metrics.milestone"], "delete", "submit")
REVIEW = VIEW | on(["metrics.figure", "metrics.milestone"], "publish", "withdraw")
# Who administers can do everything; that nobody publishes their own holds for them too.
ADMINISTER = (
    EDIT
    | REVIEW
    | on(EVERY_MODEL, "add", "change", "delete")
    | on(["auth.user", "auth.group"], "add", "change", "delete", "view")
)


def administers(user) -> bool:
    """Whether the user administers others, and so may tidy up after them."""
    return user.has_perm("auth.change_user")


ROLES = {VIEWER: VIEW, EDITOR: EDIT, REVIEWER: REVIEW, ADMINISTRATOR: ADMINISTER}


def install_after_migrating(sender, using, **kwargs):
    """Creates the groups that are missing, each with its permissions. A group that exists is left as people set it."""
    for label in ("auth", "programs", "metrics"):
        create_permissions(global_apps.get_app_config(label), verbosity=0, using=using)
    group_model = global_apps.get_model("auth", "Group")
    permission_model = global_apps.get_model("auth", "Permission")
    if set(ROLES) <= set(group_model.objects.using(using).values_list("name", flat=True)):
        return
    by_name = {
        f"{p.content_type.app_label}.{p.codename}": p
        for p in permission_model.objects.using(using).select_related("content_type")
    }
    for name, wanted in ROLES.items():
        group, created = group_model.objects.using(using).get_or_create(name=name)
        if created:
            group.permissions.set([by_name[permission] for permission in sorted(wanted)])
