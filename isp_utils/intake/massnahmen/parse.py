"""A draft to Empfehlungen and Maßnahmen: what must stand there, what fits together, and every fault with its place."""

from collections.abc import Sequence

from isp_utils.intake.massnahmen.cells import RowCells
from isp_utils.intake.massnahmen.form import (
    ACTION,
    ADVICE,
    ANSWERED,
    COST,
    DIRECTION,
    END,
    FIELD,
    FUNDING,
    GOAL,
    GROUP,
    ID,
    INDICATOR,
    OBSTACLE,
    ORIGIN,
    PARTNERS,
    RESPONSIBLE,
    SIZE,
    SOURCE,
    START,
    STATION,
    STATUS_OF,
    TEXT,
    TITLE_E,
    TITLE_M,
    TRANSITION,
    RegisterDraft,
)
from isp_utils.intake.messages import Level, Message, warn
from isp_utils.model.massnahmen import (
    DIRECTIONS,
    ORIGINS,
    STATUS,
    Empfehlung,
    Massnahme,
    MassnahmenRegister,
    RegisterWords,
)


def register_of(draft: RegisterDraft, words: RegisterWords) -> tuple[MassnahmenRegister | None, list[Message]]:
    """The register of a draft and what was said about it; None where anything in it is an error."""
    said = [*draft.messages]
    cells = [RowCells(row) for row in draft.rows]
    advice = tuple(_empfehlung(row, words) for row in cells if row.row.table == ADVICE)
    action = tuple(_massnahme(row, words) for row in cells if row.row.table == ACTION)
    for table in (ADVICE, ACTION):
        _once([row for row in cells if row.row.table == table])
    said += [message for row in cells for message in row.found]
    if not cells and not said:
        said.append(warn("Die Datei enthält weder eine Empfehlung noch eine Maßnahme."))
    if any(message.level in (Level.ERROR, Level.REJECT) for message in said):
        return None, said
    return MassnahmenRegister(advice, action), said


def _once(rows: Sequence[RowCells]) -> None:
    seen: set[str] = set()
    for row in rows:
        name = row.text(ID)
        if name and name in seen:
            row.fault(ID, "steht zweimal. Bitte eine andere Kennung wählen.")
        seen.add(name)


def _empfehlung(row: RowCells, words: RegisterWords) -> Empfehlung:
    found = Empfehlung(
        id=row.name(),
        title=row.needed(TITLE_E),
        origin=row.known(ORIGIN, ORIGINS),
        source=row.needed(SOURCE),
        text=row.text(TEXT),
        station=row.known(STATION, words.stations),
        transition=row.known(TRANSITION, words.transitions),
        obstacle=row.known(OBSTACLE, words.obstacles),
        field=row.known(FIELD, words.fields),
        indicator=row.known(INDICATOR, words.indicators),
        voices=row.voices(),
        demo=row.demo(),
    )
    row.needed(ORIGIN)
    if found.origin == "kennzahl" and not row.text(INDICATOR):
        row.fault(INDICATOR, "fehlt. Die Herkunft ist »Kennzahl«; bitte sagen, welche.")
    _needs_transition(row)
    return found


def _massnahme(row: RowCells, words: RegisterWords) -> Massnahme:
    found = Massnahme(
        id=row.name(),
        title=row.needed(TITLE_M),
        goal=row.needed(GOAL),
        target_group=row.needed(GROUP),
        responsible=row.needed(RESPONSIBLE),
        status=row.known(STATUS_OF, STATUS, row.needed(STATUS_OF)),
        start=row.day(START),
        end=row.day(END),
        partners=row.several(PARTNERS),
        cost=row.number(COST),
        funding=row.text(FUNDING),
        milestones=tuple(sorted(row.milestones(), key=lambda item: item.day)),
        station=row.known(STATION, words.stations),
        fields=row.all_known(FIELD, words.fields),
        transitions=row.all_known(TRANSITION, words.transitions),
        obstacles=row.all_known(OBSTACLE, words.obstacles),
        empfehlungen=row.several(ANSWERED),
        indicator=row.known(INDICATOR, words.indicators),
        direction=row.known(DIRECTION, DIRECTIONS),
        size=row.number(SIZE),
        source=row.text(SOURCE),
        demo=row.demo(),
    )
    _fitting_together(row, found)
    _needs_transition(row)
    return found


def _fitting_together(row: RowCells, found: Massnahme) -> None:
    if found.start and found.end and found.end < found.start:
        row.fault(END, "liegt vor dem Beginn. Bitte beide Daten prüfen.")
    if row.text(INDICATOR) and not row.text(DIRECTION):
        row.fault(DIRECTION, "fehlt. Zur Kennzahl gehört, ob sie steigen oder sinken soll.")
    for column in (DIRECTION, SIZE):
        if row.text(column) and not row.text(INDICATOR):
            row.fault(column, "steht ohne Kennzahl. Bitte die Kennzahl nennen oder das Feld leeren.")
    if found.size == 0:
        row.fault(SIZE, "ist 0. Bitte sagen, um wie viel sich die Kennzahl ändern soll, oder das Feld leeren.")


def _needs_transition(row: RowCells) -> None:
    if row.text(OBSTACLE) and not row.text(TRANSITION):
        row.fault(TRANSITION, "fehlt. Zum Hindernis gehört der Übergang (T1 bis T8).")
