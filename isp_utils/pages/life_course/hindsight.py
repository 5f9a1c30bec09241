"""Back-tests on the page: how earlier forecasts came out, over all Kreise of the Land and for the county itself."""

from dataclasses import replace

import pandas as pd

from isp_utils.charts import Fragment, Kind, Value, table
from isp_utils.model.need_rules import TrialRule
from isp_utils.model.terms import Sources
from isp_utils.model.wording import RANGE_AHEAD, german_number
from isp_utils.needs.trials import UNITS, Trial
from isp_utils.pages.life_course.frame import Frame
from isp_utils.pages.page import folded, say, show
from isp_utils.statistics.population.whole import half_up

WANTED = (0.74, 0.88)  # share of outcomes that 80 % intervals should hold over many back-tests


def back_tests(page: Frame) -> None:
    """How good the method was on counted figures: hits of the intervals, error, and the simple forecasts beside it."""
    if not page.trials:
        say("Für diesen Kreis gibt es noch keine zwei Stände, an denen sich eine Prognose prüfen ließe.")
        return
    rules = page.biography.planning.needs.trials
    rows = [_summary_row(page, rules[name], trial) for name, trial in page.trials.items()]
    words = (
        f"{RANGE_AHEAD}; mittlerer Fehler in Prozent, bei Quoten in Prozentpunkten; alle Kreise des Landes und "
        f"{page.county.name}; die einzelnen Prüfungen stehen darunter"
    )
    sources = Sources.of(name for trial in page.trials.values() for name in trial.sources)
    page.show_rows(rows, page.caption(Kind.NEED, "Rückblickprüfung: Treffer und Fehler", words, "pruefung", sources))
    say(_own_hits(page))
    say(*_verdicts(page))


def _own_hits(page: Frame) -> str:
    """How many of the earlier forecasts for the county itself held; "" where none could be tested."""
    own = [
        trial.inside[trial.regions.index(page.county.key)]
        for trial in page.trials.values()
        if page.county.key in trial.regions
    ]
    if not own:
        return ""
    held, tested = sum(int(hits.sum()) for hits in own), sum(hits.size for hits in own)
    return (
        f"Für {page.county.short} traf der {RANGE_AHEAD} in {held} von {tested} Prüfungen; zu erwarten sind vier von "
        "fünf. Die Prüfungen hängen zusammen, denn dieselben Kinder kommen in mehreren vor."
    )


def _summary_row(page: Frame, rule: TrialRule, trial: Trial) -> dict[str, object]:
    """All cases of one back-test together, and the county's own hits."""
    model, *simple = trial.scores()
    best = min(simple, key=lambda score: score.median_error)
    own = "–"
    if page.county.key in trial.regions:
        hits = trial.inside[trial.regions.index(page.county.key)]
        own = f"{int(hits.sum())} von {hits.size}"
    return {
        "Vorausberechnet": rule.title,
        "Treffer, alle Kreise": f"{german_number(100 * (model.coverage or 0))}\u202f%",
        "Bereich war": _width(model.coverage or 0.0),
        "Fehler": Value(model.median_error, digits=1),
        "bessere einfache Prognose": f"{german_number(best.median_error, 1)} ({best.name})",
        f"Treffer, {page.county.short}": own,
        "Prüfungen": len(trial.cases),
    }


def _width(held: float) -> str:
    """Whether the share of outcomes that intervals held (0 to 1), as printed, is what they promise."""
    share = round(held, 2)
    return "zu eng" if share < WANTED[0] else "eher zu weit" if share > WANTED[1] else "passend"


def _case_row(trial: Trial, case: int) -> dict[str, object]:
    """One base and target year: hits and errors over all Kreise."""
    base, target = trial.cases[case]
    model, *simple = trial.scores(case=case)
    return {
        "Ausgang": str(base),
        "Ziel": str(target),
        f"Treffer ({RANGE_AHEAD})": f"{german_number(100 * (model.coverage or 0))}\u202f%",
        f"Fehler: {model.name}": Value(model.median_error, digits=1),
        **{f"Fehler: {score.name}": Value(score.median_error, digits=1) for score in simple},
        "im Mittel zu hoch (+), zu niedrig (\u2212)": Value(model.bias, digits=1),
    }


