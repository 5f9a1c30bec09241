"""The small pages: what readers are told about methods, words and contacts; their numbers are the measured ones."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from isp_utils.charts.parts.symbols import EXPLANATIONS
from isp_utils.indicators.figures import Figures
from isp_utils.indicators.statements.statement import statement_of
from isp_utils.model.catalogue import HERE, Catalogue, load
from isp_utils.model.errors import InputError
from isp_utils.model.glossary import read_glossary
from isp_utils.model.plain_language import read_plain_language
from isp_utils.suite.site.footer import numbers_of
from isp_utils.suite.site.pages.access_page import access_body
from isp_utils.suite.site.pages.glossary_page import glossary_body
from isp_utils.suite.site.pages.imprint_page import imprint_body
from isp_utils.suite.site.pages.methods_page import FALSE_ALARMS, OFFICIAL, PLACES_HELD, methods_body
from isp_utils.suite.site.pages.plain_page import plain_body
from isp_utils.suite.site.pages.small_page import Material
from tests.indicators.gated import KREIS, LAND, PEERS, figures_of, line

METHODS = (Path(__file__).resolve().parents[3] / "docs" / "Methoden.md").read_text(encoding="utf-8")
CATALOGUE: Catalogue = load()
DAY = "29.11.2026"
AREAS = (KREIS, LAND, *PEERS)


def read(html: str) -> str:
    """What stands on a page, with ordinary blanks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def material(figures: Figures, texts: Path = HERE, **county: object) -> Material:
    """A page's material: these figures in the shipped catalogue, the county with some fields changed."""
    own = replace(CATALOGUE.county(KREIS), **county)
    catalogue = replace(CATALOGUE, indicators={**CATALOGUE.indicators, **figures.catalogue.indicators})
    seen = replace(figures, catalogue=catalogue, county=own)
    statements = {name: statement_of(seen, item) for name, item in catalogue.indicators.items()}
    return Material(seen, texts, DAY, statements)


@pytest.fixture(scope="module")
def figures() -> Figures:
    """One share of events that lies established below the Land's, and one made up."""
    rows = [line("2023", 10.0 if region == KREIS else 30.0, 2.0, region=region) for region in AREAS]
    rows.append(line("2024", 55.5, 1.0, flag="demo", indicator="sprachstand"))
    return figures_of(rows, better="higher")


# ---- Glossar ---------------------------------------------------------------------------------------------------------


def test_the_glossary_explains_at_least_forty_words_in_one_or_two_sentences():
    entries = read_glossary(HERE, CATALOGUE.words(KREIS))
    assert len(entries) >= 40
    for entry in entries:
        assert 1 <= len(re.findall(r"[.!?](?: |$)", entry.text)) <= 3, entry.term
        assert entry.text.endswith("."), entry.term
        assert "{" not in entry.term + entry.text + entry.law
    asked = {"Kreis", "Land", "Samtgemeinde", "Betreuungsquote", "Bedarfsgemeinschaft", "SGB II", "Zensus"}
    asked |= {"Hilfen zur Erziehung", "Frühe Hilfen", "Wohnortprinzip"}
    assert asked <= {entry.term for entry in entries}


def test_another_land_has_its_own_word_for_the_level_above_the_municipality():
    terms = {entry.term for entry in read_glossary(HERE, CATALOGUE.words("05562"))}
    assert "Gemeindeverband" in terms
    assert "Samtgemeinde" not in terms


def test_a_word_that_stands_twice_is_refused(tmp_path):
    entry = '[[entry]]\nterm = "{}"\ntext = "Ein Satz."\n'
    (tmp_path / "glossary.toml").write_text(entry.format("Ämter") + entry.format("ämter"), encoding="utf-8")
    with pytest.raises(InputError, match="»ämter« steht zweimal"):
        read_glossary(tmp_path, {})


