"""Columns and rows of single cases (names, birth dates, addresses on the net, one row a person) are refused.

Before anything is stored or quoted; a message names the columns, never a cell.
"""

import re
from collections.abc import Callable, Sequence

from isp_utils.intake.personal.kinds import INSTITUTION
from isp_utils.intake.personal.refusal import refusal
from isp_utils.intake.values.names import folded_name

_STRONG = re.compile(
    r"vorname[n]?|rufname|nachname|familienname|zuname|geburtsname|firstname|lastname|surname|givenname|"
    r"(vor|nach)(und|u)?(nach|vor)?name|name(,)?vorname|vorname(,)?name|name(des|der)?(kindes|kind|mutter|vaters|sorgeberechtigten|klientin|klienten|schuelers|schuelerin|patientin|patienten|versicherten)|"
    r"(kind|mutter|vater|klient|patient|schueler|personen)(es|s|en|in)?_?(name|id|nr|nummer)|"
    r"geburts(datum|tag|dat|ort)|geb(\.|_)?(dat(um)?|tag|am)|geb\.?|gebdat|dateofbirth|birthdate|birthday|dob|"
    r"ip(_|-)?(addr(ess)?|adresse|address)?|token|zugangs(code|schluessel|token)|e-?mail(_?adresse)?|emailaddress|"
    r"(telefon|handy|mobil|fax)(nummer|nr|_?nr\.?)?|tel\.?|"
    r"(renten|sozial|kranken)?versicher(ungs|ten)(nummer|nr\.?)|sv-?(nummer|nr\.?)|kvnr|steuer-?(id|nummer|identifikationsnummer)|iban|kontonummer|"
    r"_?submitted_?by|user_?name|benutzer(name)?|enumerator|interviewer(in)?|device_?id|"
    r"(personalausweis|pass|ausweis)(nummer|nr\.?)|aktenzeichen|az\.?|fall(nummer|nr\.?|-?id|_id)|personalnummer|bg-?nummer|kundennummer"
)
_WEAK = re.compile(r"strasse|str\.?|hausnummer|hausnr\.?|anschrift|(wohn)?adresse|strasseundhausnummer|wohnanschrift")
_ATTRIBUTE = re.compile(
    r"alter|geschlecht|nationalitaet|staatsangehoerigkeit|diagnose|hilfeart|hilfe|massnahme|klasse|konfession|status|geburtsjahr|jahrgang"
)
_IP = re.compile(
    r"(?<![0-9.])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?![0-9.])|(?:[0-9a-f]{1,4}:){5,7}[0-9a-f]{1,4}",
    re.I,
)
_DAY = re.compile(r"[0-3]?[0-9]\.[01]?[0-9]\.(?:[12][0-9])?[0-9]{2}|[12][0-9]{3}-[01][0-9]-[0-3][0-9](?:[T ].*)?")
_BEGIN = re.compile(
    r"(hilfe|fall|leistungs?|massnahme[n]?|betreuungs|vertrags|bewilligungs)?-?(beginn|anfang|start|von|ab|eintritt|aufnahme)"
    r"(_?datum|_?am)?(der(hilfe|massnahme|leistung|betreuung))?|(aufnahme|eintritts|zugangs)datum"
)
_FINISH = re.compile(
    r"(hilfe|fall|leistungs?|massnahme[n]?|betreuungs|vertrags|bewilligungs)?-?(ende|bis|schluss|austritt|abgang|entlassung)"
    r"(_?datum|_?am)?(der(hilfe|massnahme|leistung|betreuung))?|(austritts|abgangs|entlass(ungs)?)datum"
)
_CASE = re.compile(
    r"(_|fall|kinder|personen)?_?(id|uuid|nr\.?|nummer)|fall|lfd\.?_?(nr\.?|nummer)|laufende_?nummer|case(_?id)?|index"
)
_AGE = re.compile(r"alter(injahren|_?jahre?)?|age|lebensalter|alter_.*|.*_alter")
_COUNTED = re.compile(
    r"anzahl|zahl|faelle|summe|wert|insgesamt|quote|anteil|bevoelkerung|einwohner|personen|count|value"
)
_INSTITUTIONAL = re.compile(r"einrichtung|traeger|kita|schule|institution|anbieter|projekt|angebot|vorhaben|programm")
_MONTHLY = re.compile(r"01\.|1\.|[12][0-9]{3}-[01][0-9]-01")
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


def refuse_person_rows(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Raise a rejection for a table with one row a person: days of begin and end, or a case number beside an age.

    A table of counts has ages as well, but a column that says how many; institutions have days as well, and a name.
    """
    found = _days_of_cases(names, rows) or _ages_of_cases(names, rows)
    if found:
        raise refusal(found)


def _days_of_cases(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The columns of begin and end, unless whole months are counted or most rows name an institution."""
    begin = next((c for c, name in enumerate(names) if _BEGIN.fullmatch(_folded(name))), None)
    finish = next((c for c, name in enumerate(names) if _FINISH.fullmatch(_folded(name))), None)
    if begin is None or finish is None:
        return []
    days = [row for row in rows if len(row) > max(begin, finish) and _DAY.fullmatch(row[begin].strip())]
    ends = [row[finish].strip() for row in days if row[finish].strip()]
    places = [c for c, name in enumerate(names) if _INSTITUTIONAL.search(_folded(name))]
    institutions = sum(any(c < len(row) and row[c].strip() for c in places) for row in days)
    whole = all(_MONTHLY.match(row[begin].strip()) for row in days) and any(
        _COUNTED.search(_folded(name)) for name in names
    )
    if not days or not all(map(_DAY.fullmatch, ends)) or institutions * 2 > len(days) or whole:
        return []
    return [names[begin], names[finish]]


def _ages_of_cases(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The columns of a case number and of an age in years, where no column counts."""
    if any(_COUNTED.search(_folded(name)) for name in names):
        return []
    for number, name in enumerate(names):
        cases = [row[number].strip() for row in rows if number < len(row)]
        if not _CASE.fullmatch(_folded(name)) or len(set(cases)) < len(cases) or not all(cases):
            continue
        for column, age in enumerate(names):
            ages = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
            if _AGE.fullmatch(_folded(age)) and ages and all(re.fullmatch(r"-?[0-9]{1,3}", cell) for cell in ages):
                return [name, age]
    return []


def _folded(name: str) -> str:
    return re.sub(r"\s+", "", folded_name(name.split(" | ")[-1]).strip())


def _is_personal(name: str, number: int, rows: Sequence[Sequence[str]]) -> bool:
    cells = [row[number].strip() for row in rows if number < len(row) and row[number].strip()]
    if _STRONG.fullmatch(_folded(name)):
        return bool(cells) or not rows
    return any(map(_IP.fullmatch, cells))


def _person_column(names: Sequence[str], rows: Sequence[Sequence[str]], is_area: Callable[[str], bool]) -> str:
    """A column called name whose cells look like persons, differ in every row and are no places or institutions."""
    for number, name in enumerate(names):
        if not re.fullmatch(
            r"(name|kind|klient(in)?|person|patient(in)?|schueler(in)?|mutter|vater|betroffene[r]?)", _folded(name)
        ):
            continue
        cells = [row[number].strip() for row in rows if number < len(row) and row[number].strip()]
        persons = [c for c in cells if _PERSON.fullmatch(c) and not INSTITUTION.search(c) and not is_area(c)]
        if cells and len(persons) > len(cells) / 2 and len(set(cells)) > len(cells) / 2:
            return name
    return ""
