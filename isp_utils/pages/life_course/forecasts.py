"""Forecast and back-test on the page: variants, school needs, Samtgemeinden, and how earlier forecasts came out."""

import numpy as np

from isp_utils.charts import Kind, Value
from isp_utils.model.need_rules import TrialRule
from isp_utils.model.periods import in_german
from isp_utils.model.terms import Sources
from isp_utils.model.wording import german_number
from isp_utils.needs.areas import POOLED, STATED_ALONE, summed_years
from isp_utils.needs.damping import CONFIDENCE
from isp_utils.needs.demand import starting
from isp_utils.needs.trials import UNITS, Score, Trial
from isp_utils.pages.life_course.frame import Frame
from isp_utils.pages.life_course.stations import need_table
from isp_utils.pages.page import say, say_list
from isp_utils.statistics.population.whole import half_up


def variants(page: Frame) -> None:
    """What is assumed, in words, and where to change it."""
    ahead = page.outlook
    if ahead is None:
        say("Für diesen Kreis liegen keine Altersjahre vor; es gibt keine Vorausberechnung.")
        return
    say(
        f"Ausgangspunkt ist der 31.12.{ahead.known.year}, der jüngste Tag mit Altersjahren für den Kreis "
        "(12411-04-02-4 oder Eurostat PROJ_19RP3).",
        "Jahre danach sind vorausberechnet, auch wenn sie schon vergangen sind.",
    )
    say_list([f"{variant.title}: {variant.meaning}" for variant in ahead.variants])


def school_needs(page: Frame) -> None:
    """Classes, all-day places and school forms by year."""
    ahead = page.outlook
    if ahead is None:
        return
    need_table(page, "klassen_1", "klassen_1")
    planning = page.biography.planning
    if not planning.land(page.county.key).class_size:
        say(f"Höchstens {planning.largest_class(page.county.key)} Kinder je Klasse: eine Annahme (planning.toml).")
    _streams(page)
    _ganztag(page)
    rows: list[dict[str, object]] = []
    found = next((ahead.needs[name] for name in ("trend", *ahead.needs) if name in ahead.needs), {})
    forms = [kind for kind in found if kind.startswith("klasse_5:")]
    for year in ahead.years:
        row: dict[str, object] = {"Schuljahr": f"{year}/{(year + 1) % 100:02d}"}
        for kind in forms:
            value, lower, upper = found[kind].at(year)
            row[kind.partition(":")[2]] = f"{value} ({lower} bis {upper})"
        rows.append(row)
    words = "Kinder und 80-%-Bereich, Variante Trend; Anteile der Schulformen wie zuletzt in Klasse 7 (21111)"
    source = Sources.of(ahead.sources("klasse_5:"))
    page.table(rows, page.caption(Kind.NEED, "Klasse 5 nach Schulform", words, "klasse_5_formen", source))


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
        "Klasse voll wird. Schülerzahlen je Schule liegen nicht vor (siehe »Was noch zu erfragen ist«).",
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
        for variant in ahead.variants:
            value, lower, upper = ahead.needs[variant.id]["ganztag"].at(year)
            row[variant.title] = f"{value} ({lower} bis {upper})"
        rows.append(row)
    words = "Plätze und 80-%-Bereich; jedes Jahr eine Klasse mehr (§ 24 Abs. 4 SGB VIII), Bedarf je Kind angenommen"
    source = Sources.of(ahead.sources("ganztag"))
    page.table(rows, page.caption(Kind.NEED, "Ganztag mit Rechtsanspruch", words, "ganztag", source))


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
    words = f"Kinder (80-%-Bereich) und Klassen mit höchstens {size} Kindern, Variante Trend; zusammen: nur der Bereich"
    source = Sources.of(cohorts.sources)
    page.table(
        rows, page.caption(Kind.NEED, f"Schulanfänger je {page.said['verband']}", words, "samtgemeinden", source)
    )
    say(
        f"Unterhalb des Kreises sind nur Altersgruppen bekannt, zuletzt am 31.12.{base} (12411-02-03-5).",
        "Innerhalb einer Gruppe verteilen sich die Altersjahre wie im Kreis.",
        "Danach behält jeder Jahrgang den Anteil seines Gebiets.",
        f"Unter {german_number(STATED_ALONE)} Einwohnern steht nur der Bereich über {POOLED} Jahre.",
    )


