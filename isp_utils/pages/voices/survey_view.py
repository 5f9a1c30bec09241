"""The protected results of one survey in one county, as the page reads them: newest wave, names, captions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from isp_utils.charts import Caption, Kind, ShareRow, Value
from isp_utils.indicators.slices import quick_to_slice
from isp_utils.model.survey_results import HARD_SHARE
from isp_utils.model.surveys import SurveyForm, SurveyItem
from isp_utils.pages.parts.captions import DEMO, SOURCE_PAGE


@dataclass(frozen=True)
class SurveyView:
    """rows: all protected results of the survey (COLUMNS); areas: code and name of the areas.

    source: source line of captions; place: name of the county.
    """

    form: SurveyForm
    rows: pd.DataFrame
    areas: Mapping[str, str]
    source: str
    place: str

    @cached_property
    def years(self) -> list[int]:
        """The waves, newest first."""
        return sorted({int(year) for year in self.rows["wave"]}, reverse=True)

    @cached_property
    def newest(self) -> pd.DataFrame:
        """The results of the newest wave."""
        return self.rows[self.rows["wave"] == self.years[0]]

    @property
    def demo(self) -> bool:
        """Whether the newest wave is made up."""
        return bool(self.newest["demo"].any())

    @property
    def mark(self) -> str:
        """What stands before a sentence about made-up answers."""
        return f"{DEMO}: " if self.demo else ""

    def of(self, kind: str, **wanted: str) -> pd.DataFrame:
        """Results of one kind in the newest wave."""
        rows = self._of_kinds.get(kind, self.newest[:0])
        for column, value in wanted.items():
            rows = rows[rows[column] == value]
        return rows

    @cached_property
    def _of_kinds(self) -> Mapping[str, pd.DataFrame]:
        return {str(kind): quick_to_slice(rows) for kind, rows in self.newest.groupby("kind")}

    def share(self, item: SurveyItem) -> pd.Series | None:
        """The share of hard answers of everybody, or None where it must not be said."""
        rows = self.of(HARD_SHARE, item=item.id, by="")
        return None if rows.empty or rows.iloc[0]["flag"] else rows.iloc[0]

    def ranked(self, items: list[SurveyItem]) -> list[SurveyItem]:
        """Questions by their share, the highest first, those without one last."""
        found = {item.id: self.share(item) for item in items}
        return sorted(items, key=lambda item: 0.0 if (row := found[item.id]) is None else -float(row["value"]))

    def group_name(self, by: str, code: str) -> str:
        """What a group is called."""
        group = next(group for group in self.form.groups if group.id == by)
        return self.form.group_answers(group, self.areas).get(code, code)

    def caption(self, title: str, measure: str, name: str, kind: Kind) -> Caption:
        """Caption of a table of this survey."""
        when = f"{self.form.title} {self.years[0]}"
        return Caption(
            title=f"{self.mark}{title}",
            measure=f"{measure}; {when}, {self.place}",
            source=self.source,
            description=f"Tabelle: {title}, {measure}, {when}.",
            csv=f"befragung_{self.form.id}_{name}",
            kind=kind,
            demo=self.demo,
            source_page=SOURCE_PAGE,
        )


def share_row(name: str, row: pd.Series, detail: str = "") -> ShareRow:
    """One protected result as a row of a table."""

    def pair(low: str, high: str) -> tuple[float, float] | None:
        return None if pd.isna(row[low]) or row["flag"] else (float(row[low]), float(row[high]))

    people, value = (None if pd.isna(row[column]) else float(row[column]) for column in ("answers", "value"))
    flag = str(row["flag"])
    return ShareRow(name, Value(people, flag), Value(value, flag), pair("lower", "upper"), pair("low", "high"), detail)
