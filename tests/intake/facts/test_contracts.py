"""What facts must keep before they are used: form, ranges of every fact, sums of published parts."""

from datetime import date

import openpyxl
import pandas as pd
import pytest

from isp_utils.intake.facts.breaches import check_facts
from isp_utils.intake.facts.contracts import range_of
from isp_utils.intake.facts.mapping import mapped_facts
from isp_utils.intake.inbox import read_file
from isp_utils.intake.template.writer import asked_rows, template_of, write_template
from isp_utils.model.catalogue import Source
from isp_utils.model.errors import InputError
from isp_utils.model.schema import FACT_COLUMNS

OFFICE = Source("probe", "Probe", "Amt", "frei", "amtlich")
DEPARTMENT = Source("probe", "Probe", "Fachdienst", "frei", "eigene")


def facts(*rows, fact="bevoelkerung", base="none"):
    """Facts of one file: (region, sex, value) each in its own row from line 2 on."""
    fixed = {"fact": fact, "period": "2023", "age": "total", "group": "total", "flag": "", "census_base": base}
    tables = [
        {**fixed, "region": region, "sex": sex, "value": value, "raw": str(value), "row": row}
        for row, (region, sex, value) in enumerate(rows, 2)
    ]
    return pd.DataFrame(tables).assign(source="probe", file="probe/probe.csv")[list(FACT_COLUMNS)]


def refusal(table, source, register):
    """What is said about facts that are refused."""
    with pytest.raises(InputError) as said:
        check_facts(table, source, register)
    return str(said.value)


@pytest.mark.parametrize("cells", [{"G2": 12, "G3": 31}, {"G2": 0}, {"G2": 12, "G3": 31.5}, {"H2": "kommt später"}])
def test_a_filled_template_keeps_the_contract_of_its_source(cells, catalogue, keys, tmp_path):
    source, path = catalogue.sources["jugendamt"], tmp_path / "vorlage.xlsx"
    template = template_of(source, catalogue, "03354")
    write_template(template, asked_rows(template, 2024), path)
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["Daten"][cell] = value
    book.save(path)
    found = mapped_facts(read_file(path, keys, source.signs), source, keys)
    check_facts(found, source, catalogue.register)
    assert found["value"].dtype == "float64"


@pytest.mark.parametrize(
    ("fact", "good", "bad"),
    [
        ("lebendgeborene", 0.0, -1.0),
        ("schulabgaenge_ohne_abschluss_anteil", 100.0, 100.1),
        ("mindestsicherungsquote", 0.0, -0.1),
        ("betreuungsquote_3_bis_5", 103.5, 1035.0),
        ("gisd_kreis", 1.0, 1.2),
        ("gisd_kreis_quintil", 5.0, 6.0),
        ("zensus_2022_abweichung_prozent", -11.8, -118.0),
    ],
)
def test_every_fact_has_a_range(fact, good, bad, catalogue):
    check_facts(facts(("03354", "total", good), fact=fact), OFFICE, catalogue.register)
    said = refusal(facts(("03354", "total", bad), fact=fact), OFFICE, catalogue.register)
    assert "probe/probe.csv, Zeile 2" in said
    assert "liegt außerhalb" in said


def test_a_balance_may_be_negative(catalogue):
    check_facts(facts(("03354", "total", -12.0), fact="wanderungssaldo"), OFFICE, catalogue.register)


def test_a_source_may_have_its_own_range(catalogue):
    narrow = Source("probe", "Probe", "Amt", "frei", "amtlich", contract={"ranges": {"beve*": [0, 10]}})
    assert range_of("bevoelkerung", narrow) == (0.0, float("inf"))
    narrow = Source("probe", "Probe", "Amt", "frei", "amtlich", contract={"ranges": {"bev*": [0, 10]}})
    assert range_of("bevoelkerung", narrow) == (0.0, 10.0)


def test_men_and_women_of_an_office_make_up_the_total(catalogue):
    table = facts(("03354", "total", 60.0), ("03354", "m", 20.0), ("03354", "w", 30.0))
    said = refusal(table, OFFICE, catalogue.register)
    assert "Zeile 2" in said
    assert "50" in said
    assert "60" in said
    check_facts(table, DEPARTMENT, catalogue.register)  # said in the report on the data
    check_facts(table[:2], OFFICE, catalogue.register)
    ckm = Source("probe", "Probe", "Amt", "frei", "amtlich", contract={"totals": "ckm"})
    check_facts(table, ckm, catalogue.register)


def test_parts_of_an_area_do_not_exceed_it(catalogue):
    office = Source("probe", "Probe", "Amt", "frei", "amtlich", contract={"areas": ["bevoelkerung"]})
    members = [region.key for region in catalogue.register.below("033545403", "gemeinde")]
    rows = [(key, "total", 100.0) for key in members]
    whole = ("033545403", "total", 100.0 * len(members))
    check_facts(facts(whole, *rows), office, catalogue.register)
    said = refusal(facts(("033545403", "total", whole[2] - 90), *rows), office, catalogue.register)
    assert "Zeile 2" in said
    assert "033545403" in said
    check_facts(facts(whole, *rows[1:]), office, catalogue.register)  # a part is not published


def test_the_kreise_of_a_land_make_it_up(catalogue):
    office = Source("probe", "Probe", "Amt", "frei", "amtlich", contract={"areas": ["bevoelkerung"]})
    kreise = [region for region in catalogue.register.below("10", "kreis") if region.existed(date(2023, 12, 31))]
    rows = [(region.key, "total", 100.0) for region in kreise]
    check_facts(facts(("10", "total", 100.0 * len(rows)), *rows), office, catalogue.register)
    for wrong in (100.0 * len(rows) + 50, 100.0 * len(rows) - 50):
        assert "Zeile 2" in refusal(facts(("10", "total", wrong), *rows), office, catalogue.register)
    check_facts(facts(("10", "total", 9000.0), *rows[1:]), office, catalogue.register)  # a Kreis is not published


def test_what_an_office_published_beyond_the_range_is_declared_by_its_source(catalogue):
    table = facts(("03354", "total", -0.01), fact="auslaendische_schueler_anteil")
    check_facts(table, catalogue.sources["inkar"], catalogue.register)
    assert "liegt außerhalb" in refusal(table, OFFICE, catalogue.register)
