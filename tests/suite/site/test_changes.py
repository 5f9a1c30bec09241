"""What changed between two runs: exactly the Kennzahlen, sentences and Befunde that did, and why."""

import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from isp_utils.indicators.changes.between import RunChanges, changes_between
from isp_utils.indicators.changes.cells import CellKind
from isp_utils.indicators.changes.reasons import Why
from isp_utils.indicators.changes.snapshot import NOT_TOLD
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.pages.changes.page import sources_lines
from isp_utils.pages.changes.words import summary
from isp_utils.store import PACKAGE, Store, read_json, write_json, write_table
from isp_utils.suite.build.build import build
from isp_utils.suite.build.register import record_release
from isp_utils.suite.command import REFUSED, main
from isp_utils.suite.commands.changes import tell_changes
from isp_utils.suite.run.order import Order
from isp_utils.suite.site.changes_page import titles_beside
from isp_utils.suite.site.context import CHANGES
from isp_utils.suite.site.page_rules import faults
from isp_utils.suite.site.site import Site, make_site
from isp_utils.suite.site.snapshots import ROWS, WORDS, kept_folders, read_snapshot
from tests.musterkreis import KREIS, LAND, Row

PACKAGE_CATALOGUE = PACKAGE / "catalogue"


def site_of(store: Store) -> Site:
    """The site of what lies in a workplace, without any notebook."""
    catalogue = load(store.catalogue)
    build(store, catalogue, say=lambda text: None)
    county, manifest = catalogue.county(KREIS), store.manifest()
    return Site(store, catalogue, county, Order(KREIS), manifest, store.indicators(), ())


@pytest.fixture(scope="module")
def published(built, tmp_path_factory) -> Store:
    """The fictive county with a first site in place. Do not write into it."""
    store = Store(shutil.copytree(built.home, tmp_path_factory.mktemp("erster") / "lauf"))
    make_site(site_of(store))
    record_release(store)
    return store


@pytest.fixture
def later(published, tmp_path) -> Store:
    """A copy in which something may change."""
    return Store(shutil.copytree(published.home, tmp_path / "lauf"))


def since(store: Store) -> RunChanges:
    """What a run in a workplace would say is new."""
    folder = kept_folders(store, KREIS)[-1]
    return changes_between(read_snapshot(folder), site_of(store).snapshot, KREIS)


