"""Addresses of Empfehlungen, Maßnahmen, obstacles and transitions: one function each, so that both ways meet."""

from html import escape

from isp_utils.model.biography import Biography
from isp_utils.model.massnahmen import STATUS, Empfehlung, Massnahme
from isp_utils.pages.parts.links import card_page

PAGE = "massnahmen.html"
OBSTACLES_PAGE = "biografie_hindernisse.html"
NO_ANSWER = "Keine Maßnahme antwortet darauf."  # in place of links


def _slug(name: str) -> str:
    return name.lower().replace("_", "-")


def massnahme_anchor(name: str) -> str:
    """Where a Maßnahme stands on its page."""
    return f"massnahme-{_slug(name)}"


def effect_anchor(name: str) -> str:
    """Where the effect of a Maßnahme stands, below it."""
    return f"wirkung-{_slug(name)}"


def empfehlung_anchor(name: str) -> str:
    """Where an Empfehlung stands on the page of the Maßnahmen."""
    return f"empfehlung-{_slug(name)}"


def obstacle_anchor(transition: str, obstacle: str) -> str:
    """Where an obstacle at a transition stands on the page of the obstacles."""
    return f"hindernis-{_slug(transition)}-{_slug(obstacle)}"


def massnahme_link(item: Massnahme) -> str:
    """HTML: a Maßnahme by its title, with its status in words."""
    late = ", überfällig" if item.late else ""
    demo = ", Demodaten" if item.demo else ""
    return f'<a href="{PAGE}#{massnahme_anchor(item.id)}">{escape(item.title)}</a> ({STATUS[item.status]}{late}{demo})'


def empfehlung_link(item: Empfehlung) -> str:
    """HTML: an Empfehlung by its title."""
    demo = " (Demodaten)" if item.demo else ""
    return f'<a href="{PAGE}#{empfehlung_anchor(item.id)}">{escape(item.title)}</a>{demo}'


def obstacle_link(biography: Biography, transition: str, obstacle: str) -> str:
    """HTML: an obstacle at a transition, where its evidence stands."""
    words = f"{biography.obstacles[obstacle].title} am Übergang {transition}"
    return f'<a href="{OBSTACLES_PAGE}#{obstacle_anchor(transition, obstacle)}">{escape(words)}</a>'


def transition_link(biography: Biography, name: str) -> str:
    """HTML: a transition, where the biography tells about it."""
    item = biography.transitions[name]
    return f'<a href="biografie_{item.target}.html#uebergang-{name.lower()}">{escape(f"{name}: {item.title}")}</a>'


def steckbrief_link(indicator: str, words: str) -> str:
    """HTML: a Kennzahl, at its Steckbrief."""
    return f'<a href="{card_page(indicator)}">{escape(words)}</a>'
