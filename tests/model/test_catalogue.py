"""The catalogue loader: every mistake names file, key and what was meant; one TOML file adds one thing."""

import csv
from pathlib import Path

import pytest

from isp_utils.model.catalogue import DIMENSIONS, FIELDS, HERE, STATIONS, TIERS, load
from isp_utils.model.errors import InputError
from isp_utils.model.schema import SEXES
from isp_utils.model.toml import read_toml
from isp_utils.store import PACKAGE
from tests import musterkreis

SHIPPED = load()
COUNTY = "03354"
U3 = "indicators/krippe_tagespflege/betreuungsquote_u3.toml"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A small catalogue of its own to break."""
    musterkreis.write_catalogue(tmp_path)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    """Replace one line of a file that is there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_small_catalogue_is_whole(folder):
    catalogue = load(folder)
    assert len(catalogue.indicators) == len(musterkreis.INDICATORS)
    u3 = catalogue.indicators["betreuungsquote_u3"]
    assert (u3.station, u3.numerator, u3.per, u3.denominator_lag) == (
        "krippe_tagespflege",
        ("kinder_in_tagesbetreuung/0-2",),
        100.0,
        1,
    )
    assert catalogue.indicators["bevoelkerungsstand"].breaks[0].period == "2022"
    assert catalogue.sources["jugendamt"].demo[0].share == 0.05
    assert catalogue.counties["03999"].in_sentence == "im Landkreis Musterkreis"


MISTAKES = {
    "unknown key": (
        U3,
        'method = "ratio"',
        'methode = "ratio"',
        "unbekannter Schlüssel »methode«. Meinten Sie »method«?",
    ),
    "missing key": (U3, 'method = "ratio"\n', "", "der Schlüssel »method« fehlt. Bitte ergänzen."),
    "text for a number": (U3, "digits = 1", 'digits = "1"', "»digits« ist '1', erwartet wird: ganze Zahl."),
    "number for a text": (U3, 'unit = "%"', "unit = 100", "»unit« ist 100, erwartet wird: Text."),
    "truth for a number": (U3, "digits = 1", "digits = true", "»digits« ist True, erwartet wird: ganze Zahl."),
    "decimal for a whole number": (U3, "denominator_lag = 1", "denominator_lag = 1.5", "erwartet wird: ganze Zahl."),
    "unknown method": (U3, '"ratio"', '"ration"', "»method« ist »ration«. Meinten Sie »ratio«?"),
    "unknown tier": (U3, '"kern"', '"K"', "»tier« ist »K«. Erlaubt sind: ergaenzung, kern, ueberblick."),
    "unknown field": (U3, '["jugendhilfe"]', '["jugendhlfe"]', "»fields« ist »jugendhlfe«. Meinten Sie »jugendhilfe«?"),
    "unknown dimension": (U3, '["demografie"]', '["bildng"]', "»dimensions« ist »bildng«. Meinten Sie »bildung«?"),
    "no denominator": (U3, 'denominator = "bevoelkerung/0-2"\n', "", "»ratio« braucht den Schlüssel »denominator«"),
    "no term": (
        U3,
        '"bevoelkerung/0-2"',
        '"bevoelkerung/0-2/"',
        "»bevoelkerung/0-2/« hat einen leeren Teil. Erwartet wird »merkmal«",
    ),
    "no TOML": (U3, 'unit = "%"', "unit = %", "kein gültiges TOML"),
    "break in no period": (
        "indicators/rahmen/bevoelkerungsstand.toml",
        'period = "2022"',
        'period = "seit 2022"',
        "Zeitraum »seit 2022« ist nicht lesbar",
    ),
    "break without reason": (
        "indicators/rahmen/bevoelkerungsstand.toml",
        ', reason = "Zensus 2022 als neue Grundlage"',
        "",
        "der Schlüssel »reason« fehlt",
    ),
    "nature in German": (
        "indicators/sekundarstufe_1/abgaenge_ohne_abschluss.toml",
        '"events"',
        '"ereignisse"',
        "»nature« ist »ereignisse«. Erlaubt sind: estimate, events, stock.",
    ),
    "balance of a stock": (
        "indicators/rahmen/wanderungssaldo.toml",
        '"events"',
        '"stock"',
        'ein Saldo zählt Ereignisse. Bitte »nature = "events"« ergänzen.',
    ),
    "better in German": (
        "indicators/rahmen/kinderarmut_u15.toml",
        '"lower"',
        '"niedriger"',
        "»better« ist »niedriger«. Erlaubt sind: higher, lower, none.",
    ),
    "unknown owner": ("sources/statistik.toml", '"amtlich"', '"amt"', "»owner« ist »amt«. Meinten Sie »amtlich«?"),
    "source without licence": (
        "sources/statistik.toml",
        'licence   = "dl-de/by-2-0"\n',
        "",
        "der Schlüssel »licence« fehlt",
    ),
    "demo fact": ("sources/jugendamt.toml", "share ", "anteil ", "unbekannter Schlüssel »anteil«"),
    "unknown level": (
        "counties/03999/county.toml",
        'level = "gemeinde"',
        'level = "Gemeinde"',
        "Meinten Sie »gemeinde«?",
    ),
    "county": ("counties/03999/county.toml", "in_sentence", "im_satz", "unbekannter Schlüssel »im_satz«"),
    "page": ("pages.toml", "notebook", "notizbuch", "unbekannter Schlüssel »notizbuch«. Erlaubt sind: after"),
}


