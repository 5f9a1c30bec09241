"""Paths of a workplace, and files that are written whole or not at all."""

import hashlib
import math
from pathlib import Path

import pandas as pd
import pytest

from isp_utils.store import PACKAGE, Store, fingerprint, read_json, sha256_of, write_json, write_table, write_text


def test_the_workplace_is_named_by_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("ISP_HOME", str(tmp_path))
    assert Store.here().home == tmp_path
    monkeypatch.delenv("ISP_HOME")
    assert Store.here().home == PACKAGE.parent


def test_catalogue_and_notebooks_of_the_package_stand_in(tmp_path):
    assert Store(tmp_path).catalogue == PACKAGE / "catalogue"
    assert Store(tmp_path).notebooks == PACKAGE.parent / "notebooks"
    own = tmp_path / "isp_utils" / "catalogue"
    own.mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    assert Store(tmp_path).catalogue == own
    assert Store(tmp_path).notebooks == tmp_path / "notebooks"


def test_deliveries_come_in_a_fixed_order_one_folder_a_source(tmp_path):
    for name in ("b/2.csv", "a/1.csv", "b/1.csv", "b/1.toml", "lose.csv", "b/tief/3.csv"):
        path = tmp_path / "data" / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert [path.relative_to(tmp_path / "data/raw").as_posix() for path in Store(tmp_path).deliveries()] == [
        "a/1.csv",
        "b/1.csv",
        "b/2.csv",
    ]


def test_files_where_no_run_reads_them_are_found(tmp_path):
    read = ("a/1.csv", "konferenzen/03354/p.md", "massnahmen/03354/m.xlsx", "vorlagen/x/y.docx", "grenzen/x/y.shp")
    passed = (".versteckt", "LIESMICH.md", "~$x.xlsx", ".verschlossen/inhalt/jugendamt/1.csv")
    lost = ("lose.csv", "b/tief/3.csv", "b/tief/tiefer/4.xlsx")
    for name in (*read, *passed, *lost):
        path = tmp_path / "data" / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = [path.relative_to(tmp_path / "data/raw").as_posix() for path in Store(tmp_path).misplaced()]
    assert found == sorted(lost)


def test_forms_of_the_county_are_no_deliveries(tmp_path):
    form = tmp_path / "data" / "raw" / "vorlagen" / "folien.pptx"
    form.parent.mkdir(parents=True)
    form.touch()
    assert Store(tmp_path).deliveries() == []
    assert Store(tmp_path).office_template("folien.pptx") == form
    assert Store(tmp_path).office_template("infovorlage.docx") is None


def broken(path: Path) -> None:
    """Try to write what cannot be written."""
    if path.suffix == ".json":
        write_json({"wert": math.nan}, path)
    elif path.suffix == ".parquet":
        write_table(pd.DataFrame({"a": [1, "gemischt", object()]}), path)
    else:
        write_text("kein Halbes \ud800", path)


@pytest.mark.parametrize("name", ["manifest.json", "indicators.parquet", "seite.html"])
def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path, name):
    path = tmp_path / "neu" / name
    path.parent.mkdir()
    path.write_bytes(b"vorher")
    with pytest.raises((ValueError, TypeError)):
        broken(path)
    assert path.read_bytes() == b"vorher"


def test_what_is_written_is_read_again(tmp_path):
    write_json({"ä": [1, None]}, tmp_path / "tief" / "a.json")
    assert read_json(tmp_path / "tief" / "a.json") == {"ä": [1, None]}
    write_text("Zeile\n", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == b"Zeile\n"  # the same on every system
    assert [path.name for path in tmp_path.rglob("*.neu")] == []


def test_a_fingerprint_knows_content_name_folder_and_order(tmp_path):
    one, two = tmp_path / "a" / "x.csv", tmp_path / "b" / "x.csv"
    for path in (one, two):
        path.parent.mkdir()
        path.write_bytes(b"1;2")
    assert fingerprint(one) != fingerprint(two)
    assert fingerprint(one, two) != fingerprint(two, one)
    before = fingerprint(one)
    one.write_bytes(b"1;3")
    assert fingerprint(one) != before
    assert fingerprint(one.rename(one.with_name("y.csv"))) != before


def test_a_fingerprint_is_the_same_in_another_workplace(tmp_path):
    for home in ("hier", "dort"):
        (tmp_path / home / "a").mkdir(parents=True)
        (tmp_path / home / "a" / "x.csv").write_bytes(b"1;2")
    assert fingerprint(tmp_path / "hier/a/x.csv") == fingerprint(tmp_path / "dort/a/x.csv")


def test_the_sha256_of_a_file_is_the_one_everybody_computes(tmp_path):
    (tmp_path / "x").write_bytes(b"abc")
    assert sha256_of(tmp_path / "x") == hashlib.sha256(b"abc").hexdigest()
