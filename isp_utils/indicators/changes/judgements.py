"""What is said of development and comparison, where it differs between two runs, also of a figure that stays."""

from collections.abc import Iterator
from dataclasses import dataclass

from isp_utils.indicators.changes.cells import CellKind
from isp_utils.indicators.changes.reasons import Evidences, Why, reasons_for
from isp_utils.indicators.changes.snapshot import said_of

SUBJECTS = ("comparison", "development")  # fields of what was said then


@dataclass(frozen=True)
class JudgementChange:
    """What the pages say of a Kennzahl then and now, in their words; subject: "comparison" (with the Land) or
    "development".
    """

    indicator: str
    subject: str
    old: str
    new: str
    reasons: tuple[Why, ...]


def changed_judgements(known: Evidences) -> Iterator[JudgementChange]:
    """Those that both runs kept; none of a Kennzahl with a figure that stands nowhere now.

    That a judgement is another one tells of such a figure, too; that it is hidden or gone is told elsewhere.
    """
    silent = without_figure(known, CellKind.HIDDEN, CellKind.GONE)
    for name in sorted((set(known.old.statements) & set(known.new.statements)) - silent):
        for subject in SUBJECTS:
            was, now = (getattr(part.statements[name], subject) for part in (known.old, known.new))
            if was is not None and now is not None and was != now:
                yield JudgementChange(name, subject, was, now, reasons_for(known, name))


def without_figure(known: Evidences, *kinds: CellKind) -> set[str]:
    """Kennzahlen of which a figure that the county is judged by came to be hidden or gone."""
    cells = known.cells
    affected = cells["kind"].isin([kind.value for kind in kinds]) & cells["region"].isin(said_of(known.county))
    return set(cells.loc[affected, "indicator"])
