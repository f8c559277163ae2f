"""The language of figures stands on the standard library alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import metrics.statements

FOLDER = Path(metrics.statements.__file__).parent


def test_it_imports_nothing_but_the_standard_library_and_itself() -> None:
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path.name}: import by the full name"
                names = [node.module or ""]
            else:
                continue
            for name in names:
                own = name.startswith("metrics.statements")
                assert own or name.split(".")[0] in sys.stdlib_module_names, f"{path.name} imports {name}"


def test_it_holds_no_float() -> None:
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), path.name
            assert not (isinstance(node, ast.Name) and node.id == "float"), path.name


def test_the_examples_in_its_docstring_hold() -> None:
    code = "import doctest, metrics.statements as s; raise SystemExit(doctest.testmod(s).failed)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
