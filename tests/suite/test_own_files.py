"""The state of the suite: what it hangs on, and that a run keeps to the one that it began with."""

import shutil

import pytest

from isp_utils.model.catalogue import load
from isp_utils.store import Store, write_text
from isp_utils.suite import job
from isp_utils.suite.counties import many
from isp_utils.suite.own_files import as_it_began, suite_state
from isp_utils.suite.run.order import Order
from isp_utils.suite.site.context import Site
from isp_utils.suite.site.standing import remember, stands
from tests.musterkreis import KREIS


@pytest.fixture
def store(tmp_path) -> Store:
    """A workplace with a catalogue of its own."""
    edit(Store(tmp_path), "eins = 1")
    return Store(tmp_path)


def edit(store: Store, text: str) -> None:
    """Change the catalogue of a workplace."""
    write_text(f"{text}\n", store.home / "isp_utils" / "catalogue" / "probe.toml")


def test_the_state_of_the_suite_changes_with_its_catalogue_in_the_same_process(store):
    before = suite_state(store)
    assert suite_state(store) == before
    edit(store, "eins = 2")
    assert suite_state(store) != before


def test_within_a_run_it_is_that_of_the_beginning(store):
    before = suite_state(store)
    with as_it_began(store):
        with as_it_began(store):
            edit(store, "eins = 2")
        assert suite_state(store) == before
    assert suite_state(store) != before


def many_counties(store: Store, order: Order) -> object:
    return many.make_many(store, None, many.Batch([order]), print)


def one_county(store: Store, order: Order) -> object:
    return job.make_reports(store, None, [order], say=print)


@pytest.mark.parametrize("run", [one_county, many_counties])
def test_a_run_keeps_to_the_state_that_it_began_with(store, run, monkeypatch):
    before, found = suite_state(store), []

    def takes_in(*_: object) -> None:
        edit(store, "eins = 2")
        found.append(suite_state(store))
        raise KeyboardInterrupt

    monkeypatch.setattr(job, "take_in", takes_in)
    monkeypatch.setattr(many, "take_in", takes_in)
    with pytest.raises(KeyboardInterrupt):
        run(store, Order(KREIS, apart=True))
    assert found == [before]


def test_a_site_that_was_made_before_an_edit_does_not_stand(built, tmp_path):
    store = Store(shutil.copytree(built.home, tmp_path / "haus"))
    catalogue = load(store.catalogue)
    site = Site(store, catalogue, catalogue.county(KREIS), Order(KREIS), store.manifest(), store.indicators(), ())
    write_text("<p></p>", store.outputs(KREIS) / "index.html")
    with as_it_began(store):
        remember(site)
        assert stands(site)
        edit(store, "eins = 2")
        remember(site)
    assert not stands(site)
