"""Forecast on the page: where it starts, variants, school needs, Samtgemeinden."""

from math import ceil

import numpy as np

from isp_utils.charts import Kind
from isp_utils.indicators.figures import CENSUS_WORDS
from isp_utils.model.periods import in_german
from isp_utils.model.terms import Sources
from isp_utils.model.wording import RANGE_AHEAD, german_number
from isp_utils.needs.areas import POOLED, STATED_ALONE, summed_years
from isp_utils.needs.demand import starting
from isp_utils.needs.outlook import Outlook
from isp_utils.pages.life_course.frame import Frame
from isp_utils.pages.life_course.need_views import different, need_table, same_numbers
from isp_utils.pages.page import say, say_list
from isp_utils.statistics.population.whole import half_up


def variants(page: Frame) -> None:
    """What is assumed, in words, and where to change it."""
    ahead = page.outlook
    if ahead is None:
        say("Für diesen Kreis liegen keine gezählten Altersjahre vor; es gibt keine Vorausberechnung.")
        return
    say(*_base(ahead), "Jahre danach sind vorausberechnet, auch wenn sie schon vergangen sind.")
    say_list([f"{variant.title}: {variant.meaning}" for variant in ahead.variants])


def _base(ahead: Outlook) -> list[str]:
    """Where the forecast starts, and what of it was counted."""
    base = ahead.known.base
    day, ground = f"Ausgangspunkt ist der 31.12.{base.year}", CENSUS_WORDS.get(base.census_base, "")
    lines = [f"{day}, auf der Grundlage des {ground}." if ground else f"{day}."]
    if base.apart:
        last = ceil(base.year + 1 - base.apart) - 1  # the base is the end of its year
        lines += [
            "Gezählt sind dann Altersgruppen: 0 bis 2, 3 bis 5, 6 bis 9, 10 bis 14, 15 bis 17, 18 bis 19 Jahre.",
            f"Altersjahre innerhalb der Gruppen sind gerechnet: aus der letzten Zählung der Altersjahre ({last}), "
            f"um {german_number(base.apart, 1)} Jahre weitergerechnet.",
        ]
    elif base.since:
        lines.append(
            f"Gezählt wurde im Lauf des Jahres; bis zum 31.12. ist um {german_number(base.since, 1)} Jahre "
            "weitergerechnet."
        )
    return lines


def school_needs(page: Frame) -> None:
    """Classes, all-day places and school forms by year."""
    ahead = page.outlook
    if ahead is None:
        return
    need_table(page, "klassen_1", "klassen_1")
    planning = page.biography.planning
    if not planning.land(page.county.key).class_size:
        largest = planning.largest_class(page.county.key)
        say(f"Höchstens {largest} Kinder je Klasse: eine Annahme, denn das Land schreibt keine Zahl vor.")
    _streams(page)
    _ganztag(page)
    rows: list[dict[str, object]] = []
    found = next((ahead.needs[name] for name in ("trend", *ahead.needs) if name in ahead.needs), {})
    forms = [kind for kind in found if kind.startswith("klasse_5:")]
    for year in ahead.years:
        row: dict[str, object] = {"Schuljahr": f"{year}/{(year + 1) % 100:02d}"}
        for kind in forms:
            value, lower, upper = found[kind].at(year)
            row[kind.partition(":")[2]] = f"{german_number(value)} ({german_number(lower)} bis {german_number(upper)})"
        rows.append(row)
    words = f"Kinder und {RANGE_AHEAD}, Variante Trend; Anteile der Schulformen wie zuletzt in Klasse 7 (21111)"
    source = Sources.of(ahead.sources("klasse_5:"))
    page.show_rows(rows, page.caption(Kind.NEED, "Klasse 5 nach Schulform", words, "klasse_5_formen", source))


def _streams(page: Frame) -> None:
    """How many first-graders and classes there are for each primary school: is every school einzügig?"""
    ahead = page.outlook
    schools = page.stocks.newest("schulen_allgemeinbildend/total/schulart:grundschule", page.county.key)
    if ahead is None or schools is None or not schools.value:
        say("Die Zahl der Grundschulen liegt nicht vor (21111); die Zügigkeit lässt sich nicht angeben.")
        return
    needs = ahead.needs.get("trend", next(iter(ahead.needs.values())))
    year = ahead.known.year + 6
    children, classes = needs["schulanfaenger"].at(year)[0], needs["klassen_1"].at(year)[0]
    say(
        f"Zügigkeit: Auf jede der {german_number(schools.value)} Grundschulen ({in_german(schools.period)}, 21111) "
        f"kommen {year} im Mittel {german_number(children / schools.value, 1)} Schulanfänger.",
        f"Rechnerisch genügten {classes} erste Klassen; auf alle Standorte verteilt sind es mehr, weil nicht jede "
        "Klasse voll wird. Schülerzahlen je Schule liegen nicht vor (siehe „Was noch zu erfragen "
        "ist“ auf der Seite Bildungsbiografie).",
    )


