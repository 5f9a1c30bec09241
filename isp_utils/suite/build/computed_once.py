"""Figures that were computed before: the same facts under the same rules give the same figures, wherever they stand."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from isp_utils.indicators.chance import Measured, Scatter
from isp_utils.indicators.compute import Figures
from isp_utils.indicators.flows import Flows, rows_of_flows
from isp_utils.indicators.sums import FactsByTerm
from isp_utils.model.indicator import Indicator
from isp_utils.model.schema import FACT_COLUMNS, READ_AT, TELLING
from isp_utils.model.terms import Term
from isp_utils.privacy.solver.system import Positions
from isp_utils.store import Store
from isp_utils.suite.build.kept import Kept, content_of, contents_of, digest_of
from isp_utils.suite.own_files import state_of_rooms

FOLDER, SCATTERS, FLOWS = "berechnet", "streuung", "fluesse"
ROOMS = ("model", "statistics", "indicators")  # whose code makes figures
_NUMBER = re.compile("[0-9]+")


@dataclass(frozen=True)
class ComputedBefore:
    """The ungated figures of the last build, by Kennzahl."""

    store: Store

    def each(self, figures: Figures, indicators: Sequence[Indicator], facts: FactsByTerm) -> list[pd.DataFrame]:
        """The figures of every Kennzahl, as they were kept or as they are computed now."""
        places = [facts.places(one.terms) for one in indicators]

        def computed(number: int) -> tuple[pd.DataFrame, Positions]:
            return figures(indicators[number]), places[number]

        kept = Kept(self.store.internal / FOLDER).each(self._names(indicators, facts), computed)
        return [_told_where_they_stand(table, before, now) for (table, before), now in zip(kept, places, strict=True)]

    def flows(self, flows: Flows, counts: pd.DataFrame) -> pd.DataFrame:
        """The rows of all flows, as they were kept or as they are now; counts that stand elsewhere are other ones."""
        name = digest_of(self._rules, repr(flows), content_of(counts.drop(columns=list(READ_AT))))
        (rows,) = Kept(self.store.internal / FLOWS).each([name], lambda _: rows_of_flows(flows, counts))
        return pd.DataFrame(rows)

    def each_scatter(self, scatter: Callable[[Measured], Scatter], measured: Sequence[Measured]) -> list[Scatter]:
        """The scatter of every Kennzahl in its gated rows, as it was kept or as it is measured now."""
        names = [
            digest_of(self._rules, repr(item), *contents_of(rows, [slice(0, len(rows))])) for item, rows in measured
        ]
        return Kept(self.store.internal / SCATTERS).each(names, lambda place: scatter(measured[place]))

    def _names(self, indicators: Sequence[Indicator], facts: FactsByTerm) -> list[str]:
        """The Kennzahl as the catalogue has it, the facts of its terms, and the rules."""
        terms = list(dict.fromkeys(term for one in indicators for term in Term.each(one.terms)))
        columns = [name for name in FACT_COLUMNS if name not in READ_AT]
        contents = contents_of(facts.facts[columns], [facts.part(term) for term in terms])
        content = dict(zip(terms, contents, strict=True))
        return [
            digest_of(self._rules, repr(one), *(content[term] for term in Term.each(one.terms))) for one in indicators
        ]

    @cached_property
    def _rules(self) -> str:
        return state_of_rooms(self.store, ROOMS)


def _told_where_they_stand(table: pd.DataFrame, before: Positions, now: Positions) -> pd.DataFrame:
    """Ungated figures whose facts stood at other places before: TELLING names them where they stand now."""
    if not len(table) or np.array_equal(before, now):
        return table
    names = dict(zip(map(str, before.tolist()), map(str, now.tolist()), strict=True))
    told = {}
    for column in TELLING:
        codes, texts = pd.factorize(table[column])
        renamed = [_NUMBER.sub(lambda place: names[place[0]], text) for text in texts]
        told[column] = pd.Series(renamed, dtype="str").take(codes).set_axis(table.index)
    return table.assign(**told)