def replaced(path: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def touched(found: RunChanges) -> set[str]:
    """Every Kennzahl of which anything is told."""
    listed = {*found.cells["indicator"], *found.gained, *found.lost, *found.definitions}
    return listed | {item.indicator for item in (*found.sentences, *found.judgements, *found.findings)}


def test_a_run_with_the_same_figures_has_nothing_new(later):
    found = since(later)
    assert found.nothing
    assert summary(found) == "nichts Neues"


def test_a_new_year_is_told_of_its_kennzahl_alone(later):
    care = later.raw / "statistik" / "betreuung.csv"
    rows = [Row("kinder_in_tagesbetreuung", region, 2024, n, "0-2") for region, n in ((KREIS, 90), (LAND, 80_000))]
    care.write_text(care.read_text("utf-8") + "".join(f"{row.line}\n" for row in rows), encoding="utf-8")
    found = since(later)
    assert touched(found) == {"betreuungsquote_u3"}
    assert set(found.cells["kind"]) == {CellKind.PERIOD}
    assert set(zip(found.cells["region"], found.cells["period"], strict=True)) == {(KREIS, "2024"), (LAND, "2024")}
    sentence = found.sentences[0]
    assert "2023: 25,0" in sentence.old
    assert "2024: 30,0" in sentence.new
    assert Why.NEW_PERIOD in sentence.reasons
    assert Why.REVISED not in sentence.reasons


def test_one_revised_figure_changes_its_own_row_sentence_and_befund_and_no_other(later):
    row = Row("kinderarmut_u15", KREIS, 2022, 8.0).line
    replaced(later.raw / "statistik" / "armut.csv", row, Row("kinderarmut_u15", KREIS, 2022, 20.0).line)
    found = since(later)
    assert touched(found) == {"kinderarmut_u15"}
    assert found.cells[["kind", "region", "period", "old", "new"]].to_numpy().tolist() == [
        [CellKind.REVISED, KREIS, "2022", 8.0, 20.0]
    ]
    assert [item.reasons for item in found.sentences] == [(Why.REVISED,)]
    assert all(item.reasons == (Why.REVISED,) for item in found.findings)


def test_a_revised_figure_of_the_land_is_the_reason_around(later):
    old, new = (Row("kinderarmut_u15", LAND, 2022, value).line for value in (12.0, 15.0))
    replaced(later.raw / "statistik" / "armut.csv", old, new)
    found = since(later)
    assert touched(found) == {"kinderarmut_u15"}
    assert all(item.reasons == (Why.AROUND,) for item in (*found.sentences, *found.findings))


def test_a_changed_definition_names_its_fields(later):
    replaced(later.catalogue / "indicators" / "grundschule" / "kinderaerzte.toml", "digits = 1", "digits = 0")
    found = since(later)
    assert found.definitions == {"kinderaerzte": ("digits",)}
    assert touched(found) == {"kinderaerzte"}
    assert not len(found.cells)
    assert [item.reasons for item in found.sentences] == [(Why.DEFINITION,)]


def test_a_direction_that_is_lost_while_the_figure_stays_stands_on_the_page(later):
    folder, name = kept_folders(later, KREIS)[-1], "kinderarmut_u15"
    now = read_snapshot(folder).statements[name].development
    words = read_json(folder / WORDS)
    words["statements"][name]["development"] = "ohne klare Richtung"  # as if by another rule
    write_json(words, folder / WORDS)
    news = make_site(site_of(later))
    assert news.line.endswith(": 1\u00a0geänderte Aussage.")
    page = later.outputs(KREIS) / CHANGES
    html = page.read_text("utf-8")
    assert faults(page, page.parent) == []
    row = html.partition('<h3 id="aussagen">')[2].partition("</table>")[0]
    places = [row.index(f">{cell}</td>") for cell in ("Entwicklung", "ohne klare Richtung", now)]
    assert places == sorted(places)
    assert len(kept_folders(later, KREIS)) == 2


def test_a_run_of_an_earlier_state_of_the_suite_tells_no_change_and_is_completed(later):
    folder = kept_folders(later, KREIS)[-1]
    whole = read_snapshot(folder)
    words = read_json(folder / WORDS)
    for said in words["statements"].values():
        del said["comparison"], said["development"]
    write_json(words, folder / WORDS)
    assert make_site(site_of(later)).line.endswith("nichts Neues.")
    assert kept_folders(later, KREIS) == [folder]
    assert read_snapshot(folder).statements == whole.statements


def test_readers_are_told_titles_of_flows_and_surveys_and_never_an_id(published):
    titles = titles_beside(load(PACKAGE_CATALOGUE), PACKAGE_CATALOGUE, "")
    flows = load_biography(load(PACKAGE_CATALOGUE), PACKAGE_CATALOGUE).flows
    assert [titles[name] for name in flows] == [flow.title for flow in flows.values()]
    stand = read_snapshot(kept_folders(published, KREIS)[-1])
    found = replace(
        changes_between(stand, stand, KREIS),
        sources={"bestaende": (next(iter(flows)), "fluss_t99_1"), "befragungen": ("akteure 2031",)},
    )
    lines = sources_lines(found, titles)
    assert lines[0].endswith(f": {next(iter(flows.values())).title}, 1\u00a0weitere Angabe.")
    assert lines[1].endswith(": Befragung der Akteure 2031.")


def test_what_is_hidden_now_is_told_without_its_number(later):
    replaced(later.catalogue / "sources" / "gesundheitsamt.toml", "minimum_count = 5", "minimum_count = 30")
    found = since(later)
    assert touched(found) == {"sprachauffaellig"}
    assert KREIS in set(found.of(CellKind.HIDDEN)["region"])
    assert found.cells[["old", "new"]].isna().all(axis=None)
    sentence = found.sentences[0]
    assert (sentence.old, sentence.withheld) == ("", True)
    assert Why.PROTECTION in sentence.reasons


def test_a_first_and_a_last_figure_are_a_new_and_a_lost_kennzahl(later):
    doctors = later.raw / "statistik" / "weiteres.csv"
    text = "".join(line for line in doctors.read_text("utf-8").splitlines(True) if not line.startswith("kinderaerzte"))
    homeless = Row("wohnungslose", KREIS, 2023, 40).line
    doctors.write_text(f"{text}{homeless}\n", encoding="utf-8")
    found = since(later)
    assert (found.gained, found.lost) == (("wohnungslose",), ("kinderaerzte",))
    assert touched(found) == {"wohnungslose", "kinderaerzte"}


def test_the_page_tells_old_new_and_difference_and_keeps_the_rules(later, capsys):
    row = Row("kinderarmut_u15", KREIS, 2022, 8.0).line
    replaced(later.raw / "statistik" / "armut.csv", row, Row("kinderarmut_u15", KREIS, 2022, 20.0).line)
    news = make_site(site_of(later))
    page = later.outputs(KREIS) / CHANGES
    html = page.read_text("utf-8").replace("\u202f", " ")
    assert faults(page, page.parent) == []
    assert ">8,0 %</td>" in html
    assert ">20,0 %</td>" in html
    assert ">+12,0\u00a0Prozentpunkte</td>" in html
    assert "1\u00a0berichtigte Zahl" in news.line
    assert news.line in (page.parent / "index.html").read_text("utf-8")
    assert len(kept_folders(later, KREIS)) == 2


def test_after_a_run_without_news_the_last_news_still_stands(later):
    row = Row("kinderarmut_u15", KREIS, 2022, 8.0).line
    replaced(later.raw / "statistik" / "armut.csv", row, Row("kinderarmut_u15", KREIS, 2022, 20.0).line)
    make_site(site_of(later))
    again = make_site(site_of(later))
    assert again.line.endswith("nichts Neues.")
    assert len(kept_folders(later, KREIS)) == 2
    html = (later.outputs(KREIS) / CHANGES).read_text("utf-8")
    assert "Die letzte Änderung davor" in html
    assert ">+12,0\u00a0Prozentpunkte</td>" in html


def test_no_earlier_run_is_told_what_is_hidden_by_now(later, monkeypatch, capsys):
    first = kept_folders(later, KREIS)[0]
    revised = shutil.copytree(first, first.with_name(f"{first.name}-berichtigt"))
    rows = pd.read_parquet(revised / ROWS)
    own = (rows["indicator"] == "sprachauffaellig") & (rows["region"] == KREIS)
    write_table(rows.assign(value=rows["value"].mask(own, 35.0)), revised / ROWS)
    replaced(later.catalogue / "sources" / "gesundheitsamt.toml", "minimum_count = 5", "minimum_count = 30")
    make_site(site_of(later))
    kept = [read_snapshot(folder) for folder in (first, revised)]
    for snapshot in kept:
        own = snapshot.rows[(snapshot.rows["indicator"] == "sprachauffaellig") & (snapshot.rows["region"] == KREIS)]
        assert own["value"].isna().all()
        assert snapshot.statements["sprachauffaellig"].sentence == NOT_TOLD
    since = changes_between(kept[-1], read_snapshot(kept_folders(later, KREIS)[-1]), KREIS)
    assert set(since.cells["kind"]) == {CellKind.HIDDEN}
    monkeypatch.setenv("ISP_HOME", str(later.home))
    assert tell_changes(["--kreis", KREIS]) == 0
    said = capsys.readouterr().out
    assert "jetzt geheim gehalten" in said
    assert "35,0" not in said
    assert "30,0" not in said


def test_the_command_lists_the_runs_and_refuses_an_unknown_one(published, monkeypatch, capsys):
    monkeypatch.setenv("ISP_HOME", str(published.home))
    assert tell_changes(["--kreis", KREIS, "--liste"]) == 0
    assert f"({KREIS}-" in capsys.readouterr().out
    assert tell_changes(["--kreis", KREIS]) == 0
    assert "Noch kein früherer Lauf" in capsys.readouterr().out
    with pytest.raises(InputError, match="--von"):
        tell_changes(["--kreis", KREIS, "--von", "2020"])
    assert main(["aenderungen", "--kreis", "03907"]) == REFUSED
    assert "noch keinen aufbewahrten Lauf" in capsys.readouterr().err