def _ganztag(page: Frame) -> None:
    ahead = page.outlook
    if ahead is None:
        return
    first = page.biography.planning.ganztag_start
    years = [year for year in range(ahead.known.year, ahead.known.year + 11) if year >= first]
    rows = []
    for year in years:
        row: dict[str, object] = {
            "Schuljahr": f"{year}/{(year + 1) % 100:02d}",
            "Klassen mit Anspruch": "1" if year == first else f"1 bis {min(year - first + 1, 4)}",
        }
        for variant in different(ahead, "ganztag"):
            value, lower, upper = ahead.needs[variant.id]["ganztag"].at(year)
            row[variant.title] = f"{german_number(value)} ({german_number(lower)} bis {german_number(upper)})"
        rows.append(row)
    words = f"Plätze und {RANGE_AHEAD}; jedes Jahr eine Klasse mehr (§ 24 Abs. 4 SGB VIII), Bedarf je Kind angenommen"
    source = Sources.of(ahead.sources("ganztag"))
    page.show_rows(rows, page.caption(Kind.NEED, "Ganztag mit Rechtsanspruch", words, "ganztag", source))
    if said := same_numbers(ahead, "ganztag"):
        say(f"Beim Ganztag: {said}")


def samtgemeinden(page: Frame) -> None:
    """First-graders and classes per Samtgemeinde; small ones as an interval over several years only."""
    ahead = page.outlook
    if ahead is None or ahead.area_base is None:
        say("Unterhalb des Kreises liegen keine Altersgruppen vor (12411-02-03-5); eine Aufteilung ist nicht möglich.")
        return
    name = "trend" if "trend" in ahead.areas else next(iter(ahead.areas))
    cohorts, size = ahead.areas[name], page.biography.planning.largest_class(page.county.key)
    due = page.biography.planning.land(page.county.key).entry_share
    first, together = cohorts.total(starting(6, due)), summed_years(cohorts, starting(6, due))
    rows = []
    for place, area in enumerate(cohorts.regions):
        label = page.catalogue.register[area].name
        people = page.stocks.newest("bevoelkerung", area)
        alone = people is not None and (people.value or 0) >= STATED_ALONE
        row: dict[str, object] = {"Gebiet": label}
        for step in (1, 2, 3, 4, 5, 6):
            limits = _whole(first.lower[place, step], first.upper[place, step])
            value = int(half_up(first.value[place, step]))
            classes = int(np.ceil(value / size))
            row[f"{cohorts.year + step}"] = f"{value} ({limits}), {classes} Kl." if alone else "nur Bereich"
        years = f"{cohorts.year + 1} bis {cohorts.year + POOLED}"
        row[f"zusammen {years}"] = _whole(together.lower[place], together.upper[place])
        rows.append(row)
    base = ahead.area_base.year
    words = f"Kinder ({RANGE_AHEAD}) und Klassen mit höchstens {size} Kindern, Variante Trend; zusammen: nur Bereich"
    source = Sources.of(cohorts.sources)
    page.show_rows(
        rows, page.caption(Kind.NEED, f"Schulanfänger je {page.said['verband']}", words, "samtgemeinden", source)
    )
    say(
        f"Unterhalb des Kreises sind nur Altersgruppen bekannt, zuletzt am 31.12.{base} (12411-02-03-5).",
        "Innerhalb einer Gruppe verteilen sich die Altersjahre wie im Kreis.",
        "Danach behält jeder Jahrgang den Anteil seines Gebiets; später Geborene nehmen den der jüngsten Gruppe.",
        f"Unter {german_number(STATED_ALONE)} Einwohnern steht nur der Bereich über {POOLED} Jahre.",
    )


def _whole(lower: float, upper: float) -> str:
    return f"{german_number(np.floor(lower))} bis {german_number(np.ceil(upper))}"
