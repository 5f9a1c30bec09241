"""All that changed between two snapshots of one county."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from isp_utils.indicators.changes.cells import CellKind, changed_cells
from isp_utils.indicators.changes.judgements import JudgementChange, changed_judgements, without_figure
from isp_utils.indicators.changes.reasons import Evidences, Why, reasons_for
from isp_utils.indicators.changes.snapshot import NOT_SAID, NOT_TOLD, RunAbout, SaidThen, Snapshot, said_of
from isp_utils.model.schema import ROW_KEY


@dataclass(frozen=True)
class SentenceChange:
    """The sentence on a Kennzahl then and now, "" for none; withheld: the old one may tell what stands nowhere now."""

    indicator: str
    old: str
    new: str
    withheld: bool
    reasons: tuple[Why, ...]


@dataclass(frozen=True)
class FindingChange:
    """The kinds of Befunde on a Kennzahl then and now."""

    indicator: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    reasons: tuple[Why, ...]


@dataclass(frozen=True)
class RunChanges:
    """What is new in the later of two runs.

    cells: CELL_COLUMNS; gained, lost: Kennzahlen with their first figure, or with none by now. definitions: changed
    fields by Kennzahl; sources: by kind of digest ("bestaende", "befragungen") the names of what changed.
    """

    old: RunAbout
    new: RunAbout
    cells: pd.DataFrame
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    definitions: Mapping[str, tuple[str, ...]]
    sentences: tuple[SentenceChange, ...]
    judgements: tuple[JudgementChange, ...]
    findings: tuple[FindingChange, ...]
    sources: Mapping[str, tuple[str, ...]]

    @property
    def nothing(self) -> bool:
        """Whether both runs released the same."""
        said = (self.sentences, self.judgements, self.findings)
        return not len(self.cells) and not any((self.gained, self.lost, self.definitions, *said, self.sources))

    def of(self, *kinds: CellKind) -> pd.DataFrame:
        """The changed figures of some kinds."""
        return self.cells[self.cells["kind"].isin([kind.value for kind in kinds])]


def changes_between(old: Snapshot, new: Snapshot, county: str) -> RunChanges:
    """Everything that differs in what two runs released for a county."""
    cells = changed_cells(old.rows, new.rows)
    had, has = (_with_figures(snapshot) for snapshot in (old, new))
    definitions = _definitions(old, new)
    known = Evidences(old, new, cells, definitions, county)
    return RunChanges(
        old.about,
        new.about,
        cells,
        gained=tuple(sorted(has - had - _of_kind(cells, CellKind.SHOWN))),
        lost=tuple(sorted(had - has - _of_kind(cells, CellKind.HIDDEN))),
        definitions=definitions,
        sentences=_sentences(known),
        judgements=tuple(changed_judgements(known)),
        findings=_findings(known),
        sources=_sources(old, new),
    )


def masked(found: RunChanges, newest: Snapshot, county: str) -> RunChanges:
    """The changes between two earlier runs without any number that the newest run does not show any more.

    Nor what was said with a figure of the county, its Land or the Bund that it does not show.
    """
    rows = newest.rows[newest.rows["value"].notna()]
    shown = set(rows[list(ROW_KEY)].itertuples(index=False, name=None))
    keys = found.cells[list(ROW_KEY)].itertuples(index=False, name=None)
    gone = pd.Series([key not in shown for key in keys], index=found.cells.index, dtype=bool)
    cells = found.cells.assign(old=found.cells["old"].mask(gone), new=found.cells["new"].mask(gone))
    told = gone & (cells["kind"] != CellKind.HIDDEN.value)
    cells = cells.assign(kind=cells["kind"].mask(told, CellKind.GONE.value))
    affected = set(cells.loc[gone & cells["region"].isin(said_of(county)), "indicator"])
    return replace(
        found,
        cells=cells,
        sentences=tuple(item for item in found.sentences if item.indicator not in affected),
        judgements=tuple(item for item in found.judgements if item.indicator not in affected),
        findings=tuple(item for item in found.findings if item.indicator not in affected),
    )


def _of_kind(cells: pd.DataFrame, kind: CellKind) -> set[str]:
    """Kennzahlen with a change of a kind: one that is hidden as a whole is not lost."""
    return set(cells.loc[cells["kind"] == kind.value, "indicator"])


def _with_figures(snapshot: Snapshot) -> set[str]:
    return set(snapshot.rows.loc[snapshot.rows["value"].notna(), "indicator"])


def _definitions(old: Snapshot, new: Snapshot) -> dict[str, tuple[str, ...]]:
    """Fields that differ, of Kennzahlen that both runs knew."""
    found = {}
    for name in sorted(set(old.definitions) & set(new.definitions)):
        was, now = old.definitions[name], new.definitions[name]
        if fields := tuple(field for field in now if now[field] != was.get(field, now[field])):
            found[name] = fields
    return found


def _sentences(known: Evidences) -> tuple[SentenceChange, ...]:
    """Those that differ; one of which neither the old nor the new words can be told is no news."""
    found = []
    for name in sorted(set(known.old.statements) | set(known.new.statements)):
        was, now = (_said(part, name).sentence for part in (known.old, known.new))
        hidden = _tells_hidden(known, name)
        told = now not in ("", NOT_TOLD) or not (hidden or was == NOT_TOLD)
        if was != now and told:
            found.append(SentenceChange(name, "" if hidden else was, now, hidden, reasons_for(known, name)))
    return tuple(found)


def _said(snapshot: Snapshot, indicator: str) -> SaidThen:
    return snapshot.statements.get(indicator, NOT_SAID)


def _tells_hidden(known: Evidences, indicator: str) -> bool:
    """Whether the old sentence may hold a figure that stands nowhere any more."""
    cells = known.cells[known.cells["indicator"] == indicator]
    return bool(cells["kind"].isin([CellKind.HIDDEN.value, CellKind.GONE.value]).any())


def _findings(known: Evidences) -> tuple[FindingChange, ...]:
    """Those that differ, none of a figure that is hidden now: "ungünstiger" tells on which side it lies."""
    found = []
    hidden = without_figure(known, CellKind.HIDDEN)
    for name in sorted((set(known.old.statements) | set(known.new.statements)) - hidden):
        was, now = (_said(part, name) for part in (known.old, known.new))
        if set(was.kinds) != set(now.kinds) and NOT_TOLD not in (was.sentence, now.sentence):
            found.append(FindingChange(name, was.kinds, now.kinds, reasons_for(known, name)))
    return tuple(found)


def _sources(old: Snapshot, new: Snapshot) -> dict[str, tuple[str, ...]]:
    """Names whose digests differ, by kind; the other Kreise are told as a reason only."""
    found = {}
    for kind in sorted((set(old.digests) & set(new.digests)) - {"kreise"}):
        was, now = old.digests[kind], new.digests[kind]
        if names := tuple(sorted(name for name in set(was) | set(now) if was.get(name) != now.get(name))):
            found[kind] = names
    return found
