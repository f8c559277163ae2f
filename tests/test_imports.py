"""Imports point one way: config → metrics → programs, and inside metrics from what people see down to the models.

accounts stands beside these: it knows none of the others, and config alone knows it.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APPS = ("config", "metrics", "programs")
# Apps that could stand in another project.
BESIDE = ("accounts",)

# The layers of metrics, lowest first. A module imports its own layer and those below, nothing above.
LAYERS = {
    "statements": 0,
    "intake": 1,
    "models": 3,
    "triggers": 4,
    "recording": 4,
    "guards": 4,
    "past": 4,
    "marking": 4,
    "search_marks": 4,
    "roles": 4,
    "permissions": 4,
    "scopes": 4,
    "archives": 4,
    "errata": 4,
    "rules": 5,
    "reports": 5,
    "findings": 5,
    "searching": 5,
    "scale": 5,
    "understanding": 5,
    "steps": 5,
    "actions": 6,
    "reviewing": 6,
    "following": 6,
    "withdrawing": 6,
    "accepting": 6,
    "drafting": 5,
    "seeding": 6,
    "charts": 6,
    "columns": 6,
    "pages": 6,
    "reminding": 6,
    "tables": 6,
    "filters": 6,
    "exports": 6,
    "importing": 6,
    "jobs": 7,
    "templatetags": 7,
    "typed_choices": 7,
    "forms": 7,
    "entering": 7,
    "checks": 8,
    "apps": 8,
    "views": 8,
    "api": 8,
    "admin": 8,
    "urls": 9,
    "management": 9,
}
# What knows neither Django nor the database.
PURE = {"statements", "intake"}
# What a module is made with is no layer of its own.
LEFT_OUT = {"migrations"}


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(source: str, module: str, is_package: bool) -> set[str]:
    """Dotted names of all that the source imports, wherever in it, relative ones made absolute."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = module.split(".") if is_package else module.split(".")[:-1]
                parents = package[: len(package) - node.level + 1]
                base = ".".join([*parents, base]) if base else ".".join(parents)
            # "from . import actions" imports metrics.actions.
            found |= {f"{base}.{alias.name}" for alias in node.names}
    return found


def layer_of(name: str) -> str | None:
    """The part of metrics that a dotted name stands in: "metrics.reports.rows" is in "reports"."""
    parts = name.split(".")
    return parts[1] if parts[0] == "metrics" and len(parts) > 1 else None


def wrong_imports(module: str, imports: set[str]) -> list[str]:
    """What is wrong with the imports of a module, one sentence each."""
    app, own, wrong = module.split(".")[0], layer_of(module), []
    for name in sorted(imports):
        other, theirs = name.split(".")[0], layer_of(name)
        if other == "tests":
            wrong.append(f"{module} imports {name}: nothing depends on tests.")
        if app in APPS and other in APPS and APPS.index(other) < APPS.index(app):
            wrong.append(f"{module} imports {name}: imports point from config to metrics to programs.")
        if (app in BESIDE and other in APPS) or (other in BESIDE and app not in (other, "config")):
            wrong.append(f"{module} imports {name}: accounts stands apart, and only config knows it.")
        if own in PURE and (other == "django" or other in APPS) and theirs not in PURE:
            wrong.append(f"{module} imports {name}: {own} is pure Python, without the database.")
        elif own in LAYERS and theirs in LAYERS and LAYERS[own] < LAYERS[theirs]:
            wrong.append(f"{module} imports {name}: {own} lies below {theirs}.")
    return wrong


MODULES = [
    path
    for app in (*APPS, *BESIDE)
    for path in sorted((ROOT / app).rglob("*.py"))
    if not LEFT_OUT & set(path.relative_to(ROOT).parts)
]


@pytest.mark.parametrize("path", MODULES, ids=module_of)
def test_imports_point_one_way(path):
    module = module_of(path)
    imports = imports_of(path.read_text(encoding="utf-8"), module, path.name == "__init__.py")
    assert wrong_imports(module, imports) == []


def test_every_part_of_metrics_has_a_layer():
    parts = {p.stem for p in (ROOT / "metrics").iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    unplaced = parts - LAYERS.keys() - LEFT_OUT - {"__init__"}
    assert not unplaced, f"Give {', '.join(sorted(unplaced))} a layer in LAYERS."


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("programs.models.place", "from metrics.models import Figure"),
        ("programs.admin", "import metrics.guards"),
        ("programs.admin", "def late():\n    from metrics import roles"),
        ("metrics.models.figure", "from config.settings import BASE_DIR"),
        ("metrics.models.figure", "from metrics.actions import publish"),
        ("metrics.models.figure", "from .. import actions"),
        ("metrics.models.figure", "from ..reports.rows import figure_rows"),
        ("metrics.reports.country", "from ..columns import Text"),
        ("metrics.reports.country", "from metrics import views"),
        ("metrics.exports.spreadsheet", "from metrics.views import country"),
        ("metrics.actions", "from .admin import figure"),
        ("metrics.statements.parse", "from django.utils.translation import gettext"),
        ("metrics.statements.parse", "import django"),
        ("metrics.statements.parse", "from ..models import Unit"),
        ("metrics.statements.parse", "from programs.territories import ALPHA2"),
        ("metrics.intake.extract", "from ..models import Unit"),
        ("metrics.statements.parse", "from metrics.intake import document"),
        ("metrics.actions", "from tests import factories"),
        ("accounts.events", "from metrics import roles"),
        ("accounts.events", "from programs.models import Country"),
        ("accounts.adapters", "from config import errors"),
        ("metrics.actions", "from accounts.models import SignInEvent"),
        ("programs.admin", "import accounts.admin"),
    ],
)
def test_a_wrong_import_is_caught(module, source):
    assert len(wrong_imports(module, imports_of(source, module, is_package=False))) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("config.urls", "from metrics import urls"),
        ("config.urls", "from accounts import urls"),
        ("accounts.admin", "from . import events"),
        ("metrics.models.figure", "from metrics.statements import Qualifier"),
        ("metrics.models.figure", "from .publication import Publication"),
        ("metrics.models.figure", "from programs.models import Country"),
        ("metrics.actions", "from .models import Figure"),
        ("metrics.reports.country", "from ..models import Figure"),
        ("metrics.views.countries", "from metrics import tables\nfrom ..reports import country"),
        ("metrics.statements.parse", "import decimal\nfrom .tokens import Token"),
    ],
)
def test_a_right_import_passes(module, source):
    assert wrong_imports(module, imports_of(source, module, is_package=False)) == []


def test_relative_imports_of_a_package_start_at_the_package():
    assert imports_of("from .rows import a", "metrics.reports", is_package=True) == {"metrics.reports.rows.a"}
    assert imports_of("from . import rows", "metrics.reports.country", is_package=False) == {"metrics.reports.rows"}
