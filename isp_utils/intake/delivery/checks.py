"""What a delivery must hold before a single figure is used: every fault with file, row and remedy."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from isp_utils.model.errors import InputError
from isp_utils.model.periods import year_of
from isp_utils.model.regions import Register
from isp_utils.model.schema import DELIVERY_COLUMNS, SEXES, WITH_VALUE, Flag
from isp_utils.model.toml import did_you_mean

NUMBER = r"-?[0-9]+(,[0-9]+)?"
FACT_ID = r"[a-z][a-z0-9_]*"
AGE = re.compile(r"total|[0-9]{1,3}\+?|(?P<first>[0-9]{1,3})-(?P<last>[0-9]{1,3})")
GROUP = r"total|[a-z0-9_]+:[a-z0-9_]+"
SHOWN = 5  # faults listed in one message; more would hide the remedy
_FLAGS = {flag.value: flag.value for flag in Flag}


@dataclass(frozen=True)
class Wording:
    """How a form writes the codes of a delivery; a message uses the words that stand in the form."""

    total: str = "total"
    sexes: Mapping[str, str] = field(default_factory=lambda: {sex: sex for sex in SEXES})
    flags: Mapping[str, str] = field(default_factory=lambda: _FLAGS)

    def flag(self, code: str) -> str:
        """A flag as the form writes it."""
        return self.flags.get(code, code)


CODES = Wording()


def refuse_faulty_rows(table: pd.DataFrame, file: str, register: Register) -> None:
    """Raise InputError listing the first faults of a delivery (DELIVERY_COLUMNS, all text; index: row of the file)."""
    faults = [(row, text) for row, _, text in faults_of(table, register)]
    if not faults:
        return
    lines = [f"{file}, Zeile {row}: {text}" for row, text in sorted(faults)[:SHOWN]]
    if len(faults) > SHOWN:
        lines.append(f"{file}: und {len(faults) - SHOWN} weitere Fehler.")
    raise InputError("\n".join(lines))


def faults_of(table: pd.DataFrame, register: Register, words: Wording = CODES) -> list[tuple[int, str, str]]:
    """Row (index of the table), column and German text of every fault of a delivery's rows."""
    found = [(row, column, text) for check, column in _CHECKS.items() for row, text in check(table, register, words)]
    return sorted(found, key=lambda fault: fault[0])


Fault = tuple[int, str]


def _where(table: pd.DataFrame, bad: pd.Series, say: Callable[[pd.Series], str]) -> Iterator[Fault]:
    if not bad.any():
        return
    for index, record in table[bad].iterrows():
        yield int(str(index)), say(record)


def _none_that(column: "pd.Series[str]", holds: Callable[[str], object]) -> "pd.Series[bool]":
    """Rows for whose text something does not hold; asked once for every text, of which there are few."""
    return column.isin([text for text in column.unique() if not holds(text)])


def _ids(table: pd.DataFrame, register: Register, words: Wording) -> Iterator[Fault]:
    bad = _none_that(table["fact"], re.compile(FACT_ID).fullmatch)
    return _where(
        table, bad, lambda r: f"»{r['fact']}« ist kein Merkmalsname. Erlaubt: Kleinbuchstaben, Ziffern, Unterstrich."
    )


def _regions(table: pd.DataFrame, register: Register, words: Wording) -> Iterator[Fault]:
    bad = _none_that(table["region"], register.regions.__contains__)

    def say(record: pd.Series) -> str:
        try:
            return f"Schlüssel »{record['region']}« bitte als »{register.resolve(record['region'])}« schreiben."
        except InputError as error:
            return str(error)

    return _where(table, bad, say)


def _periods(table: pd.DataFrame, register: Register, words: Wording) -> Iterator[Fault]:
    messages = {}
    for period in table["period"].unique():
        try:
            year_of(period)
        except InputError as error:
            messages[period] = str(error)
    return _where(table, table["period"].isin(list(messages)), lambda r: messages[r["period"]])


def _is_age(text: str) -> bool:
    found = AGE.fullmatch(text)
    return found is not None and (not found["first"] or int(found["first"]) <= int(found["last"]))


def _sexes(table: pd.DataFrame, register: Register, words: Wording) -> Iterator[Fault]:
    bad = _none_that(table["sex"], SEXES.__contains__)
    known = tuple(words.sexes.values())
    return _where(table, bad, lambda r: f"Geschlecht »{r['sex']}«.{did_you_mean(r['sex'], known)}")


def _ages(table: pd.DataFrame, register: Register, words: Wording) -> Iterator[Fault]:
    bad = _none_that(table["age"], _is_age)
    allowed = f"Erlaubt: {words.total}, 7, 0-2, 65+ (vollendete Jahre)."
    return _where(table, bad, lambda r: f"Alter »{r['age']}« ist nicht lesbar. {allowed}")


def _groups(table: pd.DataFrame, register: Register, words: Wording) -> Iterator[Fault]:
    bad = _none_that(table["group"], re.compile(GROUP).fullmatch)
    allowed = f"Erlaubt: {words.total} oder merkmal:auspraegung."
    return _where(table, bad, lambda r: f"Gruppe »{r['group']}« ist nicht lesbar. {allowed}")


def _flags(table: pd.DataFrame, register: Register, words: Wording) -> Iterator[Fault]:
    bad = _none_that(table["flag"], _FLAGS.__contains__)
    known = tuple(word for word in words.flags.values() if word)
    return _where(
        table, bad, lambda r: f"Kennzeichen »{r['flag']}« steht nicht in der Liste.{did_you_mean(r['flag'], known)}"
    )


def _values(table: pd.DataFrame, register: Register, words: Wording) -> Iterator[Fault]:
    empty = table["value"] == ""
    may_stand = table["flag"].isin([flag.value for flag in WITH_VALUE])
    yield from _where(
        table,
        ~empty & ~table["value"].str.fullmatch(NUMBER),
        lambda r: f"»{r['value']}« ist keine Zahl. Erwartet: 1234,5 ohne Tausenderpunkt.",
    )
    yield from _where(
        table,
        empty & may_stand,
        lambda r: (
            "der Wert ist leer und kein Kennzeichen sagt warum. Bitte Wert oder Kennzeichen (z. B. "
            f"{words.flag(Flag.LATER.value)}) angeben."
        ),
    )
    yield from _where(
        table,
        ~empty & ~may_stand,
        lambda r: (
            f"Wert und Kennzeichen »{words.flag(r['flag'])}« widersprechen sich. Bitte eines von beiden entfernen."
        ),
    )


def _unique(table: pd.DataFrame, register: Register, words: Wording) -> Iterator[Fault]:
    key = list(DELIVERY_COLUMNS[:6])
    again = table.duplicated(key)
    if not again.any():
        return
    first = table.groupby(key, sort=False).ngroup()
    seen = first.drop_duplicates()
    row_of = dict(zip(seen.to_numpy(), seen.index, strict=True))
    for index in table.index[again]:
        yield index, f"dieselbe Angabe steht schon in Zeile {row_of[first[index]]}. Bitte eine der beiden löschen."


_CHECKS = {  # and the column in which the fault is looked for
    _ids: "fact",
    _regions: "region",
    _periods: "period",
    _sexes: "sex",
    _ages: "age",
    _groups: "group",
    _flags: "flag",
    _values: "value",
    _unique: "fact",
}
