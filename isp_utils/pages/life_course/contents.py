"""The main page in short: each station and transition in a few sentences, with the way to everything about it."""

from collections.abc import Iterable
from html import escape

from IPython.display import HTML, display

from isp_utils.model.wording import enumeration
from isp_utils.pages.life_course.answers import answer, key_figure, sentence_of
from isp_utils.pages.life_course.frame import Frame, anchor_of, page_of
from isp_utils.pages.life_course.obstacles import obstacles_at


def station_block(page: Frame, name: str, told: set[str]) -> None:
    """Question and answer, who is responsible, and the link to the page of a station; `told` takes what was said."""
    station = page.biography.stations[name]
    said = answer(page, station, told).lines
    told.update(said)
    lines = [*(("", line) for line in said), ("Zuständig", enumeration(station.offices))]
    link = f'<a href="{page_of(name)}">{escape(station.title)}: Bestand, Bedarf und Pflichten</a>'
    question = f"<p><strong>{escape(station.question)}</strong></p>" if station.question else ""
    _block(station.title, anchor_of(name), question + _paragraphs(lines), link)


def transition_block(page: Frame, name: str, told: set[str]) -> None:
    """The rate of a transition, its obstacles, what nobody knows, and the link to everything about it.

    No other Kennzahl stands in for a rate: what is merely near a transition does not describe it.
    """
    item = page.biography.transitions[name]
    said = key_figure(page, item.figure, (), told)
    figure = sentence_of(page, said) if said else _no_rate(page, name)
    told.add(figure)
    lines = [("", figure), ("Hindernisse", obstacles_at(page, name)), ("Nicht bekannt", item.unknown)]
    link = f'<a href="{page_of(item.target)}#{anchor_of(name)}">Übergang {name}: Raten, Wege und Schnittstellen</a>'
    _block(f"Übergang {name}: {item.title}", anchor_of(name), _paragraphs(lines), link)


def _no_rate(page: Frame, name: str) -> str:
    """That no figure describes a transition itself, and whether figures of what is around it are known."""
    real = [said for said in page.statements(page.of_transition(name)) if said.own.published and not said.own.demo]
    around = "; was ihn umgibt, steht auf seiner Seite" if real else ""
    return f"Den Übergang {name} selbst beschreibt keine veröffentlichte Zahl{around}."


def _block(title: str, anchor: str, body: str, link: str) -> None:
    heading = f'<h3 id="{anchor}">{escape(title)}</h3>'
    display(HTML(f'<div class="isp-block">{heading}{body}<p>{link}</p></div>'))


def _paragraphs(lines: Iterable[tuple[str, str]]) -> str:
    parts = ((f"<strong>{escape(word)}:</strong> " if word else "") + escape(text) for word, text in lines if text)
    return "".join(f"<p>{part}</p>" for part in parts)
