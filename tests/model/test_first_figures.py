"""The Kennzahl that answers first at a station or transition is one of the catalogue."""

from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import load


def test_first_figures_are_kennzahlen_of_the_catalogue():
    catalogue = load()
    biography = load_biography(catalogue)
    named = [item.figure for item in (*biography.stations.values(), *biography.transitions.values()) if item.figure]
    assert len(named) > 10
    assert set(named) <= set(catalogue.indicators)
