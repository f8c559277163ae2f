"""What is installed is what the lock says, with hashes, and every line of the .in files says why it is there."""

import importlib.metadata
import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def pins(name: str) -> dict[str, str]:
    text = (CHECKOUT / name).read_text()
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[^]]+\])?==([^\s;\\]+)", text, re.MULTILINE))


def entries(name: str) -> list[str]:
    return (CHECKOUT / name).read_text().strip().splitlines()


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_requirement_has_its_reason_above_it(name):
    for above, line in zip(entries(name), entries(name)[1:], strict=False):
        if line and not line.startswith("#"):
            assert above.startswith("# "), f"{line} in {name} has no reason"


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_requirement_is_locked(name):
    wanted = {
        re.split(r"[\[~=<>; ]", line)[0].lower() for line in entries(f"{name}.in") if line and line[0] not in "#-"
    }
    assert wanted - pins(f"{name}.txt").keys() == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_a_hash_and_no_line_names_a_place(name):
    text = (CHECKOUT / name).read_text()
    for pin in re.split(r"\n(?=[a-z0-9])", text)[1:]:
        assert "--hash=sha256:" in pin
    assert not re.search(r"://|--index|--find-links|--extra", text)
    # Older versions of pip do not find an extra whose name is written differently from the package's own.
    assert not re.search(r"^[a-z0-9-]+\[[^]]*[^]a-z0-9, ]", text, re.MULTILINE)


def test_what_another_package_asks_for_with_an_extra_is_locked_with_it():
    """Older versions of pip look for the newest version of `name[extra]` where only `name` is locked, and then fail."""
    locked = pins("requirements-dev.txt")
    asked = {
        re.sub(r"\s.*|[<>=!~;(].*", "", line).lower()
        for package in importlib.metadata.distributions()
        if package.metadata["Name"].lower() in locked
        for line in package.requires or []
        if "[" in line.split(";")[0] and "extra ==" not in line
    }
    assert "coverage[toml]" in asked
    text = (CHECKOUT / "requirements-dev.txt").read_text()
    assert {one for one in asked if f"\n{one}==" not in text} == set()


def test_tests_run_on_the_very_versions_that_production_runs():
    tested = pins("requirements-dev.txt")
    assert {name: tested.get(name) for name in pins("requirements.txt")} == pins("requirements.txt")
