"""Every figure of Deutschlandatlas 2026, income of the national accounts, deaths: beside its official cell."""

import csv
import warnings
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from isp_utils.intake.delivery.delivery import read_delivery
from isp_utils.model.catalogue import load
from isp_utils.store import PACKAGE

REGISTER = load().register
RAW = PACKAGE.parent / "data" / "raw"
ATLAS = "deutschlandatlas_2026/Deutschlandatlas-Daten_2026-04-22.xlsx"
ACCOUNTS = "vgrdl_2024/vgrdl_r2b3_bs2024.xlsx"
DEATHS = "sterbefaelle_lsn/sterbefaelle_kreise_wochen_2014-2024.xlsx"
MISSING = (-9999, -99999)
AGENCY_LACKS_MONTHS = {  # its yearly mean is a fraction of the published one
    ("03257", "2012"),
    ("03257", "2014"),
    ("03159", "2025"),
    ("03358", "2016"),
    ("03358", "2019"),
    ("03451", "2013"),
    ("03452", "2014"),
    ("03452", "2018"),
    ("03454", "2025"),
    ("03455", "2014"),
    ("03456", "2017"),
    ("03457", "2016"),
    ("03462", "2013"),
}

COLUMNS = {  # fact: short name of the column in the source, year that its head says
    "auslaenderanteil": ("bev_ausl", "2024"),
    "mindestsicherung_anteil": ("sozsich", "2024"),
    "betreuungsquote_u3": ("kbetr_u3", "2024"),
    "betreuungsquote_3_bis_5": ("kbetr_ue3", "2024"),
    "betreuungsquote_6_bis_10": ("kbetr_ue6", "2024"),
    "kinder_in_bedarfsgemeinschaften_anteil": ("kinder_bg", "2024"),
    "grundsicherung_alter_anteil": ("grusi_insg", "2023"),
    "pflege_ambulant_anteil": ("pfl_ambu", "2023"),
    "pflege_stationaer_anteil": ("pfl_stat", "2023"),
    "pflegegeld_anteil": ("pfl_geld", "2023"),
    "kita_plaetze_je_fachkraft": ("kbtr_pers", "2024"),
    "schuldnerquote": ("schulden", "2023"),
    "kinder_mit_vater_im_elterngeldbezug_anteil": ("elterng_v", "2021"),
    "teilzeit_frauen_anteil": ("teilz_w", "2024"),
    "beschaeftigungsquote_frauen": ("beschq_w", "2023"),
    "pkw_je_1000": ("auto", "2024"),
    "breitband_50_anteil": ("v_breitb50", "2023"),
    "breitband_1000_anteil": ("v_breitb1000", "2023"),
    "steuereinnahmekraft_je_einwohner": ("st_einnkr", "2023"),
    "mobilfunk_5g_flaeche_anteil": ("v_5g", "2024"),
    "minuten_zum_supermarkt": ("p_markt", "2021"),
    "minuten_zum_hallenbad": ("p_hbad", "2024"),
    "minuten_zur_notaufnahme": ("p_notfall", "2024"),
    "minuten_zur_grundschule": ("p_grunds", "2021-24"),
    "minuten_zur_sekundarstufe_1": ("p_sek_1", "2021-24"),
    "minuten_zur_sekundarstufe_2": ("p_sek_2", "2021-24"),
    "minuten_zur_hausarztpraxis": ("p_harzt", "2021"),
    "minuten_zur_apotheke": ("p_apo", "2024"),
    "pendeldistanz_km": ("pendel", "2023"),
    "oev_haltestelle_anteil": ("oenv", "2020"),
    "minuten_zum_zentrum_auto": ("p_ozmz_miv", "2020"),
    "minuten_zum_zentrum_oev": ("p_ozmz_oev", "2020"),
}
# ten rows drawn with random.seed(2026) (file, then row), each traced by hand: sheet, cell, delivered figure
DRAWN = (
    (ATLAS, "Deutschlandatlas_GEM1221", "C1589", "minuten_zur_hausarztpraxis;03354002;2021", "4,8"),
    (ATLAS, "Deutschlandatlas_VBGEM1219", "C396", "oev_haltestelle_anteil;033545407;2020", "54,1"),
    (DEATHS, "INSTGEO_A201424", "H487", "gestorbene;03153;2023", "2411"),
    (ATLAS, "Deutschlandatlas_KRS1222", "R58", "teilzeit_frauen_anteil;03455;2024", "60,6"),
    (ATLAS, "Deutschlandatlas_KRS1224", "Y44", "kinder_in_bedarfsgemeinschaften_anteil;03357;2024", "6,6"),
    (ATLAS, "Deutschlandatlas_VBGEM1223", "C393", "pendeldistanz_km;033545407;2023", "24,88"),
    (ACCOUNTS, "2.4", "AI268", "verfuegbares_einkommen_je_einwohner;03458;2021", "25814"),
    (ACCOUNTS, "2.4", "AC264", "verfuegbares_einkommen_je_einwohner;03454;2015", "21201"),
    (ATLAS, "Deutschlandatlas_KRS1222", "U22", "kinder_mit_vater_im_elterngeldbezug_anteil;03102;2021", "30,8"),
    (ATLAS, "Deutschlandatlas_VBGEM1219", "D395", "minuten_zum_zentrum_auto;033545406;2020", "28,2"),
)


