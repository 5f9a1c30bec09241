"""Small invented conferences."""

from datetime import date

from isp_utils.model.conferences import Coding, Conference, Contribution, Theme, Voices

WEG = Theme("weg", "Wege", ("bus", "fahrplan"))
HORT = Theme("hort", "Betreuung", ("hort",))
THEMES = (WEG, HORT)


def said(number, theme="", votes=(), against=None, obstacle="", text="Der Bus fehlt."):
    return Contribution(
        number,
        text,
        votes=votes,
        against=against,
        theme=theme,
        obstacle=obstacle,
        transition="T5" if obstacle else "",
    )


def held(place, round_, *contributions, people=(("Familien", 10), ("Fachkräfte", 8)), demo=False):
    return Conference(place, date(2024 + round_, 3, 12), round_, people, contributions, demo)


def code(number, theme, coder, place="Neustadt"):
    return Coding(place, 1, number, theme, coder)


def voices(*conferences, codings=()):
    return Voices(conferences, codings)
