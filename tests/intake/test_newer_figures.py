"""The newer figures of the Regionaldatenbank, GENESIS-Online and the Zensus: row by row those of the offices' tables.

The tables are read cell by cell with nothing of the suite, so that reader and rules prove nothing about themselves.
"""

import csv
from pathlib import Path

import pytest

from isp_utils.store import PACKAGE
from tests.intake.office_sheets import AGES, SHEETS, Key, published

RAW = PACKAGE.parent / "data" / "raw"
KREISE, GONE = 45, 2  # Göttingen and Osterode made one in 2016
NOTHING = {"-": "0", ".": "", "x": ""}

# traced by hand: ten deliveries and a row of each drawn with random.Random(14), then found in the office's table
TRACED = {  # row of the delivery: table, row (line of the file), column, cell
    "bevoelkerung;03461;2024-12-31;w;45-49;total;2449;": "12411-02-03-4: 2024, 45 bis unter 50 Jahre, weiblich",
    "pflegebeduerftige;03354;2019-12-31;w;total;leistung:vollstationaer_dauerpflege;576;": (
        "22411-02-03-4: 31.12.2019, weiblich (Zeile 142), Pflegebedürft.d.Pflegeheime Dauerpflege, vollstat."
    ),
    "jugendhilfe_personal;03151;2020-12-31;total;total;total;314;": (
        "22542-01-02-4: 31.12.2020 (Zeile 33), Tätige Personen, Insgesamt"
    ),
    "nachgeholte_abschluesse_berufliche_schulen;03359;2023;total;total;abschluss:hauptschule;108;": (
        "21121-02-02-4: 2023 (Zeile 60), mit Hauptschulabschluss, Insgesamt"
    ),
    "arbeitslosenquote_alle_erwerbspersonen;03154;2023;m;total;total;6,1;": (
        "13211-02-05-4: 2023 (Zeile 36), bez. auf alle zivile Erwerbsp., Männer"
    ),
    "arbeitslosenquote_alle_erwerbspersonen;03153;2025;total;total;nationalitaet:auslaender;16,4;": (
        "13211-02-05-4: 2025 (Zeile 35), bez. auf alle zivile Erwerbsp., ausländisch"
    ),
    "schulen_allgemeinbildend;03357;2023/24;total;total;schulart:mehrere_bildungsgaenge;11;": (
        "21111-01-03-4: 2023, Schularten mit mehreren Bildungsgängen (Zeile 590), Allgemeinbildende Schulen"
    ),
    "arbeitslose;03257;2018;total;15-24;total;657;": "13211-02-05-4: 2018 (Zeile 1125), 15 bis unter 25 Jahre",
    "schulentlassene;03252;2023;total;total;abschluss:hauptschule;190;": (
        "21111-02-06-4: 2023 (Zeile 46), mit Hauptschulabschluss, Insgesamt"
    ),
    "bevoelkerung;03353;2015-12-31;w;55-59;total;9074;": (
        "12411-0018: 31.12.2015 (Zeile 43), weiblich, 55 bis unter 60 Jahre"
    ),
    # and what the pages say of 03354
    "bevoelkerung;03354;2018-12-31;total;0-17;total;7407;": (
        "12411-0018: 31.12.2018, 562 + … zusammen: Männer und Frauen unter 18 Jahren in fünf Gruppen"
    ),
    "schulentlassene;03354;2024;total;total;abschluss:ohne;41;": (
        "21111-02-06-4: 2024 (Zeile 38), ohne Ersten Schulabschluss, Insgesamt"
    ),
    "arbeitslose;03354;2025;total;total;total;1803;": "13211-02-05-4: 2025 (Zeile 55), Arbeitslose",
    "plaetze_hilfe_zur_erziehung;03354;2020-12-31;total;total;total;381;": (
        "22542-01-02-4: 31.12.2020 (Zeile 55), Verfügbare Plätze"
    ),
}


