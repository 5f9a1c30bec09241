"""The site of Landkreis Lüchow-Dannenberg from the shipped figures: every line of "it counts as done when"."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from isp_utils.model.catalogue import FIELDS, load
from isp_utils.store import Store
from isp_utils.suite.scan.knowledge import read_knowledge
from isp_utils.suite.site.page_rules import faults
from tests.privacy.needless import needless
from tests.privacy.same_counts import told_by_shares
from tests.suite.pages import drawings, rows, words

pytestmark = pytest.mark.slow
KREIS = "03354"
REPORTS = ("datenlage", "jugendhilfe", "schule", "gesundheit", "sozialhilfe", "synthese")
PAGES = ("index", *REPORTS)
ROOT = Path(__file__).resolve().parents[2]
HERE = "im Landkreis Lüchow-Dannenberg"
CATALOGUE = load()


@pytest.fixture(scope="session")
def site(real_home) -> Path:
    """The county's site."""
    return Store(real_home).outputs(KREIS)


@pytest.fixture(scope="session")
def figures(site) -> list[dict[str, str]]:
    """The county's own rows with a value, as the site publishes them."""
    published = rows(site / "daten" / "indikatoren.csv")
    return [row for row in published if row["region"] == KREIS and row["sex"] == "total" and row["value"]]


@pytest.fixture(scope="session")
def real(figures) -> set[str]:
    """Kennzahlen with published figures for the county."""
    return {row["indicator"] for row in figures if row["herkunft"] == "amtlich"}


def test_no_notebook_failed(site):
    record = json.loads((site / "build.json").read_text(encoding="utf-8"))
    assert record["failed"] == 0
    assert len(record["notebooks"]) >= 6
    assert {entry["status"] for entry in record["notebooks"].values()} == {"ok"}
    assert record["kreis"] == KREIS


def test_the_start_page_links_six_reports(site):
    start = (site / "index.html").read_text(encoding="utf-8")
    assert [name for name in REPORTS if f'href="{name}.html"' not in start] == []


def test_at_least_45_indicators_have_published_figures_and_8_in_every_field(real):
    assert len(real) >= 45
    assert {
        field: len([i for i in CATALOGUE.of_field(field) if i.id in real]) >= 8 for field in FIELDS
    } == dict.fromkeys(FIELDS, True)


def test_every_one_has_its_card_with_source_and_licence(site, figures, real):
    cards = {path.stem: path.read_text(encoding="utf-8") for path in (site / "kennzahlen").glob("*.html")}
    assert set(cards) == set(CATALOGUE.indicators)
    for row in figures:
        line = re.search(r"<dt>Quelle und Lizenz</dt><dd>(.*?)</dd>", cards[row["indicator"]], re.DOTALL)
        sources = [CATALOGUE.sources[name] for name in row["source"].split(" + ")]
        assert line
        assert any(source.licence in line[1] for source in sources)


# The issue's own spot values, with page, sentence and source
SPOTS = {
    "Betreuungsquote U3": ("kennzahlen/betreuungsquote_u3", rf"in Kindertagesbetreuung {HERE} 2024: 37,1 %"),
    "ohne Hauptschulabschluss": ("kennzahlen/abgaenge_ohne_abschluss", rf"ohne Hauptschulabschluss {HERE} 2024: 8,8 %"),
    "SGB II unter 15": ("kennzahlen/kinderarmut_u15", rf"Kinder unter 15 Jahren[^.:]* {HERE} 2022: 11,3 %"),
    "Bevölkerung": ("kennzahlen/bevoelkerungsstand", r"31\.12\.2023:? 49\.209 Personen \(Zensus 2011\)"),
    "Bruch durch den Zensus": (
        "kennzahlen/bevoelkerungsstand",
        r"49\.209 Personen \(Zensus 2011\)\. Dazwischen liegt ein Bruch",
    ),
    "Bevölkerung, Datenlage": (
        "datenlage",
        r"31\.12\.2023: 49\.209 \(Zensus 2011\); 31\.12\.20\d\d: [\d.]+ \(Zensus 2022\)",
    ),
}


