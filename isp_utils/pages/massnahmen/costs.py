"""What Maßnahmen cost by planning field and by station: each counts once, so that the sums are right."""

from collections.abc import Callable, Sequence

from isp_utils.model.domain import FIELDS, STATIONS
from isp_utils.model.massnahmen import Massnahme

SEVERAL, NONE = "mehrere Felder gemeinsam", "ohne Zuordnung"
Row = dict[str, object]


def cost_rows(items: Sequence[Massnahme]) -> dict[str, list[Row]]:
    """Rows of the tables `Planungsfeld` and `Station`: number of Maßnahmen and EUR; none where no cost is known."""
    priced = priced_ones(items)
    if not priced:
        return {}
    return {
        "Planungsfeld": _rows("Planungsfeld", priced, _field, (*FIELDS.values(), SEVERAL, NONE)),
        "Station": _rows("Station", priced, _station, (*STATIONS.values(), NONE)),
    }


def priced_ones(items: Sequence[Massnahme]) -> list[Massnahme]:
    """Those whose cost is known; made-up ones only where no real cost is, so that no sum mixes both."""
    priced = [item for item in items if item.cost is not None]
    return [item for item in priced if not item.demo] or priced


def _field(item: Massnahme) -> str:
    return NONE if not item.fields else FIELDS[item.fields[0]] if len(item.fields) == 1 else SEVERAL


def _station(item: Massnahme) -> str:
    return STATIONS.get(item.station, NONE)


def _rows(head: str, items: Sequence[Massnahme], place: Callable[[Massnahme], str], order: Sequence[str]) -> list[Row]:
    found: list[Row] = []
    for name in order:
        here = [item for item in items if place(item) == name]
        if here:
            found.append({head: name, "Maßnahmen": len(here), "Kosten in Euro": _sum(here)})
    return [*found, {head: "zusammen", "Maßnahmen": len(items), "Kosten in Euro": _sum(items)}]


def _sum(items: Sequence[Massnahme]) -> int:
    return round(sum(item.cost or 0.0 for item in items))
