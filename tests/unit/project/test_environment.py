"""The lock, pyproject.toml and environment.yml open one and the same environment."""

import re
import tomllib
from importlib.metadata import requires

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.environment import ROOT, environment, locked_requirements

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def direct_requirements() -> list[Requirement]:
    project = PROJECT["project"]
    listed = [*project["dependencies"], *project["optional-dependencies"]["development"]]
    return [Requirement(line) for line in listed]


def disagreements(direct: list[Requirement], locked: list[str], conda: list[str]) -> list[str]:
    """Every way in which the three lists differ."""
    versions: dict[str, set[str]] = {}
    for line in locked:
        requirement = Requirement(line)
        (pin,) = requirement.specifier
        versions.setdefault(canonicalize_name(requirement.name), set()).add(pin.version)
    unmet = [
        f"{requirement} is not met by the lock"
        for requirement in direct
        if not versions.get(canonicalize_name(requirement.name))
        or not all(
            map(requirement.specifier.contains, versions[canonicalize_name(requirement.name)])
        )
    ]
    return (
        unmet
        + [f"{line} is in the lock alone" for line in locked if line not in conda]
        + [f"{line} is in environment.yml alone" for line in conda if line not in locked]
    )


def conda_requirements() -> list[str]:
    (pip,) = [entry["pip"] for entry in CONDA["dependencies"] if isinstance(entry, dict)]
    return [line for line in pip if not line.startswith("--")]


def test_the_three_agree() -> None:
    assert disagreements(direct_requirements(), locked_requirements(), conda_requirements()) == []


def test_environment_yml_is_what_make_lock_writes() -> None:
    assert (ROOT / "environment.yml").read_text(encoding="utf-8") == environment()


def test_the_conda_door_installs_the_package_and_needs_the_same_python() -> None:
    (pip,) = [entry["pip"] for entry in CONDA["dependencies"] if isinstance(entry, dict)]
    assert "--editable ." in pip
    assert f"python {PROJECT['project']['requires-python']}" in CONDA["dependencies"]


@pytest.mark.parametrize(
    ("direct", "locked", "conda", "said"),
    [
        (["pandas>=9"], ["pandas==3.1.1"], ["pandas==3.1.1"], "pandas>=9 is not met by the lock"),
        (["missing>=1"], [], [], "missing>=1 is not met by the lock"),
        ([], ["pandas==3.1.1"], ["pandas==3.1.0"], "pandas==3.1.1 is in the lock alone"),
        ([], ["pandas==3.1.1"], ["pandas==3.1.0"], "pandas==3.1.0 is in environment.yml alone"),
    ],
)
def test_each_disagreement_is_noticed(
    direct: list[str], locked: list[str], conda: list[str], said: str
) -> None:
    assert said in disagreements([Requirement(line) for line in direct], locked, conda)


def asked_for(requirements: list[Requirement]) -> set[str]:
    """The names of these requirements and of all that they need on this machine."""
    found: set[tuple[str, str]] = set()
    waiting = [(requirement, "") for requirement in requirements]
    while waiting:
        requirement, asked_with = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": asked_with}):
            continue
        name = canonicalize_name(requirement.name)
        for extra in {"", *requirement.extras} - {e for n, e in found if n == name}:
            found.add((name, extra))
            waiting += [(Requirement(needed), extra) for needed in requires(name) or ()]
    return {name for name, _ in found}


def unasked_for(direct: list[Requirement]) -> set[str]:
    """What the lock installs on this machine though nothing in pyproject.toml leads to it."""
    locked = map(Requirement, locked_requirements())
    here = {r.name for r in locked if r.marker is None or r.marker.evaluate()}
    return {canonicalize_name(name) for name in here} - asked_for(direct)


def test_nothing_is_locked_that_pyproject_does_not_lead_to() -> None:
    assert unasked_for(direct_requirements()) == set()


@pytest.mark.parametrize("dropped", ["statsmodels", "altair", "ruff"])
def test_a_requirement_dropped_from_pyproject_is_noticed(dropped: str) -> None:
    kept = [requirement for requirement in direct_requirements() if requirement.name != dropped]
    assert dropped in unasked_for(kept)


def test_every_locked_requirement_is_pinned_with_a_hash_and_no_host() -> None:
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", LOCK)


def test_the_lock_serves_this_python() -> None:
    served = [Requirement(line) for line in locked_requirements()]
    here = default_environment()
    names = {r.name for r in served if r.marker is None or r.marker.evaluate(dict(here))}
    assert {"pandas", "numpy", "papermill", "statsmodels", "altair"} <= names
