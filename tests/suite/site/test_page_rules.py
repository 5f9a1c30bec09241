"""The rules that every page keeps before it is published, each tried on a page that breaks it."""

import pytest

from isp_utils.suite.site.page_rules import faults

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
