"""Obstacles on the page: matrix, evidence, measures, what nothing answers; interfaces and the gap register."""

from html import escape

from IPython.display import HTML, display

from isp_utils import sentences
from isp_utils.figures import compare
from isp_utils.life_course.frame import Frame, anchor_of, listed
from isp_utils.model.biography import KINDS, Evidence
from isp_utils.model.catalogue import Indicator
from isp_utils.model.periods import in_german
from isp_utils.model.wording import enumeration
from isp_utils.pictures import Mark, matrix
from isp_utils.report import say, show
from isp_utils.synthesis import TURNS
from isp_utils.triangulation import (
    DEMO_ONLY,
    HINT,
    PROVEN,
    Judged,
    judged,
    register_evidence,
    register_strength,
    unanswered,
)

TONES = {PROVEN: "worse", HINT: "finding", DEMO_ONLY: "missing"}
NO_EVIDENCE = "kein Beleg"


def found_obstacles(page: Frame) -> list[Judged]:
    """Every obstacle with its evidence, from the register of Kennzahlen and the tables of the other kinds."""
    indicators = [item for item in page.catalogue.indicators.values() if item.obstacles]
    rows = register_evidence(indicators, lambda item: _strength(page, item), lambda item: _sentence(page, item))
    return judged([*rows, *page.biography.evidence], page.biography.transitions)


def _strength(page: Frame, item: Indicator) -> int:
    own = page.figures.newest(item.id, page.county.key)
    if own is None or not own.known or own.demo:
        return 0
    land = page.figures.beside(own, page.county.key[:2]) if item.comparable else None
    turn = TURNS.get(page.figures.trend(item, own.region).outcome.name, "")
    return register_strength(compare(own, land) if land else "", turn, item.better)


def _sentence(page: Frame, item: Indicator) -> str:
    own = page.figures.newest(item.id, page.county.key)
    if own is None:
        return ""
    return f"{sentences.printed(item, own.value)} ({in_german(own.period)}, {page.statistic(own.source)})"


def obstacle_matrix(page: Frame) -> None:
    """Obstacles x transitions: proven, hint, or demo only, with strength."""
    found = found_obstacles(page)
    obstacles, passages = page.biography.obstacles, page.biography.transitions
    cells = {
        (obstacles[item.obstacle].title, item.transition): Mark(
            item.status,
            TONES[item.status],
            f"Stärke {item.strength} von 3" if item.strength else "",
            f"#{anchor_of(item.transition)}",
        )
        for item in found
    }
    rows = [item.title for item in obstacles.values()]
    for row in rows:
        for column in passages:
            cells.setdefault((row, column), Mark(NO_EVIDENCE, "missing"))
    caption = page.caption(
        "Hindernisse an den Übergängen",
        "belegt nur mit zwei Arten von Belegen",
        "hindernisse_matrix",
        _sources(page, found),
    )
    show(matrix(rows, list(passages), cells, caption, "Hindernis"))


def _sources(page: Frame, found: list[Judged]) -> str:
    names = [row.id for item in found for row in item.evidence if row.kind == "register"]
    figures = (page.figures.newest(name, page.county.key) for name in dict.fromkeys(names))
    return " + ".join(dict.fromkeys(own.source for own in figures if own))


def rules(page: Frame) -> None:
    """The rules by which evidence is weighed."""
    listed(page.biography.rules)


def evidence(page: Frame) -> None:
    """Each obstacle with its evidence from register, families, actors and conferences, and the measures that answer."""
    found = found_obstacles(page)
    demo = any(row.demo for item in found for row in (*item.evidence, *item.measures))
    rows = [_row(page, item) for item in found]
    caption = page.caption(
        "Hindernisse mit Belegen und Maßnahmen",
        "Stärke 0 bis 3 in Klammern",
        "hindernisse",
        _sources(page, found),
        demo,
    )
    page.table(rows, caption)
    says = [item for item in found if item.status == PROVEN]
    say(
        f"Belegt sind {len(says)} Hindernisse, {sum(item.status == HINT for item in found)} sind Hinweise; "
        f"{sum(item.status == DEMO_ONLY for item in found)} beruhen allein auf Demodaten und gelten nicht als Aussage."
    )


def _row(page: Frame, item: Judged) -> dict[str, object]:
    status = item.status + (" (mit Demodaten zwei Arten)" if item.proven_with_demo else "")
    return {
        "Hindernis": page.biography.obstacles[item.obstacle].title,
        "Übergang": item.transition,
        "Urteil": f"{status}, Stärke {item.strength}" if item.strength else status,
        **{title: _cell(item.of_kind(kind)) for kind, title in KINDS.items()},
        "Maßnahmen": _cell(item.measures) if item.measures else "keine Maßnahme",
    }


def _cell(rows: tuple[Evidence, ...]) -> str:
    parts = [
        f"{'Demodaten: ' if row.demo else ''}{row.text.rstrip('.')} ({row.strength}; {row.source})" for row in rows
    ]
    return " · ".join(parts) or "–"


def without_measure(page: Frame) -> None:
    """Obstacles that no measure answers."""
    lines = [
        f"{page.biography.obstacles[item.obstacle].title} am Übergang {item.transition} ({item.status})"
        for item in unanswered(found_obstacles(page))
    ]
    if lines:
        listed(lines)
    else:
        say("Jedem Hindernis mit wirklichen Belegen steht eine Maßnahme gegenüber.")


def gap_register(page: Frame) -> None:
    """What is missing, who has it, and the letter that asks for it."""
    rows = [
        {"Was fehlt": gap.title, "Übergänge": enumeration(gap.transitions), "Wer es hat": gap.holder}
        for gap in page.biography.gaps.values()
    ]
    page.table(rows, page.caption("Verzeichnis der Datenlücken", "je Lücke ein Anschreiben", "datenluecken"))
    letters = "".join(
        f'<details class="isp-data"><summary>Anschreiben: {escape(gap.title)}</summary>'
        f"<p>An: {escape(gap.holder)}</p><p>{escape(gap.letter)}</p><p>{escape(page.county.contact or page.county.name)}</p></details>"
        for gap in page.biography.gaps.values()
    )
    display(HTML(letters))
