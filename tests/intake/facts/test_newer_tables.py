"""Newer tables become the same facts: heads and certificates renamed, columns swapped, sexes to be added."""

import pytest

from isp_utils.intake.delivery.delivery import read_delivery
from isp_utils.intake.facts.mapping import mapped_facts
from isp_utils.intake.inbox import read_file
from isp_utils.model.errors import InputError
from tests.intake.facts.test_mapping import ROOT, assert_as_stated
from tests.intake.office_sheets import SHEETS
from tests.intake.samples import flat, genesis
from tests.intake.shared import DATA, needs_data

KREIS = "03354;      Lüchow-Dannenberg, Landkreis"
FIGURES = ["fact", "sex", "age", "group"]


@pytest.fixture
def facts(reads, keys, catalogue):
    """Facts of a small table: value by fact, sex, age and group."""

    def make(table, head, row, source="regionalstatistik"):
        found = catalogue.sources[source]
        return mapped_facts(reads(genesis(table, head, [row]), hint=found.signs), found, keys)

    return make


def figures(table):
    return table.set_index(FIGURES)["value"].to_dict()


def repeated(*cells):
    """A line of a head from (text, how often)."""
    return ";;;" + ";".join(text for text, times in cells for _ in range(times))


KINDS = {"alle": "Insgesamt", "arbeit": "Jugendarbeit", "hilfe": "Hilfe z. Erziehung u. Hilfe f. junge Volljährige"}


def institutions(facts, order, row):
    kinds = [KINDS[name] for name in order]
    head = [
        repeated(("Einrichtungen der Jugendhilfe", 3), ("Verfügbare Plätze", 1), ("Tätige Personen", 3)),
        repeated(("Art der Jugendhilfeeinrichtung", 7)),
        ";;;" + ";".join([*kinds, KINDS["hilfe"], *kinds]),
        repeated(("Anzahl", 7)),
    ]
    return figures(facts("22542-01-02-4", head, row))


def test_swapped_columns_of_youth_institutions_are_told_by_their_heads(facts):
    """22542-01-02-4 for 2014 and 2020: youth work stands before and behind education help."""
    before = institutions(facts, ("alle", "arbeit", "hilfe"), f"31.12.2014;{KREIS};27;8;13;251;323;30;275")
    after = institutions(facts, ("alle", "hilfe", "arbeit"), f"31.12.2020;{KREIS};88;76;8;381;416;352;23")
    key = ("jugendhilfe_personal", "total", "total", "art:jugendarbeit")
    assert before.keys() == after.keys()
    assert (before[key], after[key]) == (30, 23)
    assert after["jugendhilfe_einrichtungen", "total", "total", "art:hilfe_zur_erziehung"] == 76


def leavers(facts, degrees, row):
    head = [
        repeated(("Absolvierende nach dem Abschluss", 2 * len(degrees))),
        repeated(*((degree, 2) for degree in degrees)),
        ";;;" + ";".join(["Insgesamt", "weiblich"] * len(degrees)),
    ]
    return figures(facts("21111-02-06-4", ["Absolvierende (Anzahl)" + ";" * 16, *head], row))


def test_certificates_renamed_in_2024_are_the_same_groups(facts):
    """21111-02-06-4 for 2023 and 2024; Fachhochschulreife is not told in Niedersachsen."""
    partly, fhr = "dar. schulischer Teil der Fachhochschulreife", "mit Fachhochschulreife"
    old = ("ohne Hauptschulabschluss", "mit Hauptschulabschluss", "mit Mittlerem Abschluss", partly, fhr)
    new = ("ohne Ersten Schulabschluss", "mit Erstem Schulabschluss", "mit Mittlerem Schulabschluss", partly, fhr)
    old, new = ("Insgesamt", *old, "mit allgemeiner Hochschulreife"), ("Insgesamt", *new)
    new = (*new, "mit Allgemeiner und fachgebundener Hochschulreife")
    before = leavers(facts, old, f"2023;{KREIS};563;260;65;22;110;35;236;115;17;9;.;.;152;88")
    after = leavers(facts, new, f"2024;{KREIS};467;206;41;12;87;31;226;99;18;11;.;.;113;64")
    assert before.keys() == after.keys()
    assert after["schulentlassene", "total", "total", "abschluss:ohne"] == 41
    assert after["schulentlassene", "m", "total", "abschluss:abitur"] == 113 - 64


