"""How good the forecasts of children and places were: kind of need x back-test, over all Kreise of a Land.

    python -m benchmarks.forecast [Kreis]

Coverage of the 80 % interval, median absolute error of the model and of the simple forecasts (percent; quotas points),
and what the county itself saw. Reads the shipped deliveries in data/raw; takes some ten seconds.
"""

import sys
from pathlib import Path

import pandas as pd

from isp_utils.indicators.stocks import Stocks, stocks
from isp_utils.intake.delivery.delivery import read_delivery
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import load
from isp_utils.model.territory import Territory, load_mergers
from isp_utils.model.wording import german_number
from isp_utils.needs.backtests import trials
from isp_utils.needs.trials import Trial

RAW = Path(__file__).resolve().parents[1] / "data" / "raw"
SOURCES = (
    "regionalstatistik",
    "eurostat",
    "zensus2022",
    "gemeindeverzeichnis",
    "inkar",
    "deutschlandatlas",
    "sterbefaelle_lsn",
)


def main(kreis: str) -> None:
    """Print the table for the Land of a Kreis."""
    catalogue = load()
    biography = load_biography(catalogue)
    register, rules = catalogue.register, biography.planning.needs
    paths = [path for source in SOURCES for path in sorted((RAW / source).glob("*.csv"))]
    facts = pd.concat([read_delivery(path, register) for path in paths], ignore_index=True)
    counted = Stocks(stocks(facts, biography.terms, rules.shares))
    territory = Territory.of(register, kreis[:2], load_mergers()).led_by(kreis)
    print("| Art | Prüfung | Treffer % | Modell | letzter Wert | Hamilton-Perry, linear | " + kreis + " |")
    print("|---|---|---|---|---|---|---|")
    for name, trial in trials(counted, territory, rules, biography.planning.land(kreis).entry_share).items():
        for case in (*range(len(trial.cases)), None):
            print(_row(rules.trials[name].title, trial, case, kreis))


def _row(title: str, trial: Trial, case: int | None, kreis: str) -> str:
    model, *simple = trial.scores(case=case)
    label = "zusammen" if case is None else "{} → {}".format(*trial.cases[case])
    errors = " | ".join(german_number(score.median_error, 1) for score in (model, *simple))
    return f"| {title} | {label} | {100 * (model.coverage or 0):.0f} | {errors} | {_own(trial, case, kreis)} |"


def _own(trial: Trial, case: int | None, kreis: str) -> str:
    if kreis not in trial.regions:
        return "–"
    row = trial.regions.index(kreis)
    if case is None:
        return f"{int(trial.inside[row].sum())} von {len(trial.cases)} getroffen"
    made = (part[row, case] for part in (trial.forecast.value, trial.forecast.lower, trial.forecast.upper))
    value, lower, upper = (f"{number:.0f}" for number in made)
    verdict = "getroffen" if trial.inside[row, case] else "verfehlt"
    return f"{value} ({lower}–{upper}), gezählt {trial.outcome[row, case]:.0f}: {verdict}"


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "03354")
