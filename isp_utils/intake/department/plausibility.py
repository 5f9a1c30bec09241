"""What a table of counts must keep: no figure twice, parts that add up, one unit, no jumps, no small counts open."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from isp_utils.intake.department.area_columns import TOTALS
from isp_utils.intake.messages import Level, Message, error, first_few, warn, with_noun
from isp_utils.intake.values.codes import codes_of
from isp_utils.intake.values.names import folded_name

MINIMUM = 3
FACTOR, FEWEST = 10.0, 10.0  # a jump is more than tenfold, and between figures that chance does not explain
_CASES = re.compile(
    r"f(?:ae|ä)ll|anzahl|person|kind|empf(?:ae|ä)ng|leistung|sch(?:ue|ü)ler|hilfe|betroffen|inobhut|meldung|geburt|teilnehm|zahl",
    re.I,
)
SMALL_LEVELS = ("gemeinde", "samtgemeinde", "gemeindefrei", "sozialraum")


def check_table(table: pd.DataFrame, dimensions: Sequence[str]) -> list[Message]:
    """Messages of every check on observations with measure, region, period, value, status, row and cell."""
    checks = (_duplicates, _totals, _units, _bases, _jumps, _small_counts, _recoverable)
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
    return column.astype(str).map(lambda text: folded_name(text).strip() in TOTALS)


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
    series, (_, first) = codes_of(table, rest), np.unique(codes_of(table, [*rest, column]), return_index=True)
    several = np.bincount(series[first]) > 1  # a look at every series of a large table would take minutes
    for _, rows in table[several[series]].groupby(rest, sort=False, observed=True):
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
            f"{with_noun(int(small.sum()), 'Fallzahl', 'Fallzahlen')} von 1 oder 2 unterhalb der Kreisebene: nur "
            "geschützt gespeichert, in Ausgaben unterdrückt."
        )
        yield Message(Level.PROTECT, text, int(table.loc[small, "row"].iloc[0]))


def _recoverable(table: pd.DataFrame, dimensions: list[str]) -> Iterator[Message]:
    """A single suppressed part beside a known total can be worked out: the suppression protects nobody."""
    hidden = table["status"].isin(["secret", "unknown_or_secret"])
    if not hidden.any():
        return
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


def _jumps(table: pd.DataFrame, dimensions: list[str]) -> Iterator[Message]:
    """Series whose figure changes more than tenfold from one period to the next: worth a look, no error.

    Both figures must be at least FEWEST: below, chance alone does it, and no message may hint at a small count.
    """
    others = [name for name in ("unit", "base", "remark") if name in table.columns]
    rows = table.dropna(subset="value").sort_values("period", kind="stable")
    rows = rows.assign(kind=rows["period"].str.len())  # a year stands beside years only
    series = rows.groupby(
        ["measure", "region", "region_raw", "region_name", "kind", *others, *dimensions], sort=False, observed=True
    )
    before, then = series["value"].shift(), series["period"].shift()
    low, high = np.minimum(before, rows["value"]), np.maximum(before, rows["value"])
    found = rows.assign(then=then)[(low >= FEWEST) & (high > FACTOR * low) & (then != rows["period"])]
    if len(found):
        places = (
            f"{row['measure']}, {row['region_raw'] or row['region_name']}, {row['then']} zu {row['period']}"
            for _, row in found.iterrows()
        )
        text = (
            f"Sprung um mehr als das Zehnfache von einem Zeitraum zum nächsten: {first_few(places)}. Bitte prüfen, ob "
            "Einheit oder Abgrenzung gewechselt hat oder ein Tippfehler vorliegt; die Zahlen gelten, wie sie dastehen."
        )
        yield warn(text, *_at(found.iloc[0]))
