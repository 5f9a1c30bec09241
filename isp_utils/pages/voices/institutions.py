"""What institutions say: on which side the fields stand, where they agree and where they do not."""

from collections.abc import Callable, Mapping

from isp_utils.charts import Fragment, Kind, PositionRow, positions
from isp_utils.model.survey_results import FIELD, HARD_SHARE, NO, POSITION, YES
from isp_utils.model.wording import NO_BREAK, enumeration, with_unit
from isp_utils.pages.page import say
from isp_utils.pages.voices.survey_view import SurveyView

AGREED, APART, PARTLY, UNKNOWN = "einig", "uneinig", "teils einig", "keine Aussage"
Put = Callable[[Fragment], None]


def agreement_of_fields(view: SurveyView, put: Put) -> None:
    """Where the fields agree and where not, and one dot for each field and statement."""
    rows = [_row(view, item.id, item.question) for item in view.form.items]
    group = next(group for group in view.form.groups if group.id == FIELD)
    names = view.form.group_answers(group, view.areas)
    agreed = [row for row in rows if row.agreement == AGREED and YES in row.words.values()]
    apart = [row for row in rows if row.agreement == APART]
    if agreed:
        say(f"{view.mark}Alle Felder, über die etwas gesagt werden kann, sagen eher ja: {_quoted(agreed)}")
    for row in apart:
        yes, no = ([names[code] for code, word in row.words.items() if word == side] for side in (YES, NO))
        say(
            f"{view.mark}Uneinig sind sie hier: „{row.name}“ Eher ja: {enumeration(yes)}; eher nein: {enumeration(no)}."
        )
    if not agreed and not apart:
        say(f"{view.mark}Zwischen den Feldern zeigt sich weder klare Einigkeit noch ein klarer Gegensatz.")
    measure = f"je Feld, auf welcher Seite die meisten Einrichtungen stehen; zusammen: Anteil ab 30{NO_BREAK}Antworten"
    put(positions(rows, names, view.caption("Einigkeit und Uneinigkeit der Felder", measure, "felder", Kind.POSITIONS)))


def _quoted(rows: list[PositionRow]) -> str:
    return enumeration([f"„{row.name}“" for row in rows])  # a statement brings its own full stop


def _row(view: SurveyView, item: str, question: str) -> PositionRow:
    found = view.of(POSITION, item=item)
    words = dict(zip(found["group"].astype(str), found["answer"].astype(str), strict=True))
    together = view.of(HARD_SHARE, item=item)
    hidden = together.empty or bool(together.iloc[0]["flag"])
    share = "keine Aussage" if hidden else f"{with_unit(together.iloc[0]['value'], '%')} ja"
    return PositionRow(question, share, words, agreement_of(words))


def agreement_of(words: Mapping[str, str]) -> str:
    """Whether the groups that say something agree.

    >>> agreement_of({"1": "ja", "2": "ja"}), agreement_of({"1": "ja", "2": "nein"}), agreement_of({"1": "ja", "2": ""})
    ('einig', 'uneinig', 'keine Aussage')
    """
    said = [word for word in words.values() if word]
    if len(said) < 2:
        return UNKNOWN
    if len(set(said)) == 1:
        return AGREED
    return APART if {YES, NO} <= set(said) else PARTLY
