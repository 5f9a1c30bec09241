"""Obstacles on the page: matrix, evidence, Maßnahmen, what nothing answers; interfaces and the gap register."""

from dataclasses import replace
from html import escape

import pandas as pd
from IPython.display import HTML, display

from isp_utils.charts import Kind, Mark, matrix, table
from isp_utils.model.catalogue import Indicator
from isp_utils.model.evidence import KINDS, Evidence
from isp_utils.model.periods import in_german
from isp_utils.model.terms import Sources
from isp_utils.model.wording import enumeration
from isp_utils.pages.life_course.frame import Frame, anchor_of
from isp_utils.pages.page import folded, say, say_list, show
from isp_utils.pages.parts import sentences
from isp_utils.pages.parts.captions import DEMO
from isp_utils.pages.parts.massnahmen_links import empfehlung_link, massnahme_link, obstacle_anchor
from isp_utils.pages.parts.triangulation import (
    DEMO_ONLY,
    HINT,
    PROVEN,
    UNPROVEN,
    Judged,
    judged,
    register_evidence,
    register_strength,
    unanswered,
)

TONES = {PROVEN: "finding", HINT: "plain", DEMO_ONLY: "missing", UNPROVEN: "missing"}
WORDS = {PROVEN: PROVEN, HINT: HINT, DEMO_ONLY: "nur Demodaten", UNPROVEN: UNPROVEN}
NO_EVIDENCE = "kein Beleg"
EXAMPLES = "Erfundene Beispiele (Demodaten), die nichts aussagen"
NOTHING_KNOWN = "Aus diesem Kreis liegen noch keine Belege für Hindernisse vor; über sie lässt sich nichts sagen."


def found_obstacles(page: Frame) -> list[Judged]:
    """Every obstacle with its evidence, from the register of Kennzahlen and the tables of the other kinds."""
    indicators = [item for item in page.catalogue.indicators.values() if item.obstacles]
    rows = register_evidence(indicators, lambda item: _strength(page, item), lambda item: _sentence(page, item))
    return judged([*rows, *page.biography.evidence], page.biography.transitions, page.massnahmen)


def _strength(page: Frame, item: Indicator) -> int:
    said = page.statement(item)
    return register_strength(said.verdict, said.turn) if said else 0


def _sentence(page: Frame, item: Indicator) -> str:
    own = page.figures.newest(item.id, page.county.key)
    if own is None:
        return ""
    return f"{sentences.printed(item, own.value)} ({in_german(own.period)}, {page.statistic(own.source)})"


def obstacle_matrix(page: Frame) -> None:
    """Obstacles x transitions: proven, hint, or demo only, with strength; two tables, so that words fit."""
    found = found_obstacles(page)
    obstacles, passages = page.biography.obstacles, list(page.biography.transitions)
    cells = {
        (obstacles[item.obstacle].title, item.transition): Mark(
            WORDS[item.status],
            TONES[item.status],
            f"Stärke {item.strength} von 3" if item.strength else "",
            f"#{anchor_of(item.transition)}",
        )
        for item in found
    }
    rows = [item.title for item in obstacles.values()]
    middle = len(passages) // 2
    for part in (passages[:middle], passages[middle:]):
        title = f"Hindernisse an den Übergängen {part[0]} bis {part[-1]}"
        name = f"hindernisse_{part[0].lower()}_{part[-1].lower()}"
        caption = page.caption(Kind.MATRIX, title, "belegt nur mit zwei Arten von Belegen", name, _sources(page, found))
        chosen = {
            (row, column): cells.get((row, column), Mark(NO_EVIDENCE, "missing")) for row in rows for column in part
        }
        show(matrix(rows, part, chosen, caption, "Hindernis"))


def obstacles_at(page: Frame, transition: str) -> str:
    """The obstacles at one transition in a line, real ones only."""
    found = [item for item in found_obstacles(page) if item.transition == transition and item.real]
    parts = [f"{page.biography.obstacles[i.obstacle].title} ({i.status}, Stärke {i.strength} von 3)" for i in found]
    return f"{enumeration(parts)}." if parts else "Kein Hindernis mit wirklichen Belegen."


def massnahmen_at(page: Frame, transition: str) -> None:
    """The Maßnahmen at one transition, linked; nothing where there is none."""
    here = [item for item in page.massnahmen.massnahmen if transition in item.transitions]
    if here:
        display(HTML(f"<p><strong>Maßnahmen:</strong> {', '.join(map(massnahme_link, here))}</p>"))


def _sources(page: Frame, found: list[Judged]) -> Sources:
    names = [row.id for item in found for row in item.evidence if row.kind == "register"]
    figures = (page.figures.newest(name, page.county.key) for name in dict.fromkeys(names))
    return Sources.of(own.source for own in figures if own)


def rules(page: Frame) -> None:
    """The rules by which evidence is weighed."""
    say_list(page.biography.rules)


