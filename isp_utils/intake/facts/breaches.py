"""The facts of a file against the contract of their source, with a pandera schema; every breach in German."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from isp_utils.intake.facts.contracts import contract_of, range_of, ranges_of
from isp_utils.intake.facts.sums import broken_sums
from isp_utils.intake.messages import with_noun
from isp_utils.intake.values.codes import codes_of
from isp_utils.model.catalogue import Source
from isp_utils.model.errors import InputError
from isp_utils.model.regions import Register
from isp_utils.model.schema import CENSUS_BASES, KEY, SEXES, WITH_VALUE, Flag
from isp_utils.model.wording import german_number

SHOWN = 5
Rule = Callable[[pd.DataFrame], "pd.Series[bool]"]  # of a table, row by row
_SAYS = {
    "region": "der Gebietsschlüssel steht nicht im Verzeichnis",
    "sex": "das Geschlecht ist keines von total, m, w, d",
    "flag": "das Kennzeichen gibt es nicht",
    "census_base": "die Bevölkerungsbasis gibt es nicht",
    "value_or_reason": "der Wert fehlt ohne Grund, oder Wert und Kennzeichen widersprechen sich",
    "in_range": "der Wert liegt außerhalb des erwarteten Bereichs",
}


def check_facts(facts: pd.DataFrame, source: Source, register: Register) -> None:
    """Raise InputError listing the first breaches of a source's contract with file and row."""
    if facts.empty:
        return
    found = _twice(facts) or _of_the_schema(facts, source, register) or _sums(facts, source, register)
    if found:
        rest = len(found) - SHOWN
        more = [f"{facts['file'].iloc[0]}: und {with_noun(rest, 'weiterer Fehler', 'weitere Fehler')}."]
        raise InputError("\n".join([*found[:SHOWN], *(more if rest > 0 else [])]))


def _twice(facts: pd.DataFrame) -> list[str]:
    """Two figures under one key: both rows, for every such key."""
    key = ["fact", *KEY, "census_base"]
    codes = codes_of(facts, key)
    if int(codes.max()) + 1 == len(facts):
        return []
    lines = []
    for _, rows in facts[facts.duplicated(key, keep=False)].groupby(key, sort=False):
        first, again = rows.iloc[0], rows.iloc[1]
        what = f"{again['fact']}, {again['region']}, {again['period']}"
        lines.append(
            f"{again['file']}, Zeile {again['row']}: dieselbe Angabe ({what}) steht schon in Zeile {first['row']}. "
            "Bitte klären, welche gilt, und die andere löschen."
        )
    return lines


def _of_the_schema(facts: pd.DataFrame, source: Source, register: Register) -> list[str]:
    allowed = {
        "region": list(register.regions),
        "sex": list(SEXES),
        "flag": [flag.value for flag in Flag],
        "census_base": list(CENSUS_BASES),
    }
    values = [flag.value for flag in WITH_VALUE]
    rules: dict[str, Rule] = {
        "value_or_reason": lambda table: table["value"].notna() == table["flag"].isin(values),
        "in_range": lambda table: _in_range(table, source),
    }
    return [] if _kept(facts, allowed, rules) else _in_german(_failures(facts, allowed, rules), facts, source)


def _kept(facts: pd.DataFrame, allowed: Mapping[str, list[str]], rules: Mapping[str, Rule]) -> bool:
    """Whether nothing is wrong: most files are right, and this is told ten times faster than what is wrong."""
    columns = all(facts[name].dtype == "str" and set(facts[name].unique()) <= set(allowed[name]) for name in allowed)
    return columns and facts["value"].dtype == "float64" and all(bool(rule(facts).all()) for rule in rules.values())


def _failures(facts: pd.DataFrame, allowed: Mapping[str, list[str]], rules: Mapping[str, Rule]) -> pd.DataFrame:
    """The cells that break a rule, as pandera lists them."""
    import pandera.pandas as pa  # heavy: only where a file is faulty
    from pandera.errors import SchemaErrors

    columns = {name: pa.Column(str, pa.Check.isin(values, name=name)) for name, values in allowed.items()}
    columns["value"] = pa.Column(float, nullable=True)
    schema = pa.DataFrameSchema(columns, checks=[pa.Check(rule, name=name) for name, rule in rules.items()])
    try:
        schema.validate(facts[["fact", *schema.columns]], lazy=True)
    except SchemaErrors as problem:
        return pd.DataFrame(problem.failure_cases)
    return pd.DataFrame(columns=["check", "index"])


def _in_range(table: pd.DataFrame, source: Source) -> pd.Series:
    place, facts = pd.factorize(table["fact"])
    low, high = np.array(ranges_of(facts, source)).reshape(-1, 2)[place].T
    inside: pd.Series[bool] = (table["value"] >= low) & (table["value"] <= high)
    return table["value"].isna() | inside


def _in_german(cases: pd.DataFrame, facts: pd.DataFrame, source: Source) -> list[str]:
    lines = []
    for _, case in cases.drop_duplicates(["check", "index"]).iterrows():
        name = next((key for key in _SAYS if key in str(case["check"])), str(case["column"]))
        said = _SAYS.get(name, f"die Spalte »{case['column']}« hat die falsche Form")
        if pd.isna(case["index"]):
            lines.append(f"{facts['file'].iloc[0]}: {said}. Bitte die Lieferung berichtigen.")
            continue
        row = facts.loc[case["index"]]
        said = f"{said}{_expected(str(row['fact']), source)}" if name == "in_range" else said
        figure = f"{row['fact']}, {row['region']}, {row['period']}: {row['raw']}"
        lines.append(f"{row['file']}, Zeile {row['row']}: {said} ({figure}). Bitte berichtigen oder nachfragen.")
    return lines


def _expected(fact: str, source: Source) -> str:
    low, high = range_of(fact, source)
    if high == float("inf"):
        return f" (mindestens {german_number(low)})"
    return f" ({german_number(low)} bis {german_number(high)})"


def _sums(facts: pd.DataFrame, source: Source, register: Register) -> list[str]:
    """What offices publish adds up; of a department's own figures the report on the data tells it."""
    if source.owner != "amtlich":
        return []
    lines = []
    for index, text in broken_sums(facts, contract_of(source), register):
        row = facts.loc[index]
        what = f"{row['fact']}, {row['region']}, {row['period']}"
        lines.append(f"{row['file']}, Zeile {row['row']}: {text} ({what}). Bitte die Datei erneut abrufen.")
    return lines
