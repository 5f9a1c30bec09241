"""The scanner: finds a protected figure wherever it is put, raises no false alarm, and works without the audit."""

import base64
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from isp_utils.indicators.figures import CENSUS_WORDS
from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.model.periods import in_german
from isp_utils.model.schema import NUMERIC
from isp_utils.model.wording import german_number
from isp_utils.privacy import gate as gate_module
from isp_utils.privacy.gate import DisclosureError, Gated, gate
from isp_utils.privacy.solver import audit
from isp_utils.privacy.solver.audit import Groups
from isp_utils.store import Store
from isp_utils.suite.build import build as build_module
from isp_utils.suite.build.build import build
from isp_utils.suite.examined import Examined
from isp_utils.suite.job import make_reports
from isp_utils.suite.run.order import Order
from isp_utils.suite.scan.knowledge import read_knowledge
from isp_utils.suite.scan.scanner import Scanner
from isp_utils.suite.scan.tables import shown_in
from isp_utils.suite.scan.text_fragments import Piece
from tests.musterkreis import KLEINORT, KREIS, write_workplace

SECRET = "20,0"  # Samtgemeinde Süd: 4 of 20 children, own delivery; hidden
RATE = 1000 / 40  # Kleinort: 1 birth of 40 people


def quiet(text: str) -> None:
    """Progress is of no interest here."""


@pytest.fixture(scope="module")
def published(finished_musterkreis: Path) -> Store:
    """A workplace with a finished site."""
    return Store(finished_musterkreis)


@pytest.fixture
def site(published: Store, tmp_path: Path) -> Path:
    """A copy of the site to put things into."""
    return Path(shutil.copytree(published.outputs(KREIS), tmp_path / "seite"))


@pytest.fixture
def runs(published: Store, tmp_path: Path) -> Path:
    """A copy of the executed notebooks."""
    return Path(shutil.copytree(published.runs(KREIS), tmp_path / "laeufe"))


@pytest.fixture(scope="module")
def scanner(published: Store) -> Scanner:
    """The scanner of that site."""
    catalogue = load(published.catalogue)
    return Scanner.of(published, catalogue, catalogue.county(KREIS))


@pytest.fixture(scope="module")
def long_number(scanner: Scanner) -> str:
    """A hidden number with many digits, as a CSV file would have it."""
    return next(text for text in sorted(scanner._distinctive) if "," in text)


def test_a_clean_site_raises_no_alarm(scanner, site, runs):
    assert list(scanner.findings(site, runs)) == []


@pytest.fixture
def before(tmp_path: Path) -> Examined:
    """What was found in the site; nothing yet."""
    return Examined(tmp_path / "angesehen.json", "Regeln", ("Lauf 1",))


def test_a_file_in_which_nothing_was_found_is_not_opened_again(scanner, site, runs, before, monkeypatch):
    assert scanner.findings(site, runs, 1, before) == []
    opened = []
    real = Scanner._in_part
    monkeypatch.setattr(Scanner, "_in_part", lambda self, part: opened.append(part[0].name) or real(self, part))
    appended(site / "index.html", "<p>anders</p>")
    assert scanner.findings(site, runs, 1, before) == []
    assert opened == ["indikatoren.csv", "index.html"]


def test_groups_of_counts_that_the_gate_has_attacked_are_not_attacked_again_and_others_are(published, monkeypatch):
    attacked = []
    real = audit._reach
    monkeypatch.setattr(audit, "_reach", lambda *group: attacked.append(group) or real(*group))
    gated = published.indicators()
    knowledge = read_knowledge(published)
    assert knowledge.derivable(gated[gated[list(NUMERIC)].notna().any(axis=1)]) == 0
    assert len(attacked) < len(knowledge.groups.now)
    times, attacked[:] = len(attacked), []
    assert replace(knowledge, groups=Groups()).derivable(gated) > 0, "with the hidden rows known, protected counts are"
    again, attacked[:] = len(attacked), []
    assert knowledge.derivable(gated) > 0, "and what the gate has found makes no difference"
    assert times < again


def test_what_was_found_once_is_found_again(scanner, site, runs, before, long_number):
    appended(site / "gesundheit.html", f"<p>{long_number}</p>")
    first = scanner.findings(site, runs, 1, before)
    assert first
    assert scanner.findings(site, runs, 1, before) == first


