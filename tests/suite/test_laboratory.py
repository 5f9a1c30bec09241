"""JupyterLab as people open it: START, its form, a run to the end, the link; nothing leaves the machine."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import nbformat
import pytest
from nbclient import NotebookClient

from isp_utils.model.catalogue import load
from isp_utils.store import Store
from isp_utils.suite.commands import laboratory
from isp_utils.suite.commands.catalogue_list import whole_catalogue
from isp_utils.suite.laboratory.form import Form, asked_parameters
from tests.architecture.tree import ROOT
from tests.musterkreis import KREIS

NOTEBOOKS = ROOT / "notebooks"


def run_in_plain_kernel(source: str, folder: Path, monkeypatch) -> list[str]:
    """What the cells of a source show in a kernel that knows nothing of the suite, started in a folder."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    return ["".join(output.get("data", {}).get("text/html", "")) for output in notebook.cells[0].outputs]


@pytest.mark.parametrize("folder", [NOTEBOOKS, NOTEBOOKS / "analysen"], ids=["notebooks", "analysen"])
def test_any_kernel_in_the_folder_finds_the_suite(folder, monkeypatch):
    code = "import isp_utils, isp_utils.store; assert isp_utils.__doc__.startswith('Integrierte')"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    assert subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, check=False).returncode == 0


def test_a_field_notebook_runs_cell_by_cell_and_shows_each_figure_once(built, monkeypatch):
    monkeypatch.setenv("ISP_HOME", str(built.home))
    monkeypatch.delenv("MPLBACKEND", raising=False)
    cells = f'from isp_utils.pages.field import Report\nReport("jugendhilfe", "{KREIS}").trend("kinderarmut_u15")'
    shown = run_in_plain_kernel(cells, NOTEBOOKS, monkeypatch)
    assert len(shown) == 2
    assert shown[0].startswith("<style>@scope")
    assert shown[1].count("<svg") == 1


def test_a_whole_field_notebook_runs_in_a_plain_kernel(built, monkeypatch):
    monkeypatch.setenv("ISP_HOME", str(built.home))
    monkeypatch.delenv("PYTHONPATH", raising=False)
    notebook = nbformat.read(built.home / "notebooks" / "20_jugendhilfe.ipynb", as_version=4)
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.output_type in ("error", "stream")] == []
    assert [output for output in outputs if output.output_type == "execute_result"] == []


def test_jupyterlab_starts_quiet_and_german(monkeypatch):
    calls = []
    monkeypatch.setattr(laboratory, "wait_for_its_end", lambda command, env: calls.append((command, env)) or 0)
    assert laboratory.open_laboratory(["--no-browser"]) == 0
    command, environment = calls[0]
    assert "--LabApp.news_url=None" in command
    assert "--LabApp.extension_manager=readonly" in command
    assert environment["PYTHONPATH"] == str(ROOT)
    settings = json.loads((laboratory.SETTINGS / "overrides.json").read_text(encoding="utf-8"))
    assert settings["@jupyterlab/translation-extension:plugin"]["locale"] == "de_DE"


@pytest.mark.skipif(os.name == "nt", reason="a process cannot send itself Ctrl-C there")
def test_ctrl_c_is_answered_by_jupyterlab_itself_and_kills_nothing():
    """It asks first and ends its kernels: what was not saved yet would be lost."""
    pressed = Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    pressed.start()
    ending_itself = [sys.executable, "-c", "import sys, time; time.sleep(2); sys.exit(7)"]
    assert laboratory.wait_for_its_end(ending_itself, dict(os.environ)) == 7
    pressed.join()


@pytest.fixture
def form(built, monkeypatch):
    """The form of the fictive county, and the calls that its buttons make."""
    monkeypatch.setenv("ISP_HOME", str(built.home))
    form = Form(built, whole_catalogue(built), {"kreis": KREIS, "jahr": 0})
    calls: list[list[str]] = []
    monkeypatch.setattr(form, "_run", calls.append)
    form.widget()
    return form, calls


def press(form: Form, words: str) -> None:
    """Press the button whose words begin so."""
    next(button for button in form.buttons if button.description.startswith(words)).click()


def test_the_form_asks_for_the_parameters_of_the_notebooks(form):
    fields = form[0].fields
    assert {name: field.value for name, field in fields.items()} == {"kreis": KREIS, "jahr": 0}
    told = asked_parameters(Store(ROOT), load().pages)
    assert list(told) == ["kreis", "jahr"]
    assert "neueste Zahlen" in told["jahr"]