@pytest.fixture(scope="module")
def books(shared) -> dict[str, dict[str, list[tuple]]]:
    """Every cell of the three workbooks: file, sheet, rows."""
    found = {}
    for name in (ATLAS, ACCOUNTS, DEATHS):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the print area of one sheet
            book = openpyxl.load_workbook(shared / "data" / name, read_only=True, data_only=True)
            wanted = [s for s in book if s.title.startswith(("Deutschlandatlas_", "2.4", "INSTGEO"))]
            found[name] = {s.title: list(s.iter_rows(values_only=True, max_row=12_000)) for s in wanted}
    return found


def shipped(source: str) -> pd.DataFrame:
    """All figures of a source."""
    return pd.concat([read_delivery(path, REGISTER) for path in sorted((RAW / source).glob("*.csv"))])


def region_of(key: object, sheet: str) -> str:
    """Our key of a key of the Deutschlandatlas: Kreis 3354000, Gemeinde 3354018, Verband 33545407 or 03354907."""
    text = str(key)
    if "VBGEM" in sheet:
        text = text if text.startswith("0") else f"0{text}"
        if len(text) == 8 and text[5] == "9":
            return f"{text[:5]}54{text[6:]}"
        return text[:5] if text[5:] in ("000", "0000") else text
    return text.zfill(8)[:5] if "_KRS" in sheet else text.zfill(8)


@pytest.fixture(scope="module")
def atlas(books) -> dict[tuple[str, str], float]:
    """Published figures by (short name, region); the head of every column is kept under (short name, "")."""
    found = {}
    for sheet, rows in books[ATLAS].items():
        for place, head in enumerate(rows[3]):
            if not str(head).startswith("Indikatorkürzel: "):
                continue
            name = str(head).removeprefix("Indikatorkürzel: ").split()[0]
            found[name, ""] = str(head)
            found |= {(name, region_of(row[0], sheet)): row[place] for row in rows[4:] if row[0] is not None}
    return found


def test_every_published_figure_of_the_atlas_is_its_official_cell(atlas):
    facts = shipped("deutschlandatlas")
    published = facts[facts["flag"] != "estimated"]
    assert set(published["fact"]) == set(COLUMNS)
    assert len(published) > 1000
    for row in published.itertuples():
        name, _ = COLUMNS[row.fact]
        official = atlas.get((name, row.region), atlas.get((name, f"{row.region}000")))
        assert official not in MISSING or pd.isna(row.value), row
        assert round(float(official), 2) == pytest.approx(row.value, abs=0.0051), row


@pytest.mark.parametrize(("fact", "column"), COLUMNS.items())
def test_the_year_of_a_figure_is_the_one_in_the_head_of_its_column(fact, column, atlas):
    name, year = column
    assert year in atlas[name, ""]
    periods = set(shipped("deutschlandatlas").query("fact == @fact")["period"])
    assert {period[:4] for period in periods} == {"2024" if year == "2021-24" else year}


def test_no_class_no_missing_mark_and_no_mislabelled_year_is_shipped(atlas):
    """Rents and land prices are classes; the balances of moves are headed 2024 but are those of an older edition."""
    taken = {name for name, _ in COLUMNS.values()}
    assert not taken & {"preis_miet", "preis_baul", "bev_binw", "bev_ausw"}
    assert isinstance(atlas["preis_miet", "03354"], str)
    assert atlas["st_einnkr", "03354501"] == -99999
    values = shipped("deutschlandatlas")["value"]
    assert values.min() >= 0


