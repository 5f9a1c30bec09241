"""Which counts stand behind the tables of a survey, and which of them the gate hides."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from isp_utils.intake.wave import Wave
from isp_utils.model.surveys import OpenItem, SurveyGroup, SurveyItem
from isp_utils.privacy.answers import AnswerCounts, hidden_answers

ALL = "total"
ANSWERED, HARD, OTHER, SAID = "geantwortet", "schwer", "andere", "antwort"
LEFT_OUT, DISPUTED = "ausgelassen", "strittig"
Bools = NDArray[np.bool_]
Domain = tuple[str, str, str, Bools]
Key = tuple[str, str, str]  # question ("" for the questionnaire), what is counted, group


@dataclass(frozen=True)
class Visible:
    """Which counts may be printed, by question, what is counted, and group (`by:code` or total)."""

    hidden: frozenset[Key]

    def shown(self, item: str, group: str = ALL) -> bool:
        """Whether the share of hard answers of a group may be printed."""
        return not {(item, what, group) for what in (ANSWERED, HARD, OTHER)} & self.hidden

    def said(self, item: str, code: str) -> bool:
        """Whether the share of one answer among all may be printed."""
        return not {(item, ANSWERED, ALL), (item, f"{SAID} {code}", ALL)} & self.hidden

    def answered(self, group: str) -> bool:
        """Whether the response of a group may be printed."""
        return ("", ANSWERED, group) not in self.hidden


def printed_groups(wave: Wave) -> list[SurveyGroup]:
    """The groups that results are printed for."""
    return [group for group in wave.form.groups if not group.secret]


def domains(wave: Wave) -> Iterator[Domain]:
    """by, code, name of the group (`by:code`), and which questionnaires belong to it; everybody first."""
    yield "", "", ALL, np.ones(len(wave.answers), bool)
    for group in printed_groups(wave):
        codes = wave.answers[group.id].to_numpy(str)
        for code in sorted(set(codes.tolist()) | set(wave.sent.get(group.id, []))):
            yield group.id, code, f"{group.id}:{code}", codes == code


def agreed_codes(wave: Wave, columns: tuple[str, ...]) -> NDArray[np.str_]:
    """The code on which all coders agree, DISPUTED where they do not, "" where nothing was written."""
    table = wave.answers[list(columns)].to_numpy(str)
    agreed = (table == table[:, :1]).all(axis=1)
    return np.where((table == "").any(axis=1), "", np.where(agreed, table[:, 0], DISPUTED))


class WaveCounts:
    """The counts of one wave by key."""

    def __init__(self) -> None:
        self.counts = AnswerCounts()
        self.place: dict[Key, int] = {}

    def add(self, key: Key, value: float, rest: bool = False) -> int:
        """Its number in the system; a count of everybody is dearer to hide than one of a group."""
        cost = 10.0 if key[2] == ALL else 1.0
        self.place[key] = self.counts.add(" ".join(part for part in key if part), value, cost, rest)
        return self.place[key]

    def adds_up(self, whole: Key, parts: list[Key]) -> None:
        """Say that counts, by key, add up to another one."""
        self.counts.adds_up(self.place[whole], [self.place[part] for part in parts])


def visible(wave: Wave, minimum: int, by_group: bool = True) -> Visible:
    """What of a wave may be printed: no count of answers below `minimum`, and none that leads to one.

    by_group: whether answers are printed for groups as well, or for everybody alone.
    """
    counts = counts_behind(wave, by_group)
    answered = [place for key, place in counts.place.items() if key[:2] == ("", ANSWERED)]
    if all(counts.counts.value[place] >= minimum for place in answered):
        counts.counts.public += answered  # then no question hangs on another one
    hidden = hidden_answers(counts.counts, minimum)
    return Visible(frozenset(key for key, place in counts.place.items() if hidden[place]))


def counts_behind(wave: Wave, by_group: bool = True) -> WaveCounts:
    """All counts of answers behind the tables of a wave, and how they add up."""
    counts = WaveCounts()
    groups = list(domains(wave))
    for _, _, name, inside in groups:
        counts.add(("", ANSWERED, name), inside.sum())
    _over_groups(counts, wave, "", ANSWERED)
    for item in wave.form.items:
        _add_item(counts, wave, item, groups if by_group else groups[:1])
    for opened in wave.form.open_items:
        _add_open(counts, wave, opened)
    return counts


def _add_item(counts: WaveCounts, wave: Wave, item: SurveyItem, groups: list[Domain]) -> None:
    answers = wave.answers[item.id].to_numpy(str)
    hard = np.isin(answers, [str(code) for code in item.hard])
    for _, _, name, inside in groups:
        given = inside & (answers != "")
        counts.add((item.id, ANSWERED, name), given.sum())
        counts.add((item.id, HARD, name), (given & hard).sum())
        counts.add((item.id, OTHER, name), (given & ~hard).sum())
        counts.add((item.id, LEFT_OUT, name), (inside & ~given).sum(), rest=True)
        counts.adds_up((item.id, ANSWERED, name), [(item.id, HARD, name), (item.id, OTHER, name)])
        counts.adds_up(("", ANSWERED, name), [(item.id, ANSWERED, name), (item.id, LEFT_OUT, name)])
    for what in (ANSWERED, HARD, OTHER) if len(groups) > 1 else ():
        _over_groups(counts, wave, item.id, what)
    codes = list(wave.form.item_answers(item))
    for code in codes:
        counts.add((item.id, f"{SAID} {code}", ALL), (answers == code).sum())
    for what, chosen in ((HARD, True), (OTHER, False)):
        parts = [(item.id, f"{SAID} {code}", ALL) for code in codes if (int(code) in item.hard) == chosen]
        counts.adds_up((item.id, what, ALL), parts)


def _add_open(counts: WaveCounts, wave: Wave, item: OpenItem) -> None:
    answers = agreed_codes(wave, item.columns)
    codes = [*(code for code, _ in item.codes), DISPUTED]
    counts.add((item.id, ANSWERED, ALL), (answers != "").sum())
    for code in codes:
        counts.add((item.id, f"{SAID} {code}", ALL), (answers == code).sum())
    counts.adds_up((item.id, ANSWERED, ALL), [(item.id, f"{SAID} {code}", ALL) for code in codes])


def _over_groups(counts: WaveCounts, wave: Wave, item: str, what: str) -> None:
    """The groups of each division make up everybody."""
    for group in printed_groups(wave):
        parts = [key for key in counts.place if key[:2] == (item, what) and key[2].startswith(f"{group.id}:")]
        counts.adds_up((item, what, ALL), parts)
