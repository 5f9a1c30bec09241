"""Pages of places from notebook to site, in a fictive county; the scanner finds what does not belong on them."""

import json
import re
import shutil
from pathlib import Path

import pytest

from isp_utils.charts.heat import HeatColumn, HeatRow, heat_table
from isp_utils.charts.inputs import Caption, Kind, Value
from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.store import PACKAGE, Store
from isp_utils.suite.job import make_reports
from isp_utils.suite.run.order import Order
from isp_utils.suite.scan.scanner import Scanner
from isp_utils.suite.site.page_rules import site_faults
from tests.musterkreis import ADORF, KLEINORT, KREIS, NEUDORF, NORD, SUED, SUEDDORF, write_workplace

pytestmark = pytest.mark.slow
NOTEBOOK = "10_sozialraumanalyse"
ENTRY = f'[[page]]\nnotebook = "{NOTEBOOK}"\ntitle = "Sozialraumanalyse"\nhtml = "sozialraumanalyse.html"\n\n'
RAUM = f"""
[[raum]]
key = "{KREIS}_mitte"
name = "Sozialraum Mitte"
level = "sozialraum"
parent = "{KREIS}"
parts = ["{ADORF}", "{SUEDDORF}"]
"""
TILES = f"{ADORF} = [0, 0]\n{NEUDORF} = [1, 0]\n{KLEINORT} = [0, 1]\n{SUEDDORF} = [1, 1]\n"
EVERY = (NORD, SUED, ADORF, NEUDORF, KLEINORT, SUEDDORF, f"{KREIS}_mitte")


def with_places(home: Path) -> Path:
    """The fictive county with the real notebook of places, shortened to its figures, a Sozialraum and tiles."""
    write_workplace(home)
    catalogue = home / "isp_utils" / "catalogue"
    pages = catalogue / "pages.toml"
    pages.write_text(ENTRY + pages.read_text(encoding="utf-8"), encoding="utf-8")
    (catalogue / "counties" / KREIS / "raeume.toml").write_text(RAUM, encoding="utf-8")
    (catalogue / "counties" / KREIS / "tiles.toml").write_text(TILES, encoding="utf-8")
    notebook = json.loads((PACKAGE.parent / "notebooks" / f"{NOTEBOOK}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        text = "".join(cell["source"]).replace('"03354"', f'"{KREIS}"')
        cell["source"] = re.sub(r'orte\.map\("\w+"\)(\norte.map.*)*', 'orte.map("geburtenrate")', text)
    (home / "notebooks" / f"{NOTEBOOK}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    found = Store(with_places(tmp_path_factory.mktemp("orte")))
    order = Order(KREIS, only=(NOTEBOOK,))
    _, broken = make_reports(found, load(found.catalogue), [order], say=lambda text: None)
    assert not broken
    return found


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Path:
    return Path(shutil.copytree(store.outputs(KREIS), tmp_path / "seite"))


@pytest.fixture(scope="module")
def scanner(store: Store) -> Scanner:
    catalogue = load(store.catalogue)
    return Scanner.of(store, catalogue, catalogue.county(KREIS))


def test_every_place_has_a_page_and_a_data_file_and_own_spaces_too(site):
    assert {path.stem for path in (site / "sozialraum").glob("*.html")} == set(EVERY)
    assert all((site / "daten" / f"ort_{key}.csv").exists() for key in EVERY)
    assert site_faults(site) == []
    main = (site / "sozialraumanalyse.html").read_text(encoding="utf-8")
    assert all(f'href="sozialraum/{key}.html"' in main for key in EVERY)
    assert "Sozialraum Mitte: Adorf und Süddorf" in main


def test_a_place_stands_beside_its_county(site):
    page = (site / "sozialraum" / f"{ADORF}.html").read_text(encoding="utf-8")
    assert f'data-region="{ADORF}"' in page
    assert "Gemeinde in der Samtgemeinde Nord" in page
    assert ">Musterkreis</th>" in page


def test_hidden_values_of_a_small_place_are_signs(site):
    page = (site / "sozialraum" / f"{KLEINORT}.html").read_text(encoding="utf-8")
    assert "[g]" in page


PROFILE = (
    '<div class="isp-figure" data-kind="profil" data-region="{key}">'
    "<table><tr>{head}</tr><tr>{cells}</tr></table></div>"
)


def profile_of(key: str, value: str, year: str = "2023") -> str:
    """A profile of a place with one row."""
    heads = ("Kennzahl", "Jahr", "Anzahl", "Kleinort", "Musterkreis")
    cells = ("Geburtenrate je 1.000", year, "–", value, "8,9")
    head, line = ("".join(f"<td>{text}</td>" for text in texts) for texts in (heads, cells))
    return PROFILE.format(key=key, head=head, cells=line)


def heat_of(value: Value) -> str:
    """A heat table with one cell."""
    caption = Caption(
        "Orte", "", "Quelle: erfunden", "Eine Tabelle, erfunden für die Prüfung der Durchsicht.", "x", Kind.HEAT
    )
    column = HeatColumn("Geburtenrate", "2023", "je 1.000", "kennzahlen/geburtenrate.html", 1)
    return heat_table([HeatRow("Kleinort", "", False, (value,), ("",))], [column], caption, []).html


MAP = (
    '<figure class="isp-figure" data-kind="gebiete" data-indicator="geburtenrate"><figcaption><span class="isp-title">'
    'Geburtenrate 2023</span></figcaption><svg><path data-area="{key}" data-step="{step}" d="M0 0z"/></svg>'
    "<table><tr><th>Ort</th><th>Wert</th></tr><tr><td>Kleinort</td><td>[g]</td></tr></table></figure>"
)
PLANTED = {
    "profile": (profile_of(KLEINORT, "25,0"), "Zeile Geburtenrate"),
    "heat table": (heat_of(Value(25.0)), "Zeile Kleinort"),
    "map": (MAP.format(key=KLEINORT, step="3"), "Karte, Kleinort"),
    "sentence": (
        "<ul><li>2023 waren es 25,0 je 1.000. Geburtenrate<span>, Kleinort</span></li></ul>",
        "ein Satz nennt eine geschützte Zahl",
    ),
}
CLEAN = {
    "profile with a sign": profile_of(KLEINORT, "[g]"),
    "heat table with a sign": heat_of(Value(None, "protected")),
    "hatched map": MAP.format(key=KLEINORT, step="none"),
}


def planted(site: Path, text: str) -> Path:
    path = site / "sozialraum" / f"{KLEINORT}.html"
    path.write_text(path.read_text(encoding="utf-8").replace("</main>", f"{text}</main>"), encoding="utf-8")
    return path


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_hidden_value_is_found_on_the_page_of_a_place(scanner, site, tmp_path, what):
    text, said = PLANTED[what]
    planted(site, text)
    assert any(said in found and KLEINORT in found for found in scanner.findings(site, tmp_path / "laeufe"))


@pytest.mark.parametrize("what", CLEAN)
def test_a_sign_in_its_place_raises_no_alarm(scanner, site, tmp_path, what):
    planted(site, CLEAN[what])
    assert list(scanner.findings(site, tmp_path / "laeufe")) == []


def test_a_profile_of_an_unknown_place_is_not_published(scanner, site, tmp_path):
    planted(site, profile_of("03999999", "[g]"))
    with pytest.raises(InputError, match="»03999999« \\(data-region\\) gibt es nicht"):
        list(scanner.findings(site, tmp_path / "laeufe"))
