"""The delivery format: what is written is read again, and every fault is named with file, row and remedy."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isp_utils.intake.delivery.delivery import read_delivery, read_sidecar, write_delivery
from isp_utils.model.errors import InputError
from isp_utils.model.schema import CENSUS_BASES, DELIVERY_COLUMNS, FACT_COLUMNS, WITH_VALUE, Flag
from tests.musterkreis import HEADER, sidecar
from tests.small_register import KEYS, REGISTER

GOOD = (
    "bevoelkerung;03354;2022-12-31;total;total;total;49209;",
    "bevoelkerung;03354;2023-12-31;total;total;total;49300;provisional",
    "lebendgeborene;03354018;2023;m;total;total;;secret",
    "miete;03354;2023;total;total;total;6,25;",
    "wanderungssaldo;03354;2023;total;0-2;nationalitaet:auslaender;-12;",
)


@pytest.fixture
def deliver(tmp_path):
    """Writes lines below the header as a delivery and returns its path."""

    def write(*lines: str, header: str = HEADER, census_base: str = "none") -> Path:
        path = tmp_path / "statistik" / "tabelle.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        path.with_suffix(".toml").write_text(sidecar("Tabelle", census_base), encoding="utf-8")
        return path

    return write


def refusal(path: Path) -> str:
    """What is said about a delivery that is refused."""
    with pytest.raises(InputError) as caught:
        read_delivery(path, REGISTER)
    return str(caught.value)


def test_a_delivery_becomes_facts_with_file_and_row(deliver):
    facts = read_delivery(deliver(*GOOD, census_base="zensus_2011"), REGISTER)
    assert tuple(facts.columns) == FACT_COLUMNS
    assert facts["value"].tolist()[:2] == [49209.0, 49300.0]
    assert facts["value"].isna().tolist() == [False, False, True, False, False]
    assert facts["value"].tolist()[3:] == [6.25, -12.0]
    assert facts["raw"].tolist() == ["49209", "49300", "", "6,25", "-12"]
    assert facts["flag"].tolist() == ["", "provisional", "secret", "", ""]
    assert facts["row"].tolist() == [2, 3, 4, 5, 6]
    assert set(facts["file"]) == {"statistik/tabelle.csv"}
    assert set(facts["source"]) == {"statistik"}
    assert set(facts["census_base"]) == {"zensus_2011"}
    assert all(isinstance(key, str) for key in facts["region"])


def test_zero_secret_and_missing_are_three_things(deliver):
    lines = [f"geburten;03354;{year};total;total;total;{rest}" for year, rest in ((2021, "0;"), (2022, ";secret"))]
    facts = read_delivery(deliver(*lines), REGISTER)
    assert facts["value"].iloc[0] == 0
    assert facts["flag"].tolist() == ["", "secret"]
    assert pd.isna(facts["value"].iloc[1])
    assert 2023 not in facts["period"].tolist()


# What is written over the good row (row 2 of the file), and what must be said about it
FAULTY_CELLS = {
    "fact with capitals": ("fact", "Bevölkerung", "»Bevölkerung« ist kein Merkmalsname. Erlaubt: Kleinbuchstaben"),
    "no fact": ("fact", "", "»« ist kein Merkmalsname"),
    "unknown key": ("region", "03399", "»03399« ist unbekannt. Meinten Sie"),
    "another notation": ("region", "3354018", "Schlüssel »3354018« bitte als »03354018« schreiben."),
    "blank at the key": ("region", " 03354", "» 03354« bitte als »03354« schreiben"),
    "a name": ("region", "Gartow", "»Gartow« ist unbekannt. Erwartet wird ein amtlicher Schlüssel"),
    "no key": ("region", "", "»« ist unbekannt"),
    "rounded by Excel": ("region", "3,35454E+10", "»3,35454E+10« ist unbekannt"),
    "German day": ("period", "31.12.2023", "»31.12.2023« ist nicht lesbar. Erlaubt sind: 2023, 2023/24"),
    "impossible day": ("period", "2023-02-30", "»2023-02-30« gibt es im Kalender nicht"),
    "mistyped year": ("period", "2204", "zwischen 1900 und 2100"),
    "school year": ("period", "2023/23", "nicht aus zwei aufeinanderfolgenden Jahren"),
    "sex": ("sex", "weiblich", "Geschlecht »weiblich«. Erlaubt sind: d, m, total, w."),
    "age": ("age", "unter 3", "Alter »unter 3« ist nicht lesbar. Erlaubt: total, 7, 0-2, 65+"),
    "age turned round": ("age", "5-3", "Alter »5-3« ist nicht lesbar"),
    "group": ("group", "Ausländer", "Gruppe »Ausländer« ist nicht lesbar. Erlaubt: total oder merkmal:auspraegung."),
    "flag": ("flag", "geheim", "Kennzeichen »geheim« steht nicht in der Liste. Erlaubt sind 13 Namen, darunter: "),
    "flag almost right": ("flag", "provisionel", "Meinten Sie »provisional«?"),
    "thousands dot": ("value", "49.209", "»49.209« ist keine Zahl. Erwartet: 1234,5 ohne Tausenderpunkt."),
    "English decimals": ("value", "6.25", "»6.25« ist keine Zahl"),
    "text beside the number": ("value", "ca. 418", "»ca. 418« ist keine Zahl"),
    "Excel error": ("value", "#DIV/0!", "»#DIV/0!« ist keine Zahl"),
    "NaN as text": ("value", "NaN", "»NaN« ist keine Zahl"),
    "infinity": ("value", "inf", "»inf« ist keine Zahl"),
    "percent sign": ("value", "12,5 %", "ist keine Zahl"),
    "another script": ("value", "١٢", "»١٢« ist keine Zahl"),
    "dash of the offices": ("value", "-", "»-« ist keine Zahl"),
    "true minus": ("value", "\u221212", "»\u221212« ist keine Zahl"),
    "no value, no flag": (
        "value",
        "",
        "der Wert ist leer und kein Kennzeichen sagt warum. Bitte Wert oder Kennzeichen",
    ),
}


@pytest.mark.parametrize(("column", "text", "said"), FAULTY_CELLS.values(), ids=FAULTY_CELLS)
def test_a_faulty_cell_is_named_with_file_row_and_remedy(deliver, column, text, said):
    cells = dict(zip(DELIVERY_COLUMNS, GOOD[0].split(";"), strict=True)) | {column: text}
    message = refusal(deliver(GOOD[1], ";".join(cells.values())))
    assert message.startswith("tabelle.csv, Zeile 3: ")
    assert said in message


@pytest.mark.parametrize("flag", sorted(set(Flag) - WITH_VALUE))
def test_a_value_beside_a_flag_that_says_there_is_none_is_refused(deliver, flag):
    message = refusal(deliver(f"geburten;03354;2023;total;total;total;12;{flag}"))
    assert f"Zeile 2: Wert und Kennzeichen »{flag}« widersprechen sich" in message


@pytest.mark.parametrize("flag", sorted(WITH_VALUE - {Flag.NONE}))
def test_a_flag_beside_a_value_does_not_explain_a_missing_one(deliver, flag):
    assert "der Wert ist leer" in refusal(deliver(f"geburten;03354;2023;total;total;total;;{flag}"))


def test_a_row_given_twice_is_refused_with_both_rows(deliver):
    other_value = GOOD[0].replace("49209", "49210")
    message = refusal(deliver(GOOD[0], GOOD[1], other_value))
    assert message == ("tabelle.csv, Zeile 4: dieselbe Angabe steht schon in Zeile 2. Bitte eine der beiden löschen.")


def test_many_faults_are_shown_in_part_and_counted(deliver):
    lines = [f"geburten;03354;{year};total;total;total;viele;" for year in range(2000, 2020)]
    message = refusal(deliver(*lines))
    assert message.count("Zeile") == 5
    assert message.endswith("tabelle.csv: und 15 weitere Fehler.")
    assert message.index("Zeile 2:") < message.index("Zeile 6:")


def test_a_missing_column_is_named(deliver):
    header = HEADER.replace(";region", "")
    message = refusal(deliver("geburten;2023;total;total;total;12;", header=header))
    assert message == f"tabelle.csv, Zeile 1: die Spalte »region« fehlt. Erwartet wird: {HEADER}"


def test_an_unknown_column_is_named(deliver):
    message = refusal(deliver(f"{GOOD[0]};gut", header=f"{HEADER};bemerkung"))
    assert message == "tabelle.csv, Zeile 1: unbekannte Spalte »bemerkung«. Bitte entfernen."


def test_a_column_given_twice_is_named(deliver):
    assert "Zeile 1: die Spalte »value« steht mehrfach" in refusal(deliver(f"{GOOD[0]};5", header=f"{HEADER};value"))


def test_a_row_that_breaks_off_is_refused(deliver):
    message = refusal(deliver(*GOOD[:2], "miete;03354;2023;total;total;total;6"))  # of 6,25
    assert message.startswith("tabelle.csv, Zeile 4: 7 statt 8 Felder")


@pytest.mark.parametrize("rows", [1, 2])
def test_a_row_with_too_many_fields_is_refused(deliver, rows):
    message = refusal(deliver(*(f"{line};" for line in GOOD[:rows])))
    assert message.startswith("tabelle.csv, Zeile 2: 9 statt 8 Felder")


def test_commas_instead_of_semicolons_are_refused(deliver):
    path = deliver(GOOD[0].replace(";", ","), header=HEADER.replace(";", ","))
    assert "Zeile 1: die Spalte »fact« fehlt" in refusal(path)


def test_blank_lines_do_not_shift_the_row_that_is_named(deliver):
    path = deliver(GOOD[0], "", GOOD[1].replace("49300", "viele"), "", "")
    assert refusal(path).startswith("tabelle.csv, Zeile 4: »viele« ist keine Zahl")
    assert read_delivery(deliver(GOOD[0], "", GOOD[1], ""), REGISTER)["row"].tolist() == [2, 4]


def test_a_header_without_figures_is_refused(deliver):
    assert refusal(deliver()) == "tabelle.csv: die Datei enthält keine einzige Angabe. Bitte erneut anfordern."


def test_an_empty_file_is_refused(deliver):
    path = deliver()
    path.write_bytes(b"")
    assert refusal(path) == "tabelle.csv: die Datei ist leer. Bitte die Lieferung erneut anfordern."


@pytest.mark.parametrize(("encoding", "place"), [("latin-1", "Byte"), ("utf-16", "Byte")])
def test_another_encoding_is_refused(deliver, encoding, place):
    path = deliver()
    path.write_bytes((HEADER + "\nbevölkerung;03354;2023;total;total;total;1;\n").encode(encoding))
    message = refusal(path)
    assert message.startswith(f"tabelle.csv: nicht als UTF-8 gespeichert ({place}")
    assert "Bitte neu speichern" in message


def test_what_excel_and_other_systems_add_is_read(deliver):
    path = deliver()
    for end in ("\n", "\r\n", "\r"):
        path.write_bytes(b"\xef\xbb\xbf" + end.join([HEADER, *GOOD, ""]).encode())
        assert len(read_delivery(path, REGISTER)) == len(GOOD)


def test_nul_bytes_are_refused(deliver):
    path = deliver()
    path.write_bytes(f"{HEADER}\n{GOOD[0]}\nbev\0\0;03354;2023;total;total;total;1;\n".encode())
    assert "tabelle.csv, Zeile 3" in refusal(path)


# ---- the sidecar -----------------------------------------------------------------------------------------------


def test_a_missing_sidecar_is_named(deliver):
    path = deliver(*GOOD)
    path.with_suffix(".toml").unlink()
    assert refusal(path).startswith("tabelle.toml fehlt: zu jeder Lieferung gehört eine Begleitdatei")


SIDECAR_FAULTS = {
    "no licence": ('licence = "dl-de/by-2-0"\n', "", "der Schlüssel »licence« fehlt"),
    "no publisher": ('publisher = "Amt für Musterstatistik"\n', "", "der Schlüssel »publisher« fehlt"),
    "date as text": ("2024-06-30", '"30.06.2024"', "»retrieved« ist '30.06.2024', erwartet wird: Datum"),
    "date with time": ("2024-06-30", "2024-06-30T12:00:00", "erwartet wird: Datum"),
    "census base": ('"none"', '"zensus_2021"', "»census_base« ist »zensus_2021«. Meinten Sie »zensus_20"),
    "unknown key": ("edition", "ausgabe", "unbekannter Schlüssel »ausgabe«"),
    "no TOML": ('table = "M-01"', "table = M-01", "kein gültiges TOML"),
}


@pytest.mark.parametrize(("old", "new", "said"), SIDECAR_FAULTS.values(), ids=SIDECAR_FAULTS)
def test_a_faulty_sidecar_is_named_with_file_and_key(deliver, old, new, said):
    path = deliver(*GOOD).with_suffix(".toml")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    message = refusal(path.with_suffix(".csv"))
    assert message.startswith("tabelle.toml: ")
    assert said in message


def test_a_sidecar_is_read_whole(deliver):
    found = read_sidecar(deliver(census_base="zensus_2022").with_suffix(".toml"))
    assert (found.table, found.publisher, found.retrieved.isoformat(), found.census_base) == (
        "M-01",
        "Amt für Musterstatistik",
        "2024-06-30",
        "zensus_2022",
    )


# ---- what is written is read again -----------------------------------------------------------------------------

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
PERIODS = st.sampled_from(["2023", "2023/24", "2023-Q3", "2023-09", "2023-12-31"])
AGES = st.sampled_from(["total", "0-2", "7", "65+"])
GROUPS = st.just("total") | st.builds("{}:{}".format, NAMES, NAMES)
KEY = st.tuples(NAMES, st.sampled_from(KEYS), PERIODS, st.sampled_from(["total", "m", "w", "d"]), AGES, GROUPS)
VALUE = st.integers(-(10**9), 10**9).map(str) | st.decimals(-1000, 1000, places=3).map(
    lambda d: f"{d:f}".replace(".", ",")
)
FIGURE = st.tuples(VALUE, st.sampled_from(sorted(WITH_VALUE))) | st.tuples(
    st.just(""), st.sampled_from(sorted(set(Flag) - WITH_VALUE))
)


@settings(max_examples=40)  # each writes and reads a file
@given(st.dictionaries(KEY, FIGURE, min_size=1, max_size=8), st.sampled_from(CENSUS_BASES))
def test_what_is_written_is_read_again(tmp_path_factory, figures, census_base):
    path = tmp_path_factory.getbasetemp() / "hin_und_zurueck" / "tabelle.csv"
    rows = [(*key, value, str(flag)) for key, (value, flag) in figures.items()]
    write_delivery(pd.DataFrame(rows, columns=list(DELIVERY_COLUMNS), dtype="str"), sidecar("T", census_base), path)
    facts = read_delivery(path, REGISTER)
    read = facts.assign(value=facts["raw"])[list(DELIVERY_COLUMNS)]
    assert sorted(map(tuple, read.to_numpy().tolist())) == sorted(rows)
    assert set(facts["census_base"]) == {census_base}
    expected = facts["raw"].map(lambda text: float(text.replace(",", ".")) if text else float("nan"))
    pd.testing.assert_series_equal(facts["value"], expected, check_names=False)


def test_rows_are_written_in_the_agreed_order(tmp_path):
    rows = [line.split(";") for line in reversed(GOOD)]
    write_delivery(pd.DataFrame(rows, columns=list(DELIVERY_COLUMNS)), sidecar("T"), tmp_path / "q" / "t.csv")
    assert (tmp_path / "q" / "t.csv").read_bytes().decode() == "\n".join([HEADER, *GOOD]) + "\n"


@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("miete", '"miete"'),
        lambda text: text.removesuffix("\n"),
        lambda text: "\ufeff" + text,
        lambda text: text + "\n",
    ],
    ids=["windows line ends", "a quote", "no last line end", "byte order mark", "blank line at the end"],
)
def test_whether_a_file_is_plain_or_not_its_facts_are_the_same(deliver, written):
    path = deliver(*GOOD)
    plain = read_delivery(path, REGISTER)
    path.write_bytes(written(path.read_text(encoding="utf-8")).encode())
    pd.testing.assert_frame_equal(read_delivery(path, REGISTER), plain)


def test_rows_behind_a_blank_line_keep_their_numbers(deliver):
    assert read_delivery(deliver(*GOOD[:2], "", *GOOD[2:]), REGISTER)["row"].tolist() == [2, 3, 5, 6, 7]
