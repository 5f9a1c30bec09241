"""Free analyses: what is written with pandas, matplotlib and seaborn reaches the page, or the run says why not."""

import base64
import contextlib
import io
import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from isp_utils.model.catalogue import PageEntry, load
from isp_utils.model.errors import InputError
from isp_utils.pages.parts.unwritten import FINDING
from isp_utils.store import Store
from isp_utils.suite.commands.new_analysis import new_command
from isp_utils.suite.commands.reports import _notebooks
from isp_utils.suite.run.analyses import with_analyses
from isp_utils.suite.run.notebooks import declared_parameters
from isp_utils.suite.site.page_rules import faults
from isp_utils.suite.site.template import FOLDER
from tests.architecture.tree import ROOT
from tests.musterkreis import KREIS
from tests.suite.pages import words
from tests.workplace import command_in

DESCRIPTION = "Punkte für jeden Kreis, von links nach rechts nach ihrer Kinderarmut geordnet."
PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
CELLS = {
    "tables": "from isp_utils.pages.data import kreise\nimport seaborn as sns, matplotlib.pyplot as plt\n"
    f'import scrapbook as sb\ndaten = kreise("kinderarmut_u15", jahr, kreis="{KREIS}")\ndaten.iloc[[0, -1]]',
    "described": f"# Beschreibung: {DESCRIPTION}\nfig, ax = plt.subplots()\nsns.scatterplot(daten, "
    'x="kinderarmut_u15", y="kinderarmut_u15", ax=ax).set_title("Beschriebenes Bild")\nplt.show()',
    "undescribed": 'plt.plot([1, 2, 3])\nplt.title("Stummes Bild")',
    "by verb": "from isp_utils.pages.page import Page\nfig, ax = plt.subplots(); ax.bar(['a', 'b'], [1, 2])\n"
    f'Page("{KREIS}").figure(fig, "{DESCRIPTION.replace("Punkte", "Balken")}", "Mit Verb gezeigt")',
    "a foreign picture": f"from IPython.display import display\ndisplay({{'image/png': '{PIXEL}'}}, raw=True)",
    "text": 'print("gedruckt:", float("nan"))\n41 + 1',
    "a script": "display({'application/javascript': 'alert(1)'}, raw=True)",
    "findings": 'sb.glue("befund", "Die freie Analyse hat etwas gefunden.")\nsb.glue("zahl", 3)',
    "markup from elsewhere": "from IPython.display import HTML\n"
    "HTML(\"<p>Karte</p><script>alert(1)</script><img src='http://example.com/x.png'>\")",
}
FAULTY = {
    "text": "print('in Ordnung')",
    "html": "from IPython.display import HTML\nHTML('<h1>Zweite</h1>')",
    "levels": "HTML('<h2>Teil</h2><h4>zu tief</h4>')",
}


def write_analysis(home, name: str, cells: dict[str, str], title: str = "Eine freie Analyse") -> None:
    """A notebook of the workplace with a heading, its parameters and these cells."""
    empty = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    heading = f"# {title}\n\n" if title else ""
    head = {"cell_type": "markdown", "metadata": {}, "source": f"{heading}Wofür sie ist. Und mehr."}
    asked = empty | {"metadata": {"tags": ["parameters"]}, "source": "jahr = 0"}
    cells = [head, asked, *(empty | {"source": text} for text in cells.values())]
    notebook = {"cells": cells, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4}
    notebook |= {"nbformat_minor": 4}
    path = home / "notebooks" / "analysen" / f"{name}.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture(scope="module")
def ran(built, tmp_path_factory):
    """The fictive county with two analyses, run once: its site, and what the run said."""
    home = shutil.copytree(built.home, tmp_path_factory.mktemp("analysen") / "kopie")
    synthesis = home / "notebooks" / "90_synthese.ipynb"
    notebook = json.loads(synthesis.read_text(encoding="utf-8"))
    said = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": "seite.analyses()"}
    first = next(cell for cell in notebook["cells"] if "Synthesis(" in "".join(cell["source"]))
    said["source"] = re.search(r"(\w+) = Synthesis", "".join(first["source"]))[1] + ".analyses()"
    notebook["cells"].append(said)
    synthesis.write_text(json.dumps(notebook), encoding="utf-8")
    write_analysis(home, "probe", CELLS)
    write_analysis(home, "kaputte_seite", FAULTY, "Zwei")
    cells = {"befund": f'import scrapbook as sb\nsb.glue("befund", "{FINDING}")\nprint(1)'}
    write_analysis(home, "ohne_befund", cells, "Noch nicht fertig")
    write_analysis(home, "zweite_probe", {"text": "print(1)"})  # copied, and its heading with it
    write_analysis(
        home,
        "erfunden",
        {"table": f'from isp_utils.pages.data import kreise\nkreise("hilfen_quote", kreis="{KREIS}")'},
        "Drei",
    )
    write_analysis(home, "Untitled", {"text": "print(1)"}, "")  # as JupyterLab names one that is just begun
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        assert command_in(home, "--kreis", KREIS, "--analysen") == 0
    return Store(home), told.getvalue()


