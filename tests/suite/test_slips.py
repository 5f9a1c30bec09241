"""A slip in any file of the catalogue stops `katalog` and a run before anything is reckoned: exit 2, suggestion."""

import shutil
from pathlib import Path

import pytest

from isp_utils.model.catalogue import HERE
from isp_utils.suite.command import REFUSED, main

COUNTY, U3 = "counties/03354", "**/betreuungsquote_u3.toml"
# file, what stands there, the slip, what is said
SLIPS = {
    "fact of a Kennzahl": (
        "**/betreuungsquote_u3.toml",
        "betreuungsquote_u3",
        "betreuungsqote_u3",
        "»betreuungsquote_u3«",
    ),
    "base of a Kennzahl": (U3, "bevoelkerung/0-2", "bevoelkrung/0-2", "»bevoelkerung«"),
    "term of an offer": (
        "offers.toml",
        '"kita_plaetze_genehmigt"',
        '"kita_plaetze_genemigt"',
        "»kita_plaetze_genehmigt«",
    ),
    "term of a flow": ("transitions/T5.toml", '"schueler_klasse_7"', '"schueler_klase_7"', "»schueler_klasse_7«"),
    "demo fact": ("departments/jugendamt.toml", '"inobhutnahmen"', '"inobhutname"', "»inobhutnahmen«"),
    "station of an offer": ("offers.toml", '"kindergarten"', '"kindergartn"', "»kindergarten«"),
    "own offer": (f"{COUNTY}/offers.toml", '"uebergang_beruf"', '"uebergang_berf"', "»uebergang_beruf«"),
    "own offices": (f"{COUNTY}/county.toml", "uebergang_beruf = [", "uebergang_berf = [", "»uebergang_beruf«"),
    "obstacle of a Kennzahl": ("**/sgb2_quote.toml", '"kosten"', '"koste"', "»kosten«"),
    "obstacle of evidence": (f"{COUNTY}/evidence/familien.csv", ";kapazitaet;", ";kapazitet;", "»kapazitaet«"),
    "planning key": ("planning.toml", "kita_reserve", "kita_reserv", "»kita_reserve«"),
    "planning key without effect": ("planning.toml", "class_size ", "class_size_sek_1 ", "class_size"),
    "need of a station": ("stations.toml", '"plaetze_u3"', '"plaetze_u4"', "»plaetze_u3«"),
    "Kennzahl of a note": (
        f"{COUNTY}/notes.toml",
        '"bevoelkerungsstand"',
        '"bevoelkerungstand"',
        "»bevoelkerungsstand«",
    ),
    "word": ("stations.toml", "{schulaufsicht}", "{schulaufsich}", "»schulaufsicht«"),
    "word of the county": (
        f"{COUNTY}/county.toml",
        "fruehe_hilfen_stelle =",
        "fruehe_hilfen_stele =",
        "»fruehe_hilfen_stelle«",
    ),
}


@pytest.fixture
def catalogue(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("ISP_HOME", str(tmp_path))
    return Path(shutil.copytree(HERE, tmp_path / "isp_utils" / "catalogue"))


@pytest.mark.parametrize("command", [["katalog"], ["--kreis", "03354"]], ids=["katalog", "lauf"])
@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_slip_is_refused_with_the_right_suggestion(catalogue, capsys, slip, command):
    name, old, new, said = slip
    (path,) = catalogue.glob(name)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert main(command) == REFUSED
    told = capsys.readouterr()
    assert said in told.err
    assert "Zahlen:" not in told.out
