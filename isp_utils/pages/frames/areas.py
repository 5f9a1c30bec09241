"""Rows of the gated table as tables for analysis: German column names, area names, units, ranges, reasons for gaps."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from isp_utils.indicators.figures import CENSUS_WORDS, Figures
from isp_utils.indicators.reliability import NO_GRADE
from isp_utils.indicators.slices import newest_base, on_base
from isp_utils.model.catalogue import Indicator
from isp_utils.model.errors import InputError
from isp_utils.model.periods import year_of
from isp_utils.model.regions import LEVEL_WORDS
from isp_utils.model.schema import Flag
from isp_utils.model.wording import enumeration
from isp_utils.pages.parts.sentences import REASONS

COLUMNS = (
    *("kennzahl", "gebiet", "name", "ebene", "zeitraum", "jahr", "wert", "von", "bis", "anzahl", "bezug"),
    *("einheit", "kennzeichen", "grund", "belastbarkeit", "zensus", "quelle"),
)
INSIDE = ("gemeinde", "samtgemeinde")  # the smallest level first
BESIDE = ("von", "bis", "jahr", "grund")
STATES = {
    Flag.DEMO: "Demodaten, erfunden",
    Flag.PROVISIONAL: "vorläufig",
    Flag.REVISED: "berichtigt",
    Flag.ESTIMATED: "geschätzt",
    Flag.LIMITED: "eingeschränkt aussagekräftig",
}


def as_tidy(figures: Figures, indicator: Indicator, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows (INDICATOR_COLUMNS) with COLUMNS, one figure a row; `wert`, `von` and `bis` in `einheit`, NaN with `grund`.

    `anzahl` and `bezug` are what was counted and over what, where it is known; `kennzeichen` the flag as in the files.
    """
    register = figures.catalogue.register
    rows = rows[(rows["age"] == "total") & (rows["group"] == "total")]
    regions = [register[key] for key in rows["region"]]
    grades = rows["reliability"].astype("Int64").mask(rows["reliability"] == NO_GRADE)
    table = pd.DataFrame(
        {
            "kennzahl": rows["indicator"],
            "gebiet": rows["region"],
            "name": [region.name for region in regions],
            "ebene": [region.level for region in regions],
            "zeitraum": rows["period"],
            "jahr": [year_of(period) for period in rows["period"]],
            "wert": rows["value"],
            "von": rows["lower"],
            "bis": rows["upper"],
            "anzahl": rows["numerator"],
            "bezug": rows["denominator"],
            "einheit": indicator.unit,
            "kennzeichen": rows["flag"],
            "grund": [(REASONS | STATES).get(Flag(flag), "") for flag in rows["flag"]],
            "belastbarkeit": grades,
            "zensus": [CENSUS_WORDS[base] for base in rows["census_base"]],
            "quelle": rows["source"],
        },
        columns=list(COLUMNS),
    ).reset_index(drop=True)
    table.attrs = {"titel": indicator.title, "einheit": indicator.unit}
    return table


def seen(figures: Figures, indicator: Indicator) -> pd.DataFrame:
    """Every figure of a Kennzahl for the county, its areas, the Kreise of its Land, Land and Bund; as `as_tidy`."""
    register, county = figures.catalogue.register, figures.county.key
    above = {county, *register.ancestors(county)}
    inside = {region.key for level in INSIDE for region in register.below(county, level)}
    rows = figures.of(indicator.id)
    return as_tidy(figures, indicator, rows[rows["region"].isin(figures.kreise | above | inside)])


def of_kreise(figures: Figures, indicator: Indicator, year: int) -> pd.DataFrame:
    """One row for every Kreis of the county's Land in a year (0: the newest with a figure), on one census base.

    As `as_tidy`; a Kreis of which nothing is known has a row without value. InputError for a year without figures.
    """
    rows = figures.of(indicator.id)
    rows = rows[rows["region"].isin(figures.kreise)]
    known = sorted(set(rows.loc[rows["value"].notna(), "year"]))
    if not known:
        raise InputError(f"{indicator.id}: für die Kreise liegt keine Zahl vor.")
    if year and year not in known:
        years = enumeration([str(one) for one in known[-12:]])
        raise InputError(f"{indicator.id}: für {year} gibt es keine Zahlen der Kreise, wohl aber für {years}.")
    rows = rows[rows["year"] == (year or known[-1])]
    rows = on_base(rows, newest_base(rows)).drop_duplicates("region", keep="last")
    return _every_area(as_tidy(figures, indicator, rows), figures, sorted(figures.kreise))


