"""What a release puts on the web, written as the site writes it and read as an outsider reads it."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from isp_utils.charts import places, points_from, trend
from isp_utils.indicators.figures import Figures
from isp_utils.model.catalogue import Catalogue, County
from isp_utils.pages.parts.captions import Words
from isp_utils.pages.parts.curves import curves
from isp_utils.suite.site.provenance import herkunft

TABLES = ("indikatoren.csv", "bestand.csv")
_AXIS = re.compile(r'<text x="([-\d.]+)" y="([-\d.]+)">([-\u2212\d.,]+)(?:\s%)?</text>')
_MARK = re.compile(r'<use href="#[^"]+" x="([-\d.]+)" y="([-\d.]+)"[^>]*/>')


def publish_tables(folder: Path, tables: Sequence[pd.DataFrame], catalogue: Catalogue) -> None:
    """Gated tables as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in zip(TABLES, tables, strict=True):
        rows = table.assign(herkunft=herkunft(table, catalogue))
        text = rows.to_csv(sep=";", decimal=",", index=False, lineterminator="\r\n")
        (folder / name).write_text("\ufeff" + text, encoding="utf-8", newline="")


def publish_pictures(folder: Path, table: pd.DataFrame, catalogue: Catalogue, county: County) -> None:
    """For every Kennzahl of a gated table the places of the last year and the series of the county."""
    figures = Figures(table, catalogue, county, 9999)
    words = Words(figures, dict.fromkeys(catalogue.sources, "2023-03-01"))
    for name, indicator in catalogue.indicators.items():
        if lines := curves(figures, indicator, {}):
            caption = words.trend(indicator, figures.series(name, county.key), (county.short,))
            (folder / f"{name}_entwicklung.html").write_text(trend(lines, caption).html, encoding="utf-8")
        for period in figures.area_periods(name, "gemeinde")[-1:]:
            rows = figures.areas_inside(name, period, "gemeinde")
            points = points_from(rows, {key: catalogue.register[key].name for key in rows["region"]})
            picture = places(points, words.places(indicator, rows, "Gemeinde"))
            (folder / f"{name}_gebiete_{period}.html").write_text(picture.html, encoding="utf-8")


def read_tables(folder: Path) -> pd.DataFrame:
    """All rows of the data files."""
    tables = [pd.read_csv(folder / name, sep=";", decimal=",", dtype={"region": str, "period": str}) for name in TABLES]
    return pd.concat(tables, ignore_index=True)


def drawn_places(path: Path) -> list[tuple[str, float]]:
    """Name and value of every dot in a drawing of places, reckoned back from coordinates and the axis.

    A name stands beside its dot or above it, nearer than to any other; the lowest marks are those of the axis.
    """
    drawing = path.read_text(encoding="utf-8").partition('<div class="isp-narrow"')[0]
    texts = re.findall(r'<text x="([-\d.]+)" y="([-\d.]+)">([^<]+)</text>', drawing)
    lowest = max(float(y) for _, y, text in texts if _number(text) is not None)
    ticks = [(float(x), value) for x, y, text in texts if float(y) == lowest and (value := _number(text)) is not None]
    names = [(float(y), text) for _, y, text in texts if text.startswith("Ort ")]
    scale = np.polyfit([x for x, _ in ticks], [value for _, value in ticks], 1)
    marks = [(float(x), float(y)) for x, y in _MARK.findall(drawing)]
    axis = max(y for _, y in marks)
    dots = [(x, y) for x, y in marks if y < axis]
    return [(min(names, key=lambda name: abs(name[0] - y))[1], float(np.polyval(scale, x))) for x, y in dots]


def numbers_in(path: Path) -> list[float]:
    """Every number that stands in words in a picture: titles, descriptions, tables, labels."""
    words = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", path.read_text(encoding="utf-8"), flags=re.S)
    return [
        value
        for text in re.findall(r"(?<![\w.-])\d+(?:\.\d{3})*(?:,\d+)?", words)
        if (value := _number(text)) is not None
    ]


def _number(text: str) -> float | None:
    plain = (
        text.replace("\u202f", "").replace("%", "").replace(".", "").replace(",", ".").replace("\u2212", "-").strip()
    )
    return float(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None