@pytest.mark.parametrize(("year", "word", "unemployed"), [(2020, "Ausländer", 206), (2023, "ausländisch", 355)])
def test_unemployed_foreigners_under_their_old_and_new_head(facts, year, word, unemployed):
    groups = [word, "schwerbehindert", "15 bis unter 20 Jahre", "15 bis unter 25 Jahre", "55 bis unter 65 Jahre"]
    head = [
        repeated(
            ("Arbeitslose", 7),
            ("Arbeitslosenquote bez. abh. zivile Erwerbspers.", 1),
            ("Arbeitslosenquote bez. auf alle zivile Erwerbsp.", 5),
        ),
        ";;;;" + ";".join([*groups, "langzeitarbeitslos", "", "", "Männer", "Frauen", word, "15 bis unter 25 Jahre"]),
        repeated(("Anzahl", 7), ("Prozent", 6)),
    ]
    row = f"{year};{KREIS};1807;{unemployed};94;42;196;461;765;8,7;7,9;8,4;7,3;16,8;9,3"
    found = figures(facts("13211-02-05-4", head, row))
    assert len(found) == 13 + 4  # and the series of INKAR that they go on with
    assert found["arbeitslosenquote_u25", "total", "total", "total"] == 9.3
    assert found["langzeitarbeitslose_anteil", "total", "total", "total"] == round(100 * 765 / 1807, 2)
    assert found["arbeitslose", "total", "total", "nationalitaet:auslaender"] == unemployed
    assert found["arbeitslosenquote_alle_erwerbspersonen", "total", "15-24", "total"] == 9.3


GROUPS = (562, 585, 847, 1262, 826, 612, 1403, 1340, 1282, 1262, 1379, 1893, 2085, 1958, 1759, 3141, 2795)
WOMEN = (549, 516, 742, 1147, 748, 515, 1028, 1023, 1121, 1203, 1321, 1958, 2154, 2062, 1864, 3209, 3977)
AGES = ["unter 3 Jahre", "3 bis unter 6 Jahre", "6 bis unter 10 Jahre", "10 bis unter 15 Jahre"]
AGES += ["15 bis unter 18 Jahre", "18 bis unter 20 Jahre"]
AGES += [f"{first} bis unter {first + 5} Jahre" for first in range(20, 65, 5)]
AGES += ["65 bis unter 75 Jahre", "75 Jahre und mehr"]


def test_men_and_women_are_added_where_no_total_is_printed(facts):
    """12411-0018 for 31.12.2015: 7,784 under 18 years, 13,122 from 65 on, 50,128 in all."""
    head = [
        "Bevölkerungsstand (Anzahl)" + ";" * 36,
        repeated(("männlich", 17), ("weiblich", 17)),
        ";;;" + ";".join([*AGES, *AGES]),
    ]
    row = f"31.12.2015;{KREIS};" + ";".join(map(str, (*GROUPS, *WOMEN)))
    made = facts("12411-0018", head, row)
    found = figures(made)
    people = {age: found["bevoelkerung", "total", age, "total"] for age in ("0-17", "65+", "total", "0-2")}
    assert people == {"0-17": 7784, "65+": 13122, "total": 50128, "0-2": 562 + 549}
    assert set(made["census_base"]) == {"zensus_2011"}


def test_a_table_without_the_named_column_is_refused_by_name(reads, keys, catalogue):
    text = flat(("03354", "", "Insgesamt", "46637", "Anzahl")).replace("12411;", "1000A;").replace("BEVSTD", "PRS018")
    with pytest.raises(InputError, match="»ALTER1«"):
        mapped_facts(reads(text), catalogue.sources["zensus2022"], keys)


LEAST = {  # delivery: rows that its table gives at least
    "12411-0018_2015-2017": 15_000,
    "12411-0018_2018-2020": 15_000,
    "13211-02-05-4_2017-2020": 2_000,
    "13211-02-05-4_2023": 600,
    "13211-02-05-4_2025": 600,
    "21111-01-03-4_2023": 3_000,
    "21111-02-06-4_2023": 700,
    "21111-02-06-4_2024": 700,
    "21121-02-02-4_2023": 800,
    "22411-02-03-4": 1_500,
    "22542-01-02-4_2020": 300,
    "23111-01-04-4_2017": 700,
}


@needs_data
def test_a_newer_table_dropped_in_gives_the_shipped_facts(catalogue, keys, subtests):
    source = catalogue.sources["regionalstatistik"]
    assert LEAST.keys() == SHEETS.keys()
    for name, sheet in SHEETS.items():
        with subtests.test(name):
            made = mapped_facts(
                read_file(DATA / "regionalstatistik_neu" / sheet.file, keys, source.signs), source, keys
            )
            by_hand = read_delivery(ROOT / "data/raw/regionalstatistik" / f"{name}.csv", catalogue.register)
            kreise = by_hand["region"].isin(set(made["region"]))  # 12411-0018 has no Land and no Bund
            assert_as_stated(made, by_hand[kreise], LEAST[name])
    with subtests.test("Zensus 2022"):
        source, file = catalogue.sources["zensus2022"], "1000A-1008_altersjahre_niedersachsen_en_flat.csv"
        made = mapped_facts(read_file(DATA / "zensus2022_alter" / file, keys, source.signs), source, keys)
        by_hand = read_delivery(ROOT / "data/raw/zensus2022/altersjahre_2022.csv", catalogue.register)
        assert_as_stated(made, by_hand[by_hand["age"].isin(set(made["age"]))], 4_600)
