"""The editions of all files put together: which figures hold, which stand in several files, where areas are missing.

Only files that speak of the same facts have to be held against each other; such a group is kept until one of its
files changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from isp_utils.intake.facts.quality import EDITION, areas_by_edition
from isp_utils.intake.facts.versions import newest, told_again
from isp_utils.model.terms import Term
from isp_utils.privacy.relations.wholes import merged
from isp_utils.store import Store
from isp_utils.suite.build.kept import Kept, digest_of
from isp_utils.suite.build.read_once import ReadDelivery
from isp_utils.suite.own_files import state_of_rooms

FOLDER = "fassungen"
ROOMS = ("model", "intake", "suite/build")  # whose code reads files and says which figure holds


@dataclass(frozen=True)
class Editions:
    """What several files say together.

    facts: FACT_COLUMNS, the edition of every figure that holds. again: the rows of figures that stand in several files,
    with `retrieved` and `place`, the number of the file, in the order of the files. areas: as areas_by_edition.
    """

    facts: pd.DataFrame
    again: pd.DataFrame
    areas: pd.DataFrame


def editions_of(files: Sequence[ReadDelivery]) -> Editions:
    """What files say together, each of which has facts."""
    sizes = [len(one.facts) for one in files]
    dates = pd.Series(np.repeat([one.retrieved for one in files], sizes), dtype="str")
    versions = pd.concat([one.facts for one in files], ignore_index=True)
    versions = versions.assign(retrieved=dates, place=np.repeat(np.arange(len(files)), sizes))
    again = told_again(versions)
    return Editions(newest(versions, again), again, areas_by_edition(versions))


def all_editions(store: Store, files: Sequence[ReadDelivery]) -> Editions:
    """As editions_of, group by group; a group whose files are as before is as it was kept."""
    rules = state_of_rooms(store, ROOMS)
    groups = _that_meet(files)
    members = [[files[place] for place in group] for group in groups]
    names = [digest_of(rules, *(f"{one.name} {one.retrieved}" for one in group)) for group in members]
    kept = Kept(store.internal / FOLDER).each(names, lambda number: editions_of(members[number]))
    facts = pd.concat([one.facts for one in kept], ignore_index=True)
    order = np.argsort(pd.factorize(facts["fact"], sort=True)[0], kind="stable")  # each is of one group, in its order
    again = [
        one.again.assign(place=np.take(group, one.again["place"])) for one, group in zip(kept, groups, strict=True)
    ]
    return Editions(
        facts.take(order).reset_index(drop=True),
        pd.concat(again).sort_values("place", kind="stable", ignore_index=True),
        pd.concat([one.areas for one in kept]).sort_values(EDITION, ignore_index=True),
    )


def _that_meet(files: Sequence[ReadDelivery]) -> list[list[int]]:
    """Numbers of the files that share facts, directly or through others."""
    named = [{Term.parse(term).fact for term in one.terms} for one in files]
    groups = merged(named)
    return [[place for place, names in enumerate(named) if names & group] for group in groups]
