"""One bad delivery does not stop the others: it is set aside, the last good one stays, and everybody is told."""

import json

import pytest

from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.pages.parts.unused_deliveries import remedy
from isp_utils.store import Store
from isp_utils.suite import job
from isp_utils.suite.build.build import Built, build
from isp_utils.suite.run.order import Order
from tests.musterkreis import KREIS, Row, deliver, sidecar, write_workplace

BROKEN = "fact;region;period;sex;age;group;value;flag\nkinderaerzte;03999;2022;total;total;total;viele;\n"


@pytest.fixture
def store(tmp_path) -> Store:
    """A workplace of one's own to change and break; nothing is built yet."""
    return Store(write_workplace(tmp_path))


def built(store: Store, said: list[str] | None = None, strict: bool = False) -> Built:
    """Build; what is said goes into the list."""
    return build(store, load(store.catalogue), True, (said if said is not None else []).append, strict)


def doctors(store: Store, period: str = "2022") -> list[float]:
    """The gated figures of one Kennzahl."""
    table = store.indicators()
    table = table[(table["indicator"] == "kinderaerzte") & (table["region"] == KREIS)]
    return list(table.loc[table["period"] == period, "value"])


def broken_file(store: Store, name: str = "statistik/neu"):
    """A delivery that cannot be used, beside the good ones."""
    path = deliver(store.home, name, [Row("kinderaerzte", KREIS, 2023, 5.1)])
    path.write_text(BROKEN, encoding="utf-8")
    return path


def test_the_others_are_used_and_the_bad_one_is_named_with_its_remedy(store):
    broken_file(store)
    said: list[str] = []
    assert built(store, said).set_aside == ("statistik/neu.csv",)
    assert doctors(store) == [4.8]
    assert store.manifest()["set_aside"] == [{"file": "statistik/neu.csv", "instead": "others"}]
    text = "\n".join(said)
    assert "Nicht verwendet: statistik/neu.csv. Es gelten die übrigen Lieferungen" in text
    assert "»viele« ist keine Zahl" in text
    assert "python run_all.py pruefen data/raw/statistik/neu.csv" in text


def test_what_pages_can_read_holds_neither_reason_nor_content(store):
    broken_file(store)
    built(store)
    assert "viele" not in json.dumps(store.manifest(), ensure_ascii=False)
    assert "pruefen data/raw/statistik/neu.csv" in remedy(store.manifest()["set_aside"][0])[1]


def test_a_build_without_news_says_it_again(store):
    broken_file(store)
    built(store)
    said: list[str] = []
    again = built(store, said)
    assert not again.fresh
    assert again.set_aside == ("statistik/neu.csv",)
    assert any("Nicht verwendet" in line for line in said)


def test_of_a_file_that_was_good_the_former_version_holds(store):
    built(store)
    path = store.raw / "statistik" / "weiteres.csv"
    good = path.read_text(encoding="utf-8")
    for _ in range(2):  # and goes on to hold, whatever else is wrong the next time
        path.write_text(BROKEN.replace("viele", "sehr viele") if "viele" in path.read_text() else BROKEN)
        assert built(store).set_aside == ("statistik/weiteres.csv",)
        assert doctors(store) == [4.8]
        assert store.manifest()["set_aside"][0]["instead"] == "former"
    path.write_text(good.replace("4,8", "5,8"), encoding="utf-8")
    assert built(store).set_aside == ()
    assert doctors(store) == [5.8]


def test_a_file_that_was_taken_away_leaves_nothing(store):
    built(store)
    path = store.raw / "statistik" / "weiteres.csv"
    path.write_text(BROKEN, encoding="utf-8")
    built(store)
    path.unlink()
    path.with_suffix(".toml").unlink()
    assert built(store).set_aside == ()
    assert doctors(store) == []


def test_the_older_edition_in_the_folder_holds(store):
    path = broken_file(store, "statistik/weiteres_2")
    path.with_suffix(".toml").write_text(sidecar("neu").replace("2024-06-30", "2025-06-30"), encoding="utf-8")
    built(store)
    assert doctors(store) == [4.8]


def test_strictly_the_bad_one_stops_the_build_also_after_a_lenient_one(store):
    broken_file(store)
    for prepare in (lambda: None, lambda: built(store)):
        prepare()
        with pytest.raises(InputError, match="»viele« ist keine Zahl"):
            built(store, strict=True)


def test_of_two_that_contradict_each_other_the_newcomer_is_set_aside(store):
    built(store)
    deliver(store.home, "statistik/anders", [Row("kinderaerzte", KREIS, 2022, 9.9)])
    for _ in range(2):
        assert built(store).set_aside == ("statistik/anders.csv",)
        assert doctors(store) == [4.8]


def test_a_folder_of_no_source_is_set_aside(store):
    deliver(store.home, "statistk/weiteres", [Row("kinderaerzte", KREIS, 2022, 9.9)])
    said: list[str] = []
    assert built(store, said).set_aside == ("statistk/weiteres.csv",)
    assert any("gehört zu keiner Quelle" in line for line in said)


def test_where_nothing_is_left_the_build_stops(store):
    for path in store.raw.glob("*/*.csv"):
        path.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(InputError, match="keine Zahl"):
        built(store)


@pytest.mark.slow
def test_the_run_says_so_at_its_end_and_on_its_pages(store):
    broken_file(store)
    (store.raw / "lose.csv").write_text(BROKEN, encoding="utf-8")
    said: list[str] = []
    sites, failed = job.make_reports(store, load(store.catalogue), [Order(KREIS)], say=said.append)
    assert failed, "the command ends with 1 and does not note the run as done"
    assert "2 Lieferungen wurden nicht verwendet: statistik/neu.csv, lose.csv." in "\n".join(said)
    for page in ("index.html", "datenlage.html"):
        text = (sites[0] / page).read_text(encoding="utf-8")
        assert "statistik/neu.csv" in text, page
        assert "python run_all.py pruefen data/raw/statistik/neu.csv" in text, page
        assert "Die Datei liegt unmittelbar in data/raw, dort liest sie kein Lauf." in text, page
        assert "python run_all.py pruefen data/raw/lose.csv" in text, page
        assert "»viele«" not in text, page