@pytest.fixture(scope="module")
def lines() -> set[str]:
    return {line for path in RAW.glob("*/*.csv") for line in path.read_text(encoding="utf-8").splitlines()}


@pytest.mark.parametrize("line", TRACED)
def test_a_figure_traced_by_hand_is_delivered(lines, line):
    assert line in lines


def delivered(name: str, source: str = "regionalstatistik") -> dict[Key, str]:
    with (RAW / source / f"{name}.csv").open(encoding="utf-8") as rows:
        return {tuple(row[:6]): row[6] for row in list(csv.reader(rows, delimiter=";"))[1:]}  # type: ignore[misc]


@pytest.fixture(scope="module")
def newer(shared) -> Path:
    return shared / "data" / "regionalstatistik_neu"


@pytest.mark.parametrize("name", SHEETS)
def test_every_row_is_a_cell_of_the_table_or_reckoned_from_its_cells(name, newer):
    cells = dict(published(newer, SHEETS[name]))
    rows = delivered(name)
    direct = {key for key in rows if key in cells}
    assert len(direct) > 0.1 * len(rows)
    # a dash is nothing, or says of a year in which nothing was asked that there is no figure
    wrong = [k for k in direct if rows[k] != NOTHING.get(cells[k], cells[k]) and (rows[k], cells[k]) != ("", "-")]
    assert wrong == []
    whole = whole_figures(cells)
    assert [key for key in rows.keys() - direct if not reckoned(key, rows, whole)] == []
    regions = {key[1] for key in rows}
    assert {"03", "DG", "03354"} < regions
    assert len(regions) - 2 in (KREISE, KREISE + GONE)


def whole_figures(cells: dict[Key, str]) -> dict[tuple[str, str, str, str], int]:
    """People of 12411-0018 by area (all Kreise of the table for Land and Bund), day, sex and age."""
    sums: dict[tuple[str, str, str, str], int] = {}
    for (fact, region, period, sex, age, _), cell in cells.items():
        if fact == "bevoelkerung" and cell.isdigit():
            for area in {region, "DG", region[:2]}:
                sums[area, period, sex, age] = sums.get((area, period, sex, age), 0) + int(cell)
    return sums


def reckoned(key: Key, rows: dict[Key, str], people: dict[tuple[str, str, str, str], int]) -> bool:
    """Whether a row that is no cell follows from cells: men, sums of ages, sexes and Kreise, pupils of a school."""
    fact, region, period, sex, age, group = key
    if fact == "bevoelkerung":
        sexes = ("m", "w") if sex == "total" else (sex,)
        parts = [part for part in AGES if age == "total" or inside(part, age)]
        return int(rows[key]) == sum(people[region, period, one, part] for one in sexes for part in parts)
    if fact == "grundschueler_je_grundschule":
        pupils, schools = (
            int(rows[f"{name}_allgemeinbildend", region, period, sex, age, "schulart:grundschule"])
            for name in ("schueler", "schulen")
        )
        return abs(float(rows[key].replace(",", ".")) - pupils / schools) <= 0.05 + 1e-9
    total, women = (rows[fact, region, period, one, age, group] for one in ("total", "w"))
    return sex == "m" and int(rows[key]) == int(total) - int(women)


def ends(age: str) -> tuple[int, int]:
    if age.endswith("+"):
        return int(age[:-1]), 999
    first, _, last = age.partition("-")
    return int(first), int(last or first)


def inside(part: str, whole: str) -> bool:
    return ends(whole)[0] <= ends(part)[0] and ends(part)[1] <= ends(whole)[1]


@pytest.mark.parametrize(
    ("name", "file", "years"),
    [
        ("13211-02-05-4", "13211-02-05-4_2017-2020", ("2015", "2016")),
        ("22411-02-02-4", "22411-02-03-4", ("2015-12-31",)),
        ("12411-04-02-4", "12411-0018_2015-2017", ("2015-12-31",)),
    ],
)
def test_where_a_newer_edition_overlaps_an_older_one_both_say_the_same(name, file, years, newer):
    cells, rows = dict(published(newer, SHEETS[file])), delivered(name)
    both = [key for key in rows if key in cells and key[2] in years]
    assert len(both) >= 900
    assert [key for key in both if rows[key] and cells[key] not in NOTHING and rows[key] != cells[key]] == []