def test_the_glossary_has_a_heading_for_each_letter(figures):
    letters = re.findall(r"<h2>(.)</h2>", glossary_body(material(figures)))
    assert letters == sorted(set(letters))
    assert len(letters) > 12


# ---- Methoden --------------------------------------------------------------------------------------------------------


def measured(title: str) -> list[float]:
    """Every rate in the rows below a table's head that begins with `title` in docs/Methoden.md."""
    table = METHODS[METHODS.index(f"| {title}") :].split("\n\n")[0]
    rows = [row.split("|")[3:-2] for row in table.splitlines()[2:]]
    return [float(cell.strip().replace(",", ".")) for row in rows for cell in row]


def test_the_rates_of_false_alarms_are_the_worst_that_were_measured():
    titles = {"comparison": "Vergleich mit dem Land (", "development": "Entwicklung neben", "index": "Veränderung des"}
    assert {name: max(measured(title)) for name, title in titles.items()} == FALSE_ALARMS
    assert min(measured("Bereich der Plätze")) == PLACES_HELD


def test_every_sign_has_its_meaning_and_the_official_one(figures):
    assert list(OFFICIAL) == list(EXPLANATIONS)
    text = read(methods_body(material(figures)))
    for sign, meaning in EXPLANATIONS.items():
        assert f"{sign} {meaning} {OFFICIAL[sign]}" in text


def test_the_example_is_the_countys_own_figure(figures):
    text = read(methods_body(material(figures)))
    assert "Quote der Kinder , Landkreis Lüchow-Dannenberg, 2023: 10,0 %. Das sind 50 von 500." in text
    assert "zwischen 8,0 und 12,0 %" in text
    assert "10,0 % im Kreis gegen 30,0 % im Land. Der Unterschied ist gesichert: Der Kreis liegt niedriger." in text


def test_without_a_figure_the_rule_stands_without_example():
    text = read(methods_body(material(figures_of([line("2023", 1.0, flag="demo")]))))
    assert "Ein Beispiel" not in text
    assert "höchstens in 5 von 100 Fällen" in text


# ---- Impressum, Barrierefreiheit -------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [imprint_body, access_body])
def test_a_missing_contact_is_a_visible_gap_that_names_the_file(figures, body):
    text = read(body(material(figures, mail="", phone="")))
    assert f"Hier fehlt noch: E-Mail-Adresse und Telefonnummer (einzutragen in counties/{KREIS}/county.toml)." in text


@pytest.mark.parametrize("body", [imprint_body, access_body])
def test_the_countys_own_contact_closes_the_gap(figures, body):
    own = {
        "mail": "planung@example.org",
        "phone": "00000 000",
        "address": ("Musterweg 1",),
        "imprint": ("Vertreten: X",),
    }
    html = body(material(figures, **own))
    assert "Hier fehlt noch" not in html
    assert '<a href="mailto:planung@example.org">' in html
    assert "Telefon: 00000 000" in html


def test_one_missing_line_is_named_alone(figures):
    text = read(imprint_body(material(figures, mail="planung@example.org", phone="")))
    assert "Hier fehlt noch: die Telefonnummer (" in text


def test_the_declaration_has_the_parts_that_the_law_asks_for(figures):
    text = read(access_body(material(figures)))
    assert "teilweise mit der Niedersächsischen Verordnung" in text
    for part in ("Was noch nicht barrierefrei ist", "Barriere melden", "Durchsetzungsverfahren", "Selbstbewertung"):
        assert part in text
    assert f"am {DAY} erstellt" in text
    assert "die Schlichtungsstelle nach § 9d" in text


# ---- Leichte Sprache -------------------------------------------------------------------------------------------------


def plain_lines() -> list[str]:
    texts = read_plain_language(HERE)
    blocks = [line for block in texts.blocks for line in (*block.lines, block.higher, block.lower, block.similar)]
    return [*texts.intro, *texts.about, *texts.unchecked, texts.equal, texts.unequal, *blocks]