def _verdicts(page: Frame) -> list[str]:
    """How to read the table, and which comparisons cross a census."""
    limits = " bis ".join(german_number(100 * limit) for limit in WANTED)
    lines = [
        f"Ein Bereich von 80\u202f% soll über viele Prüfungen {limits} von 100 Ergebnissen enthalten. Ob er hier zu "
        "eng oder eher zu weit war, sagt die Spalte „Bereich war“."
    ]
    if any(trial.crossing for trial in page.trials.values()):
        lines.append(
            "Schulanfänger, Klasse 5 und andere Teile von Altersgruppen sind nur im Zensus nach Altersjahren gezählt. "
            "Diese Prüfungen gehen über die neue Zählgrundlage hinweg; der Bereich ist dafür weiter."
        )
    return lines


def each_test(page: Frame) -> None:
    """Every back-test in a part that opens: over all Kreise, and what was forecast for the county beside what came.

    Whoever plans needs the summary, whoever reckons every case.
    """
    if not page.trials:
        return
    say(
        f"Jede Prüfung steht in einem Teil, der sich öffnen lässt: alle Kreise, dann {page.county.name} allein.",
        f"Ein {RANGE_AHEAD} darf jedes fünfte Ergebnis verfehlen, nicht mehr.",
    )
    rules = page.biography.planning.needs.trials
    for name, trial in page.trials.items():
        tables = [_of_all(page, rules[name], trial)]
        if page.county.key in trial.regions:
            tables.append(_of_own(page, rules[name], trial))
        html = "".join(part.html for part in tables)
        show(folded(replace(tables[0], html=html), rules[name].title))
        for further in tables[1:]:
            show(replace(further, html=""))  # its data file; the table stands above


def _of_all(page: Frame, rule: TrialRule, trial: Trial) -> Fragment:
    rows = pd.DataFrame([_case_row(trial, case) for case in range(len(trial.cases))])
    said = f"Fehler in {UNITS[trial.unit]}, der mittlere von {len(trial.regions)} Kreisen; {rule.statistic}"
    title, source = f"Rückblickprüfung: {rule.title}", Sources.of(trial.sources)
    return table(rows, page.caption(Kind.NEED, title, said, f"pruefung_{rule.id}", source))


def _of_own(page: Frame, rule: TrialRule, trial: Trial) -> Fragment:
    digits = 0 if trial.unit == "percent" else 1
    row = trial.regions.index(page.county.key)
    rows = pd.DataFrame([_own_row(trial, row, case, digits) for case in range(len(trial.cases))])
    unit = f"{'Prozent' if digits else 'Kinder'}; Abweichung in {UNITS[trial.unit]}, {page.county.name}"
    title, source = f"Frühere Prognose und Ergebnis: {rule.title}", Sources.of(trial.sources)
    return table(rows, page.caption(Kind.NEED, title, unit, f"ergebnis_{rule.id}", source))


def _own_row(trial: Trial, row: int, case: int, digits: int) -> dict[str, object]:
    """One base and target year of one Kreis."""
    parts = (trial.forecast.value, trial.forecast.lower, trial.forecast.upper)
    made, lower, upper = (float(part[row, case]) for part in parts)
    base, target = trial.cases[case]
    return {
        "Ausgang": str(base),
        "Ziel": str(target),
        "Prognose": Value(float(half_up(made)) if digits == 0 else made, digits=digits),
        RANGE_AHEAD: f"{german_number(lower, digits)} bis {german_number(upper, digits)}",
        "eingetreten": Value(float(trial.outcome[row, case]), digits=digits),
        "Abweichung": Value(float(trial.error(trial.forecast.value)[row, case]), digits=1),
        "im Bereich": "ja" if trial.inside[row, case] else "nein",
    }
