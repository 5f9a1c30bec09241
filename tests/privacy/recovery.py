"""Recoveries by hand: what an outsider reckons from one or two small releases of the county of `county.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from isp_utils.indicators.compute import compute
from isp_utils.model.catalogue import Catalogue, Indicator, Source
from isp_utils.model.regions import Region, Register
from isp_utils.privacy.cells.releases import Releases
from isp_utils.privacy.gate import gate
from tests.privacy.attacker import Attacker
from tests.privacy.county import AU, DORF, HEIDE, KREIS, NORD, OWN, REGISTER, STADT, SUED, catalogue, facts
from tests.privacy.doors import declared
from tests.privacy.finest import Lore
from tests.privacy.reading import Question, Release, Steckbrief

PARENTS = {STADT: NORD, DORF: NORD, AU: SUED, HEIDE: SUED, NORD: KREIS, SUED: KREIS}
KEYS = ["fact", "region", "period", "sex", "age", "group"]
SECOND = "zweite"  # id of the other own source
PERIOD = "2023"


@dataclass(frozen=True)
class Delivery:
    """A term delivered for some areas by one of the own sources (`zweite` for the other one)."""

    term: str
    values: Mapping[str, float]
    source: str = "eigen"

    @property
    def table(self) -> pd.DataFrame:
        """FACT_COLUMNS."""
        fact, age, group = (*self.term.split("/"), "total", "total")[:3]
        return facts(fact, self.values, PERIOD, self.source, age=age, group=group)


@dataclass(frozen=True)
class Recovery:
    """What is delivered and printed, what everybody knows of it, and the count that may not come out.

    wholes, sums, twins: public knowledge, and what the source declares as `parts`, `sums`, `same`. spaces: areas across
    the hierarchy. second: minimum count of the other own source. less: releases without the last so many Kennzahlen,
    one after the other. late: areas that the first release lacks. read: areas whose rows he reads, all if none.
    """

    deliveries: Sequence[Delivery]
    prints: Sequence[Indicator]
    asked: Question
    truth: float
    wholes: Sequence[tuple[str, ...]] = ()
    sums: Sequence[tuple[str, ...]] = ()
    twins: Sequence[tuple[str, str]] = ()
    inner: Mapping[str, str] = field(default_factory=dict)
    spaces: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    second: int = 5
    less: tuple[int, ...] = (0,)
    late: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    rules: Mapping[str, Any] = field(default_factory=dict)

    def gated(self) -> tuple[float, float]:
        """Least and greatest that the outsider finds in what the gate lets out."""
        register, tables = Releases.none(), []
        for number in range(len(self.less)):
            facts_then, known = self._facts(number), self._known(number)
            found = gate(facts_then, [compute(facts_then, known)], known, register)
            register = register.after(found.cells)
            tables.append(found.tables[0])
        return self._reckoned(tables)

    def ungated(self) -> tuple[float, float]:
        """The same without any gate: the recovery itself."""
        return self._reckoned([compute(self._facts(number), self._known(number)) for number in range(len(self.less))])

    def _facts(self, release: int) -> pd.DataFrame:
        found = pd.concat([delivery.table for delivery in self.deliveries], ignore_index=True)
        missing = found["region"].isin(self.late if release == 0 and len(self.less) > 1 else ())
        return found[~missing].reset_index(drop=True)

    def _known(self, release: int) -> Catalogue:
        relations = {"parts": tuple(self.wholes), "sums": tuple(self.sums), "same": tuple(self.twins)}
        own = Source(**(OWN.__dict__ | {"protection": declared(revisions="secret", **relations, **self.rules)}))
        second = Source(**(OWN.__dict__ | {"id": SECOND, "minimum_count": self.second}))
        spaces = [Region(key, key, "sozialraum", KREIS, parts=parts) for key, parts in self.spaces.items()]
        register = Register.of([*REGISTER.regions.values(), *spaces])
        prints = self.prints[: len(self.prints) - self.less[release]]
        return catalogue(prints, [own, second], register)

    def _reckoned(self, tables: Sequence[pd.DataFrame]) -> tuple[float, float]:
        known = {
            item.id: Steckbrief(item.method, item.numerator, item.denominator, item.per, item.years)
            for item in self.prints
        }
        read = [table[table["region"].isin(self.read)] if self.read else table for table in tables]
        releases = [Release(table, known, uneven=self._uneven) for table in read]
        delivered = frozenset(self._facts(len(self.less))[KEYS].itertuples(index=False, name=None))
        lore = Lore(PARENTS, frozenset(), delivered, self.spaces, self.inner, self.wholes, self.sums, self.twins)
        low, high = Attacker(lore, releases).answers([self.asked])[0]
        return float(low), float(high)

    @property
    def _uneven(self) -> frozenset[tuple[str, str, str]]:
        """Where a declared sum does not hold: he takes it for true nowhere near the rest he asks for."""
        return frozenset((whole, place, PERIOD) for whole, *_ in self.sums for place in (STADT, DORF, AU, HEIDE))


def asked(*terms: str, region: str = NORD, without: str = "") -> Question:
    """How many of the first term and none of the others are there, in an area less one inside it."""
    signed = tuple((-1 if number else 1, term) for number, term in enumerate(terms))
    return Question(signed, region, PERIOD, "total", 0, width=5.0, without=without)


def places(kreis: float, nord: float, sued: float) -> dict[str, float]:
    """Counts of the county and its Samtgemeinden."""
    return {KREIS: kreis, NORD: nord, SUED: sued}


def delivered(**values: tuple[float, float, float]) -> list[Delivery]:
    """Facts by county, Nord and Süd."""
    return [Delivery(fact, places(*numbers)) for fact, numbers in values.items()]