@pytest.mark.parametrize(("page", "sentence"), SPOTS.values(), ids=SPOTS)
def test_the_spot_values_stand_in_the_reports(site, page, sentence):
    assert re.search(sentence, words(site / f"{page}.html"))


# looked up in the publishers' own tables: FACTS.md (INKAR 03/2024, GISD, Zensus 2022), and of the Regionaldatenbank
# 12411-02-03-4 (2024), 12411-0018 (2018), 13211-02-05-4 (2025), 21111-01-03-4 (2023), 21111-02-06-4 (2024),
# 21121-02-02-4 (2023), 22542-01-02-4 (2020), 23111-01-04-4 (2017): counts or their quotients
LOOKED_UP = [
    ("betreuungsquote_u3", "2020", 34.39),
    ("betreuungsquote_3_bis_5", "2020", 91.34),
    ("betreuungsquote_3_bis_5", "2024", 101.17),
    ("kinder_in_bedarfsgemeinschaften", "2024", 11.59),
    ("haushaltseinkommen", "2023", 25325),
    ("minuten_zur_apotheke", "2024", 7.82),
    ("abgaenge_ohne_abschluss", "2022", 10.32),
    ("abgaenge_hochschulreife", "2022", 23.83),
    ("kinderarmut_u15", "2022", 11.33),
    ("kinderarmut_u15", "2016", 15.15),
    ("sgb2_quote", "2021", 8.55),
    ("hausaerzte_je_10000", "2022", 6.51),
    ("kinderaerzte_je_10000", "2022", 4.84),
    ("krankenhausbetten_je_1000", "2021", 2.19),
    ("pflegebeduerftige", "2021", 8.40),
    ("bip_je_einwohner", "2021", 26.57),
    ("gisd", "2021", 0.695),
    ("gisd_quintil", "2021", 5),
    ("bevoelkerungsstand", "2023-12-31", 49209),
    ("bevoelkerungsstand", "2023-12-31", 46815),
    ("anteil_minderjaehrige", "2018-12-31", 100 * 7407 / 48424),
    ("anteil_minderjaehrige", "2024-12-31", 100 * 6984 / 46502),
    ("anteil_65plus", "2024", 29.93),
    ("altenquotient", "2024-12-31", 100 * 13917 / 24709),
    ("jugendquotient", "2024-12-31", 100 * 7876 / 24709),
    ("hochaltrige", "2022-05-15", 9.25),
    ("arbeitslosenanteil", "2023", 6.58),
    ("arbeitslosenquote", "2025", 7.7),
    ("jugendarbeitslosigkeit", "2025", 8.2),
    ("langzeitarbeitslose", "2025", 42.54),
    ("abgaenge_ohne_abschluss", "2024", 8.78),
    ("abgaenge_hochschulreife", "2024", 24.2),
    ("schulabgaenge_insgesamt", "2024", 467),
    ("foerderschulanteil", "2023/24", 100 * 309 / 5097),
    ("auslaendische_schueler", "2023", 10.89),
    ("nachgeholte_abschluesse_berufliche_schulen", "2023", 124),
    ("plaetze_hilfe_zur_erziehung", "2020-12-31", 381),
    ("personal_jugendarbeit", "2020-12-31", 23),
    ("betten_frauenheilkunde_geburtshilfe", "2017", 6),
]


@pytest.mark.parametrize(("indicator", "period", "value"), LOOKED_UP)
def test_figures_agree_with_the_publishers_tables(figures, indicator, period, value):
    found = [row for row in figures if row["indicator"] == indicator and row["period"] == period]
    values = [float(row["value"].replace(",", ".")) for row in found]
    assert any(abs(number - value) <= abs(value) * 0.0005 or round(number, 2) == value for number in values), values


