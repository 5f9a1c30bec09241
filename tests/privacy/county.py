"""A county of two Samtgemeinden with a Stadt and three villages, facts by hand, and what the gate makes of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from isp_utils.indicators.compute import compute
from isp_utils.model.catalogue import Catalogue, Indicator, Source
from isp_utils.model.protection import Protection
from isp_utils.model.regions import Region, Register
from isp_utils.model.schema import FACT_COLUMNS
from isp_utils.privacy.cells.releases import Releases
from isp_utils.privacy.gate import Gated, gate

LAND, KREIS, NORD, SUED = "03", "03999", "039995401", "039995402"
STADT, DORF, AU, HEIDE = "03999001", "03999002", "03999003", "03999004"
AREAS = (KREIS, NORD, SUED, STADT, DORF, AU, HEIDE)
REGISTER = Register.of(
    [
        Region("DG", "Deutschland", "bund"),
        Region(LAND, "Land", "land", "DG"),
        Region(KREIS, "Kreis", "kreis", LAND),
        Region(NORD, "Nord", "samtgemeinde", KREIS),
        Region(SUED, "Süd", "samtgemeinde", KREIS),
        Region(STADT, "Stadt", "gemeinde", NORD),
        Region(DORF, "Dorf", "gemeinde", NORD),
        Region(AU, "Au", "gemeinde", SUED),
        Region(HEIDE, "Heide", "gemeinde", SUED),
    ]
)
OFFICE = Source("amt", "Amt", "Amt", "frei", "amtlich", minimum_count=3)
OWN = Source("eigen", "Eigene", "Kreis", "frei", "eigene", minimum_count=5, protection=Protection(revisions="secret"))


def count(name: str, *facts: str, **more: Any) -> Indicator:
    """A Kennzahl that prints a counted fact, or the sum of several."""
    return _indicator(name, "count", facts, **more)


def share(name: str, part: str, whole: str, method: str = "ratio", **more: Any) -> Indicator:
    """A Kennzahl that prints a share or a rate."""
    return _indicator(name, method, (part,), denominator=(whole,), per=100.0, **more)


def _indicator(name: str, method: str, numerator: tuple[str, ...], **more: Any) -> Indicator:
    plain = {"fields": ("schule",), "dimensions": ("bildung",), "tier": "ergaenzung", "unit": "", "definition": ""}
    words = {"id": name, "station": "rahmen", "title": name, "short": name, "nature": "events"}
    return Indicator(**(words | plain | {"method": method, "numerator": numerator} | more))


def catalogue(
    indicators: Sequence[Indicator], sources: Sequence[Source] = (OFFICE, OWN), register: Register = REGISTER
) -> Catalogue:
    """A catalogue of these Kennzahlen."""
    return Catalogue({i.id: i for i in indicators}, {s.id: s for s in sources}, {}, register)


def protected(source: Source, **rules: Any) -> Source:
    """The source with other rules of protection."""
    return Source(**(source.__dict__ | {"protection": Protection(**rules)}))


def facts(
    fact: str, values: Mapping[str, float], period: str = "2023", source: str = "amt", **more: str
) -> pd.DataFrame:
    """Counts of one fact by area; `more` may set sex, age, group."""
    plain = {"sex": "total", "age": "total", "group": "total", "flag": "", "raw": "", "census_base": "none"}
    rows = [
        plain | more | {"fact": fact, "region": region, "period": period, "value": float(value), "source": source}
        for region, value in values.items()
    ]
    table = pd.DataFrame(rows).assign(file="t.csv", row=range(2, len(rows) + 2))
    return table[list(FACT_COLUMNS)]


def by_area(stadt: float, dorf: float, au: float, heide: float) -> dict[str, float]:
    """Counts of the villages, and what they add up to."""
    nord, sued = stadt + dorf, au + heide
    return dict(zip(AREAS, (nord + sued, nord, sued, stadt, dorf, au, heide), strict=True))


def gated(
    tables: Sequence[pd.DataFrame], known: Catalogue, releases: Releases | None = None, complementary: bool = True
) -> Gated:
    """What the gate lets through of all Kennzahlen that can be computed from the facts."""
    together = pd.concat(tables, ignore_index=True)
    return gate(together, [compute(together, known)], known, releases, complementary)


def hidden(found: Gated, indicator: str = "", period: str = "") -> set[str]:
    """Areas whose figure is hidden."""
    table = found.tables[0]
    rows = table[(table["flag"] == "protected") & table["value"].isna()]
    rows = rows[rows["indicator"] == indicator] if indicator else rows
    return set(rows[rows["period"] == period]["region"] if period else rows["region"])
