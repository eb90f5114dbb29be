"""The pages on schedules are true: units verified by systemd, commands run as cron runs them."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from hsci_analysis.areas import partnerships
from hsci_analysis.cli.run import run
from hsci_analysis.errors import HsciError
from hsci_analysis.folders import ROOT
from hsci_analysis.runs.declared import checked_parameters
from tests.small_house import build

PAGES = ROOT / "docs" / "schedule"
HERE = "/srv/hsci_analysis"


def text(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


def commands(name: str) -> list[list[str]]:
    """Every ``hsci run`` in a file, as its arguments."""
    found = re.findall(
        r"\bhsci run ((?:--[\w-]+|\w[\w/.]*|FILE)(?: (?:--[\w-]+|[\w/.]+))*)", text(name)
    )
    return [shlex.split(arguments) for arguments in found]


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.iterdir()))
def test_every_command_is_one_that_hsci_has(name: str) -> None:
    for arguments in commands(name):
        run.make_context("run", list(arguments))
    assert commands(name) or not re.search(r"\bhsci run\b", text(name))


@pytest.mark.parametrize("key", ["WorkingDirectory", "WorkingFolder"])
def test_systemd_accepts_the_units(tmp_path: Path, key: str) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze")
    for name in ("hsci.service", "hsci.timer"):
        unit = text(name).replace(f"{HERE}/.venv/bin/hsci", sys.executable)
        unit = unit.replace(HERE, str(ROOT)).replace("WorkingDirectory", key)
        (tmp_path / name).write_text(unit)
    verified = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / "hsci.timer", tmp_path / "hsci.service"],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in verified.stderr.splitlines() if "hsci" in line]
    assert ((verified.returncode, ours) == (0, [])) == (key == "WorkingDirectory")


@pytest.mark.parametrize(("times", "mailed"), [(1, True), (2, False)])
def test_the_line_for_cron_works_with_the_environment_of_cron(
    tmp_path: Path, times: int, *, mailed: bool
) -> None:
    """Its command in a bare shell, in a folder that looks like the workbench; mail is caught."""
    house = build(tmp_path / "house")
    house.notebook("small")
    (line,) = [line for line in text("cron.md").splitlines() if line.startswith("    17 5 * * * ")]
    command = line.split(maxsplit=5)[5]
    assert "%" not in command
    bin_ = tmp_path / "srv" / ".venv" / "bin"
    bin_.mkdir(parents=True)
    settings = house.environment | {"PYTHONPATH": str(ROOT), "HSCI_STORE": os.environ["HSCI_STORE"]}
    set_up = " ".join(f"{name}={shlex.quote(value)}" for name, value in settings.items())
    # No network here: only what is fetched differs.
    (bin_ / "hsci").write_text(
        f'#!/bin/sh\nfor a; do shift; [ "$a" = --if-new-data ] || set -- "$@" "$a"; done\n'
        f'{set_up} {sys.executable} -m hsci_analysis "$@" --jobs 2; code=$?\n'
        f'[ $code -eq 0 ] && ! grep -q "[1-9][0-9]* made" reports/night.txt && code=3\nexit $code\n'
    )
    (bin_ / "mail").write_text('#!/bin/sh\necho "$@" > mailed\ncat >> mailed\n')
    for tool in bin_.iterdir():
        tool.chmod(0o755)
    (tmp_path / "srv" / "reports").mkdir()
    for _ in range(times):
        (tmp_path / "srv" / "mailed").unlink(missing_ok=True)
        subprocess.run(
            ["/bin/sh", "-c", command.replace(HERE, str(tmp_path / "srv"))],
            env={"PATH": f"{bin_}:/usr/bin:/bin", "SHELL": "/bin/sh", "HOME": str(tmp_path)},
            check=False,
        )
    assert (tmp_path / "srv" / "mailed").exists() == mailed
    if mailed:
        subject = "-s hsci: 31 made, 0 failed, 0 up to date, 0 not begun (exit code 0)"
        assert (tmp_path / "srv" / "mailed").read_text().startswith(subject)


def test_the_exit_codes_of_the_page_are_those_there_are() -> None:
    told = {
        int(code)
        for row in re.findall(r"^\| ([\d, ]+) \|", text("README.md"), re.M)
        for code in row.split(",")
    }
    assert told == {0, 3, 130} | {kind.exit_code for kind in HsciError.__subclasses__()}


@pytest.mark.parametrize("name", ["github.yml", "gitlab.yml"])
def test_the_pipelines_are_yaml_that_calls_the_schedule(name: str) -> None:
    pipeline = json.dumps(yaml.safe_load(text(name)))
    assert "hsci run --all --if-new-data --notify summary" in pipeline


def test_the_dag_gives_the_notebook_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Airflow is played: what it is asked for is looked at."""
    asked: dict[str, Any] = {}
    operator = SimpleNamespace(partial=lambda **each: asked.update(each) or operator)
    operator.expand_kwargs = lambda each: asked.update(mapped=each)
    papermill = "airflow.providers.papermill.operators.papermill"
    monkeypatch.setitem(sys.modules, papermill, SimpleNamespace(PapermillOperator=operator))
    dag = SimpleNamespace(DAG=lambda *_, **__: nullcontext())
    monkeypatch.setitem(sys.modules, "airflow.sdk", dag)
    exec(text("airflow_dag.py").replace(HERE, str(ROOT)), {})
    mapped = asked["mapped"]
    assert {each["parameters"]["partnership"] for each in mapped} == {
        each.slug for each in partnerships()
    }
    for each in mapped:
        checked_parameters(Path(asked["input_nb"]), each["parameters"])
    assert len({each["output_nb"] for each in mapped}) == len(mapped)
