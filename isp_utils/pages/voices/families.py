"""What families say: by dimension, by group, since the wave before, about obstacles, and what silence could hide."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from isp_utils.charts import Fragment, Kind, ShareRow, share_rows_table, table
from isp_utils.indicators.survey.evidence import strength_of
from isp_utils.model.biography import Biography
from isp_utils.model.survey_results import HARD_SHARE, TOGETHER
from isp_utils.model.surveys import SurveyItem
from isp_utils.model.wording import NO_BREAK, enumeration, german_number, with_unit
from isp_utils.pages.life_course.frame import heading
from isp_utils.pages.page import say, say_list
from isp_utils.pages.voices.survey_view import SurveyView, share_row
from isp_utils.statistics.comparison import benjamini_hochberg, difference
from isp_utils.statistics.intervals import Estimate
from isp_utils.statistics.survey.answers import CAREFUL_BELOW

NAMED = 3  # statements in the sentence above a table
MEASURE = "Anteil der Familien, auf die es eher oder voll zutrifft, gewichtet"
Put = Callable[[Fragment], None]


def put_dimensions(view: SurveyView, put: Put) -> None:
    """For each dimension a sentence with the most frequent statements, and all statements with their intervals."""
    for name, title in view.form.dimensions.items():
        items = view.ranked([item for item in view.form.items if item.dimension == name])
        heading(title, 3, f"dimension-{name}")
        known = [(item, row) for item in items if (row := view.share(item)) is not None]
        parts = [f"„{item.question}“ ({_percent(row)})" for item, row in known[:NAMED]]
        agreed = "trifft" if len(parts) == 1 else "treffen"
        say(f"{view.mark}Am häufigsten {agreed} zu: {enumeration(parts)}." if parts else "Zu wenige Antworten.")
        put(share_rows_table(_rows(view, items), view.caption(title, MEASURE, name, Kind.SHARES)))


def _percent(row: pd.Series) -> str:
    """Share and interval; with few answers the sentence says so."""
    few = f", nur {german_number(row['answers'])}{NO_BREAK}Antworten" if row["answers"] < CAREFUL_BELOW else ""
    span = f"{german_number(row['lower'])} bis {with_unit(row['upper'], '%')}"
    return f"{with_unit(row['value'], '%')}, Bereich {span}{few}"


def _rows(view: SurveyView, items: list[SurveyItem]) -> list[ShareRow]:
    rows = ((item, view.of(HARD_SHARE, item=item.id, by="")) for item in items)
    return [share_row(item.question, found.iloc[0], item.asked) for item, found in rows if len(found)]


def differences(view: SurveyView, put: Put) -> None:
    """Statements whose shares differ between groups beyond chance: Rao and Scott's test, false discoveries kept low."""
    tests = view.of(TOGETHER)
    sure = tests[benjamini_hochberg(tests["value"].to_numpy(float))] if len(tests) else tests
    if sure.empty:
        return say(f"{view.mark}Keine Aussage unterscheidet sich zwischen den Gruppen mehr, als Zufall erklärt.")
    say(
        f"{view.mark}Geprüft sind {len(tests)}{NO_BREAK}Vergleiche; {len(sure)} davon zeigen Unterschiede, die Zufall "
        "nicht erklärt. Sie sagen nicht, warum sich die Gruppen unterscheiden."
    )
    questions = {item.id: item for item in view.form.items}
    for by in dict.fromkeys(sure["by"]):
        group = next(group for group in view.form.groups if group.id == by)
        heading(group.title, 3, f"gruppe-{by}")
        listed = [
            share_row(f"{view.group_name(by, row['group'])}: {questions[name].question}", row)
            for name in sure.loc[sure["by"] == by, "item"]
            for _, row in view.of(HARD_SHARE, item=name, by=by).iterrows()
        ]
        put(
            share_rows_table(
                listed, view.caption(f"Unterschiede nach: {group.title}", MEASURE, f"nach_{by}", Kind.SHARES)
            )
        )
    return None


