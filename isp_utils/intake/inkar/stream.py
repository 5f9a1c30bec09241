"""Blocks of the INKAR database download: read, settled and checked one after the other, never held as a whole.

pyarrow reads, checks and writes a block at a time (docs/decisions/0006-intake.md); areas and years are settled on the
few distinct texts of a block, not on its rows. Every row keeps its number, so each figure can be traced to its line.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from isp_utils.intake.files.content import Content
from isp_utils.intake.inkar.areas import level_of, region_of
from isp_utils.intake.messages import IntakeError
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.times import period_of

NEEDED = ("Raumbezug", "Kennziffer", "Zeitbezug", "Wert")
MEASURE = ("Kuerzel", "ID", "Indikator")  # the first that the edition has names the measure
PART = "Bereich"
OWN_PART = "LRB"  # Laufende Raumbeobachtung; older editions name its topics (Bildung) instead
OTHER_PARTS = ("SDG-Indikatoren für Kommunen", "Zentrale Orte Monitoring", "Europa")
BLOCK = 8 * 2**20
MOST_TEXTS = 1_000_000  # names, keys and levels that are told apart
MISSING = ["", "NA", "k.A.", "-9999", "-9999,0"]


@dataclass
class Vocabulary:
    """The distinct texts of a column over all blocks, and what each of them means; asked once a text."""

    meaning: Callable[[str], str]
    texts: pa.Array = field(default_factory=lambda: pa.array([], pa.string()))
    meanings: list[str] = field(default_factory=list)

    def numbers(self, texts: pa.Array) -> pa.Array:
        """The number of every text; new texts are taken up."""
        found = pc.index_in(texts, value_set=self.texts)
        if found.null_count:
            new = texts.filter(pc.is_null(found))
            self.texts = pa.concat_arrays([self.texts, new])
            self.meanings += [self.meaning(text) for text in new.to_pylist()]
            found = pc.index_in(texts, value_set=self.texts)
        return found

    def means(self, column: pa.DictionaryArray) -> list[str]:
        """The meaning of every text of a column's dictionary, in its order."""
        return [self.meanings[number] for number in self.numbers(column.dictionary).to_pylist()]

    def translated(self, column: pa.DictionaryArray) -> pa.DictionaryArray:
        """The column with the meaning of every text in its place; two texts may mean the same."""
        meant = pa.array(self.means(column), pa.string()).dictionary_encode()
        return pa.DictionaryArray.from_arrays(meant.indices.take(column.indices), meant.dictionary)


@dataclass
class Counts:
    """What was seen while streaming."""

    regions: Vocabulary
    levels: Vocabulary = field(default_factory=lambda: Vocabulary(level_of))
    periods: Vocabulary = field(default_factory=lambda: Vocabulary(lambda text: period_of(text) or ""))
    measures: Vocabulary = field(default_factory=lambda: Vocabulary(str))
    names: Vocabulary = field(default_factory=lambda: Vocabulary(str))
    rows: int = 0
    missing: int = 0
    left_out: int = 0  # rows of other parts of the database
    figures: list[np.ndarray] = field(default_factory=list)  # one whole number a row: measure, area, year
    areas: dict[tuple[str, str, str, str], int] = field(default_factory=dict)  # level, region, key, name -> first row
    met: set[int] = field(default_factory=set)  # numbers of what stands in `areas`

    @classmethod
    def of(cls, keys: Keys) -> "Counts":
        """Nothing seen yet."""
        return cls(Vocabulary(lambda text: region_of(text, keys)))


def is_database(head: str) -> bool:
    """Whether a head row is that of the database download."""
    names = {name.strip().strip('"') for name in head.lstrip("\ufeff").split(";")}
    return names.issuperset(NEEDED) and bool(names.intersection(MEASURE))


def blocks(content: Content, counts: Counts) -> Iterator[pa.RecordBatch]:
    """Blocks of measure, measure_label, aggregat, region_raw, region, level, period, value, row.

    Raises IntakeError for rows of another width and values that are no number, with the row.
    """
    names = content.head().decode("utf-8-sig", "replace").split("\n", 1)[0].strip().split(";")
    names = [name.strip().strip('"') for name in names]
    measure = next(name for name in MEASURE if name in names)
    used = list(dict.fromkeys([measure, *(name for name in ("Indikator", "Name", PART) if name in names), *NEEDED]))
    text = {name: pa.dictionary(pa.int32(), pa.string()) for name in used if name != "Wert"}
    options = pacsv.ConvertOptions(
        column_types={**text, "Wert": pa.float64()}, decimal_point=",", null_values=MISSING, include_columns=used
    )
    plain = content.path is not None and not content.member
    source = content.path if plain else content.stream()
    read = pacsv.ReadOptions(block_size=BLOCK, column_names=names, skip_rows=1)
    try:
        reader = pacsv.open_csv(
            source, read_options=read, parse_options=pacsv.ParseOptions(delimiter=";"), convert_options=options
        )
        for batch in reader:
            yield _settled(batch, counts)
    except pa.ArrowInvalid as problem:
        raise _located(content, counts.rows, len(names)) from problem


