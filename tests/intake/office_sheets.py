"""How the newer tables of the offices are laid out, cell by cell; read with nothing of the suite."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Key = tuple[str, str, str, str, str, str]  # fact, region, period, sex, age, group
AGES = (
    *("0-2", "3-5", "6-9", "10-14", "15-17", "18-19", "20-24", "25-29", "30-34"),
    *("35-39", "40-44", "45-49", "50-54", "55-59", "60-64", "65-74", "75+"),
)


@dataclass(frozen=True)
class Sheet:
    """Where the figures of a table stand: columns by what they say, the rest of the key from the cells of a row."""

    file: str
    columns: dict[int, tuple[str, str, str, str]]  # number of the cell: fact, sex, age, group
    period: Callable[[list[str]], str] = lambda cells: cells[0]
    group: Callable[[list[str]], str] = lambda cells: ""
    sex: Callable[[list[str]], str] = lambda cells: ""


def day(cells: list[str]) -> str:
    return "-".join(reversed(cells[0].split(".")))


def of(fact: str, first: int, *keys: tuple[str, str, str]) -> dict[int, tuple[str, str, str, str]]:
    return {number: (fact, *key) for number, key in enumerate(keys, first)}


def pairs(fact: str, first: int, *groups: str) -> dict[int, tuple[str, str, str, str]]:
    return of(fact, first, *((sex, "total", group) for group in groups for sex in ("total", "w")))


ABROAD, RATE = "nationalitaet:auslaender", "arbeitslosenquote_alle_erwerbspersonen"
UNEMPLOYED = of(
    "arbeitslose",
    3,
    ("total", "total", "total"),
    ("total", "total", ABROAD),
    ("total", "total", "behinderung:schwerbehindert"),
    ("total", "15-19", "total"),
    ("total", "15-24", "total"),
    ("total", "55-64", "total"),
    ("total", "total", "dauer:langzeitarbeitslos"),
)
UNEMPLOYED |= of("arbeitslosenquote_abhaengige_erwerbspersonen", 10, ("total", "total", "total"))
UNEMPLOYED |= of(RATE, 11, *((sex, "total", "total") for sex in ("total", "m", "w")))
UNEMPLOYED |= of(RATE, 14, ("total", "total", ABROAD), ("total", "15-24", "total"))
LEAVERS = ("ohne", "hauptschule", "mittlerer", "dar_fhr_schulisch", "fhr", "abitur")
LEAVERS = pairs("schulentlassene", 3, "total", *(f"abschluss:{name}" for name in LEAVERS))
LATER = ("hauptschule", "mittlerer", "fhr", "abitur", "fhr_schulisch")
LATER = pairs("nachgeholte_abschluesse_berufliche_schulen", 3, "total", *(f"abschluss:{name}" for name in LATER))
CARE = {4: "total", 6: "ambulant", 7: "vollstationaer", 8: "vollstationaer_dauerpflege"}  # 5: of no use here
CARE |= {9: "vollstationaer_kurzzeitpflege", 10: "pflegegeld", 11: "teilstationaer"}
CARE = {
    number: ("pflegebeduerftige", "", "total", name if name == "total" else f"leistung:{name}")
    for number, name in CARE.items()
}
YOUTH, HELP = "art:jugendarbeit", "art:hilfe_zur_erziehung"
INSTITUTIONS = {  # education help stands before youth work, other than until 2014
    3: ("jugendhilfe_einrichtungen", "total", "total", "total"),
    4: ("jugendhilfe_einrichtungen", "total", "total", HELP),
    5: ("jugendhilfe_einrichtungen", "total", "total", YOUTH),
    6: ("plaetze_hilfe_zur_erziehung", "total", "total", "total"),
    7: ("jugendhilfe_personal", "total", "total", "total"),
    8: ("jugendhilfe_personal", "total", "total", HELP),
    9: ("jugendhilfe_personal", "total", "total", YOUTH),
}
WARDS = (
    *("augenheilkunde", "chirurgie", "frauenheilkunde_geburtshilfe", "hno", "haut", "innere_medizin", "geriatrie"),
    *("kinderheilkunde", "neurologie", "orthopaedie", "urologie", "uebrige"),
    *("kinder_jugendpsychiatrie", "psychiatrie", "psychotherapeutische_medizin"),
)
BEDS = of("krankenhaeuser", 3, ("total", "total", "total"))
BEDS |= of("krankenhausbetten", 4, *(("total", "total", g) for g in ("total", *(f"fach:{name}" for name in WARDS))))
FORMS = {
    "Vorschulbereich": "vorschulbereich",
    "Grundschulen": "grundschule",
    "Schulartunabhängige Orientierungsstufe": "orientierungsstufe",
    "Hauptschulen": "hauptschule",
    "Schularten mit mehreren Bildungsgängen": "mehrere_bildungsgaenge",
    "Realschulen": "realschule",
    "Gymnasien": "gymnasium",
    "Integrierte Gesamtschulen": "gesamtschule",
    "Freie Waldorfschulen": "waldorfschule",
    "Sonderschulen/Förderschulen": "foerderschule",
    "Abendschulen und Kollegs": "abendschule_kolleg",
}
PUPILS = {
    4: ("schulen_allgemeinbildend", "total", "total", ""),
    5: ("schueler_allgemeinbildend", "total", "total", ""),
    6: ("schueler_allgemeinbildend", "w", "total", ""),
    7: ("schueler_allgemeinbildend_auslaender", "total", "total", ""),
    8: ("schueler_klasse_7", "total", "total", ""),
    9: ("schueler_klasse_11", "total", "total", ""),
}
PEOPLE = of("bevoelkerung", 3, *((sex, age, "total") for sex in "mw" for age in AGES))
SHEETS = {
    "12411-0018_2015-2017": Sheet("12411-0018_2015-2020.csv", PEOPLE, day),
    "12411-0018_2018-2020": Sheet("12411-0018_2015-2020.csv", PEOPLE, day),
    "13211-02-05-4_2017-2020": Sheet("13211-02-05-4_2015-2020.csv", UNEMPLOYED),
    "13211-02-05-4_2023": Sheet("13211-02-05-4_2023.csv", UNEMPLOYED),
    "13211-02-05-4_2025": Sheet("13211-02-05-4_2025.csv", UNEMPLOYED),
    "21111-01-03-4_2023": Sheet(
        "21111-01-03-4_2023.csv",
        PUPILS,
        period=lambda cells: "2023/24",
        group=lambda cells: f"schulart:{FORMS[cells[3]]}" if cells[3] in FORMS else "total",
    ),
    "21111-02-06-4_2023": Sheet("21111-02-06-4_2023.csv", LEAVERS),
    "21111-02-06-4_2024": Sheet("21111-02-06-4_2024_DG_Niedersachsen.csv", LEAVERS),
    "21121-02-02-4_2023": Sheet("21121-02-02-4_2023.csv", LATER),
    "22411-02-03-4": Sheet(
        "22411-02-03-4_2015-2019.csv",
        CARE,
        day,
        sex=lambda cells: {"männlich": "m", "weiblich": "w"}.get(cells[3], "total"),
    ),
    "22542-01-02-4_2020": Sheet("22542-01-02-4_2020.csv", INSTITUTIONS, day),
    "23111-01-04-4_2017": Sheet("23111-01-04-4_2017.csv", BEDS, period=lambda cells: cells[0][-4:]),
}


def published(folder: Path, sheet: Sheet) -> Iterator[tuple[Key, str]]:
    """Key and cell of every figure of a table; areas by their official key."""
    data = (folder / sheet.file).read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    for line in text.split("\n"):
        cells = line.rstrip("\r").split(";")
        if len(cells) <= max(sheet.columns) or not cells[0][-4:].isdigit():
            continue
        for number, (fact, sex, age, group) in sheet.columns.items():
            key = (fact, cells[1], sheet.period(cells), sheet.sex(cells) or sex, age, sheet.group(cells) or group)
            yield key, cells[number]
