"""One Empfehlung or Maßnahme on its page: what it is about, and links to everything it belongs to."""

from collections.abc import Iterable, Sequence
from html import escape

from isp_utils.charts.gantt import time_text
from isp_utils.model.biography import Biography
from isp_utils.model.domain import FIELDS, STATIONS
from isp_utils.model.indicator import Indicator
from isp_utils.model.massnahmen import ORIGINS, STATUS, Empfehlung, Massnahme, Milestone
from isp_utils.model.wording import NO_BREAK, enumeration, german_date, german_number
from isp_utils.pages.parts.massnahmen_links import (
    NO_ANSWER,
    effect_anchor,
    empfehlung_anchor,
    massnahme_anchor,
    massnahme_link,
    obstacle_link,
    steckbrief_link,
    transition_link,
)
from isp_utils.pages.voices.citations import references
from isp_utils.pages.voices.condensed import Voice

Pair = tuple[str, str]  # a word, and safe HTML
VERBS = {"higher": "steigen", "lower": "sinken"}


def euro(amount: float) -> str:
    """An amount of money.

    >>> euro(180000)
    '180.000\\xa0€'
    """
    return f"{german_number(amount)}{NO_BREAK}€"


def empfehlung_entry(
    item: Empfehlung, answers: Sequence[Massnahme], voices: Sequence[Voice], biography: Biography, short: str
) -> str:
    """HTML of an Empfehlung: where it comes from, what it is about, and which Maßnahmen answer. short: its Kennzahl."""
    where = escape(f"{ORIGINS[item.origin]} ({item.source})")
    about = [
        transition_link(biography, item.transition) if item.transition else "",
        obstacle_link(biography, item.transition, item.obstacle) if item.obstacle else "",
        steckbrief_link(item.indicator, short) if item.indicator else "",
    ]
    place = [STATIONS.get(item.station, ""), FIELDS.get(item.field, "")]
    answered = ", ".join(map(massnahme_link, answers)) or NO_ANSWER
    pairs = [
        ("Kommt aus", where),
        ("Wortmeldungen", references(voices)),
        ("Gehört zu", "; ".join([*map(escape, filter(None, place)), *filter(None, about)])),
        ("Antwort", answered),
    ]
    return _entry(empfehlung_anchor(item.id), item.title, item.demo, (item.text, pairs))


def massnahme_entry(item: Massnahme, advice: Sequence[str], biography: Biography, indicator: Indicator | None) -> str:
    """HTML of a Maßnahme. advice: links to the Empfehlungen; indicator: its Kennzahl."""
    late = " (überfällig)" if item.late else ""
    places = [obstacle_link(biography, *place) for place in item.answers]
    places = places or [transition_link(biography, name) for name in item.transitions]
    where = [STATIONS.get(item.station, ""), enumeration([FIELDS[name] for name in item.fields])]
    pairs = [
        ("Für wen", escape(item.target_group)),
        ("Zuständig", escape(item.responsible)),
        ("Partner", escape(enumeration(item.partners))),
        ("Zeit", escape(f"{time_text(item.start, item.end)}; {STATUS[item.status]}{late}")),
        ("Meilensteine", _steps(item.milestones)),
        ("Kosten", _money(item)),
        ("Gehört zu", "; ".join([*map(escape, filter(None, where)), *places])),
        ("Antwortet auf", ", ".join(advice)),
        ("Soll bewegen", _expected(item, indicator)),
        ("Quelle", escape(item.source)),
    ]
    return _entry(massnahme_anchor(item.id), item.title, item.demo, (item.goal, pairs))


def _entry(anchor: str, title: str, demo: bool, content: tuple[str, Iterable[Pair]]) -> str:
    text, pairs = content
    mark = " (Demodaten)" if demo else ""
    told = f"<p>{escape(text)}</p>" if text else ""
    lines = "".join(f"<dt>{escape(word)}</dt><dd>{html}</dd>" for word, html in pairs if html)
    return f'<h3 id="{anchor}">{escape(title)}{mark}</h3>{told}<dl class="isp-profile">{lines}</dl>'


def _steps(milestones: Sequence[Milestone]) -> str:
    words = (f"{german_date(m.day)} {m.title} ({_reached(m)})" for m in milestones)
    return escape("; ".join(words))


def _reached(item: Milestone) -> str:
    return "erreicht" if item.done else "überfällig" if item.late else "noch offen"


def _money(item: Massnahme) -> str:
    parts = [euro(item.cost) if item.cost is not None else "", item.funding]
    return escape("; ".join(filter(None, parts)))


def _expected(item: Massnahme, indicator: Indicator | None) -> str:
    if indicator is None:
        return "Keine Kennzahl genannt; eine Wirkung lässt sich nicht verfolgen."
    unit = "Prozentpunkte" if indicator.unit == "%" else indicator.unit
    digits = 0 if item.size is None or item.size.is_integer() else max(1, indicator.digits)
    size = f"um {german_number(item.size, digits)}{NO_BREAK}{unit} " if item.size else ""
    seen = f'<a href="#{effect_anchor(item.id)}">Wirkung<span class="isp-hidden">: {escape(item.title)}</span></a>'
    return f"{steckbrief_link(indicator.id, indicator.short)}: soll {escape(size)}{VERBS[item.direction]}. {seen}"
