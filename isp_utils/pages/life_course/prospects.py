"""What the coming years bring, at a glance: one row a need, and which of them change for certain."""

from isp_utils.charts import Kind
from isp_utils.model.terms import Sources
from isp_utils.model.wording import RANGE_AHEAD, capital, enumeration, german_number
from isp_utils.needs.demand import Need
from isp_utils.needs.outlook import AHEAD, HORIZON, Outlook
from isp_utils.pages.life_course.frame import Frame
from isp_utils.pages.page import say

FEWER, MORE, OPEN, NEW = "weniger", "mehr", "offen", "neu"


def at_a_glance(page: Frame) -> None:
    """A sentence for each direction, and a row for each need: today, in a few years and at the end."""
    ahead = page.outlook
    if ahead is None:
        return  # the next section says so
    needs = _shown(page, ahead)
    if not needs:
        return
    say(*directions(needs))
    rows = [_row(need) for need in needs]
    words = f"Variante Trend, in Klammern der {RANGE_AHEAD}"
    sources = Sources.of(name for need in needs for name in need.sources)
    page.show_rows(rows, page.caption(Kind.NEED, "Die kommenden Jahre auf einen Blick", words, "ausblick", sources))


def directions(needs: list[Need]) -> list[str]:
    """Which needs fall or rise for certain until the year that is told, and of which that is open."""
    first, year = needs[0].years[0], needs[0].years[AHEAD]
    found = {word: [need.title for need in needs if direction(need) == word] for word in (FEWER, MORE, OPEN, NEW)}
    lines = [
        f"Von {first} bis {year} werden es {word}, selbst am {edge} Rand des {RANGE_AHEAD}s: {'; '.join(found[word])}."
        for word, edge in ((FEWER, "oberen"), (MORE, "unteren"))
        if found[word]
    ]
    if found[NEW]:
        lines.append(f"Neu hinzu kommen: {enumeration(found[NEW])}.")
    if found[OPEN]:
        lines.append("Bei den übrigen reicht der Bereich von weniger bis mehr; ihre Richtung ist offen.")
    return lines


def direction(need: Need) -> str:
    """Whether the whole interval lies below or above the number of today."""
    now, (_, lower, upper) = need.at(need.years[0])[0], need.at(need.years[AHEAD])
    if not now:
        return NEW
    return FEWER if upper < now else MORE if lower > now else OPEN


def _shown(page: Frame, ahead: Outlook) -> list[Need]:
    kinds = [kind.id for kind in page.biography.planning.needs.kinds.values() if kind.overview]
    return [ahead.likely(kind) for kind in kinds if all(kind in found for found in ahead.needs.values())]


def _row(need: Need) -> dict[str, object]:
    old = f" (mit dem Verhältnis von {need.old_ratio})" if need.old_ratio else ""
    first = need.years[0]
    now = need.at(first)[0]
    row: dict[str, object] = {"Was gebraucht wird": f"{capital(need.title)}{old}"}
    row[f"Richtung bis {need.years[AHEAD]}"] = direction(need)
    row[str(first)] = german_number(now) if now else "\u2013"
    for step in (AHEAD, HORIZON):
        value, lower, upper = need.at(need.years[step])
        row[str(need.years[step])] = f"{german_number(value)} ({german_number(lower)} bis {german_number(upper)})"
    return row
