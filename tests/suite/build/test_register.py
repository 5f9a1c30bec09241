"""The register of releases: written after the sites, grows by changes only, knows no invented figure."""

import shutil
from types import SimpleNamespace

import pandas as pd
import pytest

from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.store import PACKAGE, Store
from isp_utils.suite import job
from isp_utils.suite.build import register
from isp_utils.suite.build.build import build
from isp_utils.suite.build.register import NAME, record_release, released
from isp_utils.suite.run.order import Order
from tests.musterkreis import KREIS, NO_FIGURES, Row, deliver, sidecar


@pytest.fixture
def store(built, tmp_path) -> Store:
    """A built workplace of one's own, nothing published yet."""
    return Store(shutil.copytree(built.home, tmp_path / "kopie"))


def rebuilt(store: Store) -> bool:
    """Build again; whether there was anything to do."""
    return build(store, load(store.catalogue), say=lambda text: None).fresh


def revised_births(store: Store, count: int) -> None:
    """A later edition of one figure of the county."""
    path = deliver(store.home, "statistik/a_nachlieferung", [Row("lebendgeborene", KREIS, 2023, count)])
    text = sidecar("Nachlieferung").replace("2024-06-30", "2024-09-30")
    path.with_suffix(".toml").write_text(text, encoding="utf-8")


def test_the_first_release_enters_every_count_of_real_people(store):
    cells = pd.read_parquet(store.internal / "zellen.parquet")
    assert record_release(store) == int((~cells["demo"]).sum()) > 0
    assert set(released(store).table["run"]) == {1}


def test_invented_figures_bind_no_later_release(store):
    cells = pd.read_parquet(store.internal / "zellen.parquet")
    assert set(cells.loc[cells["demo"], "source"].str.split(" + ", regex=False).str[0]) == {"jugendamt"}
    record_release(store)
    assert not released(store).table["what"].str.contains("hilfen_zur_erziehung").any()


def test_the_same_inputs_are_not_built_again_and_the_register_does_not_grow(store):
    record_release(store)
    before = (store.internal / NAME).read_bytes()
    assert not rebuilt(store)
    assert record_release(store) == 0
    assert (store.internal / NAME).read_bytes() == before


def test_counts_that_were_entered_are_compared_again_only_where_they_or_the_register_are_others(store, monkeypatch):
    record_release(store)
    compared = []
    real = register.built_cells
    monkeypatch.setattr(register, "built_cells", lambda store: compared.append(store) or real(store))
    assert (record_release(store), compared) == (0, [])
    (store.internal / NAME).unlink()
    assert record_release(store) > 0
    revised_births(store, 31)
    rebuilt(store)
    assert record_release(store) > 0
    assert len(compared) == 2


def test_a_changed_delivery_adds_the_changed_counts_only(store):
    record_release(store)
    size = len(released(store).table)
    revised_births(store, 93)
    assert rebuilt(store)
    assert record_release(store) >= 1
    fresh = released(store).table[size:]
    assert set(fresh["run"]) == {2}
    assert set(fresh["what"]) == {"lebendgeborene"}
    assert (fresh["region"] == KREIS).all()
    assert fresh["value"].tolist() == [93]
    assert not rebuilt(store)
    assert record_release(store) == 0


def published(monkeypatch, store: Store, *counties: str) -> None:
    """Make reports without notebooks and pages: only their order counts here."""
    monkeypatch.setattr(job, "run_county", lambda *context: [])
    monkeypatch.setattr(job, "make_site", lambda site: SimpleNamespace(line="nichts"))
    orders = [Order(kreis) for kreis in counties]
    job.make_reports(store, load(store.catalogue), orders, say=lambda text: None)


def test_a_run_records_what_it_published(store, monkeypatch):
    published(monkeypatch, store, KREIS)
    assert len(released(store).table) > 0


def test_what_is_in_place_is_recorded_also_where_a_later_county_is_refused(store, monkeypatch):
    with pytest.raises(InputError, match="noch keine einzige Zahl"):
        published(monkeypatch, store, KREIS, NO_FIGURES)
    assert len(released(store).table) > 0


def test_a_run_that_published_nothing_records_nothing(store, monkeypatch):
    with pytest.raises(InputError):
        published(monkeypatch, store, NO_FIGURES)
    assert len(released(store).table) == 0


def test_a_module_in_a_new_subfolder_makes_the_figures_anew(store, monkeypatch, tmp_path):
    package = tmp_path / "isp_utils"
    shutil.copytree(PACKAGE, package)
    monkeypatch.setattr("isp_utils.suite.own_files.PACKAGE", package)
    rebuilt(store)
    assert not rebuilt(store)
    (package / "privacy" / "rounding").mkdir()
    (package / "privacy" / "rounding" / "base.py").write_text("# new\n", encoding="utf-8")
    assert rebuilt(store)