def test_what_is_described_stands_on_the_page_and_what_is_not_is_named(ran):
    store, said = ran
    page = (store.outputs(KREIS) / "analyse_probe.html").read_text(encoding="utf-8")
    assert page.count('data-kind="eigene"') == 2
    assert DESCRIPTION in page
    assert "Mit Verb gezeigt" in page
    assert "Beschriebenes Bild" in page
    assert "Stummes Bild" not in page
    assert page.count("hat keine Beschreibung und wird deshalb nicht gezeigt") == 2
    assert "Eine freie Analyse, Zelle 5: Die Abbildung hat keine Beschreibung" in said
    assert "Zelle 7: Ein Bild ohne Beschreibung fehlt" in said
    assert "Zelle 9: Die Ausgabe (application/javascript) braucht ein Skript" in said
    assert "# Beschreibung:" in said


def test_tables_and_text_are_readable_for_everybody(ran):
    store, _ = ran
    path = store.outputs(KREIS) / "analyse_probe.html"
    page, text = path.read_text(encoding="utf-8"), words(path)
    assert '<th scope="col">kinderarmut_u15</th>' in page
    assert 'class="dataframe"' not in page
    assert "gedruckt: k. A." in text
    assert "42" in text
    assert faults(path, store.outputs(KREIS)) == []
    assert path.stat().st_size < 300_000


def test_an_analysis_is_linked_from_the_start_page_and_read_by_the_synthesis(ran):
    store, _ = ran
    start = (store.outputs(KREIS) / "index.html").read_text(encoding="utf-8")
    assert '<a href="analyse_probe.html">Eine freie Analyse</a>: Wofür sie ist.' in start
    synthesis = words(store.outputs(KREIS) / "synthese.html")
    assert "Die freie Analyse hat etwas gefunden." in synthesis


def test_a_page_that_breaks_a_rule_says_so_and_stops_no_report(ran):
    store, said = ran
    page = words(store.outputs(KREIS) / "analyse_kaputte_seite.html")
    assert "Diese Analyse ist noch keine Seite." in page
    assert "Zwei (kaputte_seite): Diese Analyse ist noch keine Seite." in said
    for told in (page, said):  # with cell and remedy
        assert "Zelle 4: Die Seite hat nicht genau eine Hauptüberschrift. Bitte nur die erste Textzelle" in told
        assert "Zelle 5: Die Seite überspringt eine Überschriftenebene. Bitte keine Ebene auslassen" in told
    assert (store.outputs(KREIS) / "jugendhilfe.html").exists()


def test_made_up_figures_are_named_above_everything_else(ran):
    store, _ = ran
    page = words(store.outputs(KREIS) / "analyse_erfunden.html")
    assert "Demodaten. In diese Seite gehen künstlich erzeugte Zahlen ein: Hilfen zur Erziehung" in page
    assert "Demodaten." not in words(store.outputs(KREIS) / "analyse_probe.html")


def test_an_output_with_a_script_or_a_foreign_picture_is_left_out_alone_and_named(ran):
    store, said = ran
    page = (store.outputs(KREIS) / "analyse_probe.html").read_text(encoding="utf-8")
    assert "Diese Ausgabe enthält ein Skript und wird deshalb nicht gezeigt." in page
    assert "Diese Ausgabe lädt etwas von einem fremden Server und wird deshalb nicht gezeigt." in page
    assert "Zelle 11: Die Ausgabe enthält ein Skript und fehlt auf der Seite. Seiten kommen ohne Skript aus." in said
    assert "Die Ausgabe lädt etwas von einem fremden Server und fehlt auf der Seite. Bitte nichts aus dem Netz" in said


def test_an_analysis_with_the_heading_of_another_stops_no_report(ran):
    store, said = ran
    page = words(store.outputs(KREIS) / "analyse_zweite_probe.html")
    assert "Diese Analyse ist noch keine Seite." in page
    assert "Eine freie Analyse (zweite_probe): Diese Analyse ist noch keine Seite." in said
    assert "Die Seite heißt wie eine andere Seite, »Eine freie Analyse · Landkreis Musterkreis«. Bitte" in said
    assert "Diese Analyse ist noch keine Seite." not in words(store.outputs(KREIS) / "analyse_probe.html")


def test_an_analysis_without_a_heading_stops_no_report_and_is_called_as_its_file(ran):
    store, said = ran
    page = (store.outputs(KREIS) / "analyse_Untitled.html").read_text(encoding="utf-8")
    assert "<h1>Untitled</h1>" in page
    assert "Untitled: fertig" in said