def of_places(figures: Figures, indicators: Sequence[Indicator], year: int) -> list[pd.DataFrame]:
    """For each Kennzahl one row for every area inside the county, of the smallest level that all of them know.

    As `as_tidy`; year 0: the newest, or several together where these hide fewer. InputError where no level has all.
    """
    for level in INSIDE:
        found = [_inside(figures, item, year, level) for item in indicators]
        if all(len(rows) for rows in found):
            keys = sorted(region.key for region in figures.catalogue.register.below(figures.county.key, level))
            tables = (as_tidy(figures, item, rows) for item, rows in zip(indicators, found, strict=True))
            return [_every_area(table, figures, keys) for table in tables]
    names = enumeration([item.id for item in indicators])
    levels = enumeration([LEVEL_WORDS.get(level, level) for level in INSIDE])
    when = f" für {year}" if year else ""
    raise InputError(f"{names}: unterhalb des Kreises liegen{when} keine gemeinsamen Zahlen vor (gesucht: {levels}).")


def _inside(figures: Figures, indicator: Indicator, year: int, level: str) -> pd.DataFrame:
    if not year:
        return figures.readable_areas(indicator.id, level)
    return figures.areas_inside(indicator.id, str(year), level)


def _every_area(table: pd.DataFrame, figures: Figures, keys: Iterable[str]) -> pd.DataFrame:
    """The table with a row for each key that exists today; one that was missing says that nothing is known."""
    register = figures.catalogue.register
    absent = [key for key in keys if key not in set(table["gebiet"]) and not register[key].valid_to]
    if absent:
        first = table.iloc[0]
        same = {name: first[name] for name in ("kennzahl", "zeitraum", "jahr", "einheit", "zensus", "quelle")}
        flag = Flag.NOT_AVAILABLE
        rows = [
            same
            | {"gebiet": key, "name": register[key].name, "ebene": register[key].level}
            | {"kennzeichen": flag.value, "grund": REASONS[flag]}
            for key in absent
        ]
        attributes = table.attrs
        added = pd.DataFrame(rows).reindex(columns=table.columns).astype(table.dtypes.to_dict())
        table = pd.concat([table, added], ignore_index=True)
        table.attrs = attributes
    ordered: pd.DataFrame = table.sort_values("gebiet", ignore_index=True)
    return ordered


def wide(tables: Mapping[str, pd.DataFrame], ranges: bool) -> pd.DataFrame:
    """Areas in rows (index: key), `name` and one column for each Kennzahl; its unit stands in `.attrs["einheit"]`.

    `.attrs["demodaten"]` names the Kennzahlen whose figures are made up.
    `ranges`: beside each column its `_von`, `_bis`, `_jahr` and `_grund`.
    """
    keyed = {name: rows.set_index("gebiet") for name, rows in tables.items()}
    names = pd.concat([rows["name"] for rows in keyed.values()])
    columns = {"name": names[~names.index.duplicated()].sort_index()}
    for name, rows in keyed.items():
        columns[name] = rows["wert"]
        columns |= {f"{name}_{part}": rows[part] for part in BESIDE} if ranges else {}
    found = pd.DataFrame(columns)
    found.attrs = {
        "titel": {name: rows.attrs["titel"] for name, rows in tables.items()},
        "einheit": {name: rows.attrs["einheit"] for name, rows in tables.items()},
        "zeitraum": {name: enumeration(sorted(set(rows["zeitraum"]))) for name, rows in tables.items()},
        "demodaten": [name for name, rows in tables.items() if (rows["kennzeichen"] == Flag.DEMO.value).any()],
    }
    return found
