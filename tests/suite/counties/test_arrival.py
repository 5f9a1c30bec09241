"""What came back from a worker is put in place while nothing that is not through the gate lies in its own."""

import shutil

import pytest

from isp_utils.model.catalogue import load
from isp_utils.store import Store, write_text
from isp_utils.suite.build.sealed import own_deliveries, sealed
from isp_utils.suite.counties.arrival import House, Made, put_in_place
from isp_utils.suite.counties.parcels import below, packed
from isp_utils.suite.counties.told import ENDED, PAGES, RUNS, WorkerReport, write_told
from isp_utils.suite.run.order import Order
from tests.musterkreis import KREIS


@pytest.fixture
def house(built, tmp_path) -> House:
    """The house after a build."""
    store = Store(shutil.copytree(built.home, tmp_path / "haus"))
    return House.of(store, load(store.catalogue))


def came_home(house: House, folder, text: str) -> Made:
    """How a county ended of which a page with a text came back while the house is sealed."""
    write_text(f"<p>{text}</p>", folder / PAGES / "index.html")
    write_text('{"cells": []}', folder / RUNS / "20_jugendhilfe.ipynb")
    write_told(WorkerReport(()), folder / ENDED)
    parcel = packed(dict(below(folder, folder.relative_to(folder))))
    with sealed(house.store, own_deliveries(house.store, house.catalogue)):
        return put_in_place(house, Order(KREIS, jobs=1), parcel)


def test_a_county_comes_home_again_with_other_pages(house, tmp_path):
    for text in ("Erster Lauf", "Zweiter Lauf"):
        assert came_home(house, tmp_path / text, text).well
    assert "Zweiter Lauf" in (house.store.outputs(KREIS) / "index.html").read_text(encoding="utf-8")
    assert not any(place.exists() for place in house.store.sealed)
