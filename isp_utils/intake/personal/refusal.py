"""The refusal of a file with personal data: it names columns or cells and the kind of what stands there, never a cell.

The suite plans with counts. Youth-welfare data may be used for planning but are to be anonymised without delay (§ 64
Abs. 3 SGB VIII); social data are protected by §§ 67 ff. SGB X; single records of a municipal statistic need a separated
office (§ 9 NStatG).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from isp_utils.intake.files.sheets import cell_name
from isp_utils.intake.messages import IntakeError, first_few, reject

LAW = "§ 64 Abs. 3 SGB VIII und §§ 67 ff. SGB X"
MOST_PLACES = 4


@dataclass(frozen=True)
class PersonalDatum:
    """One personal datum: its kind in German, and where it stands (row and column count from 1; 0: none)."""

    kind: str
    row: int = 0
    column: int = 0
    sheet: str = ""  # `Blatt 2`; also other places of a file, such as `Begleitdatei ….toml`

    def __str__(self) -> str:
        """The place and the kind: `Blatt 1, Zeile 5, Spalte 3 (C5): Geburtsdatum`."""
        cell = f" ({cell_name(self.row, self.column)})" if self.sheet and self.row and self.column else ""
        parts = [self.sheet, f"Zeile {self.row}" if self.row else "", f"Spalte {self.column}" if self.column else ""]
        return f"{', '.join(part for part in parts if part) or 'in der Datei'}{cell}: {self.kind}"


def refusal(columns: Sequence[str]) -> IntakeError:
    """The rejection for columns of single persons."""
    shown = ", ".join(f"»{' '.join(name.split())[:40]}«" for name in dict.fromkeys(columns))
    return reject(
        f"Abgelehnt: die Datei enthält Einzelfälle mit personenbezogenen Angaben (Spalten {shown}). "
        f"Nach {LAW} werden nur "
        "zusammengefasste, anonymisierte Zahlen angenommen. Bitte die Datei löschen und stattdessen "
        "Summen je Gemeinde oder "
        "Samtgemeinde liefern (Vorlage: python run_all.py vorlage). Es wurde nichts gespeichert."
    )


def refusal_of_texts(file: str, findings: Sequence[PersonalDatum]) -> IntakeError:
    """The rejection for personal data in cells, remarks or titles of a file."""
    places = first_few(dict.fromkeys(map(str, findings)), MOST_PLACES)
    return reject(
        f"Abgelehnt: {file} enthält personenbezogene Angaben ({places}). Nach {LAW} werden nur zusammengefasste, "
        "anonymisierte Zahlen angenommen. Bitte diese Stellen leeren, die Datei prüfen und neu liefern; die frühere "
        "Fassung bitte löschen. Es wurde nichts gespeichert.",
        findings[0].row or None,
    )