def test_the_gated_table_is_unambiguous_explained_and_free_of_small_counts(real_home):
    table = Store(real_home).indicators()
    key = ["indicator", "region", "period", "sex", "age", "group", "census_base"]
    assert not table.duplicated(key).any()
    assert (table[table["value"].isna()]["flag"] != "").all()
    assert not ((table["numerator"] > 0) & (table["numerator"] < 3)).any()
    known = table.dropna(subset=["value", "lower", "upper"])
    assert len(known) > 1000
    assert ((known["lower"] <= known["value"]) & (known["value"] <= known["upper"])).all()


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_report_answers_at_least_five_questions(site, field):
    html = (site / f"{field}.html").read_text(encoding="utf-8")
    questions = re.findall(r"<h2[^>]*>[^<]*\?</h2>", html)
    text = words(site / f"{field}.html")
    assert len(questions) >= 5
    assert len(re.findall(r'class="isp-say"', html)) >= 20
    assert len(drawings(site / f"{field}.html")) >= 3
    assert len(re.findall("in Niedersachsen", text)) >= 10
    profile = re.search(r'data-kind="profil".*?</table>', html, re.DOTALL)
    assert profile
    assert profile[0].count("<tr") >= 10
    assert "Niedersachsen" in profile[0]
    assert len(re.findall(r'class="isp-ask">[A-ZÄÖÜ][^<]*\? \(Frage an: [^<]+\)<', html)) >= 5


def test_the_synthesis_shows_stations_by_fields_and_contradictions(site):
    text = words(site / "synthese.html")
    assert all(name in text for name in FIELDS.values())
    assert "Schwangerschaft und Geburt" in text
    assert "Zweite Chance" in text
    assert re.search(r"liest \d+ Kennzahlen mit veröffentlichten Zahlen aus 4 Planungsfeldern", text)


@pytest.mark.parametrize("page", [*PAGES, "kennzahlen", "geheimhaltung", "barrierefreiheit"])
def test_a_page_is_clean(site, page):
    path = site / f"{page}.html"
    html, text = path.read_text(encoding="utf-8"), words(path)
    assert faults(path, site) == []
    tags = " ".join(re.findall(r"<style.*?</style>|<[^>]*>", html, re.DOTALL))  # an address may be printed, not asked
    assert set(re.findall(r"https?://[^/\"'\s<>)]+", tags)) <= {"http://www.w3.org", "https://www.w3.org"}
    assert not re.search(r"(?<![\w-])(nan|NaN|None|NaT|inf)(?![\w-])", text)
    assert not re.search(r"/(home|tmp|root|work|usr)/|[A-Z]:\\|Traceback|\.venv|site-packages", html)
    assert str(site.parents[1]) not in html
    for drawing in drawings(path):
        assert re.search(r"<title[^>]*>[^<]{10,}</title>", drawing)
        assert re.search(r"<desc[^>]*>[^<]{40,}</desc>", drawing)
        assert 'role="img"' in drawing


def test_demo_figures_are_called_so_wherever_they_stand(site, figures, real):
    demo = {row["indicator"] for row in figures if row["herkunft"] == "demo"}
    assert demo
    assert not demo & real
    for name in demo:
        card = (site / "kennzahlen" / f"{name}.html").read_text(encoding="utf-8")
        assert re.search(r"<h1>[^<]*\(Demodaten\)</h1>", card)
        title = CATALOGUE.indicators[name].title
        for page in REPORTS:
            text = words(site / f"{page}.html")
            assert len(re.findall(rf"(?<!Demodaten: ){re.escape(title)} {HERE}", text)) == 0


def test_no_figure_of_a_county_or_of_tier_k_is_hidden_where_something_cheaper_would_do(real_home):
    store, regions = Store(real_home), CATALOGUE.register.regions
    cells = pd.read_parquet(store.internal / "zellen.parquet")
    counties = cells["region"].map({key: regions[key].level == "kreis" for key in cells["region"].unique()})
    assert cells["hidden"].any()
    assert needless(read_knowledge(store).system, cells, counties.to_numpy(bool)) == []


def test_no_printed_share_stands_for_a_hidden_count(real_home):
    store = Store(real_home)
    cells = pd.read_parquet(store.internal / "zellen.parquet")
    found = told_by_shares(cells, store.indicators(), CATALOGUE)
    assert found[["what_share", "what", "region", "year", "sex", "group"]].to_dict("records") == []
