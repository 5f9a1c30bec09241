"""The rules that every page keeps before it is published, each tried on a page that breaks it."""

import pytest

from isp_utils.suite.examined import Examined
from isp_utils.suite.site.page_rules import faults, site_faults

GOOD = """<!DOCTYPE html><html lang="de"><head><title>Seite</title><style>p { color: #12436D }</style></head>
<body><h1>Jugendhilfe</h1><h2 id="a">Frage</h2><p>12,0&#8239;% in Dannenberg; Finanznot; None of it.</p>
<svg role="img"><title>Bild</title><desc>Linienbild mit einer Beschreibung von mehr als vierzig Zeichen.</desc></svg>
<a href="#a">hier</a> <a href="daten/tabelle.csv">CSV</a> <a href="mailto:amt@example.org">Amt</a></body></html>
""".replace("; None of it", "")


@pytest.fixture
def found(tmp_path):
    """Faults of a page in a site that has one data file."""
    (tmp_path / "daten").mkdir()
    (tmp_path / "daten" / "tabelle.csv").write_text("a;b\n", encoding="utf-8")

    def read(html: str) -> list[str]:
        page = tmp_path / "seite.html"
        page.write_text(html, encoding="utf-8")
        return faults(page, tmp_path)

    return read


def test_a_good_page_has_no_fault(found):
    assert found(GOOD) == []


BAD = {
    "something after a sign that no page may hold": ("<p>a\0b</p><script>alert(1)</script>", "enthält ein Skript"),
    "picture from elsewhere": ('<img src="https://example.org/a.png">', "lädt etwas von einem fremden Server"),
    "style from elsewhere": ("<style>@import 'x.css'</style>", "lädt etwas von einem fremden Server"),
    "font from elsewhere": (
        "<style>a { src: url(//example.org/f.woff) }</style>",
        "lädt etwas von einem fremden Server",
    ),
    "picture from elsewhere without protocol": (
        '<iframe src="//example.org"></iframe>',
        "lädt etwas von einem fremden",
    ),
    "script": ("<script>alert(1)</script>", "enthält ein Skript"),
    "second h1": ("<h1>Noch eine</h1>", "hat nicht genau eine Hauptüberschrift"),
    "skipped level": ("<h4>Zu tief</h4>", "überspringt eine Überschriftenebene"),
    "nan": ("<p>Die Quote liegt bei nan %.</p>", "zeigt einen fehlenden Wert"),
    "NaN in a table": ("<table><tr><td>NaN</td></tr></table>", "zeigt einen fehlenden Wert"),
    "None": ("<p>Wert: None</p>", "zeigt einen fehlenden Wert"),
    "missing time": ("<p>Stand NaT</p>", "zeigt einen fehlenden Wert"),
    "path": ("<p>/home/amt/isp/data.csv</p>", "zeigt einen Dateipfad"),
    "path of Windows": (r"<p>C:\Users\amt\isp</p>", "zeigt einen Dateipfad"),
    "temporary cell": ("<p>ipykernel_4711</p>", "zeigt einen Dateipfad"),
    "traceback": ("<pre>Traceback (most recent call last)</pre>", "zeigt einen Dateipfad oder eine Fehlermeldung"),
    "figure without description": ("<svg><title>x</title></svg>", "hat eine Abbildung ohne Beschreibung"),
    "figure with too short a one": ("<svg><desc>kurz</desc></svg>", "hat eine Abbildung ohne Beschreibung"),
    "bitmap": ('<img src="a.png" alt="Bild">', "hat eine Abbildung ohne Beschreibung"),
    "doubled anchor": ('<p id="a">x</p>', "die Sprungmarke »a« steht mehrfach"),
    "dead anchor": ('<a href="#b">x</a>', "der Verweis »#b« führt ins Leere"),
    "header without scope": ("<table><caption>T</caption><tr><th>a</th></tr></table>", "hat eine Tabelle, deren Köpfe"),
    "empty header": (
        '<table><caption>T</caption><tr><th scope="col"> <span></span></th></tr></table>',
        "hat einen leeren Tabellenkopf",
    ),
    "table without caption": ('<table><tr><th scope="col">a</th></tr></table>', "hat eine Tabelle ohne Überschrift"),
    "formula": ("<p>$$ Q = 1 $$</p>", "zeigt eine Formel, wie nur TeX sie liest"),
    "formula in a line": (r"<p>\(Q\)</p>", "zeigt eine Formel, wie nur TeX sie liest"),
    "command of TeX": (r"<p>\frac{a}{b}</p>", "zeigt eine Formel, wie nur TeX sie liest"),
    "sign without explanation": ("<td>[g]</td>", "erklärt das Zeichen [g] nicht"),
    "dead link": ('<a href="fehlt.html">x</a>', "der Verweis »fehlt.html« führt ins Leere"),
}


