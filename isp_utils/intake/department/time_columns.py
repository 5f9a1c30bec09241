"""Time of a department's table: school years stay school years, slips and changed reporting days are said."""

import re
from datetime import date

from isp_utils.intake.department.roles import Roles
from isp_utils.intake.department.table_head import Table
from isp_utils.intake.messages import Message, error, warn
from isp_utils.intake.values.times import period_of
from isp_utils.model.periods import year_of

_FORECAST = re.compile(r"prognose|vorausberechnung|vorausschätzung|projektion|plan(ung)?\b", re.I)
_DATE_LIKE = re.compile(
    r"[0-9]{1,2}\.[0-9]{1,2}\.([0-9]{2,4})?|[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[A-Za-zä]{3,9}\.? [0-9]{2}|"
    r"[0-9]{1,2}\. ?[A-Za-zä]{3,9}.*|[0-9]{2}/[0-9]{2}/[0-9]{4}"
)


def periods_of(table: Table, roles: Roles) -> tuple[list[str], list[Message]]:
    """Period of every row ("" where there is no time column), with an error for every time that cannot be meant."""
    school, column = roles.column("school_year"), roles.column("time")
    number = school if school is not None else column
    if number is None:
        return [""] * len(table.rows), []
    periods, said = [], []
    for row, cell in enumerate(table.column(number)):
        text = cell.strip()
        period = period_of(text) or ""
        problem = _school_problem(text, period) if school is not None else _problem(text, period, table)
        if problem:
            said.append(error(problem, *table.at(row, number)))
        periods.append("" if problem else period)
    return periods, said if said else _changed_days(table, periods, number)


def _school_problem(text: str, period: str) -> str:
    if "/" in period:
        return ""
    if re.fullmatch(r"[0-9]{2}/[0-9]{2}", text):
        return f"Schuljahr »{text}« ohne Jahrhundert. Erwartet wird JJJJ/JJ, z. B. 20{text}."
    kind = "Datum" if _DATE_LIKE.fullmatch(text) or period else "Text"
    return (
        f"Schuljahr erwartet (JJJJ/JJ), gefunden {kind} »{text[:20]}«. Bitte die Spalte als Text "
        "liefern, z. B. 2019/20."
    )


def _problem(text: str, period: str, table: Table) -> str:
    if not text:
        return "Der Zeitraum fehlt. Bitte ergänzen."
    if not period:
        if re.fullmatch(r"[0-9]{2}", text):
            return f"Jahr »{text}« ohne Jahrhundert. Bitte vierstellig angeben (20{text})."
        if re.fullmatch(r"[0-9]{4}", text):
            return f"Jahr »{text}« kann nicht gemeint sein. Bitte berichtigen."
        return (
            f"Zeitraum »{text[:30]}« ist nicht lesbar. Erlaubt sind: 2023, 2023/24, 3. Quartal "
            "2023, 09/2023, 31.12.2023."
        )
    latest = date.today().year + 1
    forecast = any(_FORECAST.search(words) for words in (*table.notes, *table.names))
    if year_of(period) > latest and not forecast:
        return (
            f"Zeitraum »{text}« liegt in der Zukunft. Bitte das Jahr berichtigen "
            "(Vorausberechnungen im Titel so nennen)."
        )
    return ""


def _changed_days(table: Table, periods: list[str], number: int) -> list[Message]:
    """A reporting day that moves within a series is a break (Kindertagesbetreuung: 15 March, since 2009 1 March)."""
    days = {period: period[5:] for period in periods if len(period) == 10}
    found = list(dict.fromkeys(days.values()))
    years = {period[:4] for period in days}
    if len(found) < 2 or len(years) < len(days):
        return []
    at = next(row for row, period in enumerate(periods) if period[5:] == found[1])
    first, second = (".".join(reversed(day.split("-"))) + "." for day in found[:2])
    text = (
        f"Der Stichtag wechselt von {first} auf {second}: Bruch in der Reihe, die Jahre davor und "
        "danach nicht vergleichen."
    )
    return [warn(text, *table.at(at, number))]
