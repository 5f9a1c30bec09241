"""Deliveries -> facts -> indicators -> gate: data/processed with a manifest of what went in."""

import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

import pandas as pd

from isp_utils.indicators.chance import scatters, with_chance
from isp_utils.indicators.compute import compute
from isp_utils.indicators.flows import flow_rows
from isp_utils.indicators.pooled import with_pooled_years
from isp_utils.indicators.stocks import stocks
from isp_utils.intake.facts.versions import revision_line
from isp_utils.model.biography import counted_terms, load_biography
from isp_utils.model.catalogue import Catalogue
from isp_utils.model.errors import InputError
from isp_utils.model.need_rules import load_need_rules
from isp_utils.model.schema import Flag
from isp_utils.model.wording import german_number
from isp_utils.privacy.apart.apart import gate_apart
from isp_utils.privacy.cells.cells import Cells, facts_behind
from isp_utils.privacy.cells.hidden_shares import hidden_shares
from isp_utils.privacy.gate import Gated
from isp_utils.privacy.rounding import round_small
from isp_utils.store import PACKAGE, Store, delivered_by, fingerprint, write_json, write_table
from isp_utils.suite.build.alone import alone
from isp_utils.suite.build.computed_once import ComputedBefore
from isp_utils.suite.build.deliveries import Deliveries, read_deliveries
from isp_utils.suite.build.hidden_lines import protection_lines
from isp_utils.suite.build.invented import with_invented
from isp_utils.suite.build.keyed import keyed
from isp_utils.suite.build.locked import make_private, unlocked
from isp_utils.suite.build.protected_once import ProtectedBefore
from isp_utils.suite.build.register import released
from isp_utils.suite.build.sealed import bring_back, make_deliveries_private, own_deliveries
from isp_utils.suite.build.set_aside import faulty_files, keep_notices, kept_notices
from isp_utils.suite.build.surveys import kept_surveys, side_files, survey_tables
from isp_utils.suite.scan.knowledge import write_knowledge
from isp_utils.suite.shared_out import CORES, MANY, done_at_once

FORMER = ("facts.parquet", "revisionen.parquet", "demo", "umgewandelt")  # lay open in data/processed at first
MOST_REVISIONS = 200  # lines kept for the report; all of them stand in revisionen.parquet
Say = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """A finished build: fingerprint of everything that went in, whether it had to be made, files it could not use."""

    fingerprint: str
    fresh: bool
    set_aside: tuple[str, ...] = ()


def build(store: Store, catalogue: Catalogue, with_demo: bool = True, say: Say = print, strict: bool = False) -> Built:
    """Make data/processed from data/raw unless it is already made from the same inputs; faulty files are set aside.

    Raises InputError where no file is left or, if `strict`, for the first faulty ones; nothing is written then.
    """
    with alone(store):
        bring_back(store)
        make_deliveries_private(own_deliveries(store, catalogue))
        built = _built(store, catalogue, (with_demo, strict), say)
        for line in kept_notices(store):
            say(line)
        return built


def _built(store: Store, catalogue: Catalogue, options: tuple[bool, bool], say: Say) -> Built:
    with_demo, strict = options
    key = keyed(_input_fingerprint(store, with_demo), store.internal)
    manifest = store.processed / "manifest.json"
    if manifest.exists() and (made := store.manifest()).get("fingerprint") == key:
        aside = faulty_files(entry for entry in made.get("set_aside", []) if entry["file"].count("/") == 1)
        if not (aside and strict):
            say("Zahlen: unverändert")
            return Built(key, False, aside)
    _clear_former(store)
    deliveries = store.deliveries()
    say(f"Zahlen: {len(deliveries)} Lieferungen werden gelesen und geprüft")
    delivered, answers = _delivered(store, catalogue, options)
    facts = delivered.facts
    if with_demo:
        facts = with_invented(facts, catalogue, store)
    facts = round_small(facts, catalogue)
    pooled = with_pooled_years(facts, catalogue)  # behind the others, whose numbers stay as they are
    before = ComputedBefore(store)
    ungated = (compute(pooled, catalogue, before.each), _stocks_and_flows(facts, catalogue, before))
    say("Zahlen: Geheimhaltung wird geprüft")
    gated = gate_apart(pooled, ungated, catalogue, released(store), ProtectedBefore(store).each)
    indicators, stocked = gated.tables
    scatter = scatters(indicators, catalogue, before.each_scatter)
    indicators = with_chance(indicators, catalogue, scatter)
    _write_internal(store, facts, gated, delivered)
    write_table(indicators, store.processed / "indicators.parquet")
    write_table(stocked, store.processed / "stocks.parquet")
    write_table(answers, store.processed / "befragungen.parquet")
    write_table(_regions(catalogue), store.processed / "regions.parquet")
    made = {"fingerprint": key, "with_demo": with_demo} | _manifest(delivered.files, facts, indicators)
    made |= {"set_aside": [one.public for one in delivered.set_aside]}
    made |= {"scatter": {name: asdict(found) for name, found in scatter.items()}}
    write_json(made | _quality(delivered, catalogue) | gated_record(gated), manifest)
    say(f"Zahlen: {german_number(len(facts))} Angaben, {german_number(len(indicators))} Kennzahlwerte")
    for line in protection_lines(hidden_shares(gated.cells, catalogue.register), catalogue):
        say(line)
    return Built(key, True, faulty_files(one.public for one in delivered.set_aside))


