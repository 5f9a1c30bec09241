"""The Beratungsfolge of a county: read, refused with the remedy, its days never reckoned."""

from datetime import date

import pytest

from isp_utils.model.committees import Gremium, read_committees
from isp_utils.model.errors import InputError

ONE = 'id = "rat"\nname = "Rat"\nin_sentence = "im Rat"\ntask = "Kenntnisnahme"\n'


def read(folder, text):
    path = folder / "counties" / "03999" / "gremien.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return read_committees(folder, "03999")


def test_committees_come_in_the_order_of_the_file(tmp_path):
    order = read(tmp_path, f"[[gremium]]\n{ONE}\n[[gremium]]\n{ONE.replace('rat', 'tag')}sessions = [2031-05-20]\n")
    assert [item.id for item in order.gremien] == ["rat", "tag"]
    assert order.gremium("tag").sessions == (date(2031, 5, 20),)


def test_a_county_without_the_file_has_no_committees(tmp_path):
    assert read_committees(tmp_path, "03999").gremien == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f'[[gremium]]\n{ONE}fields = ["schulen"]\n', "1. Gremium: Das Planungsfeld »schulen« gibt es nicht"),
        (f'[[gremium]]\n{ONE}sessions = ["20.5.2031"]\n', "ist kein Tag. Erwartet wird etwa 2031-05-20"),
        (f"[[gremium]]\n{ONE}\n[[gremium]]\n{ONE}", "»rat« steht zweimal"),
        (f"[[gremium]]\n{ONE.replace('rat', 'Rat der Stadt')}", "wird ein Dateiname"),
        (f"[gremien]\n{ONE}", "Jedes Gremium beginnt mit [[gremium]]"),
        (f"[[gremium]]\n{ONE}tag = 3\n", "unbekannter Schlüssel »tag«"),
    ],
)
def test_a_slip_is_refused_with_the_file_and_the_remedy(tmp_path, text, said):
    with pytest.raises(InputError) as refused:
        read(tmp_path, text)
    assert said in str(refused.value)
    assert "03999/gremien.toml" in str(refused.value)


def test_an_unknown_committee_is_refused_with_what_was_meant(tmp_path):
    with pytest.raises(InputError, match="Meinten Sie »rat«"):
        read(tmp_path, f"[[gremium]]\n{ONE}").gremium("radt")


def test_the_next_day_is_one_that_is_written_down_or_none():
    item = Gremium("rat", "Rat", "im Rat", "Beschluss", sessions=(date(2031, 5, 20), date(2030, 1, 7)))
    assert item.next_session(date(2030, 1, 8)) == date(2031, 5, 20)
    assert item.next_session(date(2031, 5, 21)) is None