@pytest.mark.parametrize(("html", "fault"), BAD.values(), ids=BAD)
def test_a_broken_rule_is_found(found, html, fault):
    assert any(line.startswith(fault) for line in found(GOOD.replace("</body>", f"{html}</body>")))


def test_another_language_is_found(found):
    assert found(GOOD.replace('lang="de"', 'lang="en"')) == ["ist nicht als deutsch ausgezeichnet"]


def test_an_anchor_on_another_page_must_be_there(found, tmp_path):
    (tmp_path / "kennzahlen.html").write_text('<h3 id="quote">Quote</h3>', encoding="utf-8")
    good = GOOD.replace("</body>", '<a href="kennzahlen.html#quote">Steckbrief</a></body>')
    assert found(good) == []
    assert found(good.replace("#quote", "#weg")) == ["der Verweis »kennzahlen.html#weg« führt ins Leere"]


def test_a_named_region_is_the_caption_of_a_table_from_markdown(found):
    table = '<div role="region" aria-label="Tabelle: a"><table><tr><th scope="col">a</th></tr></table></div>'
    assert found(GOOD.replace("</body>", f"{table}</body>")) == []


@pytest.mark.parametrize("words", ["[g] geheim gehalten, damit keine", "[g] <a href='#a'>geheim gehalten</a>"])
def test_an_explained_sign_is_no_fault(found, words):
    assert found(GOOD.replace("</body>", f"<p>3 [g]</p><p>{words}</p></body>")) == []


@pytest.fixture
def folder(tmp_path):
    """A site of two pages, one of them in a sub-folder; each links to the other."""
    (tmp_path / "kennzahlen").mkdir()
    (tmp_path / "daten").mkdir()
    (tmp_path / "daten" / "tabelle.csv").write_text("a;b\n", encoding="utf-8")
    there = GOOD.replace("</body>", '<a href="kennzahlen/quote.html#a">Quote</a></body>')
    (tmp_path / "index.html").write_text(there, encoding="utf-8")
    back = GOOD.replace("Seite", "Quote").replace('"daten/', '"../daten/')
    back = back.replace("</body>", '<a href="../index.html#a">zurück</a></body>')
    (tmp_path / "kennzahlen" / "quote.html").write_text(back, encoding="utf-8")
    return tmp_path


def test_links_between_folders_lead_somewhere(folder):
    assert site_faults(folder) == []


@pytest.mark.parametrize("link", ["index.html", "../fehlt.html", "../index.html#fehlt", "../../anderswo.html"])
def test_a_dead_link_in_a_sub_folder_is_found(folder, link):
    page = folder / "kennzahlen" / "quote.html"
    (folder.parent / "anderswo.html").write_text("<p>außerhalb</p>", encoding="utf-8")
    page.write_text(page.read_text("utf-8").replace("../index.html#a", link), encoding="utf-8")
    assert site_faults(folder) == [f"kennzahlen/quote.html: der Verweis »{link}« führt ins Leere"]


def test_two_pages_of_one_title_are_found(folder):
    page = folder / "kennzahlen" / "quote.html"
    page.write_text(page.read_text("utf-8").replace("<title>Quote", "<title>Seite"), encoding="utf-8")
    assert [line for line in site_faults(folder) if "heißt wie eine andere Seite" in line] == [
        "index.html: heißt wie eine andere Seite, »Seite«",
        "kennzahlen/quote.html: heißt wie eine andere Seite, »Seite«",
    ]


@pytest.fixture
def before(tmp_path_factory) -> Examined:
    """What was found in earlier pages; nothing yet."""
    return Examined(tmp_path_factory.mktemp("angesehen") / "regeln.json", "Regeln", ("Lauf 1", "Lauf 2"))


def test_what_is_wrong_with_a_page_that_is_as_before_is_known(folder, before, monkeypatch):
    page = folder / "kennzahlen" / "quote.html"
    page.write_text(page.read_text("utf-8").replace("</body>", "<script></script>Lauf 1</body>"), encoding="utf-8")
    found = site_faults(folder, 1, before)
    assert found == ["kennzahlen/quote.html: enthält ein Skript"]
    page.write_text(page.read_text("utf-8").replace("Lauf 1", "Lauf 2"), encoding="utf-8")
    monkeypatch.setattr("isp_utils.suite.site.page_rules._read", None)
    assert site_faults(folder, 1, before) == found


def test_where_the_links_of_a_page_that_is_as_before_lead_is_looked_up_again(folder, before):
    assert site_faults(folder, 1, before) == []
    (folder / "kennzahlen" / "quote.html").unlink()
    assert site_faults(folder, 1, before) == ["index.html: der Verweis »kennzahlen/quote.html#a« führt ins Leere"]