def _whole(lower: float, upper: float) -> str:
    return f"{int(np.floor(lower))} bis {int(np.ceil(upper))}"


def back_tests(page: Frame) -> None:
    """How good the method was on real figures: error, bias, coverage, and the naive forecasts beside it."""
    if not page.trials:
        say("Für diesen Kreis gibt es noch keine zwei Stände, an denen sich eine Prognose prüfen ließe.")
        return
    for name, trial in page.trials.items():
        rule = page.biography.planning.needs.trials[name]
        rows = [
            _score_row(label, score)
            for label, region in ((f"{len(trial.regions)} Kreise", ""), (page.county.short, page.county.key))
            if not region or region in trial.regions
            for score in trial.scores(region)
        ]
        words = f"Fehler in {UNITS[trial.unit]}; {_cases(trial, rule)}; Statistik: {rule.statistic}"
        source = Sources.of(trial.sources)
        page.table(rows, page.caption(Kind.NEED, f"Rückblickprüfung: {rule.title}", words, f"pruefung_{name}", source))
    say(*_verdicts(page))


def _cases(trial: Trial, rule: TrialRule) -> str:
    if not rule.quota:
        return "Prognose vom vorletzten auf den letzten Stand der Altersjahre, 0 bis 17 Jahre"
    return f"Prognose aus Werten bis {trial.cases[0] - 1} für {trial.cases[0]} bis {trial.cases[-1]}"


def _score_row(label: str, score: Score) -> dict[str, object]:
    coverage = score.coverage
    return {
        "Gebiet": label,
        "Prognose": score.name,
        "mittlerer Fehler (Median, Betrag)": Value(score.median_error, digits=1),
        "Verzerrung (Mittel)": Value(score.bias, digits=1),
        "Treffer des 80-%-Bereichs": f"{german_number(100 * coverage)} %" if coverage is not None else "kein Bereich",
        "Fälle": score.cases,
    }


def _verdicts(page: Frame) -> list[str]:
    lines = []
    for name, trial in page.trials.items():
        title = page.biography.planning.needs.trials[name].title
        held = "erfüllt" if trial.passed else "nicht erfüllt"
        share = trial.scores()[0].coverage or 0.0
        lines.append(
            f"{title}: Der 80-%-Bereich enthielt {german_number(100 * share)} % der Ergebnisse; Anforderung "
            f"(mindestens 70 %, Fehler nicht größer als die bessere einfache Prognose) {held}."
        )
    return lines


def last_forecast(page: Frame) -> None:
    """The last forecast against what came, for the county itself."""
    for name, trial in page.trials.items():
        if page.county.key not in trial.regions:
            continue
        rule = page.biography.planning.needs.trials[name]
        row, digits = trial.regions.index(page.county.key), 1 if rule.quota else 0
        rows: list[dict[str, object]] = []
        for place, case in enumerate(trial.cases):
            made, lower, upper = (
                part[row, place] for part in (trial.forecast.value, trial.forecast.lower, trial.forecast.upper)
            )
            inside = bool(trial.inside[row, place])
            rows.append(
                {
                    "Jahr" if rule.quota else "Alter": str(case),
                    "Prognose": Value(float(half_up(made)) if digits == 0 else float(made), digits=digits),
                    "80-%-Bereich": f"{german_number(lower, digits)} bis {german_number(upper, digits)}",
                    "eingetreten": Value(float(trial.outcome[row, place]), digits=digits),
                    "Abweichung": Value(float(trial.error(trial.forecast.value)[row, place]), digits=1),
                    "im Bereich": "ja" if inside else "nein",
                }
            )
        unit = f"{'Prozent' if rule.quota else 'Kinder'}; Abweichung in {UNITS[trial.unit]}, {page.county.name}"
        title, source = f"Letzte Prognose und Ergebnis: {rule.title}", Sources.of(trial.sources)
        page.table(rows, page.caption(Kind.NEED, title, unit, f"ergebnis_{name}", source))
    say(f"Ein {german_number(100 * CONFIDENCE)}-%-Bereich darf jedes fünfte Ergebnis verfehlen, nicht mehr.")
