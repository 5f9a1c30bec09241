"""What a run with --nur takes over, and what it says where something taken over stops the release."""

from types import SimpleNamespace

import pytest

from isp_utils.model.catalogue import PageEntry
from isp_utils.store import write_text
from isp_utils.suite.run.order import NotebookRun
from isp_utils.suite.site.earlier import keep_page, remedy_of_kept
from isp_utils.suite.site.files_page import files_of_reports

SCHOOL = PageEntry("30_schule", "Schule", "schule.html", parts=(("schule_orte.html", "Orte"),))
YOUTH = PageEntry("20_jugendhilfe", "Jugendhilfe", "jugendhilfe.html")
LINK = '<a href="daten/{0}.csv">Daten<span class="isp-hidden">: Profil</span></a>'


@pytest.fixture
def old(tmp_path):
    """A finished site with one report; the notebook of the report has run again and names other files."""
    site = tmp_path / "alt"
    write_text(LINK.format("profil"), site / "schule.html")
    write_text(LINK.format("orte"), site / "schule_orte.html")
    for name in ("profil", "orte", "fremd"):
        write_text("Wert", site / "daten" / f"{name}.csv")
    executed = tmp_path / "laeufe" / "30_schule.ipynb"
    write_text('{"cells": []}', executed)
    return site, NotebookRun(SCHOOL, "cached", 0.0, executed)


def test_a_kept_page_brings_the_files_that_it_links_to_and_no_others(old, tmp_path):
    site, ended = old
    new = tmp_path / "neu"
    (new / "daten").mkdir(parents=True)
    keep_page(ended, site, new)
    kept = {path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file()}
    assert kept == {"schule.html", "schule_orte.html", "daten/profil.csv", "daten/orte.csv"}


def test_the_list_of_files_passes_over_one_that_is_not_there(old):
    site, _ = old
    (site / "daten" / "profil.csv").unlink()
    assert files_of_reports(site, [("schule.html", "Schule")]) == []


def test_only_for_what_was_kept_a_full_run_is_the_remedy(old, tmp_path):
    site, ended = old
    other = NotebookRun(YOUTH, "ok", 1.0, tmp_path)
    store = SimpleNamespace(outputs=lambda key: site)
    catalogue = SimpleNamespace(pages=(SCHOOL, YOUTH))
    run = SimpleNamespace(store=store, catalogue=catalogue, county=SimpleNamespace(key="99001"))
    run.made, run.kept = [other], [ended]
    own, kept = "jugendhilfe.html, td: eine geschützte Zahl", "schule.html, td: eine geschützte Zahl"
    assert remedy_of_kept(run, [own]) == []
    for place in (kept, "daten/profil.csv, Zeile 3: eine geschützte Zahl", "30_schule.ipynb: /cells/1, p: ein Satz"):
        (line,) = remedy_of_kept(run, [place])
        assert line.startswith("Das stammt nicht aus diesem Lauf")
        assert "ohne --nur" in line
    assert remedy_of_kept(run, [own, kept])[0].startswith("1 von 2 Stellen stammen nicht")
