"""Topics of a station: folders of the catalogue, each of a size that one can read."""

from collections import Counter

import pytest

from isp_utils.model.catalogue import HERE, load
from isp_utils.model.errors import InputError
from tests import musterkreis

SHIPPED = load()
FEWEST, MOST = 3, 20


@pytest.fixture
def folder(tmp_path):
    """A small catalogue whose frame has topics; its three Kennzahlen lie in one of them."""
    musterkreis.write_catalogue(tmp_path)
    text = '[[topic]]\nid = "wohnen"\nstation = "rahmen"\ntitle = "Wohnen"\n'
    (tmp_path / "topics.toml").write_text(text, encoding="utf-8")
    move(tmp_path, "wohnen")
    return tmp_path


def move(root, name):
    target = root / "indicators" / "rahmen" / name
    target.mkdir(parents=True, exist_ok=True)
    for path in list((root / "indicators" / "rahmen").rglob("*.toml")):
        path.rename(target / path.name)


def test_the_folder_is_the_topic_and_the_station_stays(folder):
    item = load(folder).indicators["bevoelkerungsstand"]
    assert (item.station, item.topic) == ("rahmen", "wohnen")
    assert load(folder).topics["wohnen"].title == "Wohnen"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("wonen", "»Ordner (Thema)« ist »wonen«. Meinten Sie »wohnen«?"),
        ("wohnen/miete", "liegt zu tief"),
        (".", "»rahmen« ist nach Themen geteilt. Erlaubt sind: wohnen."),
    ],
)
def test_a_wrong_folder_is_refused(folder, name, said):
    move(folder, name)
    with pytest.raises(InputError) as refused:
        load(folder)
    assert said in str(refused.value)


def test_a_topic_of_a_station_without_topics_is_refused(folder):
    (folder / "topics.toml").unlink()
    with pytest.raises(InputError, match="»rahmen« hat keine Themen"):
        load(folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"rahmen"', '"rahme"', "»station« ist »rahme«. Meinten Sie »rahmen«?"),
        ("title", "titel", "unbekannter Schlüssel »titel«. Meinten Sie »title«?"),
    ],
)
def test_a_slip_in_the_list_of_topics_is_refused(folder, old, new, said):
    path = folder / "topics.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load(folder)
    assert said in str(refused.value)
    assert "topics.toml" in str(refused.value)


def test_every_shipped_topic_is_a_list_that_one_can_read():
    sizes = Counter(item.topic for item in SHIPPED.indicators.values() if item.station == "rahmen")
    assert set(sizes) == set(SHIPPED.topics)
    assert all(FEWEST <= size <= MOST for size in sizes.values())


def test_the_order_of_the_kennzahlen_does_not_hang_on_the_topics():
    paths = sorted((HERE / "indicators").rglob("*.toml"), key=lambda p: (p.relative_to(HERE).parts[1], p.stem))
    assert list(SHIPPED.indicators) == [path.stem for path in paths]
