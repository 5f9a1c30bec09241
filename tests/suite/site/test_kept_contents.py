"""What the Steckbriefe say is kept from run to run, and made anew where anything they hang on has changed."""

import shutil
from dataclasses import replace

import pytest

from isp_utils.charts.parts.kept import VARIABLE
from isp_utils.indicators.places import Places
from isp_utils.model import reads
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import load
from isp_utils.model.indices import read_place_indices
from isp_utils.model.schema import NUMERIC
from isp_utils.pages.indicator_card.facts import CardKnowledge
from isp_utils.pages.page import scatter_in
from isp_utils.pages.places.cards import PlaceCards
from isp_utils.store import Store, write_table
from isp_utils.suite.run.order import Order
from isp_utils.suite.site.card_pages import CardContext, cards_of
from isp_utils.suite.site.context import Site
from isp_utils.suite.site.kept_contents import kept_contents, rows_and_dates
from isp_utils.suite.site.uses import Uses
from tests.musterkreis import KREIS

REAL = "03354"
HANGING = {"a": "1", "b": "1"}


def site_of(store: Store, kreis: str, **order: object) -> Site:
    """A site of which no notebook has run."""
    catalogue = load(store.catalogue).seen_from(kreis)
    parts = store.manifest(), store.indicators(), ()
    return Site(store, catalogue, catalogue.county(kreis), Order(kreis, **order), *parts)


@pytest.fixture
def place(built, tmp_path) -> Store:
    """A built workplace to write in."""
    return Store(shutil.copytree(built.home, tmp_path / "kopie"))


def made_in(site: Site, hanging: dict[str, str]) -> list[str]:
    """For which keys something was made."""
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    contents = kept_contents(replace(site, order=replace(site.order, jobs=1)), "stufe", hanging, make)
    for job in contents.jobs:
        job()
    before = list(made)
    assert contents.found() == ["A", "B"]
    assert made == before
    return made


def test_what_hangs_on_the_same_is_made_once(place):
    site = site_of(place, KREIS)
    assert made_in(site, HANGING) == ["a", "b"]
    assert made_in(site, HANGING) == []
    assert made_in(site, HANGING | {"b": "2"}) == ["b"]


def test_another_order_another_newest_year_and_another_catalogue_make_all_anew(place):
    site = site_of(place, KREIS)
    made_in(site, HANGING)
    assert made_in(site_of(place, KREIS, jahr=2020), HANGING) == ["a", "b"]
    made_in(site, HANGING)
    older = replace(site, indicators=site.indicators[site.indicators["period"] < "2020"])
    assert made_in(older, HANGING) == ["a", "b"]
    made_in(site, HANGING)
    with (place.catalogue / "pages.toml").open("a", encoding="utf-8") as file:
        file.write("# ein Wort mehr\n")
    assert made_in(site, HANGING) == ["a", "b"]


def test_it_is_kept_where_no_internal_folder_is(place):
    """While notebooks run it is away: what came into being in its place would stand in its way (build/sealed.py)."""
    shutil.rmtree(place.internal)
    site = site_of(place, KREIS)
    assert made_in(site, HANGING) == ["a", "b"]
    assert made_in(site, HANGING) == []
    assert not place.internal.exists()


def test_a_run_that_begins_anew_takes_nothing_over(place):
    made_in(site_of(place, KREIS), HANGING)
    assert made_in(site_of(place, KREIS, fresh=True), HANGING) == ["a", "b"]


def test_of_a_changed_figure_its_kennzahl_alone_is_another(place):
    before = rows_of(place)
    table = place.indicators()
    changed = str(table.loc[table["value"].notna(), "indicator"].iloc[0])
    rows = (table["indicator"] == changed) & table["value"].notna()
    write_table(table.assign(value=table["value"].where(~rows, table["value"] + 1)), place.processed / reads.INDICATORS)
    after = rows_of(place)
    assert [name for name, text in after.items() if before[name] != text] == [changed]


def rows_of(store: Store) -> dict[str, str]:
    """By Kennzahl, what its Steckbrief hangs on."""
    site = site_of(store, KREIS)
    return rows_and_dates(site, reads.KENNZAHL, site.indicators, site.catalogue.indicators)


def test_a_kennzahl_hangs_on_the_dates_of_all_its_sources(place):
    site = site_of(place, KREIS)
    (name,) = site.indicators["indicator"].unique()[:1]
    rows = site.indicators[site.indicators["indicator"] == name].assign(source="eine + andere")
    (text,) = rows_and_dates(site, reads.KENNZAHL, rows, [name]).values()
    assert [line.partition("=")[0] for line in text.splitlines()] == [
        f"{reads.KENNZAHL}:{name}",
        f"{reads.RETRIEVAL}:andere",
        f"{reads.RETRIEVAL}:eine",
    ]


def altered(site: Site, names: set[str]) -> Site:
    """The same with other numbers of some Kennzahlen."""
    table = site.indicators
    others = table["indicator"].isin(names).to_numpy()
    numbers = {name: table[name].where(~others, table[name] * 1.7 + 1) for name in NUMERIC}
    return replace(site, indicators=table.assign(**numbers))


def steckbriefe(site: Site, comparable: list[str]) -> dict[str, object]:
    """The Steckbrief of every Kennzahl; which Kreise are alike is given, for it hangs on Kennzahlen of its own."""
    known = CardKnowledge(site.retrieved, scatter_in(site.manifest))
    biography = load_biography(site.catalogue, site.store.catalogue, site.county.key)
    context = CardContext(site.words, known, site.statements, biography, Uses())
    cards = replace(cards_of(context), comparable=comparable)
    return {name: cards.card(item, site.statements[name]) for name, item in site.catalogue.indicators.items()}


@pytest.mark.slow
def test_a_steckbrief_hangs_on_its_own_kennzahl_alone(real_home, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(Store(real_home).drawings))
    site = site_of(Store(real_home), REAL)
    names = list(site.catalogue.indicators)
    expected = steckbriefe(site, [])
    for changed in (set(names[::2]), set(names[1::2])):
        found = steckbriefe(altered(site, changed), [])
        assert [name for name in names if name not in changed and found[name] != expected[name]] == []
        assert len([name for name in changed if found[name] != expected[name]]) > len(names) / 4


@pytest.mark.slow
def test_what_places_say_hangs_on_kennzahlen_with_rows_of_places(real_home, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(Store(real_home).drawings))
    site = site_of(Store(real_home), REAL)
    areas = {region.key for region in Places(site.figures).every}
    inside = set(site.indicators.loc[site.indicators["region"].isin(areas), "indicator"])
    others = set(site.catalogue.indicators) - inside
    assert inside
    assert others
    assert orte(altered(site, others)) == orte(site)
    assert orte(altered(site, inside)) != orte(site)


def orte(site: Site) -> list[object]:
    """The Steckbrief of every place."""
    indices = read_place_indices(site.store.catalogue, frozenset(site.catalogue.indicators))
    cards = PlaceCards(Places(site.figures), site.words, indices, site.store.stocks())
    return [cards.card(region) for region in cards.places.every]
