"""Small gated tables and Kennzahlen for the tests of what a report may say."""

import math
from collections.abc import Iterable

import pandas as pd

from isp_utils.indicators.figures import Figure, Figures
from isp_utils.model.catalogue import Catalogue, County, Indicator
from isp_utils.model.regions import Region, Register
from isp_utils.model.schema import INDICATOR_COLUMNS

KREIS, LAND, BUND = "03354", "03", "DG"
SAMTGEMEINDEN = ("033545403", "033545407")
PEERS = tuple(f"0335{number}" for number in (1, 2, 3, 5, 6, 7))
NAN = math.nan

REGISTER = Register.of(
    [
        Region(BUND, "Deutschland", "bund"),
        Region(LAND, "Niedersachsen", "land", BUND),
        Region(KREIS, "Lüchow-Dannenberg", "kreis", LAND),
        *(Region(key, f"Nachbar {key}", "kreis", LAND) for key in PEERS),
        *(Region(key, f"Samtgemeinde {key}", "samtgemeinde", KREIS) for key in SAMTGEMEINDEN),
    ]
)
COUNTY = County(KREIS, "Landkreis Lüchow-Dannenberg", "Lüchow-Dannenberg", "im Landkreis Lüchow-Dannenberg", LAND)


def kennzahl(**more: object) -> Indicator:
    """A Kennzahl in percent, one decimal, without judgement."""
    plain = {"id": "quote", "station": "rahmen", "title": "Quote der Kinder", "short": "Quote"}
    plain |= {"fields": ("schule",), "dimensions": ("bildung",), "tier": "kern", "method": "ratio"}
    plain |= {
        "numerator": ("zaehler",),
        "denominator": ("nenner",),
        "unit": "%",
        "definition": "Erfunden.",
        "digits": 1,
        "nature": "events",
    }
    return Indicator(**(plain | more))  # type: ignore[arg-type]


def line(period: str, value: float, half: float = NAN, **more: object) -> dict[str, object]:
    """One gated row of the Kreis with limits half above and half below the value."""
    key = {"indicator": "quote", "region": KREIS, "period": period, "sex": "total", "age": "total", "group": "total"}
    figures = {"value": value, "lower": value - half, "upper": value + half, "numerator": 50.0, "denominator": 500.0}
    words = {"flag": "", "reliability": 1, "method": "Wilson", "census_base": "none", "source": "statistik"}
    return key | figures | words | more


def figures_of(lines: Iterable[dict[str, object]], year: int = 9999, **more: object) -> Figures:
    """The gated table of these rows as seen from the Kreis."""
    item = kennzahl(**more)
    table = pd.DataFrame(list(lines))[list(INDICATOR_COLUMNS)]
    return Figures(table, Catalogue({item.id: item}, {}, {}, REGISTER), COUNTY, year)


def figure(period: str = "2022", value: float = 10.0, half: float = 1.0, **more: object) -> Figure:
    """One figure with its limits."""
    row = line(period, value, half, **more)
    return Figure(**{name: row[name] for name in Figure.__dataclass_fields__})  # type: ignore[arg-type]