def test_plain_lines_keep_the_rules():
    blocks = read_plain_language(HERE).blocks
    assert 8 <= len(blocks) <= 14
    assert {block.indicator for block in blocks} <= set(CATALOGUE.indicators)
    for text in plain_lines():
        assert len(text.split()) <= 15, text
        assert not re.search(r"\b(wäre|würde|könnte|hätte|sollte|dürfte|eines|des)n?\b", text), text
        assert not re.search(r"\w{17,}", text), text
        assert "(" not in text, text


def test_a_block_nobody_fills_is_refused(tmp_path):
    text = 'intro = []\nabout = []\nunchecked = []\n[[block]]\nindicator = "x"\ntitle = "X"\nlines = ["{zahl}"]\n'
    (tmp_path / "plain_language.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"»\{zahl\}« füllt niemand"):
        read_plain_language(tmp_path)


PLAIN = """
intro = ["Hallo."]
about = ["Im {landkreis}."]
unchecked = ["Noch nicht geprüft."]
[[block]]
indicator = "quote"
title = "Quote"
lines = ["{hier} sind es {wert} Prozent.", "Ungefähr {rund}.", "Im Jahr {jahr}.", "In {land} {land_rund}."]
lower = "Das ist weniger."
[[block]]
indicator = "sprachstand"
title = "Erfunden"
lines = ["{wert}"]
[[block]]
indicator = "gibt_es_nicht"
title = "Fehlt"
lines = ["{wert}"]
"""


def test_plain_lines_say_the_numbers_of_the_reports_and_only_judged_ones(figures, tmp_path):
    (tmp_path / "plain_language.toml").write_text(PLAIN, encoding="utf-8")
    text = read(plain_body(material(figures, tmp_path)))
    assert (
        "Im Landkreis Lüchow-Dannenberg sind es 10,0 Prozent. Ungefähr 10. Im Jahr 2023. In Niedersachsen 30." in text
    )
    assert "Das ist weniger." in text
    assert "Erfunden" not in text
    assert "Fehlt" not in text


@pytest.mark.parametrize(
    ("comparison", "differs", "said"),
    [("similar", True, "Der Unterschied ist klein."), ("similar", False, "Das ist fast gleich."), ("", True, "")],
)
def test_numbers_that_look_different_are_not_called_almost_the_same(comparison, differs, said):
    texts = read_plain_language(HERE)
    block = next(block for block in texts.blocks if block.indicator == "grundsicherung_im_alter")
    assert texts.compared(block, comparison, differs) == said


def test_leaving_school_without_hauptschulabschluss_is_not_leaving_without_any():
    block = next(block for block in read_plain_language(HERE).blocks if block.indicator == "abgaenge_ohne_abschluss")
    lines = " ".join((block.title, *block.lines, block.higher, block.lower))
    assert "keinen Abschluss" not in lines
    assert "ohne Abschluss" not in lines
    assert "Förder-Schule" in lines


def test_lines_about_the_land_are_left_out_where_it_has_no_figure(tmp_path):
    (tmp_path / "plain_language.toml").write_text(PLAIN, encoding="utf-8")
    text = read(plain_body(material(figures_of([line("2023", 12.34, 1.0)]), tmp_path)))
    assert "sind es 12,3 Prozent." in text
    assert "In Niedersachsen" not in text
    assert "{" not in text


# ---- foot ------------------------------------------------------------------------------------------------------------


def test_the_foot_names_the_years_of_known_figures_that_are_not_made_up():
    rows = [line("2015", 1.0), line("2021", 1.0), line("2025", 1.0, flag="demo"), line("2009", float("nan"))]
    rows.append(line("2024", 1.0, region=LAND))
    assert numbers_of(figures_of(rows), date(2026, 11, 29)) == "2015 bis 2021, abgerufen bis 29.11.2026"
    assert numbers_of(figures_of(rows, 2020), date(2026, 11, 29)) == "2015, abgerufen bis 29.11.2026"
