"""The page that explains suppression: counts per report, an invented example, nothing that helps an attacker."""

import dataclasses
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from isp_utils.charts.parts.symbols import legend
from isp_utils.model.catalogue import load
from isp_utils.store import Store
from isp_utils.suite.run.order import NotebookRun, Order
from isp_utils.suite.site.page_rules import faults
from isp_utils.suite.site.protection_page import report_tallies, tally, with_links
from isp_utils.suite.site.site import Site, make_site
from tests.musterkreis import KREIS, LAND
from tests.suite.pages import words

PAGE = "geheimhaltung.html"


@pytest.fixture(scope="module")
def page(built, tmp_path_factory) -> Path:
    """The page in a site whose notebooks are empty: it is made from the gated tables alone."""
    store = Store(shutil.copytree(built.home, tmp_path_factory.mktemp("seite") / "kopie"))
    catalogue, outcomes = load(store.catalogue), []
    for entry in catalogue.pages:
        source, executed = (folder / f"{entry.notebook}.ipynb" for folder in (store.notebooks, store.runs(KREIS)))
        executed.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, executed)
        outcomes.append(NotebookRun(entry, "ok", 0.0, executed))
    county, order = catalogue.county(KREIS), Order(KREIS)
    site = Site(store, catalogue, county, order, store.manifest(), store.indicators(), tuple(outcomes))
    make_site(site)
    return site.store.outputs(site.county.key) / PAGE


def cells(page: Path, caption: str) -> dict[str, list[str]]:
    """Rows of the table with this caption: head of the row -> cells."""
    html = page.read_text(encoding="utf-8")
    table = next(part for part in re.findall(r"<table.*?</table>", html, re.DOTALL) if caption in part)
    rows = re.findall(r'<th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', table, re.DOTALL)
    return {head: re.findall(r"<td[^>]*>(.*?)</td>", rest) for head, rest in rows}


def test_the_page_keeps_the_rules_and_is_linked_from_everywhere(page):
    assert faults(page, page.parent) == []
    others = [other for other in page.parent.glob("*.html") if f'href="{PAGE}"' not in other.read_text("utf-8")]
    assert others == []


def test_figures_are_counted_by_who_hid_them():
    flags = ["", "demo", "revised", "unreliable", "protected", "protected", "secret", "unknown_or_secret", "later"]
    values = [1.0, 0.0, 2.0, 3.0, None, None, None, None, None]
    assert tally(pd.DataFrame({"flag": flags, "value": values})) == (9, 3, 2, 2, 2)


def test_every_report_has_its_counts_of_the_county_and_its_parts(built, page):
    found = cells(page, "Gezeigte und geheim gehaltene Zahlen")
    assert list(found) == [
        "Kinder- und Jugendhilfe",
        "Gesundheit",
        "Bestände der Bildungsbiografie",
        "Alle Zahlen, jede einmal",
    ]
    table = built.indicators()
    health = table[table["indicator"].isin(["geburtenrate", "sprachauffaellig", "kinderaerzte"])]
    own = health[health["region"].str.startswith(KREIS)]
    assert LAND in set(health["region"])
    ours, theirs = (own["flag"] == "protected").sum(), (own["flag"] == "secret").sum()
    other = own["value"].isna().sum() - ours - theirs
    expected = [len(own), own["value"].notna().sum(), ours, theirs, other]
    assert found["Gesundheit"] == [str(number) for number in expected]
    assert ours >= 2
    numbers = [[int(text.replace(".", "")) for text in row] for row in found.values()]
    assert all(row[0] == sum(row[1:]) for row in numbers)


def rows_of(**flags_of: list[str]) -> pd.DataFrame:
    """A gated table: Kennzahl -> flags of its rows."""
    rows = [(name, flag, None if flag else 1.0) for name, flags in flags_of.items() for flag in flags]
    return pd.DataFrame(rows, columns=["indicator", "flag", "value"])


def test_the_lines_of_the_table_add_up_to_the_last_also_with_shared_and_other_figures(built):
    catalogue = load(built.catalogue)
    health = catalogue.indicators["geburtenrate"]
    fields = {"a": ("jugendhilfe", "gesundheit"), "b": ("gesundheit",), "c": ("rahmendaten",)}
    items = {name: dataclasses.replace(health, id=name, fields=of) for name, of in fields.items()}
    indicators, stocks = rows_of(a=["", "protected"], b=["", "secret"], c=["", "later", ""]), rows_of(d=["", ""])
    found = report_tallies(catalogue.pages, dataclasses.replace(catalogue, indicators=items), indicators, stocks)
    assert found == [
        ("Kinder- und Jugendhilfe", (2, 1, 1, 0, 0)),
        ("Gesundheit", (4, 2, 1, 1, 0)),
        ("Kennzahlen, die in keinem dieser Berichte stehen", (3, 2, 0, 0, 1)),
        ("abzüglich: was in mehreren Berichten steht und oben mehrfach zählt", (-2, -1, -1, 0, 0)),
        ("Bestände der Bildungsbiografie", (2, 2, 0, 0, 0)),
        ("Alle Zahlen, jede einmal", (9, 6, 1, 1, 1)),
    ]


def test_the_minimum_of_each_source_is_public(page):
    assert cells(page, "Welche Anzahlen nicht gezeigt werden") == {
        "1 und 2": ["Musterstatistik"],
        "1 bis 4": ["Hilfen zur Erziehung; Schuleingangsuntersuchung"],
    }


def test_the_example_is_marked_as_invented_and_right(page):
    assert "Erfundenes Beispiel" in words(page)
    assert cells(page, "Erfundenes Beispiel") == {
        "Oberdorf": ["2", "[g]"],
        "Mitteldorf": ["7", "[g]"],
        "Unterdorf": ["14", "14"],
        "Zusammen": ["23", "23"],
    }


def test_the_page_does_not_say_which_figures_were_small(built, page):
    record, text = built.manifest()["protection"], words(page)
    share = (record["cells"] - record["hidden"]) * 1000 // record["cells"] / 10
    assert f"{record['cells']} Anzahlen aus allen Gebieten" in text
    assert f"{share:.1f}".replace(".", ",") in text
    assert not any(word in text.casefold() for word in ("primär", "sekundär", "komplementär"))
    assert "Kleinort" not in text


def test_the_page_says_what_the_protection_does_not_stop(page):
    text = words(page)
    assert "Das hält Versehen auf." in text
    assert "Es hält niemanden auf, der ein Programm in böser Absicht schreibt" in text


def test_the_explanation_of_the_sign_leads_to_the_page():
    html = with_links(f"<p>{legend(['[g]', '[v]'])}</p><p>[g]</p>")
    assert html.count(f'[g] <a href="{PAGE}">geheim gehalten</a>') == 1
    assert html.endswith("<p>[g]</p>")


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_accessible(page, chromium, width):
    playwright = pytest.importorskip("playwright.sync_api")
    axe = (Path(pytest.importorskip("axe_playwright_python").__file__).parent / "axe.min.js").read_text("utf-8")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=True)
        tab.goto(page.as_uri())
        tab.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.evaluate(axe)
        found = tab.evaluate("axe.run()")["violations"]
        browser.close()
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
