"""Figures of a department's table: one style of writing a file, per cent, signs for missing, faults with their cell."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from isp_utils.intake.department.roles import Roles
from isp_utils.intake.department.table_head import Table
from isp_utils.intake.files.sheets import cell_name
from isp_utils.intake.messages import IntakeError, Message, error, first_few, info, warn
from isp_utils.intake.values.numbers import ENGLISH, GERMAN, Style, style_of, tidy
from isp_utils.intake.values.symbols import Profile, could_be, profile, read_cells

_COUNT = re.compile(
    r"faell|fall|anzahl|person|kind|schueler|einwohner|empfaeng|leistung|teilnehm|bewohner|plaetze|geburt", re.I
)
_EXCEL_ERROR = re.compile(r"#[A-ZÄÖÜ0-9/?!]+.*|-?inf|nan|-?unendlich", re.I)
_SENTINEL = ("-9999", "-999", "-99", "-9")


def long_table(table: Table, roles: Roles) -> pd.DataFrame:
    """One row a figure: measure, raw, position (row of the table), row and column of the file, cell."""
    rows = []
    for column in roles.figures:
        for number, cells in enumerate(table.rows):
            line = table.lines[number]
            name = cell_name(line, table.first_column + column) if table.first_column else ""
            rows.append((table.names[column], cells[column], number, line, column + 1, name))
    return pd.DataFrame(rows, columns=["measure", "raw", "position", "row", "column", "cell"])


def signs_of(table: Table, roles: Roles, hint: str) -> Profile:
    """Whose signs hold: named by the source, or said by the table itself; a department's otherwise."""
    if hint:
        return profile(hint)
    key = roles.column("key")
    head = table.names[key].lower() if key is not None else ""
    if re.fullmatch(r"(gkz|gem|vbg|vbgem|krs|ror)[0-9]{4}", head) or head == "kennziffer":
        return profile("bbsr")
    texts = {tidy(row[c]) for row in table.rows for c in roles.figures}
    unknown = [
        text for text in texts if text and not re.search("[0-9]", text) and text not in profile("lieferung").signs
    ]
    return profile("lsn") if could_be(unknown, "lsn") else profile("lieferung")


def read_figures(long: pd.DataFrame, table: Table, signs: Profile) -> tuple[pd.DataFrame, list[Message]]:
    """The long table with value, flag, status and percent; every faulty cell is an error message.

    Raises IntakeError where German and English figures are mixed.
    """
    percent = long["raw"].str.strip().str.endswith("%")
    text = long["raw"].where(~percent, long["raw"].str.strip().str.rstrip("%"))
    style = style_of(
        [t for t in text.unique() if tidy(t) not in signs.signs], ENGLISH if table.separator == "," else GERMAN
    )
    said = _style_said(style, long, table)
    values, unknown = read_cells(text, signs, style.language)
    long = pd.concat([long, values], axis=1).assign(percent=percent)
    sentinel = _sentinels(long)
    if sentinel.any():
        long = long.assign(
            value=long["value"].mask(sentinel),
            flag=long["flag"].astype(str).mask(sentinel, "not_available"),
            status=long["status"].astype(str).mask(sentinel, "sentinel"),
        )
        said.append(
            info(
                f"{int(sentinel.sum())} Platzhalter ({first_few(long.loc[sentinel, 'raw'].unique(), 3)}) "
                "als nicht verfügbar gelesen."
            )
        )
    if (spaces := text.str.contains("[\u00a0\u202f\u2009]", regex=True)).any():
        said.append(info(f"Geschützte Leerzeichen als Tausendertrenner in {int(spaces.sum())} Zellen gelesen."))
    said += _faults(long, text, unknown)
    said += _mixed_percent(long)
    return long, said


