"""The workbench in JupyterLab, driven as an analyst would, in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlparse

import psutil
import pytest
from playwright.sync_api import Page, expect

from hsci_analysis.folders import ROOT
from hsci_analysis.sources import source
from tests.review.screenshots import keep

TABLE = "delayed_discharges_by_council_area"
TOKEN = "a-token-of-the-test"
SECONDS = 25_000
OFFLINE = (
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
)
PICTURE = "canvas => canvas.toDataURL()"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where JupyterLab answers, with a copy of explore.ipynb to open, and homes of its own."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copy(ROOT / "notebooks" / "explore.ipynb", folder)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    homes = ("JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *(f"--port={port}", "--port-retries=0", f"--IdentityProvider.token={TOKEN}"),
            *OFFLINE,
        ],
        cwd=folder,
        env=os.environ
        | {home: str(folder / f".{home}") for home in homes}
        | {"PYTHONPATH": str(ROOT), "JUPYTERLAB_SETTINGS_DIR": str(folder / ".settings")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + SECONDS / 1000
        while not list((folder / ".JUPYTER_RUNTIME_DIR").glob("jpserver-*.json")):
            assert time.monotonic() < until
            assert server.poll() is None
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/lab/tree/explore.ipynb?token={TOKEN}"
    finally:
        family = [*psutil.Process(server.pid).children(recursive=True), psutil.Process(server.pid)]
        for process in family:
            process.kill()
        server.wait()


@pytest.fixture
def workbench(browser, lab: str) -> Iterator[Page]:
    """The notebook open in JupyterLab; requests to any other host are stopped and kept."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(SECONDS)
    expect.set_options(timeout=SECONDS)
    page = context.new_page()
    page.gone_out = []

    def stop(route) -> None:
        page.gone_out.append(route.request.url)
        route.abort()

    context.route(lambda url: urlparse(url).hostname not in {"127.0.0.1", None}, stop)
    page.goto(lab)
    yield page
    context.close()
    expect.set_options(timeout=5_000)


def test_an_analyst_opens_runs_all_and_picks_another_partnership(workbench: Page) -> None:
    page = workbench
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(".lm-Menu").get_by_text("Run All Cells", exact=True).click()
    charts = page.locator(".vega-embed canvas")
    expect(charts).to_have_count(4)  # pick, forecast, change, limits
    shown = charts.first.evaluate(PICTURE)
    page.locator("select[name=partnership]").select_option(label="Fife")
    page.wait_for_function(
        "before => document.querySelector('.vega-embed canvas').toDataURL() !== before", arg=shown
    )
    of_fife = charts.first.evaluate(PICTURE)
    page.locator("select[name=measure]").select_option(label="Hours of care at home (hours a day)")
    page.wait_for_function(
        "before => document.querySelector('.vega-embed canvas').toDataURL() !== before", arg=of_fife
    )
    expect(page.get_by_text(source(TABLE).table_sha256)).to_be_visible()
    expect(page.locator("[data-mime-type='application/vnd.jupyter.stderr']")).to_have_count(0)
    keep(page, "lab")
    names_complete(page)
    assert page.gone_out == []


def names_complete(page: Page) -> None:
    """Typed into a new cell, the beginning of a name brings up the name: Tab lists, Enter picks."""
    page.locator(".jp-Notebook-footer").click()
    typed = page.locator(".jp-Notebook .jp-CodeCell").last.locator(".cm-content")
    typed.click()
    for begun, whole in (
        ('hsci.PARTNERSHIPS["Clack', "Clackmannanshire and Stirling"),
        ('hsci.MEASURES["care_at_home_h', "care_at_home_hours"),
    ):
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type(begun)
        page.keyboard.press("Tab")
        expect(page.locator(".jp-Completer-item.jp-mod-active")).to_have_text(re.compile(whole))
        keep(page, "lab-tab")
        page.keyboard.press("Enter")
        expect(typed).to_have_text(re.compile(re.escape(whole) + "$"))


def test_what_it_opens_is_what_make_lab_opens() -> None:
    makefile = (ROOT / "Makefile").read_text()
    assert f"jupyter lab {' '.join(OFFLINE)} notebooks/explore.ipynb" in makefile