def test_who_looks_for_something_else_looks_again(scanner):
    row = scanner.knowledge.withheld.head(1).assign(value=1234567.5)
    other = Scanner(replace(scanner.knowledge, withheld=row), scanner.catalogue, scanner.county)
    assert other.looks_for != scanner.looks_for


def zipped(path: Path, text: str) -> None:
    """A workbook with the text in a cell."""
    with zipfile.ZipFile(path.with_suffix(".xlsx"), "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>{text}</t></si></sst>")


def appended(path: Path, text: str) -> None:
    """The text at the end of a page."""
    path.write_text(path.read_text(encoding="utf-8").replace("</body>", f"{text}</body>"), encoding="utf-8")


def in_uri(number: str) -> str:
    """A number within a base64 data URI."""
    return base64.b64encode(f"Wert {number}".encode()).decode()


PLACES: dict[str, Callable[[Path, str], None]] = {
    "text": lambda site, number: appended(site / "gesundheit.html", f"<p>Es sind {number} Fälle.</p>"),
    "attribute": lambda site, number: appended(site / "gesundheit.html", f'<p title="{number}">Text</p>'),
    "comment": lambda site, number: appended(site / "gesundheit.html", f"<!-- {number} -->"),
    "alternative text": lambda site, number: appended(site / "gesundheit.html", f"<svg><desc>{number}</desc></svg>"),
    "data URI": lambda site, number: appended(
        site / "gesundheit.html", f'<a href="data:text/plain;base64,{in_uri(number)}">x</a>'
    ),
    "encoded URI": lambda site, number: appended(
        site / "gesundheit.html", f'<a href="data:text/plain,Wert%20{number.replace(",", "%2C")}">x</a>'
    ),
    "CSV": lambda site, number: (site / "daten" / "neu.csv").write_text(f"Ort;Wert\nX;{number}\n", encoding="utf-8"),
    "JSON": lambda site, number: (site / "neu.json").write_text(json.dumps({"a": [{"b": number}]}), encoding="utf-8"),
    "workbook": lambda site, number: zipped(site / "daten" / "neu", number),
    "log": lambda site, number: (site / "lauf.log").write_text(f"Fehler bei {number}", encoding="utf-8"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_protected_number_is_found_wherever_it_is_put(scanner, site, runs, long_number, place):
    PLACES[place](site, long_number)
    found = list(scanner.findings(site, runs))
    assert found
    assert not any(long_number in line for line in found), "the finding must not tell the figure itself"


def test_many_pieces_tell_what_each_of_them_tells(scanner, long_number):
    begin, end = long_number[:4], long_number[4:]
    around = ["{}", "7{}", "{}3", "x{}", "{}x", "a {}.", ".{}", "\n{}\n", "1 {}; {}"]
    texts = [*(text.format(long_number, long_number) for text in around), begin, end, f"1 {begin}", f"{end} 2"]
    pieces = [Piece(f"{number}.txt", "Text", text) for number, text in enumerate(texts)]
    alone = [found for piece in pieces for found in scanner._in_pieces([piece])]
    assert len(alone) == 4
    assert list(scanner._in_pieces(pieces)) == alone


@pytest.mark.parametrize("part", ["metadata", "outputs", "source"])
def test_executed_notebooks_are_read_to_the_last_key(scanner, site, runs, long_number, part):
    path = next(runs.glob("40_*.ipynb"))
    notebook = json.loads(path.read_text(encoding="utf-8"))
    if part == "metadata":
        notebook["metadata"]["notiz"] = {"wert": long_number}
    if part == "source":
        notebook["cells"][1]["source"] = f"x = {long_number.replace(',', '.')}"
    if part == "outputs":
        code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
        code["outputs"].append({"output_type": "stream", "name": "stdout", "text": [f"{long_number}\n"]})
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert any("40_gesundheit" in line for line in scanner.findings(site, runs))


def test_a_short_number_is_found_in_its_row_of_a_table(scanner, site, runs):
    page = site / "gesundheit.html"
    text = page.read_text(encoding="utf-8")
    row = re.search(r'(<th scope="row">Samtgemeinde Süd</th><td class="n">)\[g\]', text)
    assert row, "the hidden row is shown with its sign"
    page.write_text(text.replace(row[0], f"{row[1]}{SECRET}", 1), encoding="utf-8")
    assert any("Abbildung sprachauffaellig_gebiete: Zeile Samtgemeinde Süd" in f for f in scanner.findings(site, runs))


def test_a_short_number_is_found_in_a_sentence_that_names_place_time_and_kennzahl(scanner, site, runs):
    figure = f"{SECRET}\u202f%"
    sentence = f"<p>Sprachauffälligkeit in der Samtgemeinde Süd im Schuljahr 2023/24: {figure}.</p>"
    appended(site / "gesundheit.html", sentence)
    assert any("ein Satz nennt" in line for line in scanner.findings(site, runs))


@pytest.mark.parametrize("hyphen", ["\u00ad", "&shy;", "&#173;", "\u200b"])
def test_what_only_the_eye_does_not_see_hides_nothing_from_the_scanner(scanner, site, runs, long_number, hyphen):
    """Soft hyphens stand in heads of tables and in long names."""
    figure = f"{SECRET}\u202f%"
    sentence = f"<p>Sprach{hyphen}auffälligkeit in der Samt{hyphen}gemeinde Süd im Schuljahr 2023/24: {figure}.</p>"
    appended(site / "gesundheit.html", sentence)
    assert any("ein Satz nennt" in line for line in scanner.findings(site, runs))
    appended(site / "index.html", f"<p>{long_number[:3]}{hyphen}{long_number[3:]}</p>")
    assert any("index.html" in line for line in scanner.findings(site, runs))


@pytest.mark.parametrize("hyphen", ["\u00ad", "&shy;"])
def test_a_soft_hyphen_in_the_row_of_a_hidden_place_hides_no_number(scanner, site, runs, hyphen):
    page = site / "gesundheit.html"
    text = page.read_text(encoding="utf-8")
    row = '<th scope="row">Samtgemeinde Süd</th><td class="n">'
    assert f"{row}[g]" in text
    page.write_text(text.replace(f"{row}[g]", f"{row.replace('gem', f'{hyphen}gem')}{SECRET}", 1), encoding="utf-8")
    assert any("Abbildung sprachauffaellig_gebiete: Zeile Samtgemeinde Süd" in f for f in scanner.findings(site, runs))


def test_the_same_number_about_another_place_is_no_alarm(scanner, site, runs):
    figure = f"{SECRET}\u202f%"
    appended(site / "gesundheit.html", f"<p>Sprachauffälligkeit in Nachbar 3 im Schuljahr 2023/24: {figure}.</p>")
    assert list(scanner.findings(site, runs)) == []


def test_a_short_number_is_found_in_its_row_of_the_overview(scanner, site, runs):
    """Tables are no figures in HTML; the scanner reads them all the same."""
    rows = scanner.knowledge.withheld
    row = rows[(rows["indicator"] == "geburtenrate") & rows["value"].notna()].iloc[:1].assign(region=KREIS)
    told = Scanner(replace(scanner.knowledge, withheld=row), scanner.catalogue, scanner.county)
    item = scanner.catalogue.indicators["geburtenrate"]
    period, value = in_german(str(row["period"].iloc[0])), german_number(float(row["value"].iloc[0]), item.digits)
    line = f"<tr><th>{item.short}</th><td>{period}</td><td>{value}</td></tr>"
    (picture,) = shown_in(f'<div class="isp-figure" data-kind="ueberblick"><div></div>{line * 2}</div>')
    assert any(f"Zeile {item.short}" in found for found in told._in_picture(picture, "gesundheit.html"))
    assert not list(scanner._in_picture(picture, "gesundheit.html")), "the county's own figure is public"


UNCHECKED = {
    "missing": ('<figure class="isp-figure"><p>Bild</p></figure>', r"Die Art \(data-kind\) fehlt"),
    "missing on a table": ('<div class="isp-figure isp-tabular"></div>', r"Die Art \(data-kind\) fehlt"),
    "unknown": ('<figure data-kind="gebeite"></figure>', r"»gebeite« ist unbekannt\. Meinten Sie »gebiete«\?"),
    "of no Kennzahl": (
        '<figure data-kind="kreise"><table><tr><td>x</td></tr></table></figure>',
        r"Die Kennzahl »« \(data-indicator\) gibt es nicht",
    ),
}


@pytest.mark.parametrize("case", UNCHECKED)
def test_a_picture_that_cannot_be_checked_stops_the_scan(scanner, site, runs, case):
    markup, message = UNCHECKED[case]
    appended(site / "gesundheit.html", markup)
    with pytest.raises(InputError, match=rf"gesundheit\.html.*{message}"):
        scanner.refuse(site, runs)


def test_an_unknown_kind_in_an_executed_notebook_stops_the_scan(scanner, site, runs):
    path = next(runs.glob("40_*.ipynb"))
    text = path.read_text(encoding="utf-8")
    assert 'data-kind=\\"gebiete\\"' in text
    path.write_text(text.replace('data-kind=\\"gebiete\\"', 'data-kind=\\"orte\\"'), encoding="utf-8")
    with pytest.raises(InputError, match=r"40_.*\.ipynb.*»orte« ist unbekannt"):
        scanner.refuse(site, runs)


def test_a_mark_in_the_row_of_a_hidden_place_is_found(scanner, site, runs):
    """The row's own thin line tells where it is; a dot on it is a value."""
    page = site / "gesundheit.html"
    text = page.read_text(encoding="utf-8")
    start = text.index("daten/sprachauffaellig_gebiete.csv")
    figure = text.rindex("<figure", 0, start)
    svg = re.compile(r"<svg.*?</svg>", re.S).search(text, figure)
    assert svg
    lines = re.findall(r"M([\d.]+) ([\d.]+)L([\d.]+) \2", svg[0])
    left, right = float(lines[-1][0]), float(lines[-1][2])
    heights = sorted({float(line[1]) for line in lines})
    dots = "".join(f'<use href="#x" x="{(left + right) / 2:.1f}" y="{height}" />' for height in heights)
    marked = svg[0].replace("</svg>", f'<g style="fill:#12436d">{dots}</g></svg>')
    page.write_text(text.replace(svg[0], marked, 1), encoding="utf-8")
    assert any("Zeichnung" in line for line in scanner.findings(site, runs))


def test_a_hidden_row_of_the_data_file_with_a_number_is_found(scanner, site, runs):
    path = site / "daten" / "indikatoren.csv"
    table = pd.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig", dtype={"region": str, "period": str})
    row = (table["indicator"] == "geburtenrate") & (table["region"] == KLEINORT) & (table["period"] == "2023")
    table.loc[row, "value"] = RATE
    table.to_csv(path, sep=";", decimal=",", index=False, encoding="utf-8-sig")
    assert any(f"geburtenrate, {KLEINORT}, 2023" in line for line in scanner.findings(site, runs))


def test_a_protected_number_in_the_table_of_a_steckbrief_is_found(scanner, site, runs):
    page = site / "kennzahlen" / "sprachauffaellig.html"
    text = page.read_text(encoding="utf-8")
    hidden = re.search(r"(Samtgemeinde Süd(?:<[^>]*>)+)\[g\]", text)
    assert hidden
    page.write_text(text.replace(hidden[0], f"{hidden[1]}{SECRET}", 1), encoding="utf-8")
    found = list(scanner.findings(site, runs))
    assert any(line.startswith("kennzahlen/sprachauffaellig.html, Abbildung kennzahl_spr") for line in found), found


def test_a_protected_number_in_the_file_of_a_steckbrief_is_found(scanner, site, runs):
    path = site / "daten" / "kennzahl_sprachauffaellig.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    place = next(number for number, line in enumerate(lines) if "Samtgemeinde Süd" in line and ";;[g];" in line)
    lines[place] = lines[place].replace(";;[g];", ";20,0;;", 1)
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8-sig", newline="")
    found = list(scanner.findings(site, runs))
    assert found == [f"daten/kennzahl_sprachauffaellig.csv, Zeile {place + 1}: eine geschützte Zahl"]


def test_a_protected_number_in_a_cell_of_the_workbook_is_found(scanner, site, runs):
    path = site / "daten" / "kennzahlen.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Alle Jahre"]
    head = next(row for row in sheet.iter_rows() if "Gebietsschlüssel" in [cell.value for cell in row])
    at = {cell.value: cell.column for cell in head}
    hidden = scanner._of_indicator["sprachauffaellig"].iloc[0]
    new = [None] * len(head)
    told = {
        "Kennzahl": hidden.indicator,
        "Gebietsschlüssel": hidden.region,
        "Zeitraum": str(hidden.period),
        "Wert": 4.0,
    }
    base = CENSUS_WORDS[hidden.census_base]
    for title, cell in (told | {"Bevölkerungsbasis": base}).items():
        new[at[title] - 1] = cell
    sheet.append(new)
    book.save(path)
    assert any("kennzahlen.xlsx, Blatt Alle Jahre" in line for line in scanner.findings(site, runs))


def test_a_site_with_a_finding_is_not_published_and_the_old_one_stays(published, monkeypatch, tmp_path):
    store = Store(Path(shutil.copytree(published.home, tmp_path / "kopie")))
    page = store.outputs(KREIS) / "index.html"
    before = page.read_bytes()
    monkeypatch.setattr(Scanner, "findings", lambda *_: ["gesundheit.html, p: eine Zahl"])
    with pytest.raises(InputError, match="Die Seiten werden nicht veröffentlicht"):
        make_reports(store, load(store.catalogue), [Order(KREIS, fresh=True)], say=quiet)
    assert page.read_bytes() == before
    assert not list(store.outputs(KREIS).parent.glob(".*neu"))


# ---- the second step switched off ------------------------------------------------------------------------------


def without_second_step(facts, tables, catalogue, releases, each) -> Gated:
    """The gate as it would be without complementary suppression."""
    return gate(facts, tables, catalogue, releases, complementary=False)


def test_without_the_second_step_the_audit_fails_the_build(tmp_path, monkeypatch):
    store = Store(write_workplace(tmp_path))
    monkeypatch.setattr(build_module, "gate_apart", without_second_step)
    with pytest.raises(DisclosureError, match="ließen sich geschützte Angaben errechnen"):
        build(store, load(store.catalogue), say=quiet)
    assert not (store.processed / "indicators.parquet").exists()
    assert not (store.processed / "manifest.json").exists()


def test_without_second_step_and_audit_the_scanner_still_fails_the_build(tmp_path, monkeypatch):
    store = Store(write_workplace(tmp_path))
    monkeypatch.setattr(build_module, "gate_apart", without_second_step)
    monkeypatch.setattr(gate_module, "_refuse_disclosure", lambda draft: 0)
    with pytest.raises(InputError, match="lassen sich aus den übrigen errechnen"):
        make_reports(store, load(store.catalogue), [Order(KREIS)], say=quiet)
    assert not store.outputs(KREIS).exists()


def test_the_knowledge_of_a_build_leads_from_rows_to_counts(published):
    knowledge = read_knowledge(published)
    gated = published.indicators()
    assert knowledge.derivable(gated[gated[list(NUMERIC)].notna().any(axis=1)]) == 0
    assert knowledge.derivable(gated) > 0, "with the hidden rows known, protected counts are"


@pytest.mark.parametrize(
    ("title", "is_found"), [("im Jahr 2024", True), ("in den Jahren 2022 bis 2024 zusammen", False)]
)
def test_years_counted_together_are_not_taken_for_the_hidden_one_of_their_title(scanner, title, is_found):
    row = scanner.knowledge.withheld.iloc[:1].assign(indicator="sprachauffaellig", region=KLEINORT, period="2024")
    told = Scanner(replace(scanner.knowledge, withheld=row), scanner.catalogue, scanner.county)
    name = scanner.catalogue.register[KLEINORT].name
    markup = (
        f'<figure class="isp-figure" data-kind="gebiete" data-indicator="sprachauffaellig"><figcaption>'
        f'<span class="isp-title">Auffällig {title}</span></figcaption>'
        f"<table><tr><th>Gebiet</th><td>Wert</td></tr><tr><th>{name}</th><td>7,4</td></tr></table></figure>"
    )
    (picture,) = shown_in(markup)
    assert bool(list(told._in_picture(picture, "gesundheit.html"))) is is_found
