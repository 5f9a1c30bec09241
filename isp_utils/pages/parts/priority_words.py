"""The Schwerpunkte in words: what speaks for each, which Maßnahmen answer it, and the rules behind it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from html import escape
from typing import Any

from isp_utils.model.biography import Biography
from isp_utils.model.domain import FIELDS
from isp_utils.model.massnahmen import Massnahme
from isp_utils.model.periods import in_german
from isp_utils.model.priorities import PriorityRules
from isp_utils.model.wording import NO_BREAK, enumeration, german_number
from isp_utils.pages.parts.items import sentence
from isp_utils.pages.parts.judgements import development_word
from isp_utils.pages.parts.links import card_page
from isp_utils.pages.parts.massnahmen_links import NO_ANSWER, massnahme_link, obstacle_link, steckbrief_link
from isp_utils.pages.parts.priorities import Priority, Unfavourable
from isp_utils.pages.parts.sentences import printed, since
from isp_utils.pages.parts.triangulation import Judged


def priority_html(number: int, item: Priority, biography: Biography, land: str) -> str:
    """HTML of a Schwerpunkt: title, what speaks for it, how many points, and the answer."""
    lines = [f"{escape(sentence(one.said, land))} {_beside(one)} {_card(one)}" for one in item.figures]
    lines += [f"Belegtes Hindernis: {obstacle_line(one, biography)}" for one in item.obstacles]
    fields = enumeration([FIELDS[name] for name in item.fields])
    concerned = f"Betroffene Felder: {escape(fields)}. " if fields else ""
    points = f"{item.points}{NO_BREAK}{'Punkt' if item.points == 1 else 'Punkte'}."
    return (
        f'<div class="isp-item"><h3 id="{anchor_of_priority(item)}">{number}. {escape(item.title)}</h3>'
        f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
        f"<p><strong>Antwort:</strong> {answer_line(item.massnahmen)}</p>"
        f'<p class="isp-proof">{concerned}{points}</p></div>'
    )


def anchor_of_priority(item: Priority) -> str:
    """Where a Schwerpunkt stands on the page of the synthesis."""
    return f"schwerpunkt-{item.place.replace('_', '-')}"


def answer_line(massnahmen: Sequence[Massnahme]) -> str:
    """HTML: links to the real Maßnahmen; made-up ones are no answer to a real finding."""
    real = [item for item in massnahmen if not item.demo]
    return f"{', '.join(map(_answer, real))}." if real else NO_ANSWER


def _answer(item: Massnahme) -> str:
    """HTML link to a Maßnahme, and what it leaves open: when it is done, and what is to show its effect."""
    lacking = ["ohne Termin"] if item.start is None and item.end is None else []
    lacking += [] if item.indicator else ["ohne Kennzahl"]
    return f"{', '.join([massnahme_link(item).removesuffix(')'), *lacking])})"


def obstacle_line(item: Judged, biography: Biography) -> str:
    """HTML: a proven obstacle, linked to its evidence."""
    link = obstacle_link(biography, item.transition, item.obstacle)
    undated = " Mindestens ein Beleg trägt kein Jahr." if item.undated else ""
    return f"{link}, Stärke{NO_BREAK}{item.strength} von{NO_BREAK}3.{undated}"


def unfavourable_line(item: Unfavourable) -> str:
    """HTML: a Kennzahl with its value, and the median of the comparable Kreise."""
    said = item.said
    link = steckbrief_link(said.indicator.id, said.indicator.short)
    return f"{link} {in_german(said.own.period)}: {printed(said.indicator, said.own.value)}. {_beside(item)}"


def _beside(item: Unfavourable) -> str:
    middle = printed(item.said.indicator, item.alike)
    moved = item.said.development
    trend = f"; {since(moved.first.period)} {development_word(item.said)}" if item.worsening and moved else ""
    return f"Vergleichbare Kreise: {middle}{trend}."


def _card(item: Unfavourable) -> str:
    """HTML link to the Steckbrief."""
    indicator = item.said.indicator
    words = f'Steckbrief<span class="isp-hidden">: {escape(indicator.short)}</span>'
    return f'<a href="{card_page(indicator.id)}">{words}</a>'


def rules_in_words(rules: PriorityRules) -> list[str]:
    """The rules as sentences, made from their numbers."""
    weigh = rules.points
    return [
        "Ein Schwerpunkt ist eine Station der Bildungsbiografie; die Rahmenbedingungen sind nach Themen geteilt.",
        f"Kennzahl ungünstiger als im Land und als in der Mitte der vergleichbaren Kreise: {_points(weigh.worse)}.",
        f"Entwickelt sie sich zudem ungünstig: {_points(weigh.worsening)} dazu. Ungünstig heißt: schlechter als im "
        "Land, oder, wo sie sich darin vom Land nicht unterscheidet: Sie bewegte sich um mindestens "
        f"{german_number(100 * rules.movement)}{NO_BREAK}% der Spanne ihrer Jahre zum Schlechteren.",
        f"Hindernis, das am Übergang in die Station belegt ist: {_points(weigh.proven)}.",
        "Was zwei Kennzahlen auf zwei Weisen sagen, zählt einmal, mit der neueren Zahl.",
        f"Mindestens zwei Planungsfelder sind betroffen: {_points(weigh.several_fields)}.",
        f"Genannt werden höchstens {rules.most}, ab {_points(rules.threshold)}n. Demodaten zählen nicht."
        if rules.threshold > 1
        else f"Genannt werden höchstens {rules.most}. Demodaten zählen nicht.",
    ]


def _points(number: int) -> str:
    return f"{number}{NO_BREAK}{'Punkt' if number == 1 else 'Punkte'}"


def recorded(item: Priority) -> dict[str, Any]:
    """A Schwerpunkt for other pages: title, anchor on the synthesis page, points, fields, titles of real answers."""
    answers = [massnahme.title for massnahme in item.massnahmen if not massnahme.demo]
    named = [one.said.indicator.id for one in item.figures]
    return {
        "title": item.title,
        "anchor": anchor_of_priority(item),
        "points": item.points,
        "indicators": named,
        "fields": list(item.fields),
        "massnahmen": answers,
    }


def without_answer(told: Iterable[Mapping[str, Any]], fields: Collection[str]) -> tuple[str, ...]:
    """Titles of those Schwerpunkte (as `recorded`) that concern one of the fields and that no real Maßnahme answers.

    Whoever hears of all fields hears of every one.
    """
    whole = set(fields) >= set(FIELDS)
    concerned = [item for item in told if whole or set(item.get("fields", ())) & set(fields)]
    return tuple(str(item["title"]) for item in concerned if not item["massnahmen"])
