"""Rounding of small counts that keeps every sum: no published count stays between 0 and the base.

An alternative to hiding where people may not be left out of a table (surveys). After Langsrud & Heldal (2018), An
algorithm for small count rounding of tabular data, here as one integer programme: as little as possible is changed.
"""

import numpy as np
import pandas as pd
from scipy import sparse

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.errors import InputError
from isp_utils.model.schema import Flag
from isp_utils.privacy.cells.cells import Cells
from isp_utils.privacy.relations.sums import Ledger, add_all
from isp_utils.privacy.relations.wholes import Wholes
from isp_utils.privacy.solver.system import Array, System, relations_of

SPARE = 10  # times the base: further up than any rounding goes
INSIDE = 0.01  # a change inside counts little: what is printed must stay close


def round_small(facts: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """FACT_COLUMNS with the small counts of sources that ask for it (`round_to`) rounded; changed are `estimated`."""
    facts = facts.copy()
    for source in catalogue.sources.values():
        if (base := source.protection.round_to) <= 1:
            continue
        rows = facts[(facts["source"] == source.id) & facts["value"].notna()]
        for _, table in rows.groupby(["fact", "period", "census_base"]):
            cells = table.rename(columns={"fact": "what"}).reset_index(drop=True)
            counts = rounded(_system(cells, catalogue), base)[: len(cells)]
            changed = table.index[counts != cells["value"].to_numpy()]
            facts.loc[table.index, "value"] = counts
            facts.loc[changed, "flag"] = facts.loc[changed, "flag"].mask(lambda flag: flag == "", Flag.ESTIMATED.value)
    return facts


def _system(cells: Cells, catalogue: Catalogue) -> System:
    ledger = Ledger(cells["value"].to_list(), [0.0] * len(cells), [0.0] * len(cells))
    add_all(ledger, cells, Wholes(catalogue.register))
    number = len(ledger.value)
    nothing, never = np.zeros(number), np.zeros(number, bool)
    virtual = np.arange(number) >= len(cells)
    endless, relations = np.full(number, np.inf), relations_of(ledger.rows, number)
    return System(np.array(ledger.value), nothing, nothing, never, virtual, nothing, endless, never, relations)


def rounded(system: System, base: int, seconds: float = 10.0) -> Array:
    """Counts [n], people, with every printed one 0 or at least `base`, all relations kept, printed ones changed least.

    Virtual cells may take any whole number. Raises InputError where nothing is found in time.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # takes long to load; most runs round nothing anew

    size, printed = system.size, np.flatnonzero(~system.virtual)
    greatest = system.value.max(initial=0) + SPARE * base
    weight = np.where(system.virtual, INSIDE, 1.0)
    least = np.zeros(size)
    # unknowns: new count, its distance from the old one, and whether it is above zero (printed cells only)
    distance = sparse.hstack([sparse.eye_array(size), -sparse.eye_array(size), sparse.csr_array((size, len(printed)))])
    above = sparse.hstack([sparse.eye_array(size), sparse.eye_array(size), sparse.csr_array((size, len(printed)))])
    pick = sparse.csr_array((np.ones(len(printed)), (np.arange(len(printed)), printed)), shape=(len(printed), size))
    gap = sparse.csr_array((len(printed), size))
    kept = sparse.hstack([system.relations, sparse.csr_array((system.relations.shape[0], size + len(printed)))])
    offset = system.relations @ system.value
    found = milp(
        np.concatenate([least, weight, np.zeros(len(printed))]),
        integrality=np.concatenate([np.ones(size), np.zeros(size), np.ones(len(printed))]),
        bounds=Bounds(0, np.concatenate([np.full(2 * size, greatest), np.ones(len(printed))])),
        constraints=[
            LinearConstraint(distance, -np.inf, system.value),
            LinearConstraint(above, system.value, np.inf),
            LinearConstraint(sparse.hstack([pick, gap, -base * sparse.eye_array(len(printed))]), 0, np.inf),
            LinearConstraint(sparse.hstack([pick, gap, -greatest * sparse.eye_array(len(printed))]), -np.inf, 0),
            LinearConstraint(kept, offset, offset),
        ],
        options={"time_limit": seconds},
    )
    if found.x is None:
        raise InputError("Geheimhaltung: Die kleinen Zahlen lassen sich nicht so runden, dass alle Summen stimmen.")
    return np.asarray(np.round(found.x[:size]), float)
