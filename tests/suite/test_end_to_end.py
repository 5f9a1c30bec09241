"""From deliveries to the site by the command itself: papermill, kernels, pages, on the fictive county."""

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import scrapbook

from isp_utils.model.catalogue import load
from isp_utils.pages.parts.scraps import scraps_of
from isp_utils.suite.command import main
from tests.musterkreis import CDORF, KREIS, PAGES, SUED, cells_of, write_notebook, write_workplace
from tests.suite.pages import drawings, rows, words
from tests.workplace import command_in

HTML = tuple(f"{name[3:]}.html" for name in PAGES)


@dataclass(frozen=True)
class Place:
    """A workplace in which the command can be run."""

    home: Path

    def run(self, *arguments: str) -> int:
        """Exit code of the command for the fictive county."""
        return command_in(self.home, "--kreis", KREIS, *arguments)

    @property
    def site(self) -> Path:
        """The county's site."""
        return self.home / "outputs" / KREIS

    def contents(self) -> dict[str, bytes]:
        """Every file of all sites."""
        outputs = self.home / "outputs"
        return {str(path.relative_to(outputs)): path.read_bytes() for path in outputs.rglob("*") if path.is_file()}

    def record(self) -> dict:
        """build.json"""
        return json.loads((self.site / "build.json").read_text(encoding="utf-8"))

    def statuses(self) -> dict[str, str]:
        """How each notebook ended."""
        return {name: entry["status"] for name, entry in self.record()["notebooks"].items()}


@pytest.fixture(scope="session")
def finished(finished_musterkreis) -> Place:
    """The whole suite, run once. Do not write into it."""
    return Place(finished_musterkreis)


@pytest.fixture
def copy(finished, tmp_path) -> Place:
    """A finished workplace of one's own to change."""
    return Place(Path(shutil.copytree(finished.home, tmp_path / "kopie")))


# ---- the finished site -----------------------------------------------------------------------------------------


def test_no_notebook_failed(finished):
    record = finished.record()
    assert record["failed"] == 0
    assert finished.statuses() == dict.fromkeys(PAGES, "ok")
    assert (record["kreis"], record["parameters"]["jahr"]) == (KREIS, 0)
    assert set(record["libraries"]) >= {"pandas", "papermill", "nbconvert", "scrapbook"}
    assert len(record["inputs"]) == 8
    assert record["rows"]["protected"] == 6


def test_the_start_page_links_every_report(finished):
    start = (finished.site / "index.html").read_text(encoding="utf-8")
    assert [page for page in HTML if f'href="{page}"' not in start] == []
    assert "Wie es Familien im Landkreis Musterkreis geht" in words(finished.site / "index.html")


@pytest.mark.parametrize("page", HTML)
def test_every_page_says_when_and_from_what_it_was_made(finished, page):
    text = words(finished.site / page)
    assert re.search(r"Zahlen \d{4} bis 20\d\d, abgerufen bis 30\.06\.2024", text)
    assert "Bitte zitieren als: Landkreis Musterkreis: " in text
    assert f"Lauf {finished.record()['run_id']}" in text
    assert "Landkreis Musterkreis" in text


def test_expected_figures_stand_in_sentences(finished):
    report, cards = words(finished.site / "jugendhilfe.html"), finished.site / "kennzahlen"
    care, poverty = (words(cards / f"{name}.html") for name in ("betreuungsquote_u3", "kinderarmut_u15"))
    assert "Kinder unter 3 Jahren in Kindertagesbetreuung 2023: 25,0 %." in report
    assert "Kinder unter 3 Jahren in Kindertagesbetreuung im Landkreis Musterkreis 2023: 25,0 %" in care
    assert "Niedersachsen: 33,3 %; der Kreis liegt 8,3 Prozentpunkte niedriger, das sind rund 25 Menschen" in care
    assert "Unterschied nicht gesichert." in words(cards / "abgaenge_ohne_abschluss.html")
    assert re.search(r"Entwicklung: von 12,0 (%)? ?\(2018\) auf 8,0 % \(2022\), im Land von", poverty)
    assert "Wohnungslose junge Menschen: Für diesen Kreis liegt keine Zahl vor." in report


def test_protected_figures_are_a_sign_and_never_a_number(finished):
    """Kleinort: 1 birth of 40 people (25,0 per 1.000), 2 of 4 children (50,0 %); Süd: 4 of 20 (20,0 %), so Nord too."""
    health, youth = words(finished.site / "gesundheit.html"), words(finished.site / "jugendhilfe.html")
    for text, place in ((health, "Kleinort"), (health, "Samtgemeinde Süd"), (youth, "Kleinort")):
        found = re.findall(rf"{place} (\S+)", text)
        assert found
        assert set(found) <= {"[g]"}
    assert "[g] geheim gehalten, damit keine einzelne Person erkennbar wird" in health
    for secret in ("25,0", "20,0"):
        assert secret not in health
        assert not any(secret in drawing for drawing in drawings(finished.site / "gesundheit.html"))
    assert "50,0" not in youth


