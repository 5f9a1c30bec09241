"""Arbitrary bytes never raise anything but our own error, and what is written in our format reads the same."""

import io
import random
import zipfile

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from isp_utils.intake.delivery.delivery import read_delivery, write_delivery
from isp_utils.intake.files.content import Content
from isp_utils.intake.inbox import read_content
from isp_utils.intake.messages import IntakeError
from isp_utils.model.errors import InputError
from isp_utils.model.schema import DELIVERY_COLUMNS, WITH_VALUE, Flag
from tests.intake.broken import OWN
from tests.intake.samples import inkar_table
from tests.intake.shared import DATA

BINARY = (".xlsx", ".zip", ".sav")
ACTIONS = {"READ", "WARN", "PROTECT", "ERROR", "REJECT"}
STARTS = [
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"$FL2",
    b"PAR1",
    b"<html><table>",
    b"<?xml version='1.0'?>",
    b"{",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"GENESIS-Tabelle: 1\n",
    b"K;DQ;",
    b"statistics_code;statistics_label;time_code;",
    b"id;submitdate;lastpage\n",
    b"AGS;Jahr;Wert\n",
    b"fact;region;period;sex;age;group;value;flag\n",
    b"Bereich;ID;Kuerzel;Indikator;Raumbezug;Kennziffer;Name;Zeitbezug;Wert\n",
    b"Kennziffer;Raumeinheit;Aggregat;A\n;;;2016\n",
]
CELLS = st.sampled_from(
    [
        "03354",
        "Gartow",
        "2024",
        "31.12.2024",
        "-",
        ".",
        "12",
        "1,5",
        "1.560",
        "",
        " ",
        "x",
        "k",
        "Insgesamt",
        "#NV",
        '"',
        "männlich",
    ]
)
WORDS = st.sampled_from(
    ["AGS", "Name", "Jahr", "Wert", "Geschlecht", "Einheit", "Gemeinde", "Schuljahr", "Anzahl", "Quote", "Basis", ""]
)


def reads_or_refuses(body, keys, name="datei"):
    """The action of a file; anything but a reading is a failure of the intake."""
    reading = read_content(Content(name, body=body), keys)
    assert reading.action in ACTIONS
    if reading.action in ("ERROR", "REJECT"):
        assert reading.observations.empty
    return reading


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=400))
@example(start=b"PK\x05\x06", rest=b"\0" * 18)
@example(start=b"", rest="AGS;Wert\n٣;١\n".encode())
def test_any_bytes_are_read_or_refused(start, rest, keys):
    reads_or_refuses(start + rest, keys)


@settings(max_examples=300, deadline=None)
@given(start=st.sampled_from(STARTS), text=st.text(max_size=300))
def test_any_text_is_read_or_refused(start, text, keys):
    reads_or_refuses(start + text.encode("utf-8", "surrogatepass"), keys)


@settings(max_examples=400, deadline=None)
@given(
    head=st.lists(WORDS, min_size=1, max_size=5),
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=6),
    sign=st.sampled_from(";,\t|"),
)
def test_tables_of_plausible_cells(head, rows, sign, keys):
    reads_or_refuses("\n".join(sign.join(row) for row in [head, *rows]).encode(), keys)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.lists(CELLS | st.integers(0, 9) | st.floats(0, 9), min_size=1, max_size=5), min_size=1, max_size=6)
)
def test_workbooks_of_plausible_cells(rows, keys):
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    reads_or_refuses(stream.getvalue(), keys)


def samples():
    """Name and content of a small file of every kind to be damaged: our own, and those beside the clone."""
    patterns = (
        "bad_input/*.xlsx",
        "bad_input/6[36]*",
        "bad_input/01*",
        "bad_input/7[03]*",
        "surveys/*.lss",
        "surveys/spss_sample.sav",
    )
    found = [path for pattern in patterns for path in sorted(DATA.glob(pattern))]
    found += [*DATA.glob("genesis_api/*.zip"), *DATA.glob("gisd/raw/B_BeschaeftigtemitakadAbschluss.xls")]
    kinds = ("latin.csv", "survey.csv", "cube.csv", "inkar_export.csv", "page_named_xls.xls")
    chosen = {name: content for name, (_, content) in OWN.items() if name in kinds or name.endswith(BINARY)}
    own = {name: content if isinstance(content, bytes) else content.encode() for name, content in chosen.items()}
    return own | {"inkar.parquet": inkar_table()} | {path.name: path.read_bytes() for path in found}


