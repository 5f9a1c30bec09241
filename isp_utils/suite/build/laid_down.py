"""What a build lays down once the gate has passed: tables, what stays inside the house, and what the manifest says."""

from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import pandas as pd

from isp_utils.indicators.chance import scatters, with_chance
from isp_utils.intake.facts.versions import revision_line
from isp_utils.model.catalogue import Catalogue
from isp_utils.model.schema import Flag
from isp_utils.privacy.cells.cells import Cells, facts_behind
from isp_utils.privacy.cells.hidden_shares import hidden_shares
from isp_utils.privacy.gate import Gated
from isp_utils.store import Store, delivered_by, write_json, write_table
from isp_utils.suite.build.computed_once import ComputedBefore
from isp_utils.suite.build.deliveries import Deliveries
from isp_utils.suite.build.hidden_lines import protection_lines
from isp_utils.suite.build.locked import make_private
from isp_utils.suite.build.notices import keep_notices
from isp_utils.suite.scan.knowledge import KNOWLEDGE, write_knowledge
from isp_utils.suite.shared_out import beside

LARGE = 20_000  # facts for which it pays to start a process
TABLES = ("indicators", "stocks", "befragungen", "regions")  # what notebooks read
FACTS, CELLS = "facts.parquet", "zellen.parquet"
MOST_REVISIONS = 200  # lines kept for the report; all of them stand in revisionen.parquet


@dataclass(frozen=True)
class BuildFound:
    """All that a build found: deliveries, their facts with the made-up ones, what the gate says, answers of surveys."""

    delivered: Deliveries
    facts: pd.DataFrame
    gated: Gated
    answers: pd.DataFrame


def whole(store: Store) -> bool:
    """Whether everything lies there that a finished build lays down."""
    public = [store.processed / name for name in ("manifest.json", *(f"{table}.parquet" for table in TABLES))]
    return all(path.exists() for path in (*public, *(store.internal / name for name in (FACTS, CELLS, *KNOWLEDGE))))


def lay_down(made: BuildFound, catalogue: Catalogue, before: ComputedBefore) -> tuple[dict[str, Any], list[str]]:
    """Write everything but the manifest. Returns what the manifest says of it, and lines on protection."""
    with beside(partial(_write_internal, made, before.store), len(made.facts) >= LARGE) as internal:
        told = _write_tables(made, catalogue, before)
        lines = list(protection_lines(hidden_shares(made.gated.cells, catalogue.register), catalogue))
        internal()
    files = made.delivered.files
    about = {"data_date": max(entry["retrieved"] for entry in files), "files": files, "facts": len(made.facts)}
    return about | told, lines


def _write_tables(made: BuildFound, catalogue: Catalogue, before: ComputedBefore) -> dict[str, Any]:
    """The tables that notebooks read. Returns what the manifest says about figures."""
    indicators, stocked = made.gated.tables
    scatter = scatters(indicators, catalogue, before.each_scatter)
    indicators = with_chance(indicators, catalogue, scatter)
    tables = (indicators, stocked, made.answers, _regions(catalogue))
    for name, table in zip(TABLES, tables, strict=True):
        write_table(table, before.store.processed / f"{name}.parquet")
    flags = indicators["flag"].value_counts().to_dict()
    return {
        "indicators": len(indicators),
        "flags": {str(flag or "value"): int(number) for flag, number in flags.items()},
        "protected": int((indicators["flag"] == Flag.PROTECTED.value).sum()),
        "set_aside": [one.public for one in made.delivered.set_aside],
        "scatter": {name: asdict(found) for name, found in scatter.items()},
    }


def _write_internal(made: BuildFound, store: Store) -> None:
    """What stays inside the house; the cells wait for the release of the site before they enter the register."""
    delivered, gated = made.delivered, made.gated
    write_table(made.facts, store.internal / FACTS)
    write_table(_with_origin(gated.cells, made.facts), store.internal / CELLS)
    write_table(delivered.revisions, store.internal / "revisionen.parquet")
    write_json(gated.record, store.internal / "geheimhaltung.json")
    keep_notices(store, delivered.set_aside, delivered.questions)
    write_knowledge(store, gated)
    make_private(store.internal)


def _with_origin(cells: Cells, facts: pd.DataFrame) -> Cells:
    """Cells and whether a fact behind them is invented (column demo): such a release must not bind real figures.

    Behind the rest of a share stand both its whole and its part.
    """
    invented = set(facts.loc[facts["flag"] == Flag.DEMO.value, "fact"])
    demo = {what: bool(invented & facts_behind(what)) for what in cells["what"].unique()}
    return cells.assign(demo=cells["what"].map(demo).astype(bool))


def gated_record(gated: Gated) -> dict[str, Any]:
    """How many counts there are and how many are hidden; which of them are small stays in the house."""
    return {"protection": {name: gated.record[name] for name in ("cells", "hidden")}}


def _regions(catalogue: Catalogue) -> pd.DataFrame:
    columns = ["key", "name", "level", "parent", "valid_from", "valid_to", "lon", "lat", "area_km2"]
    rows = [[getattr(region, column) for column in columns] for region in catalogue.register.regions.values()]
    return pd.DataFrame(rows, columns=["region", *columns[1:]])


def quality(delivered: Deliveries, catalogue: Catalogue) -> dict[str, Any]:
    """What the report on the data prints: revised figures, editions with fewer areas.

    Which figure of a department was revised is not said: it may be a hidden one.
    """
    own = [catalogue.sources[delivered_by(file)].owner == "eigene" for file in delivered.revisions["file"]]
    revisions = delivered.revisions[[not is_own for is_own in own]]
    revised = [revision_line(row) for _, row in revisions.tail(MOST_REVISIONS).iterrows()]
    return {
        "revisions": len(revisions),
        "revised": revised,
        "shrunk": delivered.shrunk,
    }
