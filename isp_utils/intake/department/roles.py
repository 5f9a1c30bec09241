"""What a column of a department's table holds: area, name, time, a characteristic, a remark, or figures."""

import re
from dataclasses import dataclass

from isp_utils.intake.department.table_head import Table, is_number_or_sign
from isp_utils.intake.values.keys import Keys, cleaned
from isp_utils.intake.values.names import folded_name
from isp_utils.intake.values.symbols import profiles
from isp_utils.intake.values.times import is_year, period_of

_WORDS = (  # role, what the folded column name says
    (
        "key",
        r"(ags|ars|rs|_rs|gkz|gks|lkz|kgs|krs|vbg|vbgem|gem|ror)[ _-]?[0-9]{0,4}|.*schluessel.*|"
        r".*(kennziffer|_id|gemeindenr|gemeindenummer)",
    ),
    ("school_year", r"(schul|kita|kindergarten)-?jahr.*"),
    (
        "time",
        r"(berichts|kalender|erhebungs)?(jahr|year)|zeit|zeitbezug|zeitraum|stichtag|datum|monat|quartal|stand|period[e]?|"
        r"berichtszeitpunkt",
    ),
    ("sex", r"geschlecht|sex"),
    ("age", r"alter|altersgruppe[n]?|altersjahre?|age"),
    ("unit", r"einheit|masseinheit|unit|me"),
    ("base", r"basis|zensusbasis|bevoelkerungsbasis|zensus|grundlage"),
    ("remark", r"bemerkung(en)?|kommentar|hinweis(e)?|anmerkung(en)?|notiz(en)?|erlaeuterung(en)?|quelle"),
    (
        "name",
        r"name|bezeichnung|raumeinheit|gebiet|region|ort|kommune|(samt)?gemeinde(name|verband|verbandsname)?|"
        r"(land)?kreis(name)?|gebietseinheit|stadt|lk",
    ),
)
ANY_SIGN = frozenset(sign for publisher in profiles().values() for sign in publisher.signs if sign)
NAME_LEVELS = {
    "samtgemeinde": "samtgemeinde",
    "gemeinde": "gemeinde",
    "kreis": "kreis",
    "landkreis": "kreis",
    "lk": "kreis",
}


@dataclass(frozen=True)
class Roles:
    """Number of the column for every role, and the columns with figures and with further characteristics."""

    single: dict[str, int]
    figures: tuple[int, ...]
    categories: tuple[int, ...]

    def column(self, role: str) -> int | None:
        """Number of the column with a role that stands once."""
        return self.single.get(role)


def roles_of(table: Table, keys: Keys) -> Roles:
    """Roles by the columns' names, checked against what the columns hold."""
    single: dict[str, int] = {}
    figures, categories = [], []
    for number, name in enumerate(table.names):
        cells = [cell for cell in table.column(number) if cell.strip()]
        role = _named(name)
        if role == "key" and "key" in single and not _are_keys(cells, keys):
            role = ""
        if role == "key" and not any(any(sign.isdigit() for sign in cell) for cell in cells) and cells:
            role = "remark"  # a row of dashes under the name of a key
        if role in ("time", "name") and role in single:
            role = ""
        if role == "age" and cells and all(re.fullmatch(r"[0-9]+,[0-9]+", cell.strip()) for cell in cells):
            role = ""  # an average age is a figure
        if role:
            single.setdefault(role, number)
        elif not _has_year(name) and "key" not in single and len(cells) > 0 and _are_keys(cells, keys) and number == 0:
            single["key"] = number
        elif _mostly_figures(cells) or (_has_year(name) and cells) or _named_figures(name, cells):
            figures.append(number)
        else:
            categories.append(number)
    return Roles(single, tuple(figures), tuple(categories))


def _named(name: str) -> str:
    folded = re.sub(r"[^a-z0-9_|-]+", "", folded_name(name))
    return next((role for role, pattern in _WORDS if re.fullmatch(pattern, folded)), "")


def _are_keys(cells: list[str], keys: Keys) -> bool:
    texts = {cleaned(cell) for cell in cells}
    if not texts or not all(re.fullmatch(r"DG|[0-9]{5,12}", text) for text in texts):
        return False
    return all(found.region for found in keys.areas(texts).values())


def _mostly_figures(cells: list[str]) -> bool:
    """More than half numbers, signs, or texts that begin with a number (606*, ca. 418 are faults, not words)."""
    good = sum(
        is_number_or_sign(cell)
        or cell.strip() in ANY_SIGN
        or bool(re.match(r"\s*(ca\.?|rd\.?|ungefähr|etwa|<|>|~)?\s*[-+]?[0-9]", cell))
        for cell in cells
    )
    errors = sum(cell.strip().startswith("#") or cell.strip().lower() in ("inf", "-inf", "nan") for cell in cells)
    numbers = (
        any(sign.isdigit() for cell in cells for sign in cell)
        or errors
        or all(is_number_or_sign(cell) for cell in cells)
    )
    return (
        bool(cells)
        and bool(numbers)
        and (good + errors) * 2 >= len(cells)
        and not all(period_of(cell) and not is_number_or_sign(cell) for cell in cells)
    )


def _named_figures(name: str, cells: list[str]) -> bool:
    """A column called value, number or rate with at least one number in it: other texts in it are faults."""
    named = re.search(r"wert|anzahl|zahl|quote|anteil|summe|faelle|betrag|insgesamt", folded_name(name))
    return bool(named) and any(re.fullmatch(r"[-+]?[0-9]+([.,][0-9]+)?", cell.strip()) for cell in cells)


def _has_year(name: str) -> bool:
    return bool(period_in_name(name))


def period_in_name(name: str) -> str:
    """The period that a column's name says (2023, Stand 31.12.2023, Fälle | 2022/23); "" where none.

    >>> period_in_name("2023"), period_in_name("Krippe | 31.12.2023"), period_in_name("Anzahl")
    ('2023', '2023-12-31', '')
    """
    for part in reversed(name.split(" | ")):
        if period := period_of(part):
            return period
        if match := re.search(r"(?<![0-9])(19|20)[0-9]{2}(?![0-9])", part):
            return match[0] if is_year(match[0]) else ""
    return ""
