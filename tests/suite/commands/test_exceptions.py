"""`katalog ausnahmen`: proposed exceptional years in German, with what to do; or that there are none."""

from isp_utils.indicators.unusual import Unusual
from isp_utils.suite.commands import exceptions
from tests.indicators.gated import kennzahl
from tests.musterkreis import KREIS


def test_a_county_without_a_jump_of_its_own_is_told_so(built):
    assert list(exceptions.propose(built, KREIS)) == [
        "Landkreis Musterkreis: Kein Sprung, den nicht auch andere Kreise zeigen."
    ]


def test_a_jump_is_told_beside_the_other_kreise_with_the_remedy(built, monkeypatch):
    jumps = [Unusual(kennzahl(), 2014, 2015, 6.2, 0.3), Unusual(kennzahl(method="count"), 2015, 2016, -9.0, 1.0)]
    monkeypatch.setattr(exceptions, "unusual_years", lambda figures: jumps)
    first, one, two, remedy = exceptions.propose(built, KREIS)
    assert first == "Landkreis Musterkreis: 2 Sprünge, die kein anderer Kreis zeigt"
    assert one == "  quote, 2014 auf 2015: 6,2 %, in der Mitte der Kreise 0,3"
    assert two == "  quote, 2015 auf 2016: −9,0 Prozent, in der Mitte der Kreise 1,0"
    assert f"counties/{KREIS}/notes.toml" in remedy


def test_a_single_jump_is_one(built, monkeypatch):
    monkeypatch.setattr(exceptions, "unusual_years", lambda figures: [Unusual(kennzahl(), 2014, 2015, 6.2, 0.3)])
    assert next(exceptions.propose(built, KREIS)) == "Landkreis Musterkreis: 1 Sprung, den kein anderer Kreis zeigt"
