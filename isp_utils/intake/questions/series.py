"""Questions about a delivery beside earlier years: a jump, last year's figures once more, a year delivered before."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from isp_utils.intake.messages import Message, ask, info
from isp_utils.intake.questions.beside import SERIES, KnownBeside, real
from isp_utils.intake.questions.sizes import CHANCE, ENOUGH, FEWEST
from isp_utils.intake.values.codes import codes_of
from isp_utils.model.periods import in_german, year_of
from isp_utils.model.wording import german_number

WILDER, LEAST = 2.0, 1.5  # a jump: beyond chance, beyond every earlier change, and by half at least
CONSTANT = 5.0  # smaller figures are the same twice by chance


def moved_since(facts: pd.DataFrame, beside: KnownBeside) -> pd.DataFrame:
    """The figures of a delivery that have one before them in their series, which is of one form of period alone.

    Columns beside those of the facts: then, before (period and figure), gap (years), ratio, change (size of its
    logarithm), wildest (largest change of an earlier year), past (earlier figures).
    """
    kept = [*SERIES, "period", "value", "row"]
    earlier = beside.earlier[beside.earlier["fact"].isin(facts["fact"].unique())]
    rows = pd.concat([real(earlier)[kept].assign(mine=False), real(facts)[kept].assign(mine=True)], ignore_index=True)
    rows = rows.drop_duplicates([*SERIES, "period"], keep="last").sort_values("period", kind="stable")
    periods = rows["period"].unique()
    rows["year"] = rows["period"].map({period: year_of(period) for period in periods}).astype("int64")
    rows["form"] = rows["period"].str.len()
    series = pd.Series(codes_of(rows, [*SERIES, "form"]), rows.index)
    groups = rows.groupby(series, sort=False)
    rows = rows.assign(
        then=groups["period"].shift(), before=groups["value"].shift(), gap=groups["year"].diff(), past=groups.cumcount()
    )
    rows["ratio"] = (rows["value"] / rows["before"]).where((rows["before"] > 0) & (rows["value"] > 0))
    rows["change"] = np.log(rows["ratio"]).abs()
    rows["wildest"] = rows.groupby(series, sort=False)["change"].cummax()
    rows["wildest"] = rows.groupby(series, sort=False)["wildest"].shift()
    return rows[rows["mine"] & rows["ratio"].notna()]


def jumps(facts: pd.DataFrame, beside: KnownBeside, moved: pd.DataFrame) -> Iterator[Message]:
    """Counts that move as in no earlier year, and further than chance explains."""
    moved = moved[moved["fact"].isin(beside.counts)]
    far = (moved["value"] - moved["before"]).abs() > CHANCE * np.sqrt(moved["value"] + moved["before"])
    wild = (moved["change"] > np.log(LEAST)) & (moved["change"] > WILDER * moved["wildest"])
    for _, row in moved[far & wild & (moved["past"] >= ENOUGH)].sort_values("row").iterrows():
        text = f"{beside.name(row['fact'])}, {beside.area(row['region'])}: {german_number(row['value'])} nach "
        text += f"{german_number(row['before'])} ({in_german(row['then'])}). Ein solcher Sprung kam in keinem früheren "
        yield ask(f"{text}Jahr vor. Stimmt die Zahl?", int(row["row"]))


def last_year_again(facts: pd.DataFrame, beside: KnownBeside, moved: pd.DataFrame) -> Iterator[Message]:
    """A year with the figures of the year before."""
    moved = moved[(moved["gap"] == 1) & (moved["value"] >= CONSTANT)]
    for period, rows in moved.groupby("period", sort=False):
        if len(rows) >= FEWEST and (rows["ratio"] == 1).all():
            then = in_german(str(rows["then"].iloc[0]))
            text = f"Alle {len(rows)} Zahlen für {in_german(str(period))} sind dieselben wie für {then}. Wurde die "
            yield ask(f"{text}Vorlage des Vorjahres noch einmal geliefert?", int(rows["row"].iloc[0]))


def year_delivered_before(facts: pd.DataFrame, beside: KnownBeside, moved: pd.DataFrame) -> Iterator[Message]:
    """A year of which another file has other figures: it is corrected, or a new year is meant (2024 typed for 2025).

    The newest of these files is asked; about an older one, which is not used, it is only said.
    """
    key = [*SERIES, "period"]
    rows = real(facts[facts["fact"].isin(beside.counts)])
    both = rows.merge(real(beside.earlier)[[*key, "value", "file"]], on=key, suffixes=("", "_before"))
    for period, same in both.groupby("period", sort=False):
        mine, others = str(same["file"].iloc[0]), same["file_before"].unique().tolist()
        used = max((mine, *others), key=lambda file: beside.dates.get(file, ""))  # of equals it is this one
        for other in others if used == mine else [used]:
            of_both = same[same["file_before"] == other]
            changed = of_both["value"] != of_both["value_before"]
            if len(of_both) >= FEWEST and 2 * changed.sum() > len(of_both):
                begun = f"Für {in_german(str(period))} stehen auch in {other} Zahlen, und {changed.sum()} von "
                begun += f"{len(of_both)} lauten dort anders."
                older, ask_or_tell = (other, ask) if used == mine else (mine, info)
                text = f"{begun} {_used(used, older, year_of(str(period)) + 1, beside)}"
                yield ask_or_tell(text, int(of_both["row"].iloc[0]))


def _used(newer: str, older: str, following: int, beside: KnownBeside) -> str:
    """Which of two files about the same year holds, and what is to be done with the other."""
    return (
        f"Verwendet wird {beside.with_date(newer)}, nicht {beside.with_date(older)}. Ist das eine Berichtigung, "
        f"bitte {older} aus dem Ordner nehmen; ist ein anderes Jahr gemeint, etwa {following}, bitte den Zeitraum "
        "berichtigen."
    )