def test_each_button_is_a_command(form):
    form, calls = form
    press(form, "Alle Berichte")
    form.fields["jahr"].value = 2022
    form.reports.value = ("jugendhilfe", "gesundheit")
    press(form, "Nur Kinder- und Jugendhilfe, Gesundheit")
    press(form, "Eingangsdaten")
    assert calls[0] == ["--kreis", KREIS]
    assert calls[1] == ["--nur", "jugendhilfe,gesundheit", "--kreis", KREIS, "--jahr", "2022"]
    assert calls[2][0] == "pruefen"
    assert [Path(file).parent.name for file in calls[2][1:]] == ["gesundheitsamt"]


def test_without_a_choice_nothing_can_be_made_alone(form):
    assert form[0].only.disabled
    assert "auswählen" in form[0].only.description


def test_without_reports_there_is_no_link(form):
    form[0].fields["kreis"].value = "03907"
    assert "href" not in form[0].link.value


@pytest.fixture
def lab(built, tmp_path, monkeypatch):
    """A running JupyterLab on a copy of the fictive county's workplace: its address."""
    home = shutil.copytree(built.home, tmp_path / "arbeitsplatz")
    start = (NOTEBOOKS / "START.ipynb").read_text(encoding="utf-8").replace("03354", KREIS)
    (home / "notebooks" / "START.ipynb").write_text(start, encoding="utf-8")
    settings = {"ISP_HOME": str(home), "JUPYTER_CONFIG_DIR": str(tmp_path / "c"), "HOME": str(tmp_path)}
    settings |= {"JUPYTER_RUNTIME_DIR": str(tmp_path / "r"), "JUPYTER_PLATFORM_DIRS": "0"}
    options = ["--no-browser", "--allow-root", "--ServerApp.port=0", "--IdentityProvider.token=geheim"]
    command = [sys.executable, "-m", "isp_utils", "labor", *options]
    running = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | settings, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    for line in running.stderr:
        if "http://127.0.0.1:" in line or "http://localhost:" in line:
            address = line[line.index("http://") :].split("/lab")[0].split("/?")[0].strip()
            break
    yield address, Store(home)
    os.killpg(running.pid, signal.SIGTERM)
    running.wait(timeout=30)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.skipif(os.name == "nt", reason="the server is ended with its group of processes")
def test_start_opens_and_its_form_runs_a_report_whose_link_opens(lab, chromium, tmp_path):
    address, store = lab
    driver = pytest.importorskip("playwright.sync_api").sync_playwright()
    with driver as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        foreign = []
        page.on("request", lambda request: foreign.append(request.url) if leaves(request.url, address) else None)
        try:
            _run_one_report(page, address, store)
        finally:
            page.screenshot(path=tmp_path / "labor.png")
        assert foreign == []
        browser.close()


def leaves(url: str, address: str) -> bool:
    """Whether a request goes to another machine."""
    return not url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))


def _run_one_report(page, address: str, store: Store) -> None:
    page.goto(f"{address}/lab/tree/notebooks/START.ipynb?token=geheim")
    page.get_by_role("heading", name="Integrierte Sozialplanung: Start").wait_for(timeout=120_000)
    page.get_by_role("menuitem", name="Datei").wait_for(timeout=60_000)  # German
    page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for(timeout=120_000)  # the kernel is there
    page.locator(
        "jp-button[data-command='notebook:restart-run-all'], [data-command='notebook:restart-run-all']"
    ).first.click()
    page.locator(".jp-Dialog .jp-mod-accept").click(timeout=30_000)
    page.get_by_role("button", name="Alle Berichte neu erstellen").wait_for(timeout=120_000)
    page.get_by_role("listbox").first.select_option(label="Kinder- und Jugendhilfe")
    page.get_by_role("button", name="Nur Kinder- und Jugendhilfe").click()
    page.get_by_role("link", name="Berichte öffnen").wait_for(timeout=180_000)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Berichte öffnen").click()
    report = opened.value
    report.get_by_role("link", name="Kinder- und Jugendhilfe").first.wait_for(timeout=30_000)
    assert (store.outputs(KREIS) / "jugendhilfe.html").exists()
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