def changes_since(view: SurveyView, put: Put) -> None:
    """Difference of each share to the wave before, with its interval; both waves must say the share."""
    if len(view.years) < 2:
        return say("Es gibt noch keine frühere Befragung zum Vergleich.")
    now, before = view.years[:2]
    shown = view.rows[(view.rows["kind"] == HARD_SHARE) & (view.rows["by"] == "") & (view.rows["flag"] == "")]
    pair = [shown[shown["wave"] == year].set_index("item") for year in (now, before)]
    listed = [
        _change(item, _of_item(pair[0], item), _of_item(pair[1], item))
        for item in view.form.items
        if all(item.id in rows.index for rows in pair)
    ]
    certain = [row for row in listed if row["Urteil"] != "nicht sicher"]
    say(
        f"{view.mark}Von {len(listed)}{NO_BREAK}Aussagen haben sich {len(certain)} zwischen {before} und {now} mehr "
        "verändert, als Zufall erklärt. Wer beide Male nicht antwortete, kann das Bild noch immer ändern."
    )
    measure = f"Unterschied {now} gegenüber {before} in Prozentpunkten, mit 95\u2011%\u2011Bereich"
    caption = view.caption(f"Veränderung seit {before}", measure, "veraenderung", Kind.SHARES)
    put(table(pd.DataFrame(listed), caption, {"Punkte": 0}))
    return None


def _of_item(rows: pd.DataFrame, item: SurveyItem) -> pd.Series:
    return rows.loc[[item.id]].iloc[0]


def _estimate(row: pd.Series) -> Estimate:
    value, lower, upper = (np.array(float(row[name])) for name in ("value", "lower", "upper"))
    return Estimate(value, lower, upper, 0.95, "design-based, logit")


def _change(item: SurveyItem, now: pd.Series, before: pd.Series) -> dict[str, object]:
    found = difference(_estimate(now), _estimate(before))
    low, high = float(found.lower), float(found.upper)
    word = "häufiger" if low > 0 else "seltener" if high < 0 else "nicht sicher"
    span = f"{german_number(low)} bis {german_number(high)}"
    return {"Aussage": item.question, "Punkte": float(found.value), "Bereich": span, "Urteil": word}


def obstacles(view: SurveyView, biography: Biography, put: Put) -> None:
    """Statements about obstacles at the transitions, and what they count for in the Bildungsbiografie."""
    rows = []
    for item in view.form.items:
        share = view.share(item)
        if share is None or not item.transition:
            continue
        strength = strength_of(float(share["lower"]))
        rows.append(
            {
                "Übergang": item.transition,
                "Hindernis": biography.obstacles[item.obstacle].title,
                "Aussage": item.question,
                "Anteil in %": float(share["value"]),
                "Stärke": f"{strength} von 3",
            }
        )
    if not rows:
        return say("Keine Aussage zu einem Hindernis hat genug Antworten.")
    ordered = sorted(rows, key=lambda row: (str(row["Übergang"]), -float(str(row["Anteil in %"]))))
    strong = sum(str(row["Stärke"]).startswith(("2", "3")) for row in ordered)
    say(
        f"{view.mark}{len(ordered)}{NO_BREAK}Aussagen handeln von Hindernissen an Übergängen; {strong} davon nennt "
        "mindestens ein Viertel der Familien. Sie gehen als Belege der Art „Familien“ in die "
        "Bildungsbiografie ein" + (", dort als Demodaten bezeichnet, die nichts belegen." if view.demo else ".")
    )
    measure = "Stärke nach der unteren Grenze des Bereichs: ab 10\u202f% 1, ab 25\u202f% 2, ab 50\u202f% 3"
    put(
        table(
            pd.DataFrame(ordered), view.caption("Hindernisse", measure, "hindernisse", Kind.SHARES), {"Anteil in %": 0}
        )
    )
    return None


def silence(view: SurveyView) -> None:
    """What the silent families could change: ten points, and at worst."""
    known = [(item, row) for item in view.form.items if (row := view.share(item)) is not None]
    if not known:
        return say("Dazu gibt es zu wenige Antworten.")
    item, row = max(known, key=lambda pair: float(pair[1]["value"]))
    held = sum(float(row["low"]) > 50 for _, row in known)
    return say_list(
        [
            f"{view.mark}„{item.question}“ sagen {with_unit(row['value'], '%')} der Antwortenden. Lägen die übrigen "
            f"Familien zehn Punkte niedriger oder höher, wären es {german_number(row['low'])} bis "
            f"{with_unit(row['high'], '%')} aller Familien.",
            f"{view.mark}Im äußersten Fall, wenn keine oder jede der übrigen Familien so geantwortet hätte, wären es "
            f"{german_number(row['worst_low'])} bis {with_unit(row['worst_high'], '%')}. Diese Grenzen gelten, was "
            "auch immer die übrigen geantwortet hätten.",
            f"{view.mark}Von {len(known)}{NO_BREAK}Aussagen träfen {held} auch dann auf mehr als die Hälfte zu, wenn "
            "die übrigen Familien zehn Punkte niedriger lägen.",
        ]
    )
