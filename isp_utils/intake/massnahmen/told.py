"""A register as it stands in the cells of a form, and as CSV: the reverse of the parser."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from isp_utils.intake.department.department import harmless
from isp_utils.intake.massnahmen.form import (
    ADVICE,
    ANSWERED,
    COLUMNS,
    COST,
    DEMO,
    DIRECTION,
    END,
    FIELD,
    FUNDING,
    GOAL,
    GROUP,
    ID,
    INDICATOR,
    MILESTONES,
    OBSTACLE,
    ORIGIN,
    PARTNERS,
    RESPONSIBLE,
    SIZE,
    SOURCE,
    SPOKEN,
    START,
    STATION,
    STATUS_OF,
    TEXT,
    TITLE_E,
    TITLE_M,
    TRANSITION,
)
from isp_utils.model.massnahmen import DIRECTIONS, ORIGINS, STATUS, Empfehlung, Massnahme, MassnahmenRegister, Milestone
from isp_utils.model.wording import german_date


def form_rows(register: MassnahmenRegister, table: str) -> Iterator[dict[str, str]]:
    """The rows of a table: text by column title."""
    if table == ADVICE:
        yield from map(_empfehlung, register.empfehlungen)
    else:
        yield from map(_massnahme, register.massnahmen)


def _empfehlung(item: Empfehlung) -> dict[str, str]:
    return {
        ID: item.id,
        TITLE_E: item.title,
        ORIGIN: ORIGINS[item.origin],
        SOURCE: item.source,
        TEXT: item.text,
        STATION: item.station,
        TRANSITION: item.transition,
        OBSTACLE: item.obstacle,
        FIELD: item.field,
        INDICATOR: item.indicator,
        SPOKEN: _several(item.voices),
        DEMO: _yes(item.demo),
    }


def _massnahme(item: Massnahme) -> dict[str, str]:
    return {
        ID: item.id,
        TITLE_M: item.title,
        GOAL: item.goal,
        GROUP: item.target_group,
        RESPONSIBLE: item.responsible,
        PARTNERS: _several(item.partners),
        START: _day(item.start),
        END: _day(item.end),
        COST: _number(item.cost),
        FUNDING: item.funding,
        STATUS_OF: STATUS[item.status],
        MILESTONES: _several(map(_step, item.milestones)),
        STATION: item.station,
        FIELD: _several(item.fields),
        TRANSITION: _several(item.transitions),
        OBSTACLE: _several(item.obstacles),
        ANSWERED: _several(item.empfehlungen),
        INDICATOR: item.indicator,
        DIRECTION: DIRECTIONS.get(item.direction, ""),
        SIZE: _number(item.size),
        SOURCE: item.source,
        DEMO: _yes(item.demo),
    }


def _several(texts: Iterable[str]) -> str:
    return "; ".join(texts)


def _yes(demo: bool) -> str:
    return "ja" if demo else "nein"


def _day(day: date | None) -> str:
    return german_date(day) if day else ""


def _step(item: Milestone) -> str:
    return f"{german_date(item.day)} {item.title}{' (erreicht)' if item.done else ''}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}".replace(".", ",")


def register_csv(table: str, rows: Iterable[Mapping[str, str]]) -> str:
    """A table as CSV: semicolons, CRLF, nothing that a spreadsheet takes for a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS[table])
    writer.writerows([harmless(row[title]) for title in COLUMNS[table]] for row in rows)
    return stream.getvalue()
