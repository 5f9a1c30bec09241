"""The database download of INKAR: which of its figures are facts, whatever else it holds."""

import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from isp_utils.intake.facts.table_rules import rules_of
from isp_utils.intake.inbox import read_file
from isp_utils.intake.to_facts import facts_in_file

SHIPPED = Path(__file__).resolve().parents[3] / "data" / "raw" / "inkar"
HEAD = "Bereich;ID;Kuerzel;Indikator;Raumbezug;Kennziffer;Name;Zeitbezug;Wert"
AREAS = ("Kreise;03354000;Lüchow-Dannenberg", "Kreise;03355000;Lüneburg")
PARTS = {  # Bereich of the same Kürzel, as editions of INKAR name them, and the figure of the first area
    "by codes": (("SDG", "11,1"), ("LRB", "34,39"), ("ZOM", "12,2")),
    "by topics": (("Medizinische und soziale Versorgung", "34,39"), ("SDG-Indikatoren für Kommunen", "11,1")),
}
NOTED = re.compile(r"Kürzel bei INKAR: (.+)\.")


def download(path, parts):
    """A download in which several parts of the database use one Kürzel, with other figures."""
    rows = [
        f"{part};1;a_betr0003_bev0003;Betreuung;{area};2021;{value if area is AREAS[0] else '30'}"
        for part, value in parts
        for area in AREAS
    ]
    path.parent.mkdir()
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("parts", PARTS)
@pytest.mark.parametrize("small", [True, False])
def test_of_a_kuerzel_that_is_used_twice_the_raumbeobachtung_holds(
    parts, small, tmp_path, catalogue, keys, monkeypatch
):
    if not small:
        monkeypatch.setattr("isp_utils.intake.inkar.database.SMALL", 10)
    path = download(tmp_path / "inkar" / "inkar_2025.csv", PARTS[parts])
    facts = facts_in_file(path, catalogue.sources["inkar"], keys, tmp_path / "werk").facts
    assert dict(zip(facts["region"], facts["value"], strict=True)) == {"03354": 34.39, "03355": 30.0}
    own = [part for part, _ in PARTS[parts]].index("LRB" if parts == "by codes" else PARTS["by topics"][0][0])
    assert facts["row"].tolist() == [2 + 2 * own, 3 + 2 * own]
    said = " ".join(str(message) for message in read_file(path, keys).messages)
    assert f"{2 * len(PARTS[parts]) - 2} Zeilen anderer Bereiche ausgelassen" in said


def test_every_kuerzel_of_the_shipped_figures_is_read_from_a_newer_edition(catalogue):
    """With the same census base: what was stated by hand is not left behind when the next edition comes."""
    found = {}
    for rule in rules_of(catalogue.sources["inkar"]):
        for entry in rule.facts:
            found.setdefault((entry["fact"], entry["where"]["measure"]), {rule.census_base, *rule.census_from})
    for path in sorted(SHIPPED.glob("*.toml")):
        side = tomllib.loads(path.read_text(encoding="utf-8"))
        noted = "; ".join(NOTED.findall(side["notes"]))  # "" for figures of exports, whose Kürzel nobody noted
        for fact, names in (one.split(" = ") for one in noted.split("; ") if one):
            for name in names.split(", "):
                assert side["census_base"] in found[fact, name], (path.name, fact, name)


def test_no_kuerzel_is_two_facts(catalogue):
    entries = [entry for rule in rules_of(catalogue.sources["inkar"]) for entry in rule.facts]
    names = pd.Series([entry["where"]["measure"] for entry in entries])
    assert names.is_unique
