"""Any county lives in the house: a folder by `katalog kreis` is enough, and no word of another county appears."""

import csv
import html
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from isp_utils.model.catalogue import HERE, load
from isp_utils.pages.parts.triangulation import PROVEN
from isp_utils.store import Store
from isp_utils.suite.scan.text_fragments import pieces_of
from tests.workplace import command_in

pytestmark = pytest.mark.slow
OTHER = "03354"  # the county of this project, whose words must stand in no other county's site
FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
PROVEN_CELL = re.compile(rf"<td[^>]*>(?:(?!</td>).)*(?<!\w){PROVEN}(?!\w)", re.DOTALL)
SIDECAR = (
    'title = "{title}"\ntable = "{title}"\npublisher = "{publisher}"\nlicence = "{licence}"\n'
    'edition = "{edition}"\nretrieved = 2025-06-30\ncensus_base = "{base}"\n'
)
HEADER = "fact;region;period;sex;age;group;value;flag\n"


@pytest.fixture(scope="module")
def uelzen(second_home) -> Path:
    """The site of the neighbour, from the shipped figures."""
    return Store(second_home).outputs("03360")


@pytest.fixture(scope="module")
def salzwedel(tmp_path_factory, shared) -> Path:
    """The site of a county of Sachsen-Anhalt, from figures of the reference material."""
    home = tmp_path_factory.mktemp("salzwedel")
    shutil.copytree(HERE, home / "isp_utils" / "catalogue")
    deliver(home, "gemeindeverzeichnis", "zensus_2011", people(shared / "data" / "gemeindeverzeichnis"))
    deliver(home, "inkar", "zensus_2011", covariates(shared / "data" / "other"))
    deliver(home, "gisd", "none", deprivation(shared / "data" / "gisd"))
    assert command_in(home, "katalog", "kreis", "15081") == 0
    assert command_in(home, "--kreis", "15081", "--ohne-demo") == 0
    return Store(home).outputs("15081")


def deliver(home: Path, source: str, base: str, rows: Iterator[str]) -> None:
    """A delivery of an official source in the project's own format."""
    about = tomllib.loads((HERE / "sources" / f"{source}.toml").read_text(encoding="utf-8"))
    folder = home / "data" / "raw" / source
    folder.mkdir(parents=True)
    (folder / "kreise.csv").write_text(HEADER + "\n".join(sorted(rows)) + "\n", encoding="utf-8")
    said = {"publisher": about["publisher"], "licence": about["licence"], "edition": "Ausgabe 2024"}
    (folder / "kreise.toml").write_text(SIDECAR.format(title=about["title"], base=base, **said), encoding="utf-8")


def row(fact: str, region: str, period: str, value: str) -> str:
    return f"{fact};{region};{period};total;total;total;{value.replace('.', ',')};"


