"""Digests of the parts of the gated tables: whether what a notebook has read is still the same."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from isp_utils.model import reads
from isp_utils.model.schema import Flag
from isp_utils.store import Store, fingerprint, read_json, retrieved_by_source, write_json

FILE = "pruefsummen.json"
WHOLE = (reads.INDICATORS, reads.STOCKS, reads.MANIFEST)
NOTHING = "fehlt"


def digests(store: Store, kreis: str) -> Mapping[str, str]:
    """One digest for every part that a notebook can ask for (model/reads.py); of the tables kept in a file."""
    path = store.processed / FILE
    of = fingerprint(*(store.processed / name for name in WHOLE))
    kept = read_json(path) if path.exists() else {}
    if kept.get("of") != of:
        kept = {"of": of, "parts": _of_tables(store)}
        write_json(kept, path)
    parts: dict[str, str] = kept["parts"]
    return parts | {
        reads.SURVEYS: _of_files([store.processed / reads.SURVEYS]),
        reads.VOICES: _of_files([store.voices(kreis)]),
        reads.REGISTER: _of_files([store.massnahmen(kreis)]),
        reads.OUTLINES: _of_files(store.boundaries()),
        reads.TODAY: day_of_run(),
    }


def day_of_run() -> str:
    """The day of the run (ISO)."""
    return datetime.now().astimezone().date().isoformat()


def held_by(names: Iterable[str], known: Mapping[str, str]) -> str:
    """What the named parts hold, as one line; a part that there is not is one too."""
    return "\n".join(f"{name}={known.get(name, NOTHING)}" for name in names)


def _of_tables(store: Store) -> dict[str, str]:
    indicators, stocks, manifest = store.indicators(), store.stocks(), store.manifest()
    found = {name: _of_files([store.processed / name]) for name in WHOLE}
    found |= {f"{reads.STOCK}:{name}": digest for name, digest in _by_name(stocks).items()}
    for name, digest in _by_name(indicators).items():
        found[f"{reads.KENNZAHL}:{name}"] = _of_text(digest, manifest["scatter"].get(name))
    found |= {f"{reads.RETRIEVAL}:{source}": day for source, day in retrieved_by_source(manifest).items()}
    known = indicators[indicators["value"].notna() & (indicators["flag"] != Flag.DEMO.value)]
    found[reads.PERIODS] = _of_text(sorted(known["period"].unique()))
    found[reads.DEMO] = _of_text(manifest["with_demo"])
    return found


def _by_name(table: pd.DataFrame) -> dict[str, str]:
    """Digest of the rows of each Kennzahl or fact, in the order in which they stand."""
    rows = pd.util.hash_pandas_object(table, index=False)
    return {str(name): sha256(part.to_numpy().tobytes()).hexdigest() for name, part in rows.groupby(table["indicator"])}


def _of_files(paths: Iterable[Path]) -> str:
    return fingerprint(*(path for path in paths if path.exists()))


def _of_text(*parts: Any) -> str:
    return sha256(repr(parts).encode()).hexdigest()
