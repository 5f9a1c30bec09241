"""What a run keeps of what it released: gated figures, definitions, sentences and Befunde, as plain data."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import pandas as pd

from isp_utils.model.schema import ROW_KEY, Flag

KEPT_COLUMNS = (*ROW_KEY, "value", "lower", "upper", "flag", "method")
WITHHELD = "withheld"  # flag of a kept figure that a later run hides
NOT_TOLD = "nicht mehr gezeigt"  # in place of a sentence that may hold one


@dataclass(frozen=True)
class RunAbout:
    """Which run it was: its id, the moment it was made (ISO), the newest delivery, the last year asked for (0: all)."""

    run_id: str
    made: str
    data_date: str
    year: int = 0


@dataclass(frozen=True)
class SaidThen:
    """What was said of the newest figure of a Kennzahl.

    hindrance: code of what kept it from being judged, "" for nothing. kinds: of the Befunde it gave rise to ("worse",
    "better", "other", "changed"). sentence: as printed. comparison, development: in the words of the pages, None where
    a run did not keep them or may not tell them any more.
    """

    period: str
    census_base: str
    hindrance: str
    kinds: tuple[str, ...]
    sentence: str
    comparison: str | None = None
    development: str | None = None


NOT_SAID = SaidThen("", "none", "", (), "")


@dataclass(frozen=True)
class Snapshot:
    """The released state of a run for one county, without demo data.

    rows: gated figures (KEPT_COLUMNS) of the county, the areas inside it, Land and Bund. definitions: by Kennzahl, each
    field's text. digests: by kind ("kreise": the figures of the other Kreise, "bestaende", "befragungen") and name; a
    changed text means changed figures.
    """

    about: RunAbout
    rows: pd.DataFrame
    definitions: Mapping[str, Mapping[str, str]]
    statements: Mapping[str, SaidThen]
    digests: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def said_of(county: str) -> frozenset[str]:
    """The areas whose figures what is said of a county rests on: its own, Land and Bund."""
    return frozenset({county, county[:2], "DG"})


def without_hidden(snapshot: Snapshot, newest: Snapshot, county: str) -> Snapshot:
    """An earlier snapshot without the figures that the newest run hides, nor what was said of the county with them.

    The same one where it has none of them.
    """
    keys = list(ROW_KEY)
    protected = newest.rows.loc[newest.rows["flag"] == Flag.PROTECTED.value, keys]
    rows = snapshot.rows
    told = rows.loc[rows["value"].notna(), keys].reset_index()
    hidden = rows.index.isin(told.merge(protected.drop_duplicates(), on=keys)["index"])
    if not hidden.any():
        return snapshot
    kept = rows.assign(**{name: rows[name].mask(hidden) for name in ("value", "lower", "upper")})
    kept = kept.assign(flag=rows["flag"].mask(hidden, WITHHELD))
    affected = set(rows.loc[hidden & rows["region"].isin(said_of(county)), "indicator"])
    said = {name: _untold(item) if name in affected else item for name, item in snapshot.statements.items()}
    return replace(snapshot, rows=kept, statements=said)


def _untold(said: SaidThen) -> SaidThen:
    """Neither sentence nor Befund nor judgement: each of them may tell of the figure, "unverändert" its very number."""
    return replace(said, sentence=NOT_TOLD, kinds=(), comparison=None, development=None)


def with_judgements(snapshot: Snapshot, same: Snapshot) -> Snapshot:
    """A snapshot with the judgements that it lacks, from a later run that released the same; itself if it lacks none.

    Without them the next run could not tell that one of them changed.
    """
    lacking = {
        name: replace(item, comparison=same.statements[name].comparison, development=same.statements[name].development)
        for name, item in snapshot.statements.items()
        if item.development is None and item.sentence != NOT_TOLD and name in same.statements
    }
    return replace(snapshot, statements={**snapshot.statements, **lacking}) if lacking else snapshot


def snapshot_words(snapshot: Snapshot) -> dict[str, Any]:
    """All of a snapshot but its rows, as JSON knows it."""
    return {
        "about": asdict(snapshot.about),
        "definitions": {name: dict(fields) for name, fields in snapshot.definitions.items()},
        "statements": {name: asdict(said) for name, said in snapshot.statements.items()},
        "digests": {kind: dict(names) for kind, names in snapshot.digests.items()},
    }


def snapshot_from(words: Mapping[str, Any], rows: pd.DataFrame) -> Snapshot:
    """The other way round, without loss."""
    said = {name: SaidThen(**item | {"kinds": tuple(item["kinds"])}) for name, item in words["statements"].items()}
    return Snapshot(RunAbout(**words["about"]), rows, words["definitions"], said, words["digests"])