def _delivered(store: Store, catalogue: Catalogue, options: tuple[bool, bool]) -> tuple[Deliveries, pd.DataFrame]:
    """Deliveries and answers of surveys; raises InputError with the faults of all files if that was asked for."""
    with_demo, strict = options
    paths, known = store.deliveries(), kept_surveys(store, with_demo)
    both = [
        lambda: read_deliveries(store, catalogue, paths, strict),
        lambda: survey_tables(store, catalogue, with_demo) if known is None else (known, []),
    ]
    delivered, (answers, faulty) = done_at_once(both, CORES if known is None and len(paths) >= MANY else 1)
    if faulty and strict:
        raise InputError("\n".join(one.reason for one in faulty))
    files = {one.file for one in delivered.set_aside}
    aside = (*delivered.set_aside, *(one for one in faulty if one.file not in files))
    return replace(delivered, set_aside=aside), answers


def _stocks_and_flows(facts: pd.DataFrame, catalogue: Catalogue, before: ComputedBefore) -> pd.DataFrame:
    """Counts that planning reckons with, and what the flows of the Kreise leave; UNGATED_COLUMNS."""
    store = before.store
    counted, shares = counted_terms(catalogue, store.catalogue), load_need_rules(store.catalogue).shares
    kreise = [region.key for region in catalogue.register.regions.values() if region.level == "kreis"]
    flows = flow_rows(facts, load_biography(catalogue, store.catalogue).flows, kreise, before.flows)
    return pd.concat([stocks(facts, counted, shares), flows], ignore_index=True)


def _clear_former(store: Store) -> None:
    """Nothing unprotected stays beside the internal folder, as earlier versions of the suite had it."""
    unlocked(store.internal)
    for path in (store.processed / name for name in FORMER):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _write_internal(store: Store, facts: pd.DataFrame, gated: Gated, delivered: Deliveries) -> None:
    """What stays inside the house; the cells wait for the release of the site before they enter the register."""
    write_table(facts, store.internal / "facts.parquet")
    write_table(_with_origin(gated.cells, facts), store.internal / "zellen.parquet")
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


def _input_fingerprint(store: Store, with_demo: bool) -> str:
    folders = ("model", "intake", "statistics", "privacy")
    code = [path for folder in folders for path in sorted((PACKAGE / folder).rglob("*.py"))]
    code += [
        PACKAGE / "indicators" / f"{name}.py"
        for name in (
            "chance",
            "compute",
            "flags",
            "flows",
            "pooled",
            "reliability",
            "standardisation",
            "stocks",
            "sums",
        )
    ]
    own = ("asked_back", "build", "deliveries", "editions", "invented", "read_once", "surveys")
    code += [PACKAGE / "suite" / "build" / f"{name}.py" for name in own]
    code += sorted((PACKAGE / "indicators" / "survey").glob("*.py"))
    data = [side for path in store.deliveries() for side in (path, path.with_suffix(".toml")) if side.exists()]
    tables = [*sorted(store.catalogue.rglob("*.toml")), *sorted(store.catalogue.rglob("*.csv"))]
    files = fingerprint(*data, *side_files(store), *tables, *code)
    return sha256(f"{files}, with_demo={with_demo}".encode()).hexdigest()


def _regions(catalogue: Catalogue) -> pd.DataFrame:
    columns = ["key", "name", "level", "parent", "valid_from", "valid_to", "lon", "lat", "area_km2"]
    rows = [[getattr(region, column) for column in columns] for region in catalogue.register.regions.values()]
    return pd.DataFrame(rows, columns=["region", *columns[1:]])


def _quality(delivered: Deliveries, catalogue: Catalogue) -> dict[str, Any]:
    """What the report on the data prints: checks per source, revised figures, editions with fewer areas.

    Which figure of a department was revised is not said: it may be a hidden one.
    """
    own = [catalogue.sources[delivered_by(file)].owner == "eigene" for file in delivered.revisions["file"]]
    revisions = delivered.revisions[[not is_own for is_own in own]]
    revised = [revision_line(row) for _, row in revisions.tail(MOST_REVISIONS).iterrows()]
    return {
        "checks": delivered.checks,
        "revisions": len(revisions),
        "revised": revised,
        "shrunk": delivered.shrunk,
    }


def _manifest(files: list[dict[str, Any]], facts: pd.DataFrame, indicators: pd.DataFrame) -> dict[str, Any]:
    flags = indicators["flag"].value_counts().to_dict()
    return {
        "data_date": max(entry["retrieved"] for entry in files),
        "files": files,
        "facts": len(facts),
        "indicators": len(indicators),
        "flags": {str(flag or "value"): int(number) for flag, number in flags.items()},
        "protected": int((indicators["flag"] == Flag.PROTECTED.value).sum()),
    }