def _style_said(style: Style, long: pd.DataFrame, table: Table) -> list[Message]:
    if style.conflict:
        row = long[long["raw"].map(tidy) == style.conflict[0]].iloc[0]
        raise IntakeError(
            f"Mehrdeutige Zahlen: »{style.conflict[0]}« und »{style.conflict[1]}« sind deutsch und "
            "englisch geschrieben (Komma und Punkt). Bitte einheitlich mit Dezimalkomma und ohne "
            "Tausenderzeichen liefern.",
            int(row["row"]),
            row["cell"] or None,
        )
    said = []
    if style.ambiguous and style.language == GERMAN:
        commas = [text for text in style.ambiguous if "," in text]
        shown = first_few(style.ambiguous, 3)
        if commas and _counts_in(long, commas):
            row = long[long["raw"].map(tidy) == commas[0]].iloc[0]
            raise IntakeError(
                f"Mehrdeutige Zahlen: »{commas[0]}« kann {commas[0].replace(',', '')} (englisch) oder "
                "ein Bruchteil sein. Bitte ohne Tausenderzeichen liefern.",
                int(row["row"]),
                row["cell"] or None,
            )
        if not commas:
            said.append(
                warn(
                    f"Punkte als Tausenderpunkte gelesen ({shown}): deutsche Schreibweise. Bitte ohne "
                    "Tausenderpunkt liefern."
                )
            )
    if style.language == ENGLISH and table.separator != ",":
        said.append(warn("Zahlen mit Dezimalpunkt gelesen. Bitte künftig mit Dezimalkomma liefern."))
    return said


def _counts_in(long: pd.DataFrame, texts: Sequence[str]) -> bool:
    """Whether the texts stand in a column of counts, where decimals cannot be."""
    return bool(long.loc[long["raw"].map(tidy).isin(texts), "measure"].str.contains(_COUNT).any())


def _sentinels(long: pd.DataFrame) -> pd.Series:
    """-9999 and the like, in columns that have no other negative number."""
    number = long["raw"].map(tidy).str.removesuffix(".0").str.removesuffix(",0")
    hit = number.isin(_SENTINEL) & long["value"].notna()
    other = (long["value"] < 0) & ~hit
    return hit & ~long["measure"].isin(long.loc[other, "measure"])


def _faults(long: pd.DataFrame, text: pd.Series, unknown: list[str]) -> list[Message]:
    bad = long[text.isin(unknown)]
    said = []
    errors = bad[bad["raw"].str.strip().str.fullmatch(_EXCEL_ERROR)]
    if len(errors):
        where = errors["cell"].where(errors["cell"] != "", "Zeile " + errors["row"].astype(str))
        first = errors.iloc[0]
        listing = first_few(
            (f"{place_} {raw.strip()[:12]}" for place_, raw in zip(where, errors["raw"], strict=True)), 8
        )
        said.append(
            error(
                f"Excel-Fehlerwerte statt Zahlen: {listing}. Bitte in Excel berichtigen.",
                int(first["row"]),
                first["cell"] or None,
            )
        )
    for _, row in bad.drop(errors.index).head(10).iterrows():
        said.append(
            error(
                f"»{row['raw'].strip()[:30]}« ist keine Zahl und kein bekanntes Zeichen. Bitte nur die "
                "Zahl liefern, Hinweise in eine eigene Spalte.",
                int(row["row"]),
                row["cell"] or None,
            )
        )
    return said


def _mixed_percent(long: pd.DataFrame) -> list[Message]:
    """Shares from 0 to 1 and per cent in one column: a jump by the factor 100."""
    said = []
    for name, rows in long.dropna(subset="value").groupby("measure", sort=False):
        share = rows["percent"].any() or bool(re.search(r"quote|anteil|prozent|%|rate", str(name), re.I))
        marked, bare = rows[rows["percent"]], rows[~rows["percent"]]
        small = rows[(rows["value"].abs() > 0) & (rows["value"].abs() <= 1) & ~rows["percent"]]
        large = rows[rows["value"].abs() > 1]
        ratio = np.median(large["value"].abs()) / np.median(small["value"].abs()) if len(small) and len(large) else 1
        if share and 30 < ratio < 300:
            first = small.iloc[0]
            text = (
                f"Spalte »{name}« mischt Anteile von 0 bis 1 mit Prozentwerten (Sprünge um den "
                f"Faktor 100, z. B. {first['raw'].strip()} und {large.iloc[0]['raw'].strip()})"
            )
            said.append(
                error(f"{text}. Bitte einheitlich in Prozent liefern.", int(first["row"]), first["cell"] or None)
            )
        elif len(marked) and len(bare):
            first = marked.iloc[0]
            said.append(
                warn(
                    f"Spalte »{name}«: Prozentzeichen nur in {len(marked)} von {len(rows)} Zellen.",
                    int(first["row"]),
                    first["cell"] or None,
                )
            )
    return said
