"""Merkmale and areas of a filled template beside those that its lists offer: whatever else stands there is a fault."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

import pandas as pd

from isp_utils.intake.files.sheets import Sheet, cell_name, written
from isp_utils.intake.messages import Message, error, first_few
from isp_utils.intake.template.words import LISTS, fact_of, key_of_area
from isp_utils.model.regions import Register

FACTS, AREAS = 1, 2  # columns, of the lists and of the data alike


def unlisted_facts(table: pd.DataFrame, sheets: list[Sheet]) -> Iterator[Message]:
    """Merkmale that the template does not ask for (table: fact and label, by the row of the sheet)."""
    labels = _offered(sheets, FACTS)
    known = {fact_of(label) for label in labels}
    for row, record in table[~table["fact"].isin(known)].iterrows() if known else ():
        text = f"Das Merkmal »{record['label']}« steht nicht in der Liste der Vorlage.{_meant(record['label'], labels)}"
        remedy = "Bitte eines der Liste wählen; gelesen wird, was in der eckigen Klammer steht."
        yield error(f"{text} {remedy}", _row(row), cell_name(_row(row), FACTS))


def _meant(typed: str, labels: Sequence[str]) -> str:
    """The label that comes nearest by its name, its id or its initials (HzE); else a few of those that are allowed."""
    parts = {part: label for label in labels for part in (label, _name(label), fact_of(label))}
    short = {"".join(word[0] for word in _name(label).lower().split()): label for label in labels}
    near = [parts[part] for word in (typed, fact_of(typed)) for part in get_close_matches(word, parts, n=1)]
    near += [short[word] for word in (fact_of(typed), *_name(typed).lower().split()) if word in short]
    if near:
        return f" Meinten Sie »{near[0]}«?"
    some = [parts[part] for part in get_close_matches(typed, parts, n=3, cutoff=0.0)]
    return f" Gefragt wird nach {len(labels)} Merkmalen, etwa {first_few(dict.fromkeys(some))}."


def _name(label: str) -> str:
    return label.rsplit(" [", 1)[0]


def areas_outside(table: pd.DataFrame, sheets: list[Sheet], register: Register) -> Iterator[Message]:
    """Areas of the register that do not lie in the county for which the template was written."""
    known = table["region"].isin(list(register.regions))
    listed = [key for key in map(key_of_area, _offered(sheets, AREAS)) if key in register.regions]
    counties = {_kreis(key, register) for key in listed} or set(
        table.loc[known, "region"].map(lambda key: _kreis(key, register)).mode()[:1]
    )
    names = " und ".join(sorted(register[key].name for key in counties if key))
    for row, key in table.loc[known, "region"].items():
        if _kreis(key, register) not in counties:
            text = f"»{key} {register[key].name}« gehört nicht zu {names}, und für dieses Gebiet ist die Vorlage. "
            yield error(f"{text}Bitte ein Gebiet der Liste wählen.", _row(row), cell_name(_row(row), AREAS))


def _offered(sheets: list[Sheet], column: int) -> tuple[str, ...]:
    """What the list of a column offers; nothing where the sheet of lists was deleted."""
    lists = next((sheet for sheet in sheets if sheet.name == LISTS), None)
    return tuple(written(cells[column]) for cells in lists.cells.values() if column in cells) if lists else ()


def _kreis(key: str, register: Register) -> str:
    """The Kreis that an area is or lies in; none for what is larger."""
    return next((above for above in (key, *register.ancestors(key)) if register[above].level == "kreis"), "")


def _row(index: object) -> int:
    return int(str(index))