@pytest.mark.parametrize(("file", "old", "new", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_refused_with_file_and_remedy(folder, file, old, new, said):
    change(folder / file, old, new)
    with pytest.raises(InputError) as caught:
        load(folder)
    assert said in str(caught.value)
    assert Path(file).name in str(caught.value)


def test_an_indicator_in_a_folder_that_is_no_station_is_refused(folder):
    wrong = folder / "indicators" / "kinderkrippe" / "neu.toml"
    wrong.parent.mkdir()
    wrong.write_bytes((folder / U3).read_bytes())
    with pytest.raises(InputError, match=r"neu\.toml: »Ordner \(Station\)« ist »kinderkrippe«"):
        load(folder)


def test_the_same_indicator_in_two_stations_is_refused(folder):
    twice = folder / "indicators" / "kindergarten" / "betreuungsquote_u3.toml"
    twice.parent.mkdir()
    twice.write_bytes((folder / U3).read_bytes())
    with pytest.raises(InputError, match=r"betreuungsquote_u3.*kindergarten.*krippe_tagespflege"):
        load(folder)


def test_a_file_in_another_encoding_is_refused(folder):
    path = folder / "sources" / "gesundheitsamt.toml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    with pytest.raises(InputError, match=r"gesundheitsamt\.toml: nicht als UTF-8 gespeichert"):
        load(folder)


def test_an_area_with_a_key_that_is_taken_is_refused(folder):
    change(folder / "counties/03999/county.toml", f'key = "{musterkreis.ADORF}"', f'key = "{musterkreis.KLEINORT}"')
    with pytest.raises(InputError, match=f"{musterkreis.KLEINORT} steht zweimal"):
        load(folder)


def test_any_kreis_of_the_register_works_without_settings():
    county = SHIPPED.county("03355")
    assert (county.name, county.in_sentence, county.peers) == ("Kreis Lüneburg", "im Kreis Lüneburg", "03")


@pytest.mark.parametrize(
    ("key", "name", "in_sentence"),
    [
        ("03101", "Stadt Braunschweig", "in der Stadt Braunschweig"),
        ("03241", "Region Hannover", "in der Region Hannover"),
        ("03358", "Heidekreis", "im Heidekreis"),
        ("05962", "Märkischer Kreis", "im Märkischen Kreis"),
        ("08121", "Stadt Heilbronn", "in der Stadt Heilbronn"),
        ("08125", "Kreis Heilbronn", "im Kreis Heilbronn"),
        ("13072", "Landkreis Rostock", "im Landkreis Rostock"),
    ],
)
def test_a_kreis_without_settings_is_called_as_people_call_it(key, name, in_sentence):
    county = SHIPPED.county(key)
    assert (county.name, county.in_sentence) == (name, in_sentence)


def test_an_unknown_kreis_is_refused_with_a_suggestion():
    with pytest.raises(InputError, match=r"»03399« ist unbekannt\. Meinten Sie 03359"):
        SHIPPED.county("03399")


def test_the_indicators_of_a_field_come_in_the_order_of_the_stations():
    order = [(list(STATIONS).index(item.station), TIERS.index(item.tier)) for item in SHIPPED.of_field("schule")]
    assert len(order) > 8
    assert order == sorted(order)
    assert all("schule" in item.fields for item in SHIPPED.of_field("schule"))


# ---- the shipped catalogue -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(HERE.rglob("*.toml")), ids=lambda path: path.relative_to(HERE).as_posix())
def test_every_shipped_file_is_read_and_has_no_empty_key(path):
    def empty(table: object) -> bool:
        if isinstance(table, dict):
            return any(empty(value) for value in table.values())
        if isinstance(table, list):
            return not table or any(empty(value) for value in table)
        return table == "" or (isinstance(table, str) and not table.strip())

    assert not empty(read_toml(path))


def test_the_shipped_catalogue_is_large_enough():
    assert len(SHIPPED.indicators) >= 45
    assert all(len(SHIPPED.of_field(field)) >= 8 for field in FIELDS)
    assert {item.station for item in SHIPPED.indicators.values()} == set(STATIONS)
    assert {dimension for item in SHIPPED.indicators.values() for dimension in item.dimensions} == set(DIMENSIONS)


@pytest.mark.parametrize("item", SHIPPED.indicators.values(), ids=lambda item: item.id)
def test_every_shipped_indicator_says_what_it_is(item):
    assert item.title[0].isupper() or item.title[0].isdigit()
    assert len(item.definition.strip()) >= 40
    assert item.definition.strip().endswith((".", ")"))
    assert item.short != item.id
    assert item.fields
    assert item.dimensions
    assert len(item.short) <= 45, "the short name stands in tables and at lines"


def every_term() -> dict[str, set[str]]:
    """Every fact term (fact/age/group) of the shipped deliveries for 03354, with its sexes."""
    found: dict[str, set[str]] = {}
    for path in sorted((PACKAGE.parent / "data" / "raw").glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter=";"):
                if row["region"] == COUNTY:
                    found.setdefault("/".join((row["fact"], row["age"], row["group"])), set()).add(row["sex"])
    return found


@pytest.fixture(scope="module")
def delivered() -> dict[str, set[str]]:
    """Terms for which the project ships figures of the county."""
    return every_term()


def full(term: str) -> str:
    """fact/age/group with the parts that were left out."""
    return "/".join((*term.split("/"), "total", "total")[:3])


@pytest.mark.parametrize("item", SHIPPED.indicators.values(), ids=lambda item: item.id)
def test_every_term_has_figures_for_the_county_or_is_declared_as_demo(item, delivered):
    demo = {f"{fact.fact}/total/total" for source in SHIPPED.sources.values() for fact in source.demo}
    missing = [term for term in item.terms if full(term) not in delivered.keys() | demo]
    assert missing == []
    assert item.sex in ("", *SEXES)
    if item.sex:
        assert all(item.sex in delivered[full(term)] for term in item.numerator)


def test_every_folder_of_deliveries_is_a_source_and_every_official_source_has_one():
    folders = {path.name for path in (PACKAGE.parent / "data" / "raw").iterdir() if path.is_dir()}
    assert folders <= set(SHIPPED.sources)
    assert {name for name, source in SHIPPED.sources.items() if source.owner == "amtlich"} <= folders


def test_every_own_source_names_its_template_and_whom_to_ask():
    own = [source for source in SHIPPED.sources.values() if source.owner == "eigene"]
    assert own
    assert all(source.template and source.request and source.minimum_count >= 5 for source in own)
    surveys = {"befragung_familien", "befragung_akteure"}  # their demo waves are drawn from invented families
    assert all(source.demo for source in own if source.id not in surveys)


def test_every_official_source_has_a_licence_that_can_be_read():
    official = [source for source in SHIPPED.sources.values() if source.owner == "amtlich"]
    assert official
    assert all(source.licence_url.startswith("https://") and source.citation for source in official)


# the experts' list of Kennzahlen (../shared/domain/indicators.csv): a letter for the subject and a running number
EXPERTS = {"D": 14, "W": 7, "A": 14, "G": 15, "J": 17, "B": 15, "M": 5}
EXPERT_IDS = {f"{letter}{number:02}" for letter, last in EXPERTS.items() for number in range(1, last + 1)}


def test_every_expert_id_is_one_of_the_list():
    used = {item.expert for item in SHIPPED.indicators.values() if item.expert}
    assert len(used) >= 20
    assert used <= EXPERT_IDS


def test_the_experts_list_is_the_one_beside_the_clone(shared):
    with (shared / "domain/indicators.csv").open(encoding="utf-8") as lines:
        assert {row["id"] for row in csv.DictReader(lines)} == EXPERT_IDS


def test_every_page_waits_only_for_pages_that_exist():
    names = [page.notebook for page in SHIPPED.pages]
    assert len(names) == len(set(names))
    assert all(set(page.after) <= set(names) for page in SHIPPED.pages)
    assert all(page.field in ("", *FIELDS) for page in SHIPPED.pages)
    assert all(page.text for page in SHIPPED.pages if not page.field)


def test_the_catalogue_of_a_county_is_made_once():
    assert SHIPPED.seen_from("03354") is SHIPPED.seen_from("03354")
    assert SHIPPED.seen_from("03354") != SHIPPED.seen_from("03360")
