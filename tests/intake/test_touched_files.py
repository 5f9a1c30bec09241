"""Official files after an accident on their way: no traceback, an answer in time, and no other figure without a word.

Tried on small files of the reference material (../shared), with seeded chance, so that every run tries the same.
"""

import random
import time

import pytest

from isp_utils.intake.files.content import Content
from isp_utils.intake.inbox import read_content
from tests.intake import edits
from tests.intake.shared import DATA, needs_data

PATTERNS = (
    "regionalstatistik/*.csv",
    "regionalstatistik_neu/*.csv",
    "genesis_ffcsv_202*/*.csv",
    "genesis_api/*cube*.csv",
)
LARGEST, FILES, TIMES, SECONDS = 40_000, 20, 300, 20
# edits that no file can show by itself where it prints no total of the cells, and rows that nothing else asks for
SILENT = ("changed_digit", "swapped_cells", "lost_row")


def small_files():
    found = [path for pattern in PATTERNS for path in sorted(DATA.glob(pattern)) if path.stat().st_size < LARGEST]
    return random.Random(3).sample(found, min(FILES, len(found)))


def figures(reading):
    """Value by everything that tells a figure apart; a cell of the head by its place."""
    table = reading.observations
    names = [name for name in ("region", "period", "measure", "unit", "column", *reading.dimensions) if name in table]
    keys = zip(*(table[name].astype(str) for name in names), strict=True)
    return dict(zip(keys, table["value"].fillna(-0.123), strict=True))


def words(reading):
    return {(message.level, message.row, message.text) for message in reading.messages if message.level != "info"}


@needs_data
@pytest.mark.slow
def test_no_other_figure_without_a_word(keys):
    chance, paths, before = random.Random(2026), small_files(), {}
    holes, silent, slow = [], 0, []
    for number in range(TIMES):
        path, edit = paths[number % len(paths)], edits.EDITS[number % len(edits.EDITS)]
        if path not in before:
            whole = read_content(Content(path.name, body=path.read_bytes()), keys)
            before[path] = (figures(whole), words(whole))
        edited = edit(path.read_bytes(), chance)
        if edited is None:
            continue
        start = time.perf_counter()
        reading = read_content(Content(path.name, body=edited[0]), keys)
        if time.perf_counter() - start > SECONDS:
            slow.append((path.name, edited[1]))
        said = reading.action in ("ERROR", "REJECT") or words(reading) - before[path][1]
        if said or figures(reading) == before[path][0]:
            continue
        if edit.__name__ in SILENT:
            silent += 1
        else:
            holes.append((path.name, edit.__name__, edited[1]))
    assert not slow
    assert not holes
    assert silent < TIMES // 6


@pytest.mark.parametrize("edit", edits.EDITS)
def test_every_edit_changes_the_bytes(edit):
    rows = b"".join(b"2015;%05d;Kreis;%d;%d\n" % (key, key * 3, key * 2) for key in (3354, 3355, 3360))
    data = b"GENESIS-Tabelle: 1\n" + rows + b"____\nStand: 1\n"
    made = [edit(data, random.Random(seed)) for seed in range(8)]
    assert any(found and found[0] != data for found in made)
