"""What a delivery is held against, for the run and for `pruefen` alike: other files of its source, official counts."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import pandas as pd

from isp_utils.intake.facts.versions import rival_lines, rivals_in
from isp_utils.intake.questions.beside import KnownBeside
from isp_utils.model.catalogue import Catalogue, Source
from isp_utils.model.errors import InputError
from isp_utils.model.schema import FACT_COLUMNS, empty_facts
from isp_utils.model.terms import Term
from isp_utils.store import Store


class Edition(Protocol):
    """Facts of a file and the date (ISO) of what it holds."""

    @property
    def facts(self) -> pd.DataFrame:
        """FACT_COLUMNS."""

    @property
    def retrieved(self) -> str:
        """The date."""


def alone_of(source: Source, catalogue: Catalogue) -> KnownBeside:
    """What stands beside an official file: nothing but its own years."""
    return KnownBeside(source, catalogue.register, catalogue.fact_names)


def beside_of(
    source: Source, catalogue: Catalogue, found: Edition, others: Sequence[Edition], official: pd.DataFrame
) -> KnownBeside:
    """What is known beside a file of a department (`found`): its other files and official counts of people."""
    if source.owner == "amtlich":
        return alone_of(source, catalogue)
    ordered = sorted(others, key=lambda one: one.retrieved)  # oldest first: the newest edition is what was known
    kept = [one.facts[list(FACT_COLUMNS)] for one in ordered if len(one.facts)]
    earlier = pd.concat(kept, ignore_index=True) if kept else empty_facts()
    dates = {str(one.facts["file"].iloc[0]): one.retrieved for one in (*ordered, found) if len(one.facts)}
    counted = _counted(official, source, catalogue)
    return KnownBeside(source, catalogue.register, catalogue.fact_names, earlier, counted, dates=dates)


def official_counts(store: Store, source: Source) -> pd.DataFrame:
    """Facts of the last build on which the expectations of a source rest; empty before the first one."""
    path, bases = store.internal / "facts.parquet", sorted(_bases(source))
    if not bases or not path.exists():
        return empty_facts()
    return pd.read_parquet(path, filters=[("fact", "in", bases)])


def _counted(facts: pd.DataFrame, source: Source, catalogue: Catalogue) -> pd.DataFrame:
    official = [one.id for one in catalogue.sources.values() if one.owner == "amtlich"]
    return facts[facts["fact"].isin(_bases(source)) & facts["source"].isin(official)]


def _bases(source: Source) -> set[str]:
    return {Term.parse(item.base).fact for item in source.demo}


def refuse_contradiction(found: Edition, others: Sequence[Edition], names: Mapping[str, str]) -> None:
    """Raise InputError where another file of the same date says other figures: a run would set this one aside."""
    tables = [one.facts.assign(retrieved=one.retrieved) for one in (found, *others) if len(one.facts)]
    if found.facts.empty or len(tables) < 2:
        return
    file = str(found.facts["file"].iloc[0])
    if own := [rivals for rivals in rivals_in(pd.concat(tables)) if file in rivals.files]:
        raise InputError(rival_lines(own, names, file))
