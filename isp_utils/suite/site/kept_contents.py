"""What the Steckbriefe of a site say, kept from run to run: one is made anew only where what it hangs on has changed.

All hang on the code, the catalogue, the newest year of any figure and what the run was asked for; beside that a
Steckbrief of a Kennzahl on the rows of this Kennzahl, one of a place on the Kennzahlen with rows inside the county.
What a page says about its run (name, day, links to reports) is no part of it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from isp_utils.model import reads
from isp_utils.model.terms import Sources
from isp_utils.suite.build.kept import Kept, digest_of
from isp_utils.suite.own_files import suite_state
from isp_utils.suite.run.digests import digests, held_by
from isp_utils.suite.shared_out import Job, shared_out
from isp_utils.suite.site.context import Site


@dataclass(frozen=True)
class KeptContents:
    """What `make` gives for every key of `names` (name under which it is kept), by so many processes."""

    kept: Kept
    names: Mapping[str, str]
    make: Callable[[str], Any]
    processes: int

    @property
    def jobs(self) -> list[Job]:
        """To make all that is not kept yet, in any order and beside other work."""
        there = set(self.kept.names())
        return [partial(self._keep, key) for key, name in self.names.items() if name not in there]

    def _keep(self, key: str) -> None:
        self.kept.keep(self.names[key], self.make(key))

    def found(self) -> list[Any]:
        """Everything, in the order of the keys; what could not be read is made again."""
        keys = list(self.names)
        return self.kept.each(
            list(self.names.values()),
            lambda at: self.make(keys[at]),
            lambda work, missing: shared_out(work, missing, self.processes),
        )


def kept_contents(site: Site, stage: str, hanging: Mapping[str, str], make: Callable[[str], Any]) -> KeptContents:
    """What `make` gives for every key of `hanging`, as it was kept or as it is made by this run.

    stage: folder of what is kept; hanging: by key, all that the result hangs on beside what all hang on.
    """
    kept = Kept(site.store.cards / f"{stage}_{site.county.key}")
    if site.order.fresh:
        kept.forget_others()
    common = f"{suite_state(site.store)} {sorted(site.order.parameters.items())} {site.figures.newest_year}"
    names = {key: digest_of(common, key, text) for key, text in hanging.items()}
    return KeptContents(kept, names, make, site.order.jobs)


def rows_and_dates(site: Site, kind: str, table: pd.DataFrame, names: Iterable[str]) -> dict[str, str]:
    """By name, digests of the rows that a gated table (`kind`, see model/reads.py) has of it, and their sources' dates.

    The dates are those on which the sources were fetched.
    """
    known = digests(site.store, site.county.key)
    sources = table.groupby("indicator")["source"].unique()
    parts = {name: [f"{kind}:{name}", *_dates(sources.get(name, ()))] for name in names}
    return {name: held_by(needed, known) for name, needed in parts.items()}


def _dates(sources: Iterable[str]) -> list[str]:
    return sorted(f"{reads.RETRIEVAL}:{source}" for source in Sources.of(sources))
