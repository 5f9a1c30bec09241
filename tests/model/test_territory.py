"""Mergers of whole Kreise, from the tables of the BBSR, for every Land."""

import pytest

from isp_utils.model.catalogue import load
from isp_utils.model.territory import Merger, Territory, load_mergers

REGISTER = load().register
MERGERS = {(merger.kreis, merger.last_year): merger for merger in load_mergers()}


@pytest.mark.parametrize(
    ("kreis", "last_year", "parts"),
    [
        ("03159", 2015, ("03152", "03156")),  # Göttingen, 1.11.2016
        ("03241", 2000, ("03201", "03253")),  # Region Hannover, 1.11.2001
        ("05334", 2008, ("05313", "05354")),  # Städteregion Aachen, 21.10.2009
        ("13073", 2010, ("13005", "13057", "13061")),  # Vorpommern-Rügen, 4.9.2011
        ("14521", 2007, ("14171", "14181", "14188", "14191")),  # Erzgebirgskreis, 1.8.2008
        ("15003", 2006, ("15303",)),  # Magdeburg, a new key on 1.7.2007
        ("16063", 2020, ("16063", "16056")),  # the Wartburgkreis went on, with Eisenach, 1.7.2021
    ],
)
def test_reforms_that_merged_whole_kreise(kreis, last_year, parts):
    assert MERGERS[kreis, last_year].parts == parts


@pytest.mark.parametrize("kreis", ["13071", "13075"])
def test_a_reform_that_divided_a_kreis_is_no_merger(kreis):
    """Demmin (13052) went to two Kreise in 2011."""
    assert not [merger for name, merger in MERGERS.items() if name[0] == kreis and name[1] == 2010]


def test_no_merger_crosses_a_land_and_only_the_kreis_itself_goes_on():
    for merger in MERGERS.values():
        assert {key[:2] for key in merger.parts} == {merger.kreis[:2]}
        assert merger.went_on == (merger.kreis in merger.parts)
    assert [merger.kreis for merger in MERGERS.values() if merger.went_on and merger.last_year > 2000] == ["16063"]


def test_the_territory_of_a_land_holds_its_kreise_and_what_became_of_them():
    lower_saxony = Territory.of(REGISTER, "03", MERGERS.values())
    assert len(lower_saxony.kreise) == 45
    assert set(lower_saxony.keys) - set(lower_saxony.kreise) == {"03152", "03156", "03201", "03253"}
    led = lower_saxony.led_by("03354")
    assert led.kreise[0] == "03354"
    assert sorted(led.kreise) == sorted(lower_saxony.kreise)
    assert Territory(("16063",), (Merger("16063", ("16063", "16056"), 2020),)).keys == ("16063", "16056")