def test_no_data_file_holds_a_protected_figure(finished):
    table = rows(finished.site / "daten" / "indikatoren.csv")
    assert sum(row["flag"] == "protected" for row in table) == 6
    for row in table:
        if row["flag"] == "protected":
            assert {row[name] for name in ("value", "lower", "upper", "numerator", "denominator")} == {""}
        count = row["numerator"].replace(",", ".")
        assert not count or float(count) == 0 or float(count) >= 3
    places = rows(finished.site / "daten" / "sprachauffaellig_gebiete.csv")
    south = next(row for row in places if "Süd" in row["Gebiet"])
    assert "[g]" in south.values()
    assert south["Wert"] == ""


def test_no_executed_notebook_holds_a_protected_figure(finished):
    paths = list((finished.home / "data" / "processed" / "laeufe" / KREIS).glob("*.ipynb"))
    assert sorted(path.stem for path in paths) == sorted(PAGES)
    cells = [cell for path in paths for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    text = "".join(json.dumps(cell.get("outputs", []), ensure_ascii=False) for cell in cells)
    assert re.search(r"Samtgemeinde Süd(<[^>]*>)+\[g\]", text), "the hidden rows are in the notebooks, with their sign"
    for place, number in (("Süd", "20,0"), ("Kleinort", "50,0"), ("Kleinort", "25,0")):
        assert not re.search(rf"{place}(;|(<[^>]*>)+){number}", text)


def test_the_data_file_names_the_origin_of_every_row(finished):
    found = {
        (row["source"].split(" + ")[0], row["herkunft"]) for row in rows(finished.site / "daten" / "indikatoren.csv")
    }
    assert found == {("statistik", "amtlich"), ("gesundheitsamt", "eigene"), ("jugendamt", "demo")}


def test_demo_data_carry_their_name_and_are_not_interpreted(finished):
    text = words(finished.site / "jugendhilfe.html")
    card = words(finished.site / "kennzahlen" / "hilfen_quote.html")
    assert "Hilfen zur Erziehung (Demodaten)" in text
    assert "Demodaten: Hilfen zur Erziehung je 1.000 Kinder unter 15 Jahren im Landkreis Musterkreis" in card
    assert "Demodaten werden weder verglichen noch gedeutet." in card
    assert "Demodaten" in words(finished.site / "kennzahlen.html")
    header = (finished.site / "daten" / "kennzahl_hilfen_quote.csv").read_text(encoding="utf-8-sig").splitlines()
    assert header[0].startswith("herkunft;Kennzahl;Titel;")
    assert len(header) > 1
    assert all(line.startswith("Demodaten;hilfen_quote;") for line in header[1:])
    assert "Demodaten." not in words(finished.site / "gesundheit.html")


def test_the_census_break_and_the_gap_are_visible(finished):
    text = words(finished.site / "gesundheit.html")
    assert "2021 8,6" in words(finished.site / "kennzahlen" / "geburtenrate.html")
    assert re.search(r"2017 8,9 [\d, ]+ 2018 \[k\.A\.\]", text)
    inventory = words(finished.site / "datenlage.html")
    assert "31.12.2021: 10.500 (Zensus 2011); 31.12.2023: 9.800 (Zensus 2022)" in inventory
    assert "Von 162 Werten für den Kreis und seine Teile sind 6 von uns und 2 schon von den herausgebenden" in inventory


def test_merged_municipalities_do_not_stand_beside_their_successor(finished):
    text = words(finished.site / "gesundheit.html")
    assert "Neudorf 10,0" in text
    assert "Bdorf" not in text.split("innerhalb des Kreises 2023")[1].split("CSV")[0]
    assert CDORF not in text


def test_every_drawing_has_a_title_and_a_description(finished):
    for page in HTML:
        for drawing in drawings(finished.site / page):
            assert re.search(r"<title[^>]*>[^<]{10,}</title>", drawing)
            assert re.search(r"<desc[^>]*>[^<]{40,}</desc>", drawing)
    assert len(drawings(finished.site / "jugendhilfe.html")) >= 4


def test_the_synthesis_reads_the_findings_of_the_fields(finished):
    text = words(finished.site / "synthese.html")
    assert re.search(r"liest \d+ Kennzahlen mit veröffentlichten Zahlen aus 2 Planungsfeldern\.", text)
    assert "Bitte fragen Sie den Fachdienst Jugend." in text


def test_scrapbook_reads_the_findings_of_an_executed_notebook(finished):
    path = finished.home / "data" / "processed" / "laeufe" / KREIS / "20_jugendhilfe.ipynb"
    finding = scrapbook.read_notebook(str(path)).scraps["kinderarmut_u15"].data
    assert (finding["comparison"], finding["verdict"], finding["turn"]) == ("similar", "", "better")
    assert scraps_of(path)["hilfen_quote"]["demo"] is True


def test_every_kennzahl_has_its_steckbrief_with_source_licence_and_a_link_back(finished):
    catalogue = load(finished.home / "isp_utils" / "catalogue")
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (finished.site / "kennzahlen").glob("*.html")}
    assert set(pages) == set(catalogue.indicators)
    listed = (finished.site / "kennzahlen.html").read_text(encoding="utf-8")
    for name, page in pages.items():
        assert "<dt>Quelle und Lizenz</dt>" in page
        assert f'<li id="{name}"><a href="kennzahlen/{name}.html">' in listed
        assert f'href="../kennzahlen.html#{name}"' in page
        assert f'href="../daten/kennzahl_{name}.csv"' in page
        assert not re.findall(r'href="(?!\.\./|#)[^"]*"', page), "every link leads out of the folder first"
    assert "dl-de/by-2-0" in pages["betreuungsquote_u3"]
    assert "Bevölkerung, 0 bis 2 Jahre des Vorjahres × 100" in pages["betreuungsquote_u3"]
    assert "Anzahlen von 1 bis 4 werden geheim gehalten." in pages["sprachauffaellig"]


