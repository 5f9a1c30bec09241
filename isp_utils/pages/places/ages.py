"""The age structure of a place beside that of its county, from the gated stocks."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from isp_utils.charts import Caption, Fragment, Kind, Value
from isp_utils.charts.ages import AgeRow, age_table
from isp_utils.model import reads
from isp_utils.model.catalogue import County
from isp_utils.model.periods import in_german
from isp_utils.model.regions import Region
from isp_utils.model.terms import Sources
from isp_utils.pages.parts.captions import SOURCE_PAGE, Words
from isp_utils.pages.places.links import place_data

STOCK = "bevoelkerung"
AGES = (
    *("0-2", "3-5", "6-9", "10-14", "15-17", "18-19", "20-24", "25-29", "30-34", "35-39"),
    *("40-44", "45-49", "50-54", "55-59", "60-64", "65-74", "75+"),
)


def age_rows(stocks: pd.DataFrame) -> pd.DataFrame:
    """The rows of the population by age, both sexes, of the gated table of stocks."""
    reads.note(reads.STOCK, STOCK)
    return stocks[(stocks["indicator"] == STOCK) & (stocks["sex"] == "total") & (stocks["group"] == "total")]


@dataclass(frozen=True)
class AgeStructure:
    """The age groups of one place on one day: rows (by age) of the place and of its county."""

    region: Region
    day: str
    own: pd.DataFrame
    whole: pd.DataFrame


def age_structure(rows: pd.DataFrame, region: Region, county: County) -> AgeStructure | None:
    """Of the newest day on which every age group has a row in both, the county's all known; None for no such day."""
    own, whole = (rows[rows["region"] == key] for key in (region.key, county.key))
    days = sorted(str(day) for day, group in own.groupby("period") if set(AGES) <= set(group["age"]))
    for day in reversed(days):
        here, there = (_by_age(table[table["period"] == day]) for table in (own, whole))
        if set(AGES) <= set(there.index) and there.loc[list(AGES), "value"].notna().all():
            return AgeStructure(region, day, here, there)
    return None


def _by_age(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.drop_duplicates("age", keep="last").set_index("age")


def ages_table(found: AgeStructure, county: County, words: Words) -> Fragment:
    """The table with its bars; where one group is hidden, no shares of the place are shown."""
    counted, beside = (_cells(table) for table in (found.own, found.whole))
    total, all_of_them = _total(counted), _total(beside)
    lines = [
        AgeRow(_age_words(age), people, _share(people, total), _share(other, all_of_them))
        for age, people, other in reversed(list(zip(AGES, counted, beside, strict=True)))
    ]
    return age_table(lines, _caption(found, words), (found.region.name, county.short))


def _cells(rows: pd.DataFrame) -> list[Value]:
    values, flags = (rows.loc[list(AGES), name].tolist() for name in ("value", "flag"))
    return [Value(float(v) if pd.notna(v) else None, str(flag)) for v, flag in zip(values, flags, strict=True)]


def _total(cells: Sequence[Value]) -> float | None:
    known = [cell.value for cell in cells if cell.value is not None]
    return sum(known) if len(known) == len(cells) else None


def _share(cell: Value, total: float | None) -> Value:
    if cell.value is None or not total:
        return Value(None, cell.flag or "not_available")
    return Value(cell.value / total * 100, cell.flag)


def _caption(found: AgeStructure, words: Words) -> Caption:
    return Caption(
        title=f"Altersaufbau am {in_german(found.day)}: {found.region.name}",
        measure="Frauen und Männer zusammen; neuere Zahlen nach Alter gibt es für Orte noch nicht",
        source=words.source(Sources.of(found.own["source"].unique())),
        description="Tabelle mit einer Zeile je Altersgruppe: Menschen, Anteil am Ort und Anteil im Landkreis.",
        csv=f"{place_data(found.region.key)}_alter",
        kind=Kind.LIST,
        source_page=SOURCE_PAGE,
        notes=("Die Altersgruppen sind verschieden breit.",),
    )


def _age_words(age: str) -> str:
    return f"{age[:-1]} und älter" if age.endswith("+") else age.replace("-", " bis ")