def evidence(page: Frame) -> None:
    """Each obstacle with its evidence by its kind, and the Maßnahmen that answer it; examples in a part that opens."""
    found = found_obstacles(page)
    if not found:
        return say(NOTHING_KNOWN)
    proven, hints = (sum(item.status == status for item in found) for status in (PROVEN, HINT))
    examples = [item for item in found if _is_example(item)]
    say(f"Belegt: {proven}. Hinweise: {hints}.", f"{EXAMPLES}: {len(examples)}." if examples else "")
    real = sorted((item for item in found if not _is_example(item)), key=lambda item: item.status != PROVEN)
    words = "Stärke 0 bis 3 je Art von Beleg; Zahl der Maßnahmen"
    caption = page.caption(
        Kind.LIST, "Hindernisse mit Belegen und Maßnahmen", words, "hindernisse", _sources(page, real)
    )
    page.show_rows([_row(page, item, with_demo=False) for item in real], caption)
    display(HTML("".join(_statement(page, item) for item in real)))
    if examples:
        rows = pd.DataFrame([_row(page, item, with_demo=True) for item in examples])
        caption = page.caption(Kind.LIST, f"{DEMO}: Beispiele für Hindernisse", words, "hindernisse_beispiele")
        shown = table(rows, replace(caption, demo=True))
        told = "".join(_statement(page, item) for item in examples)
        show(folded(replace(shown, html=shown.html + told), f"{EXAMPLES} ({len(examples)})"))
    return None


def _is_example(item: Judged) -> bool:
    """Whether nothing real speaks for an obstacle, and nobody really acts on it."""
    return not item.real and all(massnahme.demo for massnahme in item.massnahmen)


def _row(page: Frame, item: Judged, with_demo: bool) -> dict[str, object]:
    more = " (zweite Art nur aus Demodaten)" if item.proven_with_demo and item.status == HINT else ""
    status = item.status + more
    return {
        "Hindernis": page.biography.obstacles[item.obstacle].title,
        "Übergang": item.transition,
        "Urteil": f"{status}, Stärke {item.strength}" if item.strength else status,
        **{title: _strongest(item.of_kind(kind), with_demo) for kind, title in KINDS.items()},
        "Maßnahmen": len(item.answers),
    }


def _strongest(rows: tuple[Evidence, ...], with_demo: bool) -> str:
    """The strongest statement of a kind; made-up ones where they are asked for, behind the real ones."""
    best = sorted((row for row in rows if with_demo or not row.demo), key=lambda row: (row.demo, -row.strength))[:1]
    return "".join(f"{row.strength} (Demo)" if row.demo else str(row.strength) for row in best) or "–"


def _told(row: Evidence) -> str:
    """What speaks for an obstacle, and who says so; a figure says where it is from itself."""
    return f"{row.text}: {row.source}" if row.kind == "register" else f"{row.text} Quelle: {row.source}"


def _statement(page: Frame, item: Judged) -> str:
    """One obstacle in words: what speaks for it, from where, and what answers it."""
    kinds = [(title, row) for kind, title in KINDS.items() for row in item.of_kind(kind)]
    kinds.sort(key=lambda told: told[1].demo)  # what is real first
    parts = [
        f"<li>{escape(title)}{' (Demodaten)' if row.demo else ''}, Stärke {row.strength}: {escape(_told(row))}.</li>"
        for title, row in kinds
    ]
    parts += [f"<li>Empfehlung: {empfehlung_link(advice)}.</li>" for advice in item.advice]
    parts += [f"<li>Maßnahme: {massnahme_link(massnahme)}.</li>" for massnahme in item.answers]
    answer = "" if item.answers else "<li>Keine Maßnahme antwortet darauf.</li>"
    invented = [massnahme_link(one) for one in item.massnahmen if one not in item.answers]
    answer += f"<li>Nur als Beispiel: {enumeration(invented)}.</li>" if invented else ""
    name = f"{page.biography.obstacles[item.obstacle].title} am Übergang {item.transition}: {item.status}"
    made_up = "" if item.real else " isp-demo"
    anchor = obstacle_anchor(item.transition, item.obstacle)
    return (
        f'<div class="isp-statement{made_up}" id="{anchor}"><p><strong>{escape(name)}</strong></p>'
        f"<ul>{''.join(parts)}{answer}</ul></div>"
    )


def without_massnahme(page: Frame) -> None:
    """Obstacles that no Maßnahme answers; where no obstacle is known, nothing is said about Maßnahmen."""
    found = found_obstacles(page)
    lines = [
        f"{page.biography.obstacles[item.obstacle].title} am Übergang {item.transition} ({item.status})"
        for item in unanswered(found)
    ]
    answered = "Jedem Hindernis mit wirklichen Belegen steht eine Maßnahme gegenüber."
    say_list(lines, answered if any(item.real for item in found) else NOTHING_KNOWN)


def gap_register(page: Frame) -> None:
    """What is missing, who has it, and the letter that asks for it."""
    rows: list[dict[str, object]] = [
        {"Was fehlt": gap.title, "Übergänge": enumeration(gap.transitions), "Wer es hat": gap.holder}
        for gap in page.biography.gaps.values()
    ]
    caption = page.caption(Kind.LIST, "Verzeichnis der Datenlücken", "je Lücke ein Anschreiben", "datenluecken")
    page.show_rows(rows, caption)
    sender = page.county.contact or page.county.name
    letters = "".join(
        f'<details class="isp-data"><summary>Anschreiben: {escape(gap.title)}</summary>'
        f"<p>An: {escape(gap.holder)}</p><p>{escape(gap.letter)}</p></details>"
        for gap in page.biography.gaps.values()
    )
    say(f"Absender aller Anschreiben: {sender}.")
    display(HTML(letters))
