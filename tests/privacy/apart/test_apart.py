"""Portions that never meet give what the gate gives for everything together, over several releases."""

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from isp_utils.indicators.compute import compute
from isp_utils.indicators.stocks import stocks
from isp_utils.model.catalogue import Catalogue
from isp_utils.privacy.apart.apart import gate_apart, passed_of
from isp_utils.privacy.apart.portions import portions_of
from isp_utils.privacy.apart.released import once_released
from isp_utils.privacy.cells.cells import KEYS
from isp_utils.privacy.cells.releases import Releases
from isp_utils.privacy.gate import Gated, gate
from isp_utils.privacy.solver.pattern import beyond_help, too_narrow
from tests.privacy import generated
from tests.privacy.county import OFFICE, OWN, by_area, catalogue, count, facts, protected, share

SEEDS = (2, 8)
YEARS = 2


@cache
def apart_and_together(seed: int) -> list[tuple[Gated, Gated]]:
    """What both say of three releases of a generated county."""
    found, register = [], Releases.none()
    for edition in generated.editions(seed, YEARS):
        ungated = (compute(edition.facts, edition.catalogue), stocks(edition.facts, ["untersucht", "bevoelkerung"]))
        together = gate(edition.facts, ungated, edition.catalogue, register)
        found.append((gate_apart(edition.facts, ungated, edition.catalogue, register), together))
        assert len(portions_of(edition.facts, ungated, edition.catalogue, register)) > 1
        register = register.after(together.cells)
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_counts_are_secret_and_as_little_is_hidden_with_them(seed):
    """Of two villages with equal counts either may cover a third one: which one is chance, what it costs is not."""
    for apart, together in apart_and_together(seed):
        cells, others = (found.cells.set_index(KEYS).sort_index() for found in (apart, together))
        same = ["value", "source", "rows", "kern", "secret", "told"]
        pd.testing.assert_frame_equal(cells[same], others[same])
        assert cost_of(apart) == pytest.approx(cost_of(together))
        assert told_names(apart) == told_names(together)


def cost_of(found: Gated) -> float:
    """What the hidden counts cost, in the unit of the gate."""
    return float(found.system.cost[: found.counted][found.cells["hidden"][: found.counted].to_numpy(bool)].sum())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_row_stands_if_all_counts_that_it_gives_away_do(seed):
    for apart, _ in apart_and_together(seed)[:1]:
        hidden = apart.cells["hidden"].to_numpy(bool)
        lost = [any(hidden[int(part)] for part in cells.split("|") if part) for cells in apart.told["cells"]]
        rows = pd.concat(apart.tables, ignore_index=True)
        assert (rows.loc[lost, "flag"] == "protected").all()
        assert (rows.loc[~np.array(lost), "flag"] != "protected").all()
        assert rows.loc[rows["flag"] == "protected", "value"].isna().all()
        assert len(apart.withheld) == sum(lost) > 0


def told_names(found: Gated) -> list[tuple[str, ...]]:
    """For every row the counts that it gives away, by name."""
    names = found.cells[KEYS].agg("/".join, axis=1).tolist()
    return [tuple(names[int(part)] if part else "" for part in cells.split("|")) for cells in found.told["cells"]]


def test_the_joined_system_stands_up_to_the_attack():
    for apart, _ in apart_and_together(1):
        cells, system = apart.cells[: apart.counted], apart.system
        assert (cells["value"].to_numpy() == system.value[: apart.counted]).all()
        published = system.fixed.copy()
        published[: apart.counted] |= (~cells["hidden"] & (cells["rows"] > 0)).to_numpy()
        weak = too_narrow(system, published)
        assert beyond_help(system, weak).all()
        assert len(too_narrow(system, system.fixed | (system.value >= 0))) > len(weak)


def portions(known: Catalogue, *tables: pd.DataFrame) -> list[set[str]]:
    """The facts of each portion."""
    together = pd.concat(tables, ignore_index=True)
    found = portions_of(together, [compute(together, known)], known, Releases.none())
    return [set(portion.facts["fact"]) for portion in found]


