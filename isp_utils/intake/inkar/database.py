"""The INKAR database download, a CSV of about 21 million rows: checked, converted to parquet, and read in parts."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from isp_utils.intake.files.content import Content
from isp_utils.intake.files.grid import cut_off
from isp_utils.intake.files.sheets import written
from isp_utils.intake.inkar.export import INKAR, NO_YEAR
from isp_utils.intake.inkar.stream import Counts, blocks
from isp_utils.intake.messages import IntakeError, Message, info, warn
from isp_utils.intake.reading import Origin, Reading, complete
from isp_utils.intake.values.area_checks import exchanged_areas, unknown_key, unknown_keys, unlisted_areas
from isp_utils.intake.values.area_names import AreaNames
from isp_utils.intake.values.doubles import without_doubles
from isp_utils.intake.values.keys import Keys
from isp_utils.model.schema import Flag

SMALL = 64 * 2**20  # bytes up to which the observations come along when a file is checked

FIGURE = ("measure", "measure_label", "aggregat", "region_raw", "period")


def convert(content: Content, target: Path, keys: Keys) -> tuple[int, list[Message]]:
    """Write the observations of a download to parquet; returns the number of rows and what is to be said about them."""
    counts = Counts.of(keys)
    draft = target.with_suffix(".neu")
    stream = blocks(content, counts)
    first = next(stream, None)
    if first is None:
        raise IntakeError("Die Datei hat 0 Datenzeilen, nur einen Kopf. Bitte erneut herunterladen.", 1)
    texts = [name for name in first.schema.names if name != "row"]
    steps = {"row": "DELTA_BINARY_PACKED"}
    try:
        with pq.ParquetWriter(
            draft, first.schema, compression="zstd", use_dictionary=texts, column_encoding=steps
        ) as writer:
            writer.write_batch(first)
            for batch in stream:
                writer.write_batch(batch)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return counts.rows, said(counts, keys)


def said(counts: Counts, keys: Keys) -> list[Message]:
    """Rows, years, repeated figures, and areas with a wrong key or name of a streamed download."""
    years = sorted(year for year in set(counts.periods.meanings) if year)
    found = (
        [info(f"{counts.rows} Zeilen gelesen, Jahre {years[0]} bis {years[-1]}, {counts.missing} ohne Wert.")]
        if years
        else []
    )
    if counts.left_out:
        found.append(info(f"{counts.left_out} Zeilen anderer Bereiche ausgelassen (SDG, Zentrale Orte, Europa)."))
    if "" in counts.periods.meanings:
        found.append(warn(NO_YEAR))
    every = np.concatenate(counts.figures) if counts.figures else np.zeros(0, dtype=np.int64)
    counts.figures.clear()
    every.sort()
    repeated = int((every[1:] == every[:-1]).sum())
    if repeated:
        found.append(
            warn(
                f"{repeated} Angaben (Kennzahl, Gebiet, Jahr) stehen mehrfach. Mit demselben Wert zählt eine davon, "
                "sonst wird die Datei nicht verwendet."
            )
        )
    unknown = [
        (row, raw, name)
        for (level, region, raw, name), row in counts.areas.items()
        if _unknown(level, region, raw, keys)
    ]
    pairs = [(row, region, name) for (_, region, _, name), row in counts.areas.items()]
    names = AreaNames.of(keys)
    faults = [*unknown_keys(unknown, names), *exchanged_areas(pairs, names), *unlisted_areas(pairs, keys.register)]
    return [*found, *faults]


def _unknown(level: str, region: str, raw: str, keys: Keys) -> bool:
    return unknown_key(raw if level == "gemeinde" else region, level, keys)


def read_database(content: Content, keys: Keys) -> Reading:
    """Check a download block by block; the observations of a small one (64 MB) come along, a large one is converted."""
    counts = Counts.of(keys)
    small = content.size <= SMALL
    kept = [batch.to_pandas() for batch in blocks(content, counts) if small or counts.rows < 0]
    if not counts.rows:
        raise IntakeError("Die Datei hat 0 Datenzeilen, nur einen Kopf. Bitte erneut herunterladen.", 1)
    messages = said(counts, keys)
    if not small:
        messages += _last_line(content)
        messages.append(info("Die Werte werden beim Lauf in eine Parquet-Datei umgewandelt und von dort gelesen."))
        return Reading(
            content.name, "inkar_datenbank", messages=tuple(messages), origin=Origin(INKAR, INKAR), rows=counts.rows
        )
    table, doubles = without_doubles(pd.concat(kept, ignore_index=True), FIGURE, ("value",))
    return Reading(
        content.name,
        "inkar_datenbank",
        complete(with_flags(table)),
        (*messages, *doubles, *_last_line(content)),
        Origin(INKAR, INKAR),
        ("aggregat",),
        counts.rows,
    )


def with_flags(table: pd.DataFrame) -> pd.DataFrame:
    """Streamed observations with flag, status and raw: a cell without number is not available."""
    missing = table["value"].isna()
    flag = pd.Series("", index=table.index).mask(missing, Flag.NOT_AVAILABLE.value)
    status = pd.Series("value", index=table.index).mask(missing, "not_available")
    raw = table["value"].map(lambda value: "" if value != value else written(float(value)))
    region = table["region"].astype(object).fillna("")
    region = region.where(table["level"] != "gemeinde", table["region_raw"].astype(object))
    return table.assign(flag=flag, status=status, raw=raw, region=region.astype("category"), column=table["measure"])


def selected(path: Path, file: str, measures: Iterable[str], regions: Iterable[str]) -> Reading:
    """Reading of the wanted measures and areas from a converted download."""
    filters = [("measure", "in", list(measures)), ("region", "in", list(regions))]
    table = pq.read_table(path, filters=filters).to_pandas()
    if table.empty:
        raise IntakeError(
            "Die Datei enthält keine der im Katalog genannten Kennzahlen. Bitte die Ausgabe von INKAR prüfen."
        )
    rows = pq.ParquetFile(path).metadata.num_rows
    table, doubles = without_doubles(table, FIGURE, ("value",))
    origin = Origin(INKAR, INKAR)
    return Reading(file, "inkar_datenbank", complete(with_flags(table)), tuple(doubles), origin, ("aggregat",), rows)


def _last_line(content: Content) -> list[Message]:
    """A warning where the last figure has no end of line: a download that broke off may have lost its last digits."""
    with content.stream() as stream:
        last = b""
        while block := stream.read(2**20):
            last = block
    return cut_off(last[-200:].decode("utf-8", "replace"))