SAMPLES = samples()


@pytest.mark.parametrize("name", SAMPLES)
def test_damaged_files(name, keys):
    body, chance = SAMPLES[name], random.Random(name)
    for _ in range(12):
        damaged = bytearray(body)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        reads_or_refuses(bytes(damaged[: chance.randint(1, len(damaged))] if chance.random() < 0.5 else damaged), keys)


def test_damaged_spss_files_on_disk(tmp_path, keys):
    body, chance = SAMPLES["spss.sav"], random.Random(7)
    for number in range(40):
        damaged = bytearray(body)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
        path = tmp_path / f"{number}.sav"
        path.write_bytes(damaged)
        assert read_content(Content(path.name, path), keys).action in ACTIONS


def test_the_own_error_is_an_input_error():
    assert issubclass(IntakeError, InputError)


def zipped(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name.replace("__", "/"), body)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("body", "action"),
    [
        (zipped(), "ERROR"),
        (zipped(a="AGS;Wert\n03354;1\n"), "READ"),
        (zipped(a="AGS;Wert\n03354;1\n", b="x"), "ERROR"),
        (zipped(__etc__passwd="x"), "REJECT"),
        (zipped(**{"a.zip": zipped(a="x")}), "REJECT"),
        (zipped(a=b"0" * 20_000_000), "REJECT"),
        (zipped(a="AGS;Wert\n03354;1\n")[:60], "ERROR"),
    ],
    ids=["empty", "one file", "two files", "a path", "an archive", "a bomb", "cut off"],
)
def test_archives(body, action, keys):
    assert reads_or_refuses(body, keys, "lieferung.zip").action == action


@st.composite
def deliveries(draw, regions):
    keys = st.tuples(
        st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True),
        st.sampled_from(regions),
        st.sampled_from(["2024", "2023/24", "2023-12-31", "2023-Q3", "2023-09"]),
        st.sampled_from(["total", "m", "w", "d"]),
        st.sampled_from(["total", "0-2", "7", "65+"]),
        st.sampled_from(["total", "hilfeart:heim", "nationalitaet:auslaender"]),
    )
    chosen = draw(st.lists(keys, min_size=1, max_size=20, unique=True))
    rows = []
    for key in chosen:
        flag = draw(st.sampled_from(list(Flag)))
        number = draw(st.integers(-(10**12), 10**12) | st.decimals(-(10**6), 10**6, places=3, allow_nan=False))
        rows.append((*key, f"{number:f}".replace(".", ",") if flag in WITH_VALUE else "", flag.value))
    return pd.DataFrame(rows, columns=list(DELIVERY_COLUMNS))


SIDECAR = """title = "Probe"
table = "Probe"
publisher = "Probe"
licence = "frei"
edition = "Probe"
retrieved = 2026-01-01
census_base = "none"
"""


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_written_and_read_is_the_same(data, catalogue, tmp_path_factory):
    table = data.draw(deliveries(["DG", "03", "03354", "033545403", "03354001"]))
    path = tmp_path_factory.mktemp("lieferung") / "probe" / "probe.csv"
    write_delivery(table, SIDECAR, path)
    facts = read_delivery(path, catalogue.register)
    names = list(DELIVERY_COLUMNS[:6])
    ordered = table.sort_values(names, ignore_index=True)
    read = facts.sort_values(names, ignore_index=True)
    pd.testing.assert_frame_equal(ordered[[*names, "flag"]], read[[*names, "flag"]], check_dtype=False)
    assert read["raw"].tolist() == ordered["value"].tolist()
    for text, value in zip(ordered["value"], read["value"], strict=True):
        assert pd.isna(value) if text == "" else value == float(text.replace(",", "."))
    again = path.with_name("nochmal.csv")
    write_delivery(read.assign(value=read["raw"]), SIDECAR, again)
    assert again.read_bytes() == path.read_bytes()