def people(folder: Path) -> Iterator[str]:
    """Inhabitants of the municipalities of the Kreis and of all Kreise of its Land, 31.12.2023."""
    sums: dict[str, int] = {}
    with (folder / "gemeinden_de_31122024_tidy.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            if line["AGS"].startswith("15"):
                for key in (line["AGS"][:5], "15", *([line["AGS"]] if line["AGS"].startswith("15081") else [])):
                    sums[key] = sums.get(key, 0) + int(line["pop"])
    yield from (row("bevoelkerung", key, "2023-12-31", str(number)) for key, number in sums.items())


def covariates(folder: Path) -> Iterator[str]:
    """School leavers without a degree and care rates of all Kreise of the Land (INKAR)."""
    facts = {
        "share_no_degree": "schulabgaenge_ohne_abschluss_anteil",
        "childcare_under3": "betreuungsquote_u3",
        "childcare_3to6": "betreuungsquote_3_bis_5",
    }
    with (folder / "county_covariates_1995_2022.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            if line["county_code"].startswith("15") and float(line["year"]) >= 2011:
                year = line["year"].split(".")[0]
                yield from (
                    row(fact, line["county_code"], year, line[name]) for name, fact in facts.items() if line[name]
                )


def deprivation(folder: Path) -> Iterator[str]:
    """GISD score of all Kreise of the Land."""
    with (folder / "GISD_Bund_Kreis.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            if line["kreis_id"].startswith("15"):
                yield row("gisd_kreis", line["kreis_id"], line["year"], line["gisd_score"])


def names_of(kreis: str) -> set[str]:
    """Places, providers, offices, papers and people that a county's folder and the register name."""
    folder = HERE / "counties" / kreis
    county = tomllib.loads((folder / "county.toml").read_text(encoding="utf-8"))
    offers = tomllib.loads((folder / "offers.toml").read_text(encoding="utf-8"))["offer"]
    places = {area["name"] for area in county["areas"]}
    bare = {name.split(",")[0] for name in places} | {name.removeprefix("Samtgemeinde ") for name in places}
    offices = {office for names in county["offices"].values() for office in names}
    said = {county["guiding"], county["contact"], *county["limits"], county["words"]["fruehe_hilfen_stelle"]}
    sources, texts = set(), set()
    for path in (folder / "evidence").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines, delimiter=";"):
                sources.add(line["source"])
                texts.add(line["text"])
    return {*places, *bare, *offices, *said, *sources, *texts, *(offer["title"] for offer in offers)} - {"Demodaten"}


def texts_of(site: Path) -> dict[str, str]:
    """Text of every file of a site by its name, drawings and their descriptions included."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    assert files
    return {path.name: _all_of(path, site) for path in files}


def _all_of(path: Path, site: Path) -> str:
    """Every text of a file; a workbook, slides and a document are opened."""
    if path.suffix in (".xlsx", ".pptx", ".docx"):
        return "\n".join(piece.text for piece in pieces_of(path, site))
    return html.unescape(path.read_text(encoding="utf-8-sig"))


def foreign(texts: dict[str, str], names: set[str]) -> list[tuple[str, str]]:
    """(file, name) wherever a name stands as a word of its own."""
    longest_first = sorted(names, key=len, reverse=True)
    word = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    heads = {name[:4] for name in names}  # quick to look for; few texts hold any
    near = {file: text for file, text in texts.items() if any(head in text for head in heads)}
    return sorted({(file, found) for file, text in near.items() for found in word.findall(text)})


def beyond_peers(site: Path, name: str) -> list[str]:
    """Pages on which a Kreis is named outside the charts of compared Kreise, or otherwise than by its bare name."""
    found = []
    for path in sorted(site.glob("*.html")):
        page = path.read_text(encoding="utf-8")
        pictures = " ".join(FIGURE.findall(page))
        if name in FIGURE.sub("", page) or re.search(rf"\w {name}|{name} \w", pictures):
            found.append(path.name)
    return found


@pytest.mark.parametrize("site", ["uelzen", "salzwedel"])
def test_no_word_of_another_county_stands_in_a_site(site, request):
    folder = request.getfixturevalue(site)
    names = names_of(OTHER)
    assert len(names) > 60
    own = {region.name for region in load().register.regions.values() if not region.key.startswith(OTHER)}
    assert foreign(texts_of(folder), names - own) == []


def test_a_word_of_another_county_is_found():
    names = names_of(OTHER)
    assert foreign({"a.html": "in Hitzacker (Elbe) und"}, names) == [("a.html", "Hitzacker (Elbe)")]
    assert foreign({"a.html": "Gartower Forst"}, names) == []


def test_the_county_of_the_project_is_one_of_the_compared_kreise_and_nothing_else(uelzen):
    assert beyond_peers(uelzen, "Lüchow-Dannenberg") == []


def test_in_another_land_it_is_not_even_that(salzwedel):
    elsewhere = re.compile("Lüchow|NSchG|NGöGD|NKiTaG|NBITVO|(?<!Berichterstattung )Niedersachsen|iedersächsisch")
    assert [file for file, text in texts_of(salzwedel).items() if elsewhere.search(text)] == []


@pytest.mark.parametrize("site", ["uelzen", "salzwedel"])
def test_nothing_is_proven_without_evidence_of_the_county(site, request):
    page = (request.getfixturevalue(site) / "bildungsbiografie.html").read_text(encoding="utf-8")
    assert "Hindernisse an den Übergängen" in page
    assert not PROVEN_CELL.search(page)
    assert "noch keine Belege für Hindernisse" in page
    assert "steht eine Maßnahme gegenüber" not in page


def test_a_proven_obstacle_is_found():
    assert PROVEN_CELL.search(f'<td class="finding"><span>▲</span> <strong>{PROVEN}</strong>, Stärke 2</td>')


@pytest.mark.parametrize(("site", "name"), [("uelzen", "Landkreis Uelzen"), ("salzwedel", "Altmarkkreis Salzwedel")])
def test_own_sources_bear_the_name_of_the_county(site, name, request):
    for page in ("index", "kennzahlen", "jugendhilfe"):
        assert name in (request.getfixturevalue(site) / f"{page}.html").read_text(encoding="utf-8")
