"""What a run keeps of itself: its released figures without demo data, definitions, and all that it says of them."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

import pandas as pd

from isp_utils.charts.parts.data_file import column_cells
from isp_utils.indicators.changes.snapshot import KEPT_COLUMNS, RunAbout, SaidThen, Snapshot
from isp_utils.indicators.statements.salience import changes
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import Indicator
from isp_utils.model.schema import Flag
from isp_utils.pages.parts.items import sentence
from isp_utils.pages.parts.judgements import compared_word, development_word
from isp_utils.pages.start import Findings

# What makes another Kennzahl of it, and how a reader calls that; words alone (short, expert, question) do not
DEFINING = {
    "title": "Titel",
    "definition": "Definition",
    "unit": "Einheit",
    "method": "Art der Rechnung",
    "numerator": "Zähler",
    "minus": "Abzug",
    "denominator": "Nenner",
    "denominator_lag": "Stichtag des Nenners",
    "base": "Bezug",
    "base_kind": "Art des Bezugs",
    "per": "Maßstab",
    "standard": "Altersgruppen des Vergleichs",
    "nature": "Art der Zahl",
    "better": "Richtung des Urteils",
    "digits": "Nachkommastellen",
    "money": "Preise",
    "renormed": "Skala",
    "pooled": "zusammengezählte Jahre",
    "breaks": "Brüche der Reihe",
    "exceptional": "Ausnahmejahre",
}


def snapshot_of(found: Findings, about: RunAbout, tables: Mapping[str, pd.DataFrame]) -> Snapshot:
    """The snapshot of a run; `tables`: other released tables by kind, with a column `name` and the county's rows."""
    figures = found.figures
    rows = figures.table[figures.table["flag"] != Flag.DEMO.value]
    county, register = figures.county.key, figures.catalogue.register
    inside = {key for key in register.regions if county in register.ancestors(key)}
    own = rows[rows["region"].isin({county, *inside, *register.ancestors(county)})]
    others = rows[rows["region"].isin(figures.kreise - {county})]
    kreise = _digests(others[list(KEPT_COLUMNS)].rename(columns={"indicator": "name"}))
    return Snapshot(
        about,
        own[list(KEPT_COLUMNS)].reset_index(drop=True),
        {name: _definition(item) for name, item in figures.catalogue.indicators.items()},
        _statements(found),
        {"kreise": kreise} | {kind: _digests(table) for kind, table in tables.items()},
    )


def _definition(indicator: Indicator) -> dict[str, str]:
    return {field: repr(getattr(indicator, field)) for field in DEFINING}


def _statements(found: Findings) -> dict[str, SaidThen]:
    kinds: dict[str, list[str]] = {}
    for message in (*found.messages, *changes(found.figures, found.statements)):
        kinds.setdefault(message.statement.indicator.id, []).append(message.kind)
    real = (said for said in found.statements if not said.own.demo)
    return {said.indicator.id: _said(said, found.land, kinds.get(said.indicator.id, ())) for said in real}


def _said(said: Statement, land: str, kinds: Iterable[str]) -> SaidThen:
    why = said.hindered.why.value if said.hindered else ""
    judged = {"comparison": compared_word(said), "development": development_word(said)}
    return SaidThen(said.own.period, said.own.census_base, why, tuple(kinds), sentence(said, land), **judged)


def _digests(table: pd.DataFrame) -> dict[str, str]:
    """A text for the rows of each `name`; the order of the rows is nothing, nor is the last bit of a number."""
    ordered = ["name", *(column for column in table.columns if column != "name")]
    columns = [column_cells(table[name], "{:.9g}".format) for name in ordered]
    lines = "\n".join(map(";".join, zip(*columns, strict=True))).splitlines()
    by_name: dict[str, list[str]] = {}
    for line in sorted(lines):
        by_name.setdefault(line.partition(";")[0], []).append(line)
    return {name: sha256("\n".join(group).encode()).hexdigest()[:16] for name, group in by_name.items()}