def test_a_steckbrief_leads_to_the_section_that_leads_to_it(finished):
    page = (finished.site / "kennzahlen" / "kinderarmut_u15.html").read_text(encoding="utf-8")
    for address in re.findall(r'href="\.\./(jugendhilfe\.html#[^"]+)"', page):
        file, _, mark = address.partition("#")
        section = (finished.site / file).read_text(encoding="utf-8").partition(f'id="{mark}"')[2]
        assert 'href="kennzahlen/kinderarmut_u15.html"' in section
    assert 'href="../jugendhilfe.html#' in page


# ---- running again ---------------------------------------------------------------------------------------------


def test_nothing_runs_again_when_nothing_has_changed_and_the_site_is_opened(copy, capsys, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    before = {name: content for name, content in copy.contents().items() if not name.endswith("build.json")}
    assert copy.run("--offen") == 0
    assert opened == [(copy.site / "index.html").as_uri()]
    assert "Zahlen: unverändert" in capsys.readouterr().out
    assert copy.statuses() == dict.fromkeys(PAGES, "cached")
    after = {name: content for name, content in copy.contents().items() if not name.endswith("build.json")}
    assert {name for name in before | after if _without_day(before, name) != _without_day(after, name)} == set()


def _without_day(contents: dict[str, bytes], name: str) -> bytes:
    """A page without the day of its making: the tests may run past midnight."""
    return re.sub(rb"<dt>Erstellt</dt><dd>[^<]*</dd>", b"", contents.get(name, b""))


def test_a_broken_notebook_is_reported_and_the_others_are_finished(copy, capsys):
    broken = copy.home / "notebooks" / "40_gesundheit.ipynb"
    cells = (*cells_of("40_gesundheit")[:3], 'report.headline("gibt_es_nicht")', "report.missing()")
    write_notebook(broken, "Gesundheit", cells)
    damaged = copy.home / "notebooks" / "00_datenlage.ipynb"
    damaged.write_text(f"<<<<<<< HEAD\n{damaged.read_text(encoding='utf-8')}", encoding="utf-8")
    assert copy.run() == 1
    said = capsys.readouterr().out
    assert "Gesundheit: FEHLGESCHLAGEN" in said
    assert "Datenlage: FEHLGESCHLAGEN" in said
    assert "Synthese: unverändert" in said  # its findings had been recorded before
    assert "der Grund steht oben, vollständig in data/processed/laeufe" in said
    assert "40_gesundheit.log" in said
    assert copy.record()["failed"] == 2
    expected = {
        "20_jugendhilfe": "cached",
        "40_gesundheit": "failed",
        "90_synthese": "cached",
        "00_datenlage": "failed",
    }
    assert copy.statuses() == expected
    assert "Dieser Abschnitt konnte nicht erstellt werden." in words(copy.site / "datenlage.html")
    page = words(copy.site / "gesundheit.html")
    assert "Dieser Abschnitt konnte nicht erstellt werden." in page
    assert "InputError" not in page
    start = words(copy.site / "index.html")
    assert "Dieser Bericht konnte in diesem Lauf nicht vollständig erstellt werden. Was zu tun ist, sagt er" in start
    log = copy.home / "data" / "processed" / "laeufe" / KREIS / "40_gesundheit.log"
    assert "»gibt_es_nicht« steht nicht im Katalog" in log.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_kernel_that_dies_takes_nothing_with_it(copy, capsys):
    cells = ("## Frage", "import os\nos._exit(1)", "1 + 1")
    write_notebook(copy.home / "notebooks" / "40_gesundheit.ipynb", "Gesundheit", cells)
    assert copy.run("--nur", "gesundheit,datenlage") == 1
    assert "Gesundheit: FEHLGESCHLAGEN" in capsys.readouterr().out
    assert copy.record()["failed"] == 1
    assert "Dieser Abschnitt konnte nicht erstellt werden." in words(copy.site / "gesundheit.html")
    assert "Die Berichte beruhen auf" in words(copy.site / "datenlage.html")


BROKEN = {
    "duplicated row": (
        lambda lines: [*lines, lines[1]],
        "geburten.csv, Zeile {last}: dieselbe Angabe steht schon in Zeile 2",
    ),
    "unknown key": (
        lambda lines: [lines[0], lines[1].replace(KREIS, "03998"), *lines[2:]],
        "geburten.csv, Zeile 2: Regionsschlüssel »03998« ist unbekannt. Meinten Sie 03999",
    ),
    "missing column": (
        lambda lines: [line.rsplit(";", 1)[0] for line in lines],
        "geburten.csv, Zeile 1: die Spalte »flag« fehlt. Erwartet wird: fact;region;",
    ),
    "more children in care than there are": (
        lambda lines: [*lines, f"kinder_in_tagesbetreuung;{SUED};2023;total;0-2;total;91;"],
        "geburten.csv, Zeile {last}: Kennzahl »betreuungsquote_u3«, Gebiet 039995402, 2023: 91 ist mehr als der Nenner",
    ),
}


@pytest.mark.parametrize(("spoil", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_delivery_is_refused_and_the_site_stays_as_it_was(copy, capsys, spoil, said):
    path = copy.home / "data" / "raw" / "statistik" / "geburten.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(spoil(lines)) + "\n", encoding="utf-8")
    before = copy.contents()
    assert copy.run("--streng") == 2
    complaint = capsys.readouterr().err
    assert said.format(last=len(lines) + 1) in complaint
    assert "Traceback" not in complaint
    assert copy.contents() == before


@pytest.mark.slow
def test_without_demo_data_the_page_says_what_is_missing_and_which_template_delivers_it(copy):
    contents = copy.contents().items()
    others = {name: content for name, content in contents if "gesundheit" in name and "kurz" not in name}
    assert others
    assert copy.run("--ohne-demo", "--nur", "jugendhilfe") == 0
    text = words(copy.site / "jugendhilfe.html")
    assert "Demodaten" not in text
    assert "Hilfen zur Erziehung: Hilfen zur Erziehung." in text  # the office, and what it could tell
    assert not any(row["flag"] == "demo" for row in rows(copy.site / "daten" / "indikatoren.csv"))
    assert {name: copy.contents()[name] for name in others} == others
    assert copy.statuses()["40_gesundheit"] == "cached"


@pytest.mark.slow
def test_a_single_report_needs_no_other_one(tmp_path):
    place = Place(write_workplace(tmp_path))
    assert place.run("--nur", "gesundheit", "--jahr", "2020") == 0
    assert place.statuses() == {"40_gesundheit": "ok"}
    assert sorted(path.name for path in place.site.glob("*.html")) == [
        "aenderungen.html",
        "barrierefreiheit.html",
        "daten.html",
        "geheimhaltung.html",
        "gesundheit.html",
        "glossar.html",
        "impressum.html",
        "index.html",
        "kennzahlen.html",
        "kurz.html",
        "kurz_gesundheit.html",
        "kurz_jugendhilfe.html",
        "leichte-sprache.html",
        "methoden.html",
    ]
    assert "steht in der Datenlage (Seite noch nicht erstellt)" in words(place.site / "gesundheit.html")
    assert "2020: 8,7 je 1.000" in words(place.site / "gesundheit.html")
    assert "2023" not in words(place.site / "gesundheit.html").replace("30.06.2024", "")


@pytest.mark.slow
def test_after_a_deletion_no_page_of_former_figures_is_published_again(copy, capsys, monkeypatch):
    """`isp loeschen` takes the executed notebooks away and leaves outputs/ as it is, until the next run."""
    monkeypatch.setenv("ISP_HOME", str(copy.home))
    assert main(["loeschen", "gesundheitsamt", "--ja"]) == 0
    assert copy.run("--nur", "jugendhilfe") == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "Gesundheit: die frühere Seite fällt weg" in said.out
    assert copy.statuses() == {"20_jugendhilfe": "ok"}
    assert not (copy.site / "gesundheit.html").exists()
    assert not list(copy.site.glob("daten/sprachauffaellig*"))
    assert copy.run("--nur", "datenlage") == 0
    assert 'href="datenlage.html">Datenlage</a>.' in (copy.site / "jugendhilfe.html").read_text(encoding="utf-8")