def test_care_rates_of_the_atlas_divide_by_the_population_of_the_same_year(shared):
    """359 of 968 and 1,127 of 1,114 children on 31.12.2024, not of the year before."""
    path = shared / "data/regionalstatistik_neu/12411-02-03-4_2023-2024_aufbereitet.csv"
    with path.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter=";") if row["region_code"] == "03354"]
    children = {(row["jahr"], row["altersgruppe"]): int(row["insgesamt"]) for row in rows}
    rates = shipped("deutschlandatlas").query("region == '03354'").set_index("fact")["value"]
    assert round(100 * 359 / children["2024", "unter 3 Jahre"], 2) == rates["betreuungsquote_u3"]
    assert round(100 * 1127 / children["2024", "3 bis unter 6 Jahre"], 2) == rates["betreuungsquote_3_bis_5"]


def test_means_of_the_municipalities_are_weighted_with_their_inhabitants():
    facts = shipped("deutschlandatlas")
    people = read_delivery(RAW / "gemeindeverzeichnis" / "bevoelkerung_2023.csv", REGISTER).query("sex == 'total'")
    weights = people.set_index("region")["value"]
    parts = [area.key for area in REGISTER.below("03354", "gemeinde")]
    for fact in ("minuten_zur_grundschule", "minuten_zur_notaufnahme", "breitband_50_anteil"):
        values = facts[facts["fact"] == fact].set_index("region")["value"]
        mean = (values[parts] * weights[parts]).sum() / weights[parts].sum()
        assert values["03354"] == pytest.approx(mean, abs=0.006), fact


def test_employed_women_are_a_mean_weighted_with_women_beside_the_rate_of_2015():
    """The rate of 2015 has the same ages: employees in June by women from 18 to 64."""
    people = read_delivery(RAW / "gemeindeverzeichnis" / "bevoelkerung_2023.csv", REGISTER).query("sex == 'w'")
    weights = people.set_index("region")["value"]
    values = shipped("deutschlandatlas").query("fact == 'beschaeftigungsquote_frauen'").set_index("region")["value"]
    for area in (*REGISTER.below("03354", "samtgemeinde"), REGISTER["03354"]):
        parts = [part.key for part in REGISTER.below(area.key, "gemeinde")]
        mean = (values[parts] * weights[parts]).sum() / weights[parts].sum()
        assert values[area.key] == pytest.approx(mean, abs=0.006), area.key

    facts = shipped("regionalstatistik").query("period.str.startswith('2015') and region.str.len() == 5")
    rates = facts.query("fact == 'beschaeftigungsquote_frauen'").set_index("region")["value"].drop("03159")
    women = facts[(facts["sex"] == "w") & (facts["group"] == "total")]
    employed = women.query("fact == 'beschaeftigte_wohnort'").set_index("region")["value"]
    adults = women.query("fact == 'bevoelkerung' and age == '18-64'").drop_duplicates("region")
    adults = adults.set_index("region")["value"]
    assert len(rates) == 44
    assert (rates - 100 * employed[rates.index] / adults[rates.index]).abs().max() < 0.0051


def test_employed_women_of_the_atlas_are_those_of_june_2023(shared):
    """An older edition has the same figures and names no year: beside them stand employees by women of that age."""
    with (shared / "data/ba_berufsgruppen_2025/ba_arbeitsmarkt_kreise_niedersachsen_2012-2025.csv").open(
        encoding="utf-8"
    ) as lines:
        rows = {(row["region"], row["year"]): row["wohnort_svb_frauen"] for row in csv.DictReader(lines, delimiter=";")}
    rates = shipped("deutschlandatlas").query("fact == 'beschaeftigungsquote_frauen'").set_index("region")["value"]
    rates = rates[[key for key in rates.index if len(key) == 5]]
    women = read_delivery(RAW / "gemeindeverzeichnis" / "bevoelkerung_2023.csv", REGISTER).query("sex == 'w'")
    ages = read_delivery(RAW / "regionalstatistik" / "12411-02-03-4_ab_2023.csv", REGISTER)
    ages = ages.query("sex == 'w' and period == '2023-12-31'").pivot_table(
        index="region", columns="age", values="value"
    )
    adults = women.set_index("region")["value"] * ages["18-64"] / ages["total"]  # on the base of the census 2011
    far = {}
    for year in ("2022", "2023", "2024"):
        employed = pd.Series({key: float(rows[key, year].replace(",", ".")) for key in rates.index})
        far[year] = (rates - 100 * employed / adults[rates.index]).mean()
    assert len(rates) == 45
    assert abs(far["2023"]) < 0.05
    assert far["2022"] > 0.4
    assert far["2024"] < -0.3