def delivered(fact: str, source: str) -> pd.DataFrame:
    """A fact of one of the sources, in all areas."""
    return facts(fact, by_area(40, 12, 30, 11), source=source)


def test_what_two_offices_deliver_hangs_together_by_a_figure_alone():
    own = [OFFICE, OWN]
    apart = catalogue([count("faelle", "faelle"), count("hilfen", "hilfen")], own)
    tables = delivered("faelle", "amt"), delivered("hilfen", "eigen")
    assert sorted(portions(apart, *tables), key=sorted) == [{"faelle"}, {"hilfen"}]
    both = catalogue([share("quote", "hilfen", "faelle", method="rate")], own)
    assert portions(both, *tables) == [{"faelle", "hilfen"}]


def test_a_public_count_stands_in_every_portion_that_divides_by_it():
    open_office = protected(OFFICE, public=("bevoelkerung",))
    known = catalogue(
        [count("menschen", "bevoelkerung"), share("quote", "hilfen", "bevoelkerung", method="rate")], [open_office, OWN]
    )
    found = portions(known, delivered("bevoelkerung", "amt"), delivered("hilfen", "eigen"))
    assert sorted(found, key=sorted) == [{"bevoelkerung"}, {"bevoelkerung", "hilfen"}]
    divided = catalogue([share("quote", "hilfen", "bevoelkerung")], [open_office, OWN])
    assert portions(divided, delivered("bevoelkerung", "amt"), delivered("hilfen", "eigen")) == [
        {"bevoelkerung", "hilfen"}
    ]


def test_declared_parts_hang_together_without_any_figure():
    own = protected(OWN, parts=(("hilfen", "faelle"),))
    known = catalogue([count("faelle", "faelle"), count("hilfen", "hilfen")], [OFFICE, own])
    assert portions(known, delivered("faelle", "amt"), delivered("hilfen", "eigen")) == [{"faelle", "hilfen"}]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_just_released_need_not_be_tried_again(seed):
    edition = generated.editions(seed, YEARS)[0]
    ungated = (compute(edition.facts, edition.catalogue), stocks(edition.facts, ["untersucht", "bevoelkerung"]))
    register = Releases.none()
    before = [
        passed_of(one, edition.catalogue) for one in portions_of(edition.facts, ungated, edition.catalogue, register)
    ]
    register = register.after(gate_apart(edition.facts, ungated, edition.catalogue).cells)
    portions = portions_of(edition.facts, ungated, edition.catalogue, register)
    for portion, kept in zip(portions, before, strict=True):
        now, afresh = once_released(kept, portion), passed_of(portion, edition.catalogue)
        assert now is not None
        pd.testing.assert_frame_equal(now.cells.drop(columns="cheapest"), afresh.cells.drop(columns="cheapest"))
        assert all((one == other).all() for one, other in zip(now.protected, afresh.protected, strict=True))
        for name in ("value", "width", "cost", "fixed", "virtual", "lower", "upper", "single"):
            one, other = (getattr(found.system, name)[: found.counted] for found in (now, afresh))
            assert (one == other).all(), name


def test_a_register_that_says_anything_else_is_asked_anew():
    together = pd.concat([delivered("faelle", "amt"), delivered("hilfen", "eigen")], ignore_index=True)
    known = catalogue([count("faelle", "faelle"), count("hilfen", "hilfen")])
    (portion, *_) = portions_of(together, [compute(together, known)], known, Releases.none())
    kept = passed_of(portion, known)
    table = Releases.none().after(kept.cells).table
    assert once_released(kept, replace(portion, releases=Releases(table))) is not None
    revised = table.assign(value=table["value"] + (table.index == 0))
    hidden_then = table.assign(printed=table["printed"] & (table.index > 0))
    longer = pd.concat([table, table[:1].assign(value=1.0, run=2)])
    other = table.assign(region=table["region"].where(table.index > 0, "03999009"))
    for register in (revised, hidden_then, longer, other, table[:0]):
        assert once_released(kept, replace(portion, releases=Releases(register))) is None
