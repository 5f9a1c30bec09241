"""What is known beside a delivery when its figures are looked at: other deliveries, official counts, today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from isp_utils.model.catalogue import Source
from isp_utils.model.periods import in_german
from isp_utils.model.regions import Register
from isp_utils.model.schema import Flag, empty_facts

SERIES = ("fact", "region", "sex", "age", "group", "census_base")


@dataclass(frozen=True)
class KnownBeside:
    """The source, the register, names of facts, and facts (FACT_COLUMNS) of other files.

    earlier: of the same source, from files other than the one that is asked about. official: counts of people, on
    which expectations rest. put_away: whether neither can be looked at because a run goes on. dates: of what each
    of these files holds (ISO), that of the file that is asked about among them.
    """

    source: Source
    register: Register
    names: Mapping[str, str] = field(default_factory=dict)
    earlier: pd.DataFrame = field(default_factory=empty_facts)
    official: pd.DataFrame = field(default_factory=empty_facts)
    today: date = field(default_factory=date.today)
    put_away: bool = False
    dates: Mapping[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> frozenset[str]:
        """Facts of a department that count people or cases: the template asks for them."""
        own = self.source.owner == "eigene"
        return frozenset(item.fact for item in self.source.demo) if own else frozenset()

    def name(self, fact: str) -> str:
        """A fact as a clerk knows it."""
        return f"»{self.names.get(fact, fact)}«"

    def with_date(self, file: str) -> str:
        """A file with the day of what it holds, where that is known."""
        return f"{file} (Stand {in_german(self.dates[file])})" if file in self.dates else file

    def area(self, region: str) -> str:
        """Name of an area, its key where it has none."""
        found = self.register.regions.get(region)
        return found.name if found else region


def real(facts: pd.DataFrame) -> pd.DataFrame:
    """The rows with a figure that nobody made up."""
    return facts[facts["value"].notna() & (facts["flag"] != Flag.DEMO.value)]