def test_every_income_is_the_published_one_of_the_revision_of_2024(books):
    rows = books[ACCOUNTS]["2.4"]
    years = [str(year) for year in rows[4][8:]]
    official = {}
    for row in rows[6:]:
        key = {"17": "DG"}.get(str(row[2]), str(row[2]))
        official |= {(key, year): value for year, value in zip(years, row[8:], strict=True)}
    ours = shipped("vgrdl")
    assert len(ours) == 47 * 24
    for row in ours.itertuples():
        assert row.value == pytest.approx(official[row.region, row.period], abs=0.5), row
    assert ours.query("region == '03354' and period >= '2020'")["value"].tolist() == [21792, 22042, 23893, 25325]


def test_every_yearly_number_of_deaths_is_the_published_one(books):
    rows = next(iter(books[DEATHS].values()))
    heads = [str(head or "").split(" ")[0] for head in rows[4]]
    yearly = {str(row[0]): dict(zip(heads, row, strict=True)) for row in rows[5:] if str(row[1]).strip() == "Insgesamt"}
    ours = shipped("sterbefaelle_lsn")
    assert len(ours) == 46 * 9
    for row in ours.itertuples():
        assert row.value == yearly[row.period][row.region], row
    before = read_delivery(RAW / "regionalstatistik" / "12613-01-01-4.csv", REGISTER).query("sex == 'total'")
    before = before[before["period"].isin(["2014", "2015"]) & before["region"].isin(heads)]
    assert len(before) == 2 * 45  # all areas but the Kreis that was made of two in 2016
    for row in before.itertuples():  # the two tables meet
        assert row.value == yearly[row.period][row.region], row


@pytest.mark.parametrize(("file", "sheet", "cell", "figure", "value"), DRAWN)
def test_drawn_figures_stand_in_their_official_cells(file, sheet, cell, figure, value, books):
    column, row = openpyxl.utils.cell.coordinate_from_string(cell)
    official = books[file][sheet][row - 1][openpyxl.utils.column_index_from_string(column) - 1]
    assert float(value.replace(",", ".")) == official
    texts = [path.read_text(encoding="utf-8") for path in _files(file)]
    assert sum(f"\n{figure};total;total;total;{value};\n" in text for text in texts) == 1


def _files(file: str) -> list[Path]:
    source = {ATLAS: "deutschlandatlas", ACCOUNTS: "vgrdl", DEATHS: "sterbefaelle_lsn"}[file]
    return sorted((RAW / source).glob("*.csv"))


def test_unemployed_of_the_regional_statistics_are_those_of_the_employment_agency(shared):
    """A check only: the agency's own file has no open licence and is not shipped."""
    with (shared / "data/ba_berufsgruppen_2025/ba_arbeitsmarkt_kreise_niedersachsen_2012-2025.csv").open(
        encoding="utf-8"
    ) as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    agency = {(row["region"], row["year"]): float(row["arbeitslose"].replace(",", ".")) for row in rows}
    files = sorted((RAW / "regionalstatistik").glob("13211-02-05-4*.csv"))
    facts = pd.concat([read_delivery(path, REGISTER) for path in files])
    facts = facts[(facts["fact"] == "arbeitslose") & (facts[["sex", "age", "group"]] == "total").all(axis=1)]
    both = {(row.region, row.period): row.value - agency.get((row.region, row.period), 0) for row in facts.itertuples()}
    both = {place: far for place, far in both.items() if place in agency and place not in AGENCY_LACKS_MONTHS}
    assert len(both) > 200
    assert {place for place, far in both.items() if abs(far) > (1 if place[1] >= "2014" else 3)} == set()
