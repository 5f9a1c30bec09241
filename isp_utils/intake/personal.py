"""Files with single cases (names, birth dates, addresses on the net) are refused before anything is stored or quoted.

The suite plans with counts. Youth-welfare data may be used for planning but are to be anonymised without delay (§
64 Abs. 3
SGB VIII); social data are protected by §§ 67 ff. SGB X; single records of a municipal statistic need a separated office
(§ 9 NStatG). A message names columns and law, never a cell.
"""

import re
from collections.abc import Callable, Sequence

from isp_utils.intake.messages import IntakeError, reject
from isp_utils.intake.values.names import folded_name

LAW = "§ 64 Abs. 3 SGB VIII und §§ 67 ff. SGB X"
_STRONG = re.compile(
    r"vorname[n]?|rufname|nachname|familienname|zuname|geburtsname|firstname|lastname|surname|givenname|"
    r"(vor|nach)(und|u)?(nach|vor)?name|name(,)?vorname|vorname(,)?name|name(des|der)?(kindes|kind|mutter|vaters|sorgeberechtigten|klientin|klienten|schuelers|schuelerin|patientin|patienten|versicherten)|"
    r"(kind|mutter|vater|klient|patient|schueler|personen)(es|s|en|in)?_?(name|id|nr|nummer)|"
    r"geburts(datum|tag|dat|ort)|geb(\.|_)?(dat(um)?|tag|am)|geb\.?|gebdat|dateofbirth|birthdate|birthday|dob|"
    r"ip(_|-)?(addr(ess)?|adresse|address)?|token|zugangs(code|schluessel|token)|e-?mail(_?adresse)?|emailaddress|"
    r"(telefon|handy|mobil|fax)(nummer|nr|_?nr\.?)?|tel\.?|"
    r"(renten|sozial|kranken)?versicher(ungs|ten)(nummer|nr\.?)|sv-?(nummer|nr\.?)|kvnr|steuer-?(id|nummer|identifikationsnummer)|iban|kontonummer|"
    r"(personalausweis|pass|ausweis)(nummer|nr\.?)|aktenzeichen|az\.?|fall(nummer|nr\.?|-?id|_id)|personalnummer|bg-?nummer|kundennummer"
)
_WEAK = re.compile(r"strasse|str\.?|hausnummer|hausnr\.?|anschrift|(wohn)?adresse|strasseundhausnummer|wohnanschrift")
_ATTRIBUTE = re.compile(
    r"alter|geschlecht|nationalitaet|staatsangehoerigkeit|diagnose|hilfeart|hilfe|massnahme|klasse|konfession|status|geburtsjahr|jahrgang"
)
_INSTITUTION = re.compile(
    r"kita\b|krippe|\bhort\b|schule\b|schulen\b|gymnasium|kindergarten|\bverein|gmbh|\be\.? ?v\.|stiftung|heim\b|"
    r"zentrum|amt\b|praxis|klinik|diakonie|caritas|\bawo\b|\bdrk\b|lebenshilfe|\bhaus\b|gruppe|treff\b|verband|gemeinde|stadt\b|"
    r"kreis\b|flecken|bezirk|region",
    re.I,
)
_IP = re.compile(
    r"(?<![0-9.])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?![0-9.])|(?:[0-9a-f]{1,4}:){5,7}[0-9a-f]{1,4}",
    re.I,
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_NUMBERS = re.compile(r"DE[0-9]{2}(?: ?[0-9]{4}){4} ?[0-9]{2}|[0-9]{2}[0-3][0-9][01][0-9]{3}[A-Z][0-9]{3}")
_PERSON = re.compile(r"[A-ZÄÖÜ][\w'’-]+(, ?| )[A-ZÄÖÜ][\w.'’-]*( [A-ZÄÖÜ][\w.'’-]*)?")


def refuse_single_cases(names: Sequence[str], rows: Sequence[Sequence[str]], is_area: Callable[[str], bool]) -> None:
    """Raise a rejection naming the columns that show single persons; `is_area` knows the names of areas."""
    found = [name for number, name in enumerate(names) if _is_personal(name, number, rows)]
    weak = [name for name in names if _WEAK.fullmatch(_folded(name))]
    person = _person_column(names, rows, is_area)
    if person and (weak or found or any(_ATTRIBUTE.fullmatch(_folded(name)) for name in names)):
        found = [person, *found, *weak]
    if found:
        raise refusal(found + [name for name in weak if name not in found])


def refusal(columns: Sequence[str]) -> IntakeError:
    """The rejection for columns of single persons."""
    shown = ", ".join(f"»{' '.join(name.split())[:40]}«" for name in dict.fromkeys(columns))
    return reject(
        f"Abgelehnt: die Datei enthält Einzelfälle mit personenbezogenen Angaben (Spalten {shown}). "
        f"Nach {LAW} werden nur "
        "zusammengefasste, anonymisierte Zahlen angenommen. Bitte die Datei löschen und stattdessen "
        "Summen je Gemeinde oder "
        "Samtgemeinde liefern (Vorlage: isp vorlage). Es wurde nichts gespeichert."
    )


def _folded(name: str) -> str:
    return re.sub(r"\s+", "", folded_name(name.split(" | ")[-1]).strip())


def _is_personal(name: str, number: int, rows: Sequence[Sequence[str]]) -> bool:
    cells = [row[number].strip() for row in rows if number < len(row) and row[number].strip()]
    if _STRONG.fullmatch(_folded(name)):
        return bool(cells) or not rows
    if any(_IP.fullmatch(cell) or _NUMBERS.fullmatch(cell) for cell in cells):
        return True
    return sum(bool(_MAIL.search(cell)) for cell in cells) >= 2


def _person_column(names: Sequence[str], rows: Sequence[Sequence[str]], is_area: Callable[[str], bool]) -> str:
    """A column called name whose cells look like persons, differ in every row and are no places or institutions."""
    for number, name in enumerate(names):
        if not re.fullmatch(
            r"(name|kind|klient(in)?|person|patient(in)?|schueler(in)?|mutter|vater|betroffene[r]?)", _folded(name)
        ):
            continue
        cells = [row[number].strip() for row in rows if number < len(row) and row[number].strip()]
        persons = [c for c in cells if _PERSON.fullmatch(c) and not _INSTITUTION.search(c) and not is_area(c)]
        if cells and len(persons) > len(cells) / 2 and len(set(cells)) > len(cells) / 2:
            return name
    return ""
