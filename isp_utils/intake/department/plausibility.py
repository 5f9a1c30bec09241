"""What a table of counts must keep: no figure twice, parts that add up, one unit a series, no small counts open."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from isp_utils.intake.department.area_columns import TOTALS
from isp_utils.intake.messages import Level, Message, error, info, listed, warn
from isp_utils.intake.values.names import plain

MINIMUM = 3
_CASES = re.compile(
    r"f(?:ae|ä)ll|anzahl|person|kind|empf(?:ae|ä)ng|leistung|sch(?:ue|ü)ler|hilfe|betroffen|inobhut|meldung|geburt|teilnehm|zahl",
    re.I,
)
SMALL_LEVELS = ("gemeinde", "samtgemeinde", "gemeindefrei", "sozialraum")


def check_table(table: pd.DataFrame, dimensions: Sequence[str]) -> list[Message]:
    """Messages of every check on observations with measure, region, period, value, status, row and cell."""
    checks = (_duplicates, _totals, _units, _bases, _small_counts, _recoverable)
    return [message for check in checks for message in check(table, list(dimensions))]


def _at(row: pd.Series) -> tuple[int, str | None]:
    return int(row["row"]), row["cell"] or None


def _duplicates(table: pd.DataFrame, dimensions: list[str]) -> Iterator[Message]:
    if (table["region_raw"].eq("") & table["region_name"].eq("") & table["period"].eq("")).all() and not dimensions:
        return
    remark = ["remark"] if "remark" in table.columns else []  # rows that only a remark tells apart are different rows
    key = ["measure", "region", "region_raw", "region_name", "period", *dimensions, *remark]
    for _, rows in table[table.duplicated(key, keep=False)].groupby(key, sort=False):
        lines = list(dict.fromkeys(rows["row"]))
        if len(lines) < 2:
            continue
        place = f"Zeile {lines[0]} und Zeile {lines[1]}"
        if rows["raw"].str.strip().nunique() > 1:
            text = (
                f"Dieselbe Angabe steht in {place} mit verschiedenen Werten. Bitte klären, welcher "
                "gilt, und den anderen löschen."
            )
            yield error(text, *_at(rows.iloc[1]))
        else:
            yield warn(f"Dieselbe Angabe steht zweimal, in {place}; sie wurde einmal gezählt.", *_at(rows.iloc[1]))
        return


def _is_total(column: pd.Series) -> pd.Series:
    return column.astype(str).map(lambda text: plain(text).strip() in TOTALS)


def _totals(table: pd.DataFrame, dimensions: list[str]) -> Iterator[Message]:
    """Every characteristic with an Insgesamt row: its parts add up to it."""
    for name in [*dimensions, "region_name"]:
        total = _is_total(table[name])
        if not total.any() or total.all():
            continue
        rest = [
            other
            for other in ("measure", "region", "period", *dimensions)
            if other != name and not (name == "region_name" and other == "region")
        ]
        for _, rows in table.groupby(rest, sort=False, observed=True) if rest else [("", table)]:
            yield from _one_total(rows, total.loc[rows.index], name)


def _one_total(rows: pd.DataFrame, total: pd.Series, name: str) -> Iterator[Message]:
    whole, parts = rows[total], rows[~total]
    if len(whole) != 1 or len(parts) < 2 or parts["value"].isna().any() or whole["value"].isna().any():
        return
    off = float(parts["value"].sum() - whole["value"].iloc[0])
    if abs(off) > 1e-6 * max(1.0, abs(float(whole["value"].iloc[0]))):
        label = "Gebiete" if name == "region_name" else f"Merkmal {name}"
        text = f"Die Teile ({label}) ergeben nicht das Insgesamt: Abweichung {off:+.0f}".replace("-", "−")
        yield warn(f"{text}. Bitte prüfen; Insgesamt-Zeilen werden nie mitgezählt.", *_at(whole.iloc[0]))


def _units(table: pd.DataFrame, dimensions: list[str]) -> Iterator[Message]:
    yield from _one_a_series(
        table, "unit", dimensions, "Einheit", "Umgerechnet wird nur ausdrücklich; bitte in einer Einheit liefern."
    )


def _bases(table: pd.DataFrame, dimensions: list[str]) -> Iterator[Message]:
    if "base" in table.columns:
        text = "Die Reihe wird dort getrennt, Raten gelten je Basis (Zensus 2011 und 2022 weichen ab)."
        yield from _one_a_series(table, "base", dimensions, "Bevölkerungsbasis", text)


def _one_a_series(table: pd.DataFrame, column: str, dimensions: list[str], word: str, remedy: str) -> Iterator[Message]:
    rest = ["measure", "region", *(name for name in dimensions if name != column)]
    for _, rows in table.groupby(rest, sort=False, observed=True):
        found = list(dict.fromkeys(rows.sort_values("period")[column].astype(str)))
        if len(found) > 1:
            change = rows[rows[column].astype(str) == found[1]].iloc[0]
            yield warn(f"{word} wechselt in der Reihe von »{found[0]}« zu »{found[1]}«. {remedy}", *_at(change))
            return


def _small_counts(table: pd.DataFrame, dimensions: list[str]) -> Iterator[Message]:
    """Counts of 1 or 2 persons or cases below the county: kept inside, never shown."""
    below = table["level"].isin(SMALL_LEVELS) | (table["region_raw"].eq("") & table["region_name"].ne(""))
    cases = table["measure"].str.contains(_CASES)
    small = below & cases & table["value"].between(1, MINIMUM - 1) & table["value"].mod(1).eq(0)
    if small.any():
        text = (
            f"{int(small.sum())} Fallzahlen von 1 oder 2 unterhalb der Kreisebene: nur geschützt "
            "gespeichert, in Ausgaben unterdrückt."
        )
        yield Message(Level.PROTECT, text, int(table.loc[small, "row"].iloc[0]))


def _recoverable(table: pd.DataFrame, dimensions: list[str]) -> Iterator[Message]:
    """A single suppressed part beside a known total can be worked out: the suppression protects nobody."""
    hidden = table["status"].isin(["secret", "unknown_or_secret"])
    for name in [*dimensions, "region_name"]:
        total = _is_total(table[name])
        if not total.any():
            continue
        rest = [
            other
            for other in ("measure", "region", "period", *dimensions)
            if other != name and not (name == "region_name" and other == "region")
        ]
        for _, rows in table.groupby(rest, sort=False, observed=True) if rest else [("", table)]:
            parts = rows[~total.loc[rows.index]]
            whole = rows[total.loc[rows.index]]
            if (
                len(whole) == 1
                and whole["value"].notna().all()
                and hidden.loc[parts.index].sum() == 1
                and parts["value"].isna().sum() == 1
            ):
                place = parts[hidden.loc[parts.index]].iloc[0]
                text = (
                    "Ein einzelner gesperrter Wert ist aus der Summe rückrechenbar: nur geschützt "
                    "gespeichert, weitere Werte werden mitgesperrt."
                )
                yield Message(Level.PROTECT, text, int(place["row"]), place["cell"] or None)
                return


def jumps(table: pd.DataFrame, factor: float = 10.0) -> list[Message]:
    """Series whose figure changes more than tenfold from one period to the next: worth a look, not an error."""
    found = []
    for (measure, region), rows in table.dropna(subset="value").groupby(
        ["measure", "region"], sort=False, observed=True
    ):
        values = rows.sort_values("period")["value"].to_numpy()
        before, after = values[:-1], values[1:]
        large = (before >= 20) & ((after > factor * before) | (after * factor < before)) & (after > 0)
        if np.any(large):
            found.append(f"{measure} {region}")
    return [info(f"Sprünge um mehr als das Zehnfache: {listed(found)}.")] if found else []
