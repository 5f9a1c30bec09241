"""The catalogue of the Bildungsbiografie: complete, without dangling ids, changed by one line."""

import shutil
from pathlib import Path

import pytest

from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import FIELDS, HERE, STATIONS, load
from isp_utils.model.errors import InputError
from isp_utils.model.evidence import KINDS, read_evidence

CATALOGUE = load()
BIOGRAPHY = load_biography(CATALOGUE, kreis="03354")


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the catalogue that a test may spoil."""
    return Path(shutil.copytree(HERE, tmp_path / "catalogue"))


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nine_stations_and_the_frame_in_order():
    assert list(BIOGRAPHY.stations) == list(STATIONS)
    assert len(BIOGRAPHY.stations) == 10
    assert all(station.duties and station.offices and station.need for station in BIOGRAPHY.stations.values())


def test_eight_transitions_lead_from_station_to_station():
    assert list(BIOGRAPHY.transitions) == [f"T{number}" for number in range(1, 9)]
    order = list(STATIONS)
    for item in BIOGRAPHY.transitions.values():
        assert order.index(item.origin) < order.index(item.target)
        assert all((item.statistic, item.computation, item.offices, item.data_pass, item.data_stop, item.gaps))
        assert [row for row in CATALOGUE.indicators.values() if item.id in row.transitions], item.id


def test_every_obstacle_kind_of_the_register():
    assert len(BIOGRAPHY.obstacles) == 9
    assert {row.kind for row in BIOGRAPHY.evidence} == set(KINDS) - {"register", "konferenzen"}
    assert {row.source for row in BIOGRAPHY.evidence if row.demo} == {"Demodaten"}


def test_each_field_has_duties():
    for field in FIELDS:
        assert sum(field in station.duties for station in BIOGRAPHY.stations.values()) >= 5


def test_every_term_is_known_by_name_or_counted_somewhere():
    names = {term.split("/")[0] for term in BIOGRAPHY.terms}
    demo = {fact.fact for source in CATALOGUE.sources.values() for fact in source.demo}
    counted = {path.read_text(encoding="utf-8") for path in (HERE.parents[1] / "data" / "raw").glob("*/*.csv")}
    assert len(names - demo) > 10
    assert [name for name in names - demo if not any(f"\n{name};" in text for text in counted)] == []


DANGLING = {
    "indicator to transition": ("indicators/kindergarten/betreuungsquote_3_bis_5.toml", '"T3"', '"T33"', "»T33«"),
    "indicator to obstacle": (
        "indicators/rahmen/existenzsicherung/sgb2_quote.toml",
        '"kosten"',
        '"koste"',
        "Meinten Sie »kosten«",
    ),
    "transition to station": ("transitions/T4.toml", '"grundschule"', '"grundschul"', "Meinten Sie »grundschule«"),
    "transition to gap": ("transitions/T4.toml", '"schuleingang"', '"schuleingnag"', "»schuleingnag«"),
    "offer to station": (
        "offers.toml",
        'station = "kindergarten"',
        'station = "kindergartn"',
        "Meinten Sie »kindergarten«",
    ),
    "gap to transition": ("gaps.toml", '["T1"]', '["T0"]', "»T0«"),
    "duty of no field": ("stations.toml", "jugendhilfe = ", "jugendhife = ", "Meinten Sie »jugendhilfe«"),
    "evidence to obstacle": (
        "counties/03354/evidence/familien.csv",
        ";kapazitaet;",
        ";kapazitet;",
        "Meinten Sie »kapazitaet«",
    ),
    "evidence to transition": ("counties/03354/evidence/akteure.csv", ";T3;", ";T9;", "»T9«"),
    "evidence to station": ("counties/03354/evidence/akteure.csv", "akt01;kindergarten", "akt01;kita", "»kita«"),
    "strength": ("counties/03354/evidence/familien.csv", ";kapazitaet;2;", ";kapazitaet;7;", "0 bis 3"),
    "demo": ("counties/03354/evidence/familien.csv", ";ja\n", ";vielleicht\n", "ja oder nein"),
    "unknown key": ("transitions/T1.toml", "computation", "compution", "Meinten Sie »computation«"),
    "id twice": ("gaps.toml", 'id = "altersjahre"', 'id = "warteliste"', "zweimal"),
    "planning key": ("planning.toml", "kita_reserve", "kita_reserv", "Meinten Sie »kita_reserve«"),
    "variant": ("planning.toml", 'births   = "last"', 'births   = "latest"', "Meinten Sie »last«"),
}


@pytest.mark.parametrize("case", DANGLING.values(), ids=DANGLING)
def test_dangling_ids_and_slips_are_refused(folder, case):
    name, old, new, said = case
    changed(folder / name, old, new)
    with pytest.raises(InputError, match=said.replace("(", r"\(")) as refused:
        load_biography(load(folder), folder, "03354")
    assert Path(name).name in str(refused.value) or said == "zweimal"


def test_an_unknown_kind_of_evidence_is_refused(tmp_path):
    (tmp_path / "gerüchte.csv").write_text("id;station\n", encoding="utf-8")
    with pytest.raises(InputError, match="unbekannte Art"):
        read_evidence(tmp_path / "gerüchte.csv")


def test_a_target_without_year_is_refused(folder):
    changed(folder / "counties" / "03354" / "county.toml", "target_year   = 2026\n", "")
    with pytest.raises(InputError, match=r"03354/county.toml.*target_year"):
        load(folder)


def test_one_line_adds_an_offer(folder):
    line = '  { id = "spielkreis", station = "fruehe_hilfen", title = "Spielkreis", provider = "Verein" },\n'
    changed(folder / "offers.toml", "offer = [\n", "offer = [\n" + line)
    assert "spielkreis" in load_biography(CATALOGUE, folder).offers


def test_one_line_changes_a_variant(folder):
    changed(folder / "counties" / "03354" / "county.toml", "target_u3     = 42.0", "target_u3     = 55.0")
    assert load(folder).counties["03354"].variants[2].target_u3 == 55.0


def test_a_catalogue_without_biography_takes_the_packages(tmp_path):
    assert load_biography(CATALOGUE, tmp_path).stations.keys() == BIOGRAPHY.stations.keys()


@pytest.mark.parametrize(
    ("year", "source", "dated"), [("2019", "Bericht, 2019", True), ("", "Bericht, ohne Jahresangabe", False)]
)
def test_evidence_says_from_when_it_is_or_that_nobody_knows(tmp_path, year, source, dated):
    head = "id;station;transition;obstacle;strength;source;year;text;demo"
    (tmp_path / "akteure.csv").write_text(f"{head}\na;b;T1;c;2;Bericht;{year};Text.;nein\n", encoding="utf-8")
    (row,) = read_evidence(tmp_path / "akteure.csv")
    assert (row.source, row.dated) == (source, dated)


def test_a_year_that_is_none_is_refused(tmp_path):
    head = "id;station;transition;obstacle;strength;source;year;text;demo"
    (tmp_path / "akteure.csv").write_text(f"{head}\na;b;T1;c;2;Bericht;19;Text.;nein\n", encoding="utf-8")
    with pytest.raises(InputError, match="Zeile 2: »year« ist »19«"):
        read_evidence(tmp_path / "akteure.csv")
