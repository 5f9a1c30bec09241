"""All of data/raw to facts: every file the one way in, newest editions, declared corrections, and what was revised."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from isp_utils.intake.facts.corrections import corrected, load_corrections
from isp_utils.intake.facts.quality import shrunk, source_checks
from isp_utils.intake.facts.versions import newest, refuse_rivals, revisions
from isp_utils.intake.to_facts import Delivered, checked_facts
from isp_utils.intake.values.keys import Keys
from isp_utils.model.catalogue import Catalogue, Source
from isp_utils.model.errors import InputError
from isp_utils.model.terms import Term
from isp_utils.model.toml import did_you_mean
from isp_utils.store import Store, sha256_of
from isp_utils.suite.build.read_once import ReadBefore


@dataclass(frozen=True)
class Deliveries:
    """Facts of all files, one manifest entry a file, and the figures that a later edition changed."""

    facts: pd.DataFrame
    files: list[dict[str, Any]]
    revisions: pd.DataFrame
    checks: list[dict[str, str]]
    shrunk: list[str]


def read_deliveries(store: Store, catalogue: Catalogue, paths: list[Path]) -> Deliveries:
    """Read and check every delivered file; raises InputError with the faults of all of them."""
    keys = Keys.of(catalogue.register)
    before = ReadBefore(store)
    before.read_ahead(paths, lambda path: checked_facts(path, _source(path, catalogue), keys, _converted(store)))
    read, files, faults = [], [], []
    for path in paths:
        try:
            source = _source(path, catalogue)
            found = before.facts_of(path, partial(checked_facts, path, source, keys, _converted(store)))
        except InputError as fault:
            faults.append(str(fault))
            continue
        read.append(found.facts.assign(retrieved=found.retrieved))
        files.append(_entry(path, found, source))
    if faults:
        raise InputError("\n".join(dict.fromkeys(faults)))
    before.forget_others()
    if not read:
        raise InputError("In data/raw liegt keine Lieferung. Bitte die Dateien dort ablegen (ein Ordner je Quelle).")
    versions = pd.concat([table for table in read if len(table)], ignore_index=True)
    refuse_rivals(versions)
    corrections = load_corrections(store.catalogue / "corrections.toml")
    facts = corrected(newest(versions), corrections)
    return Deliveries(facts, files, revisions(versions), source_checks(facts, files, catalogue), shrunk(versions))


def _converted(store: Store) -> Path:
    """Where databases are kept in a form that is read faster."""
    return store.internal / "umgewandelt"


def _source(path: Path, catalogue: Catalogue) -> Source:
    name = path.parent.name
    if name not in catalogue.sources:
        hint = did_you_mean(name, tuple(catalogue.sources))
        raise InputError(f"Der Ordner data/raw/{name} gehört zu keiner Quelle des Katalogs.{hint}")
    return catalogue.sources[name]


def _entry(path: Path, found: Delivered, source: Source) -> dict[str, Any]:
    """What the manifest says about a file; of a county's own nothing that hangs on a figure: no hash, flag or note."""
    entry: dict[str, Any] = {
        "file": f"{path.parent.name}/{path.name}",
        "retrieved": found.retrieved,
        "rows": len(found.facts),
        "rejected": 0,  # a faulty delivery is refused whole
    }
    if source.owner == "eigene":
        return entry | ({"kind": found.kind} if found.kind != "lieferung" else {})
    flags = found.facts["flag"].value_counts().to_dict()
    entry |= {
        "table": found.table,
        "terms": _terms(found.facts),
        "sha256": sha256_of(path),
        "flags": {str(flag or "value"): int(number) for flag, number in flags.items()},
    }
    return entry | ({"kind": found.kind, "messages": list(found.messages)} if found.kind != "lieferung" else {})


def _terms(facts: pd.DataFrame) -> list[str]:
    """Every fact, age and group of a file, once, in the short form of the catalogue."""
    rows = facts[["fact", "age", "group"]].drop_duplicates()
    return sorted(str(Term(*map(str, row))) for row in rows.itertuples(index=False))