def _settled(batch: pa.RecordBatch, counts: Counts) -> pa.RecordBatch:
    rows = pa.array(np.arange(counts.rows + 2, counts.rows + 2 + batch.num_rows, dtype=np.int32))
    counts.rows += batch.num_rows
    batch = _of_own_part(batch.append_column("row", rows), counts)
    column = {name: batch.column(place) for place, name in enumerate(batch.schema.names)}
    kind, key, time = column["Raumbezug"], column["Kennziffer"], column["Zeitbezug"]
    measure = column[next(name for name in MEASURE if name in column)]
    counts.missing += column["Wert"].null_count
    level, region = counts.levels.translated(kind), counts.regions.translated(key)
    with_level = pa.array([place for place, text in enumerate(counts.levels.means(kind)) if text], pa.int32())
    official = pc.is_in(kind.indices, with_level)
    areas = [_Numbered.of(counts.levels, kind), _Numbered.of(counts.regions, key)]
    times = _Numbered.of(counts.periods, time)
    counts.figures.append(_as_one_number([_Numbered.of(counts.measures, measure), *areas, times], 40_000))
    if "Name" in column:
        _note_areas(counts, [*areas, _Numbered.of(counts.names, column["Name"])], column["row"].to_numpy())
    arrays = {
        "measure": measure,
        "measure_label": column.get("Indikator", measure),
        "aggregat": kind,
        "region_raw": key,
        "region": pa.DictionaryArray.from_arrays(pc.if_else(official, region.indices, None), region.dictionary),
        "level": level,
        "period": counts.periods.translated(time),
        "value": column["Wert"],
        "row": column["row"],
    }
    return pa.RecordBatch.from_arrays(list(arrays.values()), names=list(arrays))


def _of_own_part(batch: pa.RecordBatch, counts: Counts) -> pa.RecordBatch:
    """Without the parts of the database that use a Kürzel again, some with another definition (SDG, ZOM, Europa)."""
    if PART not in batch.schema.names:
        return batch
    parts = batch.column(PART)
    others = [place for place, text in enumerate(parts.dictionary.to_pylist()) if _is_other_part(text)]
    if not others:
        return batch
    kept = batch.filter(pc.invert(pc.is_in(parts.indices, value_set=pa.array(others, pa.int32()))))
    counts.left_out += batch.num_rows - kept.num_rows
    return kept


def _is_other_part(text: str) -> bool:
    """Whether a Bereich is no part of the Laufende Raumbeobachtung: a code of capitals, or a name of old editions."""
    return text in OTHER_PARTS or (text.isupper() and text != OWN_PART)


@dataclass(frozen=True)
class _Numbered:
    """A column of a block, and the number that each text of its dictionary has in all blocks."""

    column: pa.DictionaryArray
    numbers: np.ndarray

    @classmethod
    def of(cls, vocabulary: Vocabulary, column: pa.DictionaryArray) -> "_Numbered":
        """The column with the numbers of a vocabulary."""
        return cls(column, np.asarray(vocabulary.numbers(column.dictionary)).astype(np.int64))


def _note_areas(counts: Counts, written: list[_Numbered], rows: np.ndarray) -> None:
    """Every level, key and name that stand together, with the row where they do so first."""
    together = pd.Series(_as_one_number(written, MOST_TEXTS)).drop_duplicates()
    fresh = together[[number not in counts.met for number in together.to_list()]]
    counts.met.update(fresh)
    texts = (one.column.take(pa.array(fresh.index)).to_pylist() for one in written)
    for level, region, word, row in zip(*texts, rows[fresh.index].tolist(), strict=True):
        if level is not None and (meant := counts.levels.meaning(level)):
            where = ("", "") if region is None else (counts.regions.meaning(region), region)
            counts.areas.setdefault((meant, *where, word or ""), row)


def _as_one_number(columns: Iterable[_Numbered], most: int) -> np.ndarray:
    """One whole number a row for the texts of some columns, none counts as one; fewer than `most` in a column."""
    code: np.ndarray | int = 0
    for one in columns:
        places = np.asarray(one.column.indices.fill_null(len(one.numbers)))
        code = code * most + np.append(one.numbers, most - 1)[places]
    return np.asarray(code)


def _located(content: Content, rows: int, width: int) -> IntakeError:
    """Row and reason of the first line that pyarrow could not take, looked for from the block where it stopped."""
    for number, line in enumerate(content.stream(), 1):
        if number <= rows + 1:
            continue
        cells = line.rstrip(b"\r\n").split(b";")
        if len(cells) != width:
            return IntakeError(f"Die Zeile hat {len(cells)} statt {width} Felder. Bitte erneut herunterladen.", number)
        value = cells[-1].strip(b'"').decode("utf-8", "replace")
        if value not in MISSING and not value.replace(",", "", 1).replace("-", "", 1).isdigit():
            return IntakeError(f"»{value[:40]}« ist keine Zahl. Bitte die Datei erneut herunterladen.", number)
    return IntakeError(
        "Die Datei ist nicht lesbar (Kodierung oder Anführungszeichen). Bitte erneut herunterladen.", rows + 2
    )
