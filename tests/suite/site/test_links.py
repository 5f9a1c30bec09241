"""Links to reports that are not there yet: left out with a word, and back as soon as the page is there."""

from isp_utils.suite.site.links import settled

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
