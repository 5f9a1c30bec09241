"""The main page in short: each station and transition in a few sentences, with the way to everything about it."""

from collections.abc import Iterable, Sequence
from html import escape

from IPython.display import HTML, display

from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.wording import enumeration, german_number
from isp_utils.needs.demand import Need
from isp_utils.pages.life_course.frame import Frame, anchor_of, page_of
from isp_utils.pages.life_course.obstacles import obstacles_at
from isp_utils.pages.life_course.shortfall import AHEAD, gap_in_short
from isp_utils.pages.life_course.stations import likely, old_ratio
from isp_utils.pages.parts.items import sentence


def station_block(page: Frame, name: str) -> None:
    """Question, key figure, need and gap, who is responsible, and the link to the page of a station."""
    station = page.biography.stations[name]
    figure = _key_figure(page, station.figure, page.statements(page.of_station(name)))
    lines = [
        ("", figure),
        *(("", line) for line in _need_lines(page, name)),
        ("Zuständig", enumeration(station.offices)),
    ]
    link = f'<a href="{page_of(name)}">{escape(station.title)}: Bestand, Bedarf und Pflichten</a>'
    question = f"<p><strong>{escape(station.question)}</strong></p>" if station.question else ""
    _block(station.title, anchor_of(name), question + _paragraphs(lines), link)


def transition_block(page: Frame, name: str) -> None:
    """The rate of a transition, its obstacles, what nobody knows, and the link to everything about it."""
    item = page.biography.transitions[name]
    figure = _key_figure(page, item.figure, page.statements(page.of_transition(name)))
    lines = [("", figure), ("Hindernisse", obstacles_at(page, name)), ("Nicht bekannt", item.unknown)]
    link = f'<a href="{page_of(item.target)}#{anchor_of(name)}">Übergang {name}: Raten, Wege und Schnittstellen</a>'
    _block(f"Übergang {name}: {item.title}", anchor_of(name), _paragraphs(lines), link)


def _block(title: str, anchor: str, body: str, link: str) -> None:
    heading = f'<h3 id="{anchor}">{escape(title)}</h3>'
    display(HTML(f'<div class="isp-block">{heading}{body}<p>{link}</p></div>'))


def _paragraphs(lines: Iterable[tuple[str, str]]) -> str:
    parts = ((f"<strong>{escape(word)}:</strong> " if word else "") + escape(text) for word, text in lines if text)
    return "".join(f"<p>{part}</p>" for part in parts)


def _key_figure(page: Frame, name: str, found: Sequence[Statement]) -> str:
    """The real figure that answers first in a sentence, else one that may be judged, or that there is none."""
    chosen = page.catalogue.indicators.get(name)
    known = [*page.statements([chosen] if chosen else []), *found]
    for said in sorted(known, key=lambda said: said.hindered is not None):
        if said.own.published and not said.own.demo:
            return sentence(said, page.catalogue.register[page.county.key[:2]].name)
    return "Hierzu gibt es noch keine veröffentlichte Zahl."


def _need_lines(page: Frame, name: str) -> list[str]:
    """What is needed in a few years in one sentence, and what is short; nothing where it cannot be reckoned."""
    station, ahead = page.biography.stations[name], page.outlook
    if ahead is None or any(station.need not in found for found in ahead.needs.values()):
        return []
    need = likely(ahead, station.need)
    return [_short(need), gap_in_short(page, station, need)]


def _short(need: Need) -> str:
    now, later = need.years[0], need.years[AHEAD]
    value, lower, upper = need.at(later)
    return (
        f"{need.title}: {'rechnerisch ' if need.old_ratio else ''}{german_number(need.at(now)[0])} im Jahr {now}, "
        f"voraussichtlich {german_number(value)} im Jahr {later} ({german_number(lower)} bis {german_number(upper)})."
        f"{old_ratio(need)}"
    )