def test_population_of_2023_and_2024_is_the_offices(newer):
    """Groups and total of each sex as printed; wider groups are their sums."""
    rows = delivered("12411-02-03-4_ab_2023")
    with (newer / "12411-02-03-4_2023-2024_aufbereitet.csv").open(encoding="utf-8") as table:
        theirs = {
            (row["jahr"], row["region_code"], row["altersgruppe"]): row for row in csv.DictReader(table, delimiter=";")
        }
    order: dict[str, list[str]] = {}
    for year, region, age in theirs:
        order.setdefault(f"{year}/{region}", []).append(age)
    words = dict(zip((*AGES, "total"), order["2024/03354"], strict=True))
    sexes = {"total": "insgesamt", "m": "maennlich", "w": "weiblich"}
    for (_, region, period, sex, age, _), value in rows.items():
        parts = [age] if age in words else [part for part in AGES if inside(part, age)]
        assert int(value) == sum(int(theirs[period[:4], region, words[part]][sexes[sex]]) for part in parts)


def test_the_single_ages_of_the_census_are_the_offices_and_never_add_up_exactly(shared):
    rows = delivered("altersjahre_2022", "zensus2022")
    with (shared / "data/zensus2022_alter/1000A-1008_altersjahre_niedersachsen_en_flat.csv").open(
        encoding="utf-8"
    ) as t:
        theirs = {
            (r["1_variable_attribute_code"], r["2_variable_attribute_code"]): r["value"]
            for r in csv.DictReader(t, delimiter=";")
        }
    codes = {str(age): f"ALTER{age:03d}" for age in range(1, 100)} | {"0": "ALTERU01", "100+": "ALTER100UM"}
    own = {key: value for key, value in rows.items() if key[4] in codes}
    assert len(own) == len(theirs) == 46 * 101
    assert [key for key, value in own.items() if theirs[key[1], codes[key[4]]] != value] == []
    assert sum(int(value) for key, value in own.items() if key[1] == "03354") == 46636  # published: 46,637


def test_modelled_ages_carry_a_flag_and_counted_groups_stand_in_the_counted_table_only(newer):
    """Inside a group of five years Eurostat's ages are interpolated; the groups themselves are those counted."""
    with (RAW / "eurostat" / "bevoelkerung_altersjahre_2018.csv").open(encoding="utf-8") as table:
        rows = {tuple(row[:6]): row[6:] for row in list(csv.reader(table, delimiter=";"))[1:]}
    counted = delivered("12411-0018_2018-2020")
    assert not rows.keys() & counted.keys()
    for (fact, region, period, sex, age, group), (_, flag) in rows.items():
        first, last = ends(age)
        assert (flag == "") == (first % 5 == 0 and (last == 999 or last % 5 == 4)), (
            fact,
            region,
            period,
            sex,
            age,
            group,
        )

    def modelled(region: str, age: str) -> int:
        first, last = ends(age)
        singles = [str(year) for year in range(first, min(last, 74) + 1)]
        return sum(int(rows["bevoelkerung", region, "2018-12-31", "total", one, "total"][0]) for one in singles)

    def people(region: str, age: str) -> int:
        return int(counted["bevoelkerung", region, "2018-12-31", "total", age, "total"])

    kreise = {key[1] for key in rows if len(key[1]) == len("03354")}
    assert len(kreise) == KREISE
    for age in ("10-14", "20-24", "60-64", "65-74"):
        assert [kreis for kreis in kreise if modelled(kreis, age) != people(kreis, age)] == []
    assert (modelled("03354", "0-2"), people("03354", "0-2")) == (1116, 1074)
    assert (modelled("03354", "15-17"), people("03354", "15-17")) == (1428, 1487)


