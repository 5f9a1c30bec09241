"""Questions about single figures and periods: a year to come, half a person, one number everywhere."""

import re
from collections.abc import Iterator

import pandas as pd

from isp_utils.intake.messages import Message, ask
from isp_utils.intake.questions.beside import KnownBeside, real
from isp_utils.model.periods import in_german, year_of
from isp_utils.model.wording import german_date, german_number

FEWEST_ALIKE = 6  # rows with one and the same number that no chance explains
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")


def future_periods(facts: pd.DataFrame, beside: KnownBeside) -> Iterator[Message]:
    """Periods that have not begun yet."""
    for period, rows in facts.groupby("period", sort=False):
        begins = _begins(str(period))
        if begins > beside.today.isoformat()[: len(begins)]:
            text = f"Der Zeitraum {in_german(str(period))} liegt in der Zukunft (heute ist der "
            yield ask(f"{text}{german_date(beside.today)}). Stimmt das Jahr?", int(rows["row"].iloc[0]))


def _begins(period: str) -> str:
    """Start of a period as far as it is written, so that texts compare as days do: 2024, 2024-09, 2024-12-31."""
    if quarter := _QUARTER.fullmatch(period):
        return f"{quarter[1]}-{int(quarter[2]) * 3 - 2:02d}"
    return period if re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", period) else str(year_of(period))


def half_cases(facts: pd.DataFrame, beside: KnownBeside) -> Iterator[Message]:
    """Fractions where people or cases are counted."""
    rows = real(facts)
    for _, row in rows[rows["fact"].isin(beside.counts) & (rows["value"] % 1 != 0)].iterrows():
        number = german_number(row["value"], 3).rstrip("0")
        yield ask(
            f"{beside.name(row['fact'])}: {number} ist keine ganze Zahl, gezählt werden aber Menschen oder Fälle. "
            "Ist es ein Anteil oder ein Durchschnitt?",
            int(row["row"]),
        )


def one_number_everywhere(facts: pd.DataFrame, beside: KnownBeside) -> Iterator[Message]:
    """A number that was drawn down over all rows."""
    rows = real(facts)
    rows = rows[rows["fact"].isin(beside.counts)]
    if len(rows) >= FEWEST_ALIKE and rows["value"].nunique() == 1:
        number = german_number(rows["value"].iloc[0])
        text = (
            f"In allen {len(rows)} Zeilen steht dieselbe Zahl ({number}). Wurde sie versehentlich nach unten gezogen?"
        )
        yield ask(text, int(rows["row"].iloc[0]))
