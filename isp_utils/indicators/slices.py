"""Parts of the gated table: quickly cut out, and on one census base."""

import pandas as pd

NO_BASE = "none"
CENSUS_WORDS = {
    "zensus_1987": "Volkszählung 1987",
    "zensus_2011": "Zensus 2011",
    "zensus_2022": "Zensus 2022",
    NO_BASE: "",
}


def quick_to_slice(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its texts as objects in one block: else every part is cut out column by column."""
    texts = {name: object for name in table.columns if table[name].dtype in ("str", "category")}
    return table.astype(texts).copy()


def places_of(values: pd.Series) -> dict[str, list[int]]:
    """By value of a column, the places of its rows, in their order."""
    places: dict[str, list[int]] = {}
    for place, value in enumerate(values.to_numpy()):
        places.setdefault(value, []).append(place)
    return places


def on_base(rows: pd.DataFrame, base: str) -> pd.DataFrame:
    """Rows that may stand beside figures of a census base: of the same one, these last, or of none ("none")."""
    if base == NO_BASE:
        return rows
    of_rows = rows["census_base"]
    without = of_rows == NO_BASE
    on_the_base = rows[of_rows == base]
    return pd.concat([rows[without], on_the_base]) if without.any() else on_the_base


def newest_base(rows: pd.DataFrame) -> str:
    """The newest census base among rows; "none" where no row has one."""
    return max(set(rows["census_base"]) - {NO_BASE}, default=NO_BASE)
