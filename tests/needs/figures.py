"""The real stocks of the Kreise of Niedersachsen from the shipped deliveries, read once."""

from functools import lru_cache
from pathlib import Path

import pandas as pd

from isp_utils.indicators.stocks import Stocks, stocks
from isp_utils.intake.delivery.delivery import read_delivery
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import load
from isp_utils.model.territory import Territory, load_mergers
from isp_utils.needs.backtests import trials
from isp_utils.needs.counted import CountedPeople, read_counts
from isp_utils.needs.known import Known, known_until
from isp_utils.needs.trials import Trial

ROOT = Path(__file__).resolve().parents[2]
KREIS = "03354"
CATALOGUE = load()
BIOGRAPHY = load_biography(CATALOGUE)
TERRITORY = Territory.of(CATALOGUE.register, "03", load_mergers()).led_by(KREIS)
FILES = (
    "regionalstatistik/12411-0*",
    "regionalstatistik/1261*",
    "regionalstatistik/12711*",
    "regionalstatistik/21111*",
    "regionalstatistik/21121-01*",
    "regionalstatistik/2254*",
    "eurostat/bevoelkerung*",
    "zensus2022/altersjahre*",
    "deutschlandatlas/kreise_zensus2022*",
    "sterbefaelle_lsn/*",
    "gemeindeverzeichnis/bevoelkerung*",
    "inkar/kinderbetreuung*",
    "inkar/bildung*",
)


@lru_cache(maxsize=1)
def facts() -> pd.DataFrame:
    """The facts that planning rests on."""
    found = {name: sorted((ROOT / "data" / "raw").glob(f"{name}.csv")) for name in FILES}
    assert all(found.values()), "every file is there"
    paths = sorted(path for listed in found.values() for path in listed)
    return pd.concat([read_delivery(path, CATALOGUE.register) for path in paths], ignore_index=True)


@lru_cache(maxsize=1)
def real() -> Stocks:
    """The stocks, before the gate (all of them are published)."""
    return Stocks(stocks(facts(), BIOGRAPHY.terms, BIOGRAPHY.planning.needs.shares))


@lru_cache(maxsize=1)
def counted() -> CountedPeople:
    """The counts of the Kreise, read once."""
    found = read_counts(real(), TERRITORY)
    assert found is not None
    return found


@lru_cache
def known_in(year: int) -> Known:
    """What was known at the end of a year."""
    return known_until(counted(), year)


@lru_cache(maxsize=1)
def back_tests() -> dict[str, Trial]:
    """The back-tests of needs.toml."""
    due = BIOGRAPHY.planning.land(KREIS).entry_share
    return trials(real(), TERRITORY, BIOGRAPHY.planning.needs, due)
