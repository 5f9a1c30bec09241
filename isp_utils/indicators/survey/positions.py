"""What institutions say: few, known to one another, so no percentages below thirty and words alone by field.

A word says on which side most institutions of a field stand. It is printed where at least the minimum of institutions
of at least three carriers answered and none of these, who knows its own answers, learns what all the others said. The
share of all institutions is printed where, with the words, nobody learns what a whole field said.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from isp_utils.indicators.survey.cells import ALL, Visible, visible
from isp_utils.indicators.survey.results import Row, as_table, no_results, response_rows, row
from isp_utils.intake.wave import Wave
from isp_utils.model.schema import Flag
from isp_utils.model.survey_results import DIVIDED, FIELD, HARD_SHARE, NO, POSITION, YES
from isp_utils.model.surveys import SurveyItem
from isp_utils.statistics.survey.answers import CAREFUL_BELOW

MOST_SAY = 0.6  # share of a field from which on it is "mostly"
FEWEST_CARRIERS = 3
STILL_OPEN = 2  # answers of the other side that everybody must still think possible
Bools = NDArray[np.bool_]


def positions_of(wave: Wave, minimum: int) -> pd.DataFrame:
    """Results of a wave of institutions (COLUMNS), protected; fewer than `minimum` answers say nothing."""
    if len(wave.answers) < minimum:
        return no_results()
    told = visible(wave, minimum, by_group=False)
    rows = [*response_rows(wave, told)]
    for item in wave.form.items:
        words = {name: _word(wave, item, name, minimum) for name in sorted(wave.answers[FIELD].unique())}
        rows += [row(POSITION, item=item.id, by=FIELD, group=name, **_shown(word)) for name, word in words.items()]
        rows.append(_share(wave, item, words, told))
    return as_table(rows, wave)


def _shown(word: str) -> Row:
    return {"answer": word} if word else {"flag": Flag.PROTECTED.value}


def _answers(wave: Wave, item: SurveyItem) -> tuple[Bools, Bools]:
    """Which institutions answered, and which of them said yes."""
    given = wave.answers[item.id].to_numpy(str)
    return given != "", np.isin(given, [str(code) for code in item.hard])


def _word(wave: Wave, item: SurveyItem, field: str, minimum: int) -> str:
    """The word for a field, or "" where it must not be said."""
    given, yes = _answers(wave, item)
    inside = given & (wave.answers[FIELD] == field).to_numpy()
    number, agreed = int(inside.sum()), int((inside & yes).sum())
    if number < minimum:
        return ""
    word = _side(agreed / number)
    carriers = wave.answers.loc[inside, [group.id for group in wave.form.groups if group.secret]].agg("/".join, axis=1)
    if carriers.nunique() < FEWEST_CARRIERS:
        return ""
    own = [(int(mine.sum()), int((mine & yes[inside]).sum())) for mine in _each(carriers)]
    return word if all(_open_to(word, number, *known) for known in own) else ""


def _each(carriers: pd.Series) -> Iterator[Bools]:
    return ((carriers == name).to_numpy() for name in carriers.unique())


def _side(share: float) -> str:
    return YES if share >= MOST_SAY else NO if share <= 1 - MOST_SAY else DIVIDED


def said_yes(word: str, number: int) -> tuple[int, int]:
    """Fewest and most of `number` institutions that said yes, from the word alone.

    >>> said_yes("ja", 12), said_yes("nein", 12), said_yes("", 12)
    ((8, 12), (0, 4), (0, 12))
    """
    possible = [yes for yes in range(number + 1) if not word or _side(yes / number) == word]
    return min(possible), max(possible)


def _open_to(word: str, number: int, own: int, own_yes: int) -> bool:
    """Whether a carrier that knows its own answers must still think both possible of the others: yes and no."""
    low, high = said_yes(word, number)
    others = number - own
    most_yes, most_no = min(high - own_yes, others), others - max(low - own_yes, 0)
    return min(most_yes, most_no) >= min(STILL_OPEN, others)


def _share(wave: Wave, item: SurveyItem, words: dict[str, str], told: Visible) -> Row:
    given, yes = _answers(wave, item)
    number, agreed = int(given.sum()), int(yes.sum())
    if number < CAREFUL_BELOW or not told.shown(item.id, ALL) or not _fields_open(wave, item, words, agreed):
        return row(HARD_SHARE, item=item.id, flag=Flag.PROTECTED.value)
    return row(HARD_SHARE, item=item.id, answers=float(number), value=100 * agreed / number)


def _fields_open(wave: Wave, item: SurveyItem, words: dict[str, str], agreed: int) -> bool:
    """Whether, of every field, both sides stay possible for who knows the words, how many there are, and the share."""
    given, _ = _answers(wave, item)
    sizes = {name: int((given & (wave.answers[FIELD] == name).to_numpy()).sum()) for name in words}
    ranges = {name: said_yes(word, sizes[name]) for name, word in words.items() if sizes[name]}
    for name, (low, high) in ranges.items():
        others = [limits for other, limits in ranges.items() if other != name]
        least, most = agreed - sum(top for _, top in others), agreed - sum(bottom for bottom, _ in others)
        most_yes, most_no = min(high, most), sizes[name] - max(low, least)
        if min(most_yes, most_no) < min(STILL_OPEN, sizes[name]):
            return False
    return True