def test_a_finding_in_the_words_of_the_template_is_not_taken_over(ran):
    store, said = ran
    assert FINDING not in words(store.outputs(KREIS) / "synthese.html")
    assert "Noch nicht fertig, Zelle 3: Hier stehen noch die Worte der Vorlage" in said


def test_without_being_asked_for_analyses_are_no_pages_and_leave_nothing(ran, tmp_path):
    store, _ = ran
    home = shutil.copytree(store.home, tmp_path / "ohne")
    assert command_in(home, "--kreis", KREIS) == 0
    site = Store(home).outputs(KREIS)
    assert not (site / "analyse_probe.html").exists()
    assert "Die freie Analyse hat etwas gefunden." not in words(site / "synthese.html")


@pytest.mark.browser
def test_axe_finds_nothing_on_the_page(ran, chromium):
    store, _ = ran
    driver = pytest.importorskip("playwright.sync_api").sync_playwright()
    axe = (Path(pytest.importorskip("axe_playwright_python").__file__).parent / "axe.min.js").read_text("utf-8")
    with driver as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        _look_at(browser.new_page(bypass_csp=True), axe, store.outputs(KREIS) / "analyse_probe.html")


def _look_at(page, axe, path):
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path.as_uri())
        page.evaluate(axe)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        found = page.evaluate("async () => (await axe.run()).violations.map(rule => [rule.id, rule.nodes[0].html])")
        assert found == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_only_some_reports_after_the_analyses_link_to_none_of_them(ran, tmp_path):
    """The synthesis is kept with what the analyses found; their pages are not made."""
    store, _ = ran
    home = shutil.copytree(store.home, tmp_path / "einer")
    for _ in range(2):  # what was left out once stays left out
        assert command_in(home, "--kreis", KREIS, "--nur", "jugendhilfe") == 0
        synthesis = (Store(home).outputs(KREIS) / "synthese.html").read_text(encoding="utf-8")
        assert 'href="analyse_probe.html"' not in synthesis.replace('data-href="', "")
        assert "Die freie Analyse hat etwas gefunden." in synthesis


def test_a_changed_figure_makes_the_page_anew(ran, tmp_path):
    """What the data door reads is recorded: the analysis runs again when its Kennzahl has changed, and only then."""
    store, _ = ran
    record = json.loads((store.runs(KREIS) / "analysen" / "probe.zuletzt.json").read_text(encoding="utf-8"))
    assert "kennzahl:kinderarmut_u15" in record["reads"]
    assert "indicators.parquet" not in record["reads"]


def test_a_new_analysis_is_a_notebook_that_the_rules_know(tmp_path, monkeypatch, capsys):
    (tmp_path / "notebooks").mkdir()
    monkeypatch.setenv("ISP_HOME", str(tmp_path))
    assert new_command(["analyse", "meine_frage"]) == 0
    path = tmp_path / "notebooks" / "analysen" / "meine_frage.ipynb"
    assert declared_parameters(path) == ["kreis", "jahr"]
    assert "labor" in capsys.readouterr().out
    for arguments in (
        ["analyse", "meine_frage"],
        ["analyse", "jugendhilfe"],
        ["analyse", "Große Frage"],
        ["analyse"],
        ["analysse", "x"],
        [],
    ):
        with pytest.raises(InputError):
            new_command(arguments)


def test_a_name_that_a_report_has_is_refused_with_another_one(tmp_path, monkeypatch):
    monkeypatch.setenv("ISP_HOME", str(tmp_path))
    with pytest.raises(InputError, match=r"heißt schon der Bericht »Synthese« \(--nur synthese\).*synthese_analyse"):
        new_command(["analyse", "synthese"])


def test_an_analysis_of_that_name_does_not_hide_the_report():
    pages = (PageEntry("20_schule", "Schule", "schule.html"), PageEntry("analysen/schule", "Frage", "analyse_x.html"))
    assert _notebooks("schule", SimpleNamespace(pages=pages)) == ("20_schule",)


def test_the_template_leaves_no_words_on_the_start_page(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    monkeypatch.setenv("ISP_HOME", str(tmp_path))
    new_command(["analyse", "meine_frage"])
    (page,) = [page for page in with_analyses(load(), Store(tmp_path)).pages if page.analysis]
    assert page.text == ""


def test_the_style_of_printed_text_wraps():
    assert re.search(r"\.isp-print \{[^}]*pre-wrap", (FOLDER / "isp" / "isp.css").read_text(encoding="utf-8"))
    assert (ROOT / "notebooks" / "analysen" / "kinderarmut_und_betreuung.ipynb").exists()