def same(value: str, expected: float) -> bool:
    """Whether a value is the expected one on two digits."""
    return abs(float(value.replace(",", ".")) - expected) <= 0.005 + 1e-9


def test_own_quotients_of_school_leavers_are_those_of_the_counts():
    named = {"ohne": "ohne_abschluss", "hauptschule": "hauptschulabschluss"}
    named |= {"mittlerer": "mittlerer_abschluss", "abitur": "hochschulreife"}
    for year in ("2023", "2024"):
        counts, rows = delivered(f"21111-02-06-4_{year}"), delivered(f"21111-02-06-4_{year}_anteile")
        assert len(rows) == (KREISE + 2) * len(named) * 3
        for group, name in named.items():
            for key in (key for key in rows if key[0] == f"schulabgaenge_{name}_anteil"):
                part, whole = (
                    int(counts["schulentlassene", *key[1:5], other]) for other in (f"abschluss:{group}", "total")
                )
                assert same(rows[key], 100 * part / whole), key


def test_series_of_unemployment_go_on_with_the_same_figures():
    for year in ("2023", "2025"):
        table, rows = delivered(f"13211-02-05-4_{year}"), delivered(f"13211-02-05-4_{year}_reihen")
        assert len(rows) == (KREISE + 2) * 4
        for key, value in rows.items():
            _, region, period, sex, _, _ = key
            people = table["arbeitslose", region, period, sex, "total", "total"]
            long = table["arbeitslose", region, period, sex, "total", "dauer:langzeitarbeitslos"]
            quota = {
                age: table["arbeitslosenquote_alle_erwerbspersonen", region, period, sex, age, "total"]
                for age in ("total", "15-24")
            }
            printed = {
                "arbeitslose_jahresdurchschnitt": people,
                "arbeitslosenquote_jahresdurchschnitt": quota["total"],
                "arbeitslosenquote_u25": quota["15-24"],
            }
            if key[0] in printed:
                assert value == printed[key[0]], key
            else:
                assert same(value, 100 * int(long) / int(people)), key


def test_own_sums_and_quotients_of_population_and_pupils_are_those_of_the_counts():
    people = delivered("12411-02-03-4_ab_2023")
    pupils = delivered("21111-01-03-4_2023")

    def alive(region: str, year: str, age: str, sex: str = "total") -> int:
        return int(people["bevoelkerung", region, f"{year}-12-31", sex, age, "total"])

    def at_school(region: str, fact: str) -> int:
        return int(pupils[fact, region, "2023/24", "total", "total", "total"])

    reckoned_anew = {
        "anteil_65plus": lambda region, year: 100 * alive(region, year, "65+") / alive(region, year, "total"),
        "erwerbsfaehige_bevoelkerung": lambda region, year: alive(region, year, "15-64"),
        "frauen": lambda region, year: alive(region, year, "15-49", "w"),
        "auslaendische_schueler_anteil": lambda region, year: (
            100
            * at_school(region, "schueler_allgemeinbildend_auslaender")
            / at_school(region, "schueler_allgemeinbildend")
        ),
        "schueler_je_100_einwohner": lambda region, year: (
            100 * at_school(region, "schueler_allgemeinbildend") / alive(region, year, "total")
        ),
    }
    seen = set()
    for name in (
        "12411-02-03-4_eigene_berechnung",
        "21111-01-03-4_2023_auslaendisch",
        "21111-01-03-4_2023_je_einwohner",
    ):
        for key, value in delivered(name).items():
            assert same(value, reckoned_anew[key[0]](key[1], key[2][:4])), key
            seen.add(key[0])
    assert seen == set(reckoned_anew)
    women = delivered("12411-0018_frauen")
    counted = delivered("12411-0018_2015-2017") | delivered("12411-0018_2018-2020")
    assert len(women) == 5 * (KREISE + 2)
    assert [k for k, v in women.items() if counted["bevoelkerung", k[1], k[2], "w", "15-49", "total"] != v] == []
