"""Links to reports that are not there yet: left out with a word, and back as soon as the page is there."""

from isp_utils.suite.site.links import UNFINISHED, settle, settled
from isp_utils.suite.site.template import FOLDER

REPORTS = ("datenlage.html", "schule.html")
HERE = '<p>Siehe <a class="x" href="datenlage.html#stand">die <em>Datenlage</em></a> und <a href="#a">oben</a>.</p>'


def test_a_link_to_a_report_that_is_not_there_keeps_its_words():
    found = settled(HERE, REPORTS, ["schule.html"])
    assert "die <em>Datenlage</em> (Seite noch nicht erstellt)</span> und" in found
    assert found.count("<a ") == 1
    assert 'href="#a"' in found


def test_the_link_comes_back_with_the_page():
    left_out = settled(HERE, REPORTS, [])
    assert settled(left_out, REPORTS, []) == left_out
    assert settled(left_out, REPORTS, REPORTS) == HERE


def test_a_link_to_no_report_stays_for_the_rules_of_the_pages_to_refuse():
    for wrong in ("datenlge.html", "daten/quote.csv", "kennzahlen.html#weg"):
        page = HERE.replace("datenlage.html#stand", wrong)
        assert settled(page, REPORTS, []) == page


def test_several_links_are_settled_each_by_itself():
    page = "".join(f'<a href="{name}">{name[:3]}</a>, ' for name in REPORTS)
    assert settled(page, REPORTS, ["schule.html"]).endswith('erstellt)</span>, <a href="schule.html">sch</a>, ')


def test_a_link_that_was_left_out_stays_so_when_nobody_names_its_report_any_more():
    left_out = settled(HERE, REPORTS, [])
    assert settled(left_out, [], []) == left_out
    assert settled(left_out, [], REPORTS) == HERE


NOTEBOOKS = (("gesundheit.html", "gesundheit_2.html"), ("schule.html",))
LINKS = (
    '<p><a href="{0}gesundheit.html#da">A</a> <a href="{0}gesundheit.html#weg">B</a> '
    '<a href="{0}gesundheit_2.html#c">C</a></p>'
)
HALF = f'<h2 id="da">Da</h2><a class="x" href="#da">da</a> <a class="x" href="#weg">weg</a><p>{UNFINISHED}</p>'
WHOLE = '<h2 id="da">Da</h2><a class="x" href="#da">da</a> <h2 id="weg">Weg</h2>'


def write(folder, name: str, html: str):
    """A page of a site."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(html, encoding="utf-8")


def test_a_page_that_broke_off_takes_no_other_page_with_it(tmp_path):
    """Links to what it should have shown lead to its beginning, and where they led before as soon as that is there."""
    pages = {"schule.html": LINKS.format(""), "kennzahlen/a.html": LINKS.format("../")}
    for name, html in (pages | {"gesundheit.html": HALF, "gesundheit_2.html": "<p>leer</p>"}).items():
        write(tmp_path, name, html)
    for _ in range(2):  # a kept page is settled again
        settle(REPORTS, tmp_path, NOTEBOOKS)
        for name, up in (("schule.html", ""), ("kennzahlen/a.html", "../")):
            assert (tmp_path / name).read_text(encoding="utf-8") == (
                f'<p><a href="{up}gesundheit.html#da">A</a> <a data-mark="#weg" href="{up}gesundheit.html">B</a> '
                f'<a data-mark="#c" href="{up}gesundheit_2.html">C</a></p>'
            )
    half = (tmp_path / "gesundheit.html").read_text(encoding="utf-8")
    assert '<a class="x" href="#da">da</a> <span class="x">weg</span>' in half
    write(tmp_path, "gesundheit.html", WHOLE)
    write(tmp_path, "gesundheit_2.html", '<h2 id="c">C</h2>')
    settle(REPORTS, tmp_path, NOTEBOOKS)
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in pages} == pages


def test_a_mark_that_no_finished_page_has_stays_for_the_rules_to_refuse(tmp_path):
    write(tmp_path, "schule.html", LINKS.format(""))
    write(tmp_path, "gesundheit.html", WHOLE.replace("weg", "fort"))
    settle(REPORTS, tmp_path, NOTEBOOKS)
    assert (tmp_path / "schule.html").read_text(encoding="utf-8") == LINKS.format("")


def test_the_page_of_a_broken_notebook_says_the_words_by_which_it_is_known():
    assert UNFINISHED in (FOLDER / "isp" / "index.html.j2").read_text(encoding="utf-8")
