"""indikatoren.csv: every gated row of a county's site, with what its pages say about the county's newest figures."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from isp_utils.charts.parts.data_file import column_cells
from isp_utils.indicators.figure import Figure
from isp_utils.indicators.figures import Figures
from isp_utils.indicators.reliability import NO_GRADE
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.schema import ROW_KEY
from isp_utils.pages.parts import judgements
from isp_utils.suite.site.provenance import herkunft

CSV_MARK = "\ufeff"  # Excel takes UTF-8 only with it


def all_rows(figures: Figures, statements: Iterable[Statement | None]) -> pd.DataFrame:
    """Every gated row of the county, the areas inside it, its peers, Land and Bund, with its origin.

    `vergleich_land` and `entwicklung` hold the words of the pages, in the row of the county's newest figure alone.
    """
    catalogue, county = figures.catalogue, figures.county.key
    register = catalogue.register
    keys = {region.key for region in register.below(county[:2], "kreis")}
    inside = {key for key in register.regions if county in register.ancestors(key)}
    wanted = keys | inside | {county, *register.ancestors(county)}
    rows = figures.table[figures.table["region"].isin(wanted)]
    grades = rows["reliability"].astype("Int64").mask(rows["reliability"] == NO_GRADE)
    rows = rows.assign(reliability=grades, herkunft=herkunft(rows, catalogue))
    return _with_statements(rows, county, statements)


def _with_statements(rows: pd.DataFrame, county: str, statements: Iterable[Statement | None]) -> pd.DataFrame:
    said = [statement for statement in statements if statement is not None and statement.own.published]
    words = {_key(statement.own): _words(statement) for statement in said}
    own = rows.loc[rows["region"] == county, list(ROW_KEY)]
    mine = pd.DataFrame(
        [words.get(key, ("", "")) for key in own.itertuples(index=False, name=None)],
        index=own.index,
        columns=["vergleich_land", "entwicklung"],
        dtype=str,
    )
    return rows.join(mine).fillna(dict.fromkeys(mine.columns, ""))


def _key(own: Figure) -> tuple[str, ...]:
    """ROW_KEY of the county's own figure, of which sex, age and group are total."""
    return own.indicator, own.region, own.period, "total", "total", "total", own.census_base


def _words(said: Statement) -> tuple[str, str]:
    return judgements.compared_word(said), judgements.development_word(said)


def write_rows(rows: pd.DataFrame, path: Path) -> None:
    """German conventions: semicolon, decimal comma, CRLF, byte order mark for Excel."""
    columns = [column_cells(rows[name], _with_comma) for name in rows.columns]
    lines = [";".join(rows.columns), *map(";".join, zip(*columns, strict=True)), ""]
    write_data("\r\n".join(lines), path)


def _with_comma(value: float) -> str:
    return repr(value).replace(".", ",")


def write_data(text: str, path: Path) -> None:
    """Finished CSV text, with the mark that Excel needs."""
    path.write_text(CSV_MARK + text, encoding="utf-8", newline="")
