"""Number by number: what a sentence says about a Kennzahl stands in its row of indikatoren.csv."""

import re
from html import unescape

import pandas as pd
import pytest

from isp_utils.model.catalogue import load
from isp_utils.model.periods import year_of
from isp_utils.model.plain_language import read_plain_language
from isp_utils.model.wording import german_number
from isp_utils.store import PACKAGE
from tests.site.conftest import KREIS

pytestmark = pytest.mark.slow
CATALOGUE = load().seen_from(KREIS)
LAND = CATALOGUE.register[KREIS[:2]]
NUMBER = r"−?\d+(?:\.\d{3})*(?:,\d+)?"
SAID = re.compile(r'<div class="isp-statement[^>]*>(.*?)</div>', re.S)  # of a Steckbrief


def text(markup: str) -> str:
    """Words on one line, with ordinary blanks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).replace("\u2011", "-").split())


@pytest.fixture(scope="module")
def rows(site) -> pd.DataFrame:
    """Every row of the data file."""
    path = site / "daten" / "indikatoren.csv"
    return pd.read_csv(
        path, sep=";", decimal=",", encoding="utf-8-sig", dtype={"region": str, "period": str}, low_memory=False
    )


def printed_values(rows: pd.DataFrame, indicator: str, columns: tuple[str, ...]) -> set[str]:
    """Every value of a Kennzahl as the reports print it, for the county, its peers, Land and Bund."""
    digits = CATALOGUE.indicators[indicator].digits
    own = rows[rows["indicator"] == indicator]
    found = (own[name] for name in columns if name in own)
    return {german_number(number, digits) for column in found for number in column.dropna()}


def test_every_value_of_a_sentence_stands_in_the_data_file(site, rows):
    checked = 0
    for page in sorted((site / "kennzahlen").glob("*.html")):
        name, item = page.stem, CATALOGUE.indicators[page.stem]
        for markup in SAID.findall(page.read_text(encoding="utf-8")):
            known = printed_values(rows, name, ("value", "lower", "upper"))
            unit = re.escape(item.unit.split(" ")[0])
            # gaps ("1,8 Prozentpunkte", "3 je 100 weniger") are reckoned; behind ": ", "von", "auf" stand values
            said = re.findall(rf"(?:: |von |auf |zwischen )({NUMBER})(?= {unit}(?!\w))", text(markup))
            missing = [number for number in said if number not in known]
            assert missing == [], f"{name}: {text(markup)[:300]}"
            checked += len(said)
    assert checked > 100


def test_plain_language_says_the_numbers_of_the_reports(site, rows):
    page = text((site / "leichte-sprache.html").read_text(encoding="utf-8").split("<main")[1].split("</main>")[0])
    said = rows[rows["vergleich_land"].notna() & (rows["region"] == KREIS)].set_index("indicator")
    checked = 0
    for block in read_plain_language(PACKAGE / "catalogue").blocks:
        if block.title not in page:
            continue
        item, row = CATALOGUE.indicators[block.indicator], said.loc[block.indicator]
        part = page[page.index(block.title) :].split(" Wer hat diese Seite geprüft?")[0]
        exact = german_number(row["value"], item.digits)
        assert re.search(rf"(?<![\d,.]){re.escape(exact)}(?![\d,])", part), block.indicator
        year = str(row["period"]) if "/" in str(row["period"]) else str(year_of(str(row["period"])))
        assert f"Jahr {year}." in part
        assert row["flag"] != "demo"
        checked += 1
    assert checked >= 8


def test_methods_print_the_countys_numbers(site, rows):
    page = text((site / "methoden.html").read_text(encoding="utf-8"))
    found = re.search(
        rf"Ein Beispiel: (.+?) ?, [^:]+?: ({NUMBER}) %\. Das sind (?:rund )?({NUMBER}) von ({NUMBER})", page
    )
    assert found
    item = next(item for item in CATALOGUE.indicators.values() if item.title == found[1])
    own = rows[(rows["indicator"] == item.id) & (rows["region"] == KREIS) & rows["vergleich_land"].notna()].iloc[0]
    numbers = (german_number(own["value"], item.digits), *(german_number(own[n]) for n in ("numerator", "denominator")))
    assert found.groups()[1:] == numbers
