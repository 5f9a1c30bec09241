"""Files where no run reads them: pages name them, where they lie and what to do, and nothing of their content."""

from pathlib import Path

import pytest

from isp_utils.model.catalogue import load
from isp_utils.pages.parts.unused_deliveries import faulty, remedy, unused_here
from isp_utils.store import Store
from isp_utils.suite.job import Inputs, take_in
from tests.musterkreis import KREIS, PEERS, write_workplace

LOST = ["jugendamt/2024 alt/vorlage.xlsx", "lose.csv"]  # in the order in which they are named


def lay(store: Store, name: str) -> Path:
    """Something that is no delivery, below data/raw."""
    path = store.raw / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Grete Mustermann;23", encoding="utf-8")
    return path


def took_in(store: Store) -> list[str]:
    """Files that a run does not use."""
    return take_in(store, load(store.catalogue), [], Inputs(), lambda text: None)[0]


@pytest.fixture
def store(tmp_path) -> Store:
    """A workplace with two files in wrong places."""
    store = Store(write_workplace(tmp_path))
    for name in LOST:
        lay(store, name)
    return store


def test_pages_of_every_county_name_them_with_the_place_and_the_remedy(store):
    assert took_in(store) == LOST
    entries = store.manifest()["set_aside"]
    assert entries == [{"file": name, "instead": "misplaced"} for name in LOST]
    for kreis in (KREIS, PEERS[0]):
        assert faulty(unused_here(entries, kreis)) == entries
    words = [" ".join(remedy(entry)) for entry in entries]
    assert words[1].startswith("Die Datei liegt unmittelbar in data/raw, dort liest sie kein Lauf. Bitte in den Ordner")
    assert words[0].startswith("Die Datei liegt in einem Unterordner (jugendamt/2024 alt), dort liest sie kein Lauf.")
    typed = ['"data/raw/jugendamt/2024 alt/vorlage.xlsx"', "data/raw/lose.csv"]  # as a terminal takes them
    assert all(f"»python run_all.py pruefen {name}«" in text for name, text in zip(typed, words, strict=True))


def test_nothing_of_their_content_is_kept_or_said(store):
    took_in(store)
    made = [path for path in store.processed.rglob("*") if path.is_file()]
    assert made
    assert not [path.name for path in made if b"Mustermann" in path.read_bytes()]


def test_a_build_without_news_names_them_as_well_and_no_longer_once_they_are_gone(store):
    assert took_in(store) == took_in(store)
    assert len(store.manifest()["set_aside"]) == len(LOST)
    for name in LOST:
        (store.raw / name).unlink()
    assert took_in(store) == []
    assert store.manifest()["set_aside"] == []
