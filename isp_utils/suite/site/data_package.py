"""datapackage.json: what programs need in order to read every CSV file of a site (Frictionless Data Package 1).

The columns, their order and their kind come from the files themselves; the words from the page of all data files.
"""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from isp_utils.charts.parts.data_file import COLUMNS, MEANINGS
from isp_utils.suite.site.codebook import COLUMNS_OF_ALL_ROWS
from isp_utils.suite.site.files_page import ALL_ROWS, DataFile

NUMBERS = {"Wert", "von (95 %)", "bis (95 %)", "value", "lower", "upper", "numerator", "denominator"}
WHOLE = {"reliability"}
SCHEMA = "schema_kennzahlen.json"


def shared_schema() -> dict[str, Any]:
    """The columns that every file of one Kennzahl has (COLUMNS), described once for all of them."""
    return _schema(MEANINGS, MEANINGS)


def data_package(folder: Path, about: Mapping[str, Any], files: Iterable[DataFile]) -> dict[str, Any]:
    """The descriptor of all CSV files in `folder`; `about` are name, title, sources as the standard names them."""
    titles = {file.name: file.words for file in files}
    paths = sorted(folder.glob("*.csv"))
    return {**about, "profile": "data-package", "resources": [_resource(path, titles.get(path.name)) for path in paths]}


def _resource(path: Path, title: str | None) -> dict[str, Any]:
    return {
        "name": path.stem,
        **({"title": title} if title else {}),
        "path": path.name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": path.stat().st_size,
        "dialect": {"delimiter": ";", "lineTerminator": "\r\n"},
        "schema": _schema_of(path),
    }


def _schema_of(path: Path) -> str | dict[str, Any]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        head = next(csv.reader(lines, delimiter=";"))
    if tuple(head) == COLUMNS:
        return SCHEMA
    return _schema(head, COLUMNS_OF_ALL_ROWS if path.name == ALL_ROWS else {})


def _schema(names: Iterable[str], meanings: Mapping[str, str]) -> dict[str, Any]:
    return {"fields": [_field(name, meanings) for name in names], "missingValues": [""]}


def _field(name: str, meanings: Mapping[str, str]) -> dict[str, Any]:
    words = {"description": meanings[name]} if name in meanings else {}
    if name in NUMBERS & set(meanings):  # elsewhere a column of this name may hold text as pages print it
        return {"name": name, "type": "number", "decimalChar": ",", **words}
    return {"name": name, "type": "integer" if name in WHOLE & set(meanings) else "string", **words}
