"""What has changed between two runs, in the words of page, terminal and start page."""

from collections.abc import Sequence

import pandas as pd

from isp_utils.indicators.changes.between import RunChanges
from isp_utils.indicators.changes.cells import CellKind
from isp_utils.indicators.changes.reasons import Why
from isp_utils.indicators.changes.snapshot import RunAbout
from isp_utils.model.wording import NO_BREAK, NOTHING_NEW, enumeration, german_number
from isp_utils.pages.parts.items import LABELS

FIRST_RUN = "Noch kein früherer Lauf zum Vergleichen."
REASON_WORDS = {
    Why.NEW_PERIOD: ("Daten", "neuer Zeitraum"),
    Why.ADDED: ("Daten", "ergänzte Zahl"),
    Why.REVISED: ("Daten", "berichtigte Zahl"),
    Why.FIRST: ("Daten", "erste Zahl"),
    Why.GONE: ("Daten", "Zahl fällt weg"),
    Why.AROUND: ("Daten", "Zahlen anderer Gebiete"),
    Why.AGE: ("Daten", "Alter der Zahl"),
    Why.BASE: ("Bevölkerungsbasis", ""),
    Why.PROTECTION: ("Geheimhaltung", ""),
    Why.DEFINITION: ("Methode", "Definition"),
    Why.REST: ("Methode", "Rechenweg oder Wortlaut"),
}
SUBJECT_WORDS = {"comparison": "Vergleich mit dem Land", "development": "Entwicklung"}
SOURCES = {"bestaende": "Bestände für Prognosen und Übergänge", "befragungen": "Befragungen"}


def reason_words(reasons: Sequence[Why]) -> str:
    """'Daten (neuer Zeitraum, berichtigte Zahl), Geheimhaltung'."""
    by_head: dict[str, list[str]] = {}
    for why in reasons:
        head, detail = REASON_WORDS[why]
        by_head.setdefault(head, []).extend([detail] if detail else [])
    return ", ".join(f"{head} ({', '.join(details)})" if details else head for head, details in by_head.items())


def kinds_words(kinds: Sequence[str]) -> str:
    """The Befunde of a Kennzahl: 'Ungünstiger, Verändert'; 'keiner' for none."""
    return ", ".join(LABELS[kind][1] for kind in kinds) or "keiner"


def run_words(about: RunAbout) -> str:
    """Day and id of a run, as '29.11.2026 (id)'."""
    year, month, day = about.made[:10].split("-")
    return f"{day}.{month}.{year} ({about.run_id})"


def summary(found: RunChanges) -> str:
    """'2 berichtigte Zahlen, 1 geänderter Satz' with all that is new; 'nichts Neues' where both runs are the same."""
    counts = (
        (len(found.findings), "geänderter Befund", "geänderte Befunde"),
        (len(found.judgements), "geänderte Aussage", "geänderte Aussagen"),
        (len(found.sentences), "geänderter Satz", "geänderte Sätze"),
        (len(found.gained), "neue Kennzahl", "neue Kennzahlen"),
        (len(found.lost), "entfallene Kennzahl", "entfallene Kennzahlen"),
        (len(new_periods(found)), "neuer Zeitraum", "neue Zeiträume"),
        (len(found.of(CellKind.REVISED)), "berichtigte Zahl", "berichtigte Zahlen"),
        (len(_rest(found, CellKind.ADDED)), "ergänzte Zahl", "ergänzte Zahlen"),
        (len(_rest(found, CellKind.GONE)), "weggefallene Zahl", "weggefallene Zahlen"),
        (len(found.of(CellKind.HIDDEN)), "neu geheim gehaltene Zahl", "neu geheim gehaltene Zahlen"),
        (len(found.of(CellKind.SHOWN)), "nicht mehr geheime Zahl", "nicht mehr geheime Zahlen"),
        (len(found.of(CellKind.RANGE)), "neu berechneter Bereich", "neu berechnete Bereiche"),
        (len(found.definitions), "geänderte Definition", "geänderte Definitionen"),
    )
    words = [f"{german_number(n)}{NO_BREAK}{one if n == 1 else many}" for n, one, many in counts if n]
    words += [SOURCES[kind] for kind in found.sources]
    return enumeration(words) or NOTHING_NEW


def new_periods(found: RunChanges) -> list[tuple[str, str]]:
    """Kennzahl and period that are new; those of a Kennzahl that is new itself are not told one by one."""
    cells = _rest(found, CellKind.PERIOD)
    return sorted(set(zip(cells["indicator"], cells["period"], strict=True)))


def _rest(found: RunChanges, kind: CellKind) -> pd.DataFrame:
    """Cells of Kennzahlen that are neither new nor lost as a whole."""
    cells = found.of(kind)
    return cells[~cells["indicator"].isin([*found.gained, *found.lost])]


def summary_line(since: RunChanges | None) -> str:
    """One sentence for the end of a run and the start page."""
    if since is None:
        return FIRST_RUN
    return f"Seit dem Lauf vom {run_words(since.old)}: {summary(since)}."
