"""From protected results of the surveys to evidence about obstacles at the transitions."""

from collections.abc import Mapping

import pandas as pd

from isp_utils.model.evidence import Evidence
from isp_utils.model.survey_results import HARD_SHARE
from isp_utils.model.surveys import SurveyForm, SurveyItem
from isp_utils.model.wording import with_unit

STEPS = ((50.0, 3), (25.0, 2), (10.0, 1))  # lower limit in percent from which on a strength holds (obstacles.toml)
DEMO = "Demodaten"


def survey_evidence(results: pd.DataFrame, forms: Mapping[str, SurveyForm]) -> list[Evidence]:
    """The strongest answer to every obstacle at a transition, from the newest wave of each survey of one county.

    results: protected rows (COLUMNS) of the county. Strength by the lower limit of the share: so many of
    all say so for certain. Without interval (institutions) by the share itself. Hidden rows say nothing.
    """
    shares = results[(results["kind"] == HARD_SHARE) & (results["by"] == "") & (results["flag"] == "")]
    found: dict[tuple[str, str, str], Evidence] = {}
    for name, form in forms.items():
        own = shares[shares["survey"] == name]
        rows = own[own["wave"] == own["wave"].max()].set_index("item")
        for item in form.items:
            if item.transition and item.id in rows.index and (row := _evidence(rows.loc[item.id], form, item)):
                place = (form.kind, item.transition, item.obstacle)
                found[place] = max(found.get(place, row), row, key=lambda one: one.strength)
    return list(found.values())


def strength_of(lower: float) -> int:
    """Strength 0-3 of an answer that at least `lower` percent of all give.

    >>> [strength_of(share) for share in (9.9, 10, 25, 50)]
    [0, 1, 2, 3]
    """
    return next((strength for limit, strength in STEPS if lower >= limit), 0)


def _evidence(row: pd.Series, form: SurveyForm, item: SurveyItem) -> Evidence | None:
    strength = strength_of(float(row["value"] if pd.isna(row["lower"]) else row["lower"]))
    if not strength:
        return None
    who = f"der {item.asked}" if item.asked else f"der {form.people}"
    comma = "," if item.asked and "," in item.asked else ""  # ends the clause that says who was asked
    text = f"{with_unit(float(row['value']), '%')} {who}{comma} sagen: „{item.question}“"
    source = DEMO if row["demo"] else f"{form.title} {row['wave']}"
    return Evidence(
        f"{form.id}_{item.id}",
        form.kind,
        item.station,
        item.transition,
        item.obstacle,
        strength,
        source,
        text,
        bool(row["demo"]),
    )
