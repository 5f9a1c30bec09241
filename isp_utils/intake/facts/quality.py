"""Material for the report on the data (notebook 00_datenlage): checks by source, editions with fewer areas."""

from typing import Any

import numpy as np
import pandas as pd

from isp_utils.intake.facts.contracts import contract_of
from isp_utils.intake.facts.sums import unequal_totals
from isp_utils.intake.messages import with_noun
from isp_utils.intake.values.codes import codes_of
from isp_utils.model.catalogue import Catalogue, Source
from isp_utils.model.periods import in_german, year_of
from isp_utils.model.wording import german_number

OK, NOTE, QUESTION, UNTESTABLE, INSIDE = "in Ordnung", "Hinweis", "Rückfrage", "nicht prüfbar", "im Haus geprüft"
_AT_HOME = (INSIDE, "was dabei auffiel, steht nur in der Meldung des Laufs")
STALE_YEARS, SHOWN = 4, 3
_ASKED = ["fact", "region", "period", "sex", "age", "group", "census_base", "source"]
EDITION = ["fact", "period", "file", "retrieved"]  # one edition


def source_checks(facts: pd.DataFrame, files: list[dict[str, Any]], catalogue: Catalogue) -> list[dict[str, str]]:
    """One entry a source and check: quelle, pruefung, ergebnis (one of the five words above), text.

    Only accepted deliveries come so far: faults of format, keys and values have refused the file before.
    """
    latest = max((year_of(period) for period in facts["period"].unique()), default=0)
    coded = facts[[*_ASKED, "value"]].astype(dict.fromkeys(_ASKED, "category"))  # quick to cut out and to compare
    found = []
    for name, rows in coded.groupby("source", sort=True, observed=True):
        source = catalogue.sources.get(str(name))
        if source is None:
            continue
        own = [entry for entry in files if entry["file"].startswith(f"{name}/")]
        accepted = f"{with_noun(len(own), 'Datei', 'Dateien')}, {german_number(len(rows))} Angaben angenommen"
        checks = {
            "Format, Schlüssel, Kennzeichen": (OK, accepted),
            "Summen": _sums(rows, source, catalogue),
            "Aktualität": _age(rows, latest),
            "Abdeckung": _cover(rows),
            "Hinweise beim Einlesen": _notes(own, source),
            "Plausibilität": _asked(own, source),
        }
        found += [
            {"quelle": source.title, "pruefung": check, "ergebnis": result, "text": text}
            for check, (result, text) in checks.items()
        ]
    return found


def _sums(rows: pd.DataFrame, source: Source, catalogue: Catalogue) -> tuple[str, str]:
    if source.owner == "eigene":  # what depends on a figure of a department stays in the house, even how often
        return _AT_HOME
    if not rows["sex"].isin(["m", "w"]).any():
        return UNTESTABLE, "keine Zahlen nach Geschlecht"
    contract = contract_of(source)
    wrong = unequal_totals(rows, contract)
    if wrong.empty:
        return OK, "Männer und Frauen ergeben das Insgesamt"
    first = wrong.iloc[0]
    names, register = catalogue.fact_names, catalogue.register.regions
    place = register[first["region"]].name if first["region"] in register else first["region"]
    counted = f"{german_number(first['parts'])} statt {german_number(first['total'])}"
    example = f"{names.get(first['fact'], first['fact'])}, {place}, {in_german(first['period'])}: {counted}"
    return NOTE, f"{with_noun(len(wrong), 'Abweichung', 'Abweichungen')} über der Toleranz, z. B. {example}"


def _age(rows: pd.DataFrame, latest: int) -> tuple[str, str]:
    newest = max(year_of(period) for period in rows["period"].unique())
    return (NOTE if latest - newest >= STALE_YEARS else OK), f"neuestes Jahr {newest}"


def _cover(rows: pd.DataFrame) -> tuple[str, str]:
    """Whether the newest year of a fact has as many areas as the year before."""
    years = rows[["fact", "region", "value"]].assign(year=rows["period"].map(year_of).astype("int64"))
    years = years[years["value"].notna()]
    counts = years.groupby(["fact", "year"], observed=True)["region"].nunique().reset_index()
    if not counts["fact"].duplicated().any():
        return UNTESTABLE, "nur ein Jahr"
    lost = []
    for fact, series in counts.groupby("fact", observed=True):
        numbers = series.sort_values("year")["region"].to_numpy()
        if len(numbers) > 1 and numbers[-1] < numbers[-2]:
            lost.append(f"{fact}: {numbers[-1]} statt {numbers[-2]} Gebiete")
    return (
        (NOTE, f"im neuesten Jahr weniger Gebiete bei {with_noun(len(lost), 'Merkmal', 'Merkmalen')}, z. B. {lost[0]}")
        if lost
        else (OK, "alle Gebiete wie zuvor")
    )


def _notes(files: list[dict[str, Any]], source: Source) -> tuple[str, str]:
    if source.owner == "eigene":
        return _AT_HOME
    said = [text for entry in files for text in entry.get("messages", [])]
    if not said:
        return OK, "keine"
    return NOTE, f"{with_noun(len(said), 'Hinweis', 'Hinweise')}, z. B. {said[0]}"


def _asked(files: list[dict[str, Any]], source: Source) -> tuple[str, str]:
    if source.owner == "eigene":
        return _AT_HOME
    if not any("kind" in entry for entry in files):
        return UNTESTABLE, "liegt nur im eigenen Format vor; verglichen wird, was von einem Herausgeber abgerufen ist"
    asked = [f"{entry['file']}, {text}" for entry in files for text in entry.get("questions", [])]
    if not asked:
        return OK, "keine Rückfrage"
    return QUESTION, f"{with_noun(len(asked), 'Rückfrage', 'Rückfragen')}: {'; '.join(asked[:SHOWN])}"


def areas_by_edition(versions: pd.DataFrame) -> pd.DataFrame:
    """How many areas (`region`) every edition has with a value, where several files hold a fact and period (EDITION).

    `versions` has FACT_COLUMNS and retrieved (ISO date).
    """
    with_value = versions.loc[versions["value"].notna(), [*EDITION, "region"]]
    with_value = with_value[_in_several_files(with_value)]
    return with_value.groupby(EDITION)["region"].nunique().reset_index()


def shrunk(areas: pd.DataFrame) -> list[str]:
    """German lines where a newer edition has fewer areas for a fact and period than an older one.

    areas: as areas_by_edition.
    """
    lines = []
    for (fact, period), editions in areas.sort_values("retrieved", kind="stable").groupby(["fact", "period"]):
        numbers = editions["region"].to_numpy()
        if (
            len(numbers) > 1
            and numbers[-1] < numbers[:-1].max()
            and editions["retrieved"].iloc[-1] > editions["retrieved"].iloc[0]
        ):
            newest = editions.iloc[-1]
            lines.append(
                f"{newest['file']}: {fact}, {period} nur noch {numbers[-1]} statt {numbers[:-1].max()} Gebiete."
            )
    return lines


def _in_several_files(rows: pd.DataFrame) -> np.ndarray:
    """Which rows are of a fact and period that stands in other files too."""
    both = codes_of(rows, ["fact", "period"])
    pairs = pd.DataFrame({"both": both, "file": codes_of(rows, ["file"])}).drop_duplicates()
    return np.asarray(np.bincount(pairs["both"], minlength=1)[both] > 1)
