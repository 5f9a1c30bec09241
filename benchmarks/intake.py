"""The INKAR database layout (generated): our conversion beside the plain engine call, in one run.

    python benchmarks/intake.py [rows] [rounds]      default: 5,000,000 rows, 3 rounds

Prints seconds and ratio per round and the peak memory of this process; ends with 1 where ours takes more than 1.5
times the plain call (best rounds) or more than 1 GB. The plain call reads the CSV with pyarrow's streaming reader,
decimal comma, and writes the blocks to parquet (zstd); ours does that and settles areas, levels, periods, row numbers
and repetitions, and notes every area with its name.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.pop(0)  # this folder: its statistics.py is not that of Python
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from isp_utils.intake.files.content import Content
from isp_utils.intake.inkar.database import convert
from isp_utils.intake.values.keys import Keys
from isp_utils.model.catalogue import load

HEAD = "Bereich;ID;Kuerzel;Indikator;Raumbezug;Kennziffer;Name;Zeitbezug;Wert"
MOST_RATIO, MOST_MEMORY = 1.5, 1e9
BLOCK = 200
KINDS = (
    ("Kreise", 1001000, 400, 1000),
    ("Gemeinden", 3354001, 10_990, 1),
    ("Gemeindeverbände (Verwaltungsgemeinschaft)", 33545401, 4_600, 1),
)


def generate(rows: int, path: Path) -> None:
    """Write the layout of the database download: about 600 indicators, 28 years, 16,000 areas, decimal comma."""
    random = np.random.default_rng(1)
    areas = [
        (kind, f"{first + number * step:0{9 if 'verb' in kind else 8}d}")
        for kind, first, count, step in KINDS
        for number in range(count)
    ]
    written = 0
    with path.open("w", encoding="utf-8", newline="\n") as target:
        target.write(HEAD + "\n")
        while written < rows:
            indicator = (written // (28 * BLOCK)) % 600
            year = 1995 + (written // BLOCK) % 28
            front = f"Bereich {indicator % 20};{indicator};a_kenn_{indicator};Indikator mit langem Namen {indicator}"
            picks, values = random.integers(0, len(areas), BLOCK), np.round(random.gamma(2, 20, BLOCK), 2)
            lines = [
                f"{front};{areas[pick][0]};{areas[pick][1]};Ort {areas[pick][1]};{year};{value:.2f}\n".replace(".", ",")
                for pick, value in zip(picks, values, strict=True)
            ]
            target.writelines(lines[: rows - written])
            written += BLOCK


def plain(source: Path, target: Path) -> None:
    """The plain engine call: pyarrow reads blocks and writes them."""
    types = {name: pa.string() for name in HEAD.split(";")[:-1]} | {"Wert": pa.float64()}
    options = pacsv.ConvertOptions(column_types=types, decimal_point=",")
    reader = pacsv.open_csv(source, parse_options=pacsv.ParseOptions(delimiter=";"), convert_options=options)
    with pq.ParquetWriter(target, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)


def seconds(call: Callable[[], object]) -> float:
    """Wall time of a call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main(arguments: list[str]) -> int:
    """Run the comparison; 0 where both limits are kept."""
    rows, rounds = (int(arguments[0]) if arguments else 5_000_000), (int(arguments[1]) if len(arguments) > 1 else 3)
    keys = Keys.of(load().register)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "inkar.csv")
        generate(rows, source)
        print(f"{rows} rows, {source.stat().st_size / 1e6:.0f} MB", flush=True)
        best = [float("inf"), float("inf")]
        for number in range(rounds):
            theirs = seconds(lambda: plain(source, Path(folder, "plain.parquet")))
            ours = seconds(lambda: convert(Content(source.name, source), Path(folder, "ours.parquet"), keys))
            best = [min(best[0], theirs), min(best[1], ours)]
            print(f"round {number + 1}: plain {theirs:.2f} s, ours {ours:.2f} s, ratio {ours / theirs:.2f}", flush=True)
        count = pq.ParquetFile(Path(folder, "ours.parquet")).metadata.num_rows
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    ratio = best[1] / best[0]
    print(
        f"best: plain {best[0]:.2f} s, ours {best[1]:.2f} s, ratio {ratio:.2f}; peak {peak / 1e6:.0f} MB; {count} rows"
    )
    return 0 if ratio <= MOST_RATIO and peak < MOST_MEMORY and count == rows else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
