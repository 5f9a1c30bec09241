"""Official files that somebody has cut, edited or saved again: refused, or read with a warning that names the place."""

import re

import pytest

from tests.intake.broken import CUBE
from tests.intake.samples import FLAT, FLAT_2024, flat

NAMES = {"03354": "Lüchow-Dannenberg", "03355": "Lüneburg", "03360": "Uelzen", "03351": "Celle"}
PEOPLE = {"03354": (22695, 23807), "03355": (90000, 95000), "03360": (45000, 47000), "03351": (88000, 91000)}


def sexes(men, women):
    return (("", "Insgesamt", men + women), ("GESM", "männlich", men), ("GESW", "weiblich", women))


def flat_rows(year="2024"):
    """Rows of a flat file of 2025: four Kreise of Niedersachsen, three rows each."""
    return [
        f"12411;Fortschreibung;STAG;Stichtag;{year}-12-31;KREISE;Kreise;{key};{NAMES[key]}, Landkreis;GES;Geschlecht;"
        f"{code};{label};{value};Anzahl;BEVSTD;Bevölkerung"
        for key, people in PEOPLE.items()
        for code, label, value in sexes(*people)
    ]


def flat_text(rows):
    return FLAT + "".join(f"{row}\n" for row in rows)


def table_rows(years=range(2000, 2024)):
    """Rows of a table of the Regionaldatenbank: births of four Kreise in many years."""
    return [
        f"{year};{key};      {NAMES[key]}, Landkreis;{men + women + year};{men + year};{women}"
        for year in years
        for key, (men, women) in PEOPLE.items()
    ]


FOOT = ["__________", '"© Statistische Ämter des Bundes und der Länder"', "Stand: 10.10.2017 / 11:01:03"]


def table_text(rows, foot=FOOT, head=("Lebendgeborene (Anzahl);;;;;", ";;;Insgesamt;männlich;weiblich")):
    return "\n".join(["GENESIS-Tabelle: 12612-01-01-4", "Geburten;;;;;", *head, *rows, *foot]) + "\n"


FIRST = 5  # line of the first row in table_text


def said(reading, level):
    return [str(message) for message in reading.messages if message.level == level]


def test_the_files_as_they_came_are_read_without_a_word(reads):
    for text in (flat_text(flat_rows()), table_text(table_rows())):
        reading = reads(text)
        assert reading.action == "READ", [str(message) for message in reading.messages]


def exchanged(rows, one, two, place):
    left, right = rows[one].split(";"), rows[two].split(";")
    left[place], right[place] = right[place], left[place]
    return [*rows[:one], ";".join(left), *rows[one + 1 : two], ";".join(right), *rows[two + 1 :]]


def changed(rows, number, old, new):
    assert old in rows[number]
    return [*rows[:number], rows[number].replace(old, new, 1), *rows[number + 1 :]]


# what was done -> text, and what the message must say
REFUSED = {
    "keys of two rows exchanged in a table": (
        table_text(exchanged(table_rows([2015]), 0, 1, 1)),
        rf"Zeile {FIRST}: .*03355 gehört zu »Lüneburg.*Lüchow-Dannenberg",
    ),
    "keys of two rows exchanged in a flat file": (
        flat_text(exchanged(flat_rows(), 0, 4, 7)),
        r"Zeile 2: Schlüssel 03355 gehört zu »Lüneburg",
    ),
    "one area twice with different figures": (
        table_text([*table_rows([2015]), "2015;03354;      Lüchow-Dannenberg, Landkreis;5;2;3"]),
        rf"Zeile {FIRST} und Zeile {FIRST + 4} mit verschiedenen Werten",
    ),
    "one area twice in a flat file": (
        flat_text([*flat_rows(), flat_rows()[0].replace("46502", "46503")]),
        r"Zeile 2 und Zeile 14 mit verschiedenen Werten",
    ),
    "cut inside a row": (flat_text(flat_rows())[:-40], r"Zeile 13: .*abgeschnitten"),
    "another separator in a row of a table": (
        table_text([row.replace(";", ",") if n == 1 else row for n, row in enumerate(table_rows([2015]))]),
        rf"Zeile {FIRST + 1}: .*Komma statt mit Semikolon",
    ),
    "another separator in a row of a flat file": (
        flat_text([row.replace(";", ",") if n == 3 else row for n, row in enumerate(flat_rows())]),
        r"Zeile 5: .*Komma",
    ),
    "all separators changed in a table": (table_text(table_rows()).replace(";", "\t"), "Tabulator statt mit Semikolon"),
    "all separators changed in a flat file": (flat_text(flat_rows()).replace(";", ","), "Komma statt mit Semikolon"),
    "a cell more in one row of a table": (
        table_text(changed(table_rows(), 40, ";", ";;")),
        rf"Zeile {FIRST + 40}: .*7 statt 6 Felder",
    ),
    "a spoiled key in a table": (
        table_text(changed(table_rows(), 9, "03355", "O3355")),
        rf"Zeile {FIRST + 9}: »O3355« ist kein amtlicher Schlüssel.*03355",
    ),
    "a spoiled key in a flat file": (
        flat_text(changed(flat_rows(), 1, "03354", "0335X")),
        r"Zeile 3: »0335X« ist kein amtlicher Schlüssel.*03354",
    ),
    "a spoiled time in a table": (
        table_text(changed(table_rows(), 9, "2002", "2OO2")),
        rf"Zeile {FIRST + 9}: »2OO2« ist keine Zeitangabe",
    ),
    "a shifted row that looks like a variable": (
        flat_text(
            [
                *[row for year in range(2000, 2024) for row in flat_rows(year)],
                "12411;Fortschreibung;STAG;Stichtag;2024-12-31;KREISE;Kreise;03354;Lüchow-Dannenberg, Landkreis;GESM;"
                "männlich;;;5;"
                "Anzahl;BEVSTD;Bevölkerung",
            ]
        ),
        r"Zeile 290: Spalten verschoben: .*GESM",
    ),
    "code and label exchanged": (
        flat_text(changed(flat_rows(), 2, "GESW;weiblich", "weiblich;GESW")),
        r"Zeile 4: Spalten verschoben",
    ),
    "a code with another label": (
        flat_text(changed(flat_rows(), 2, "GESW;weiblich", "GESM;weiblich")),
        r"Zeile 4: Neben dem Schlüssel »GESM« steht »weiblich«.*männlich",
    ),
    "a digit in the total": (
        table_text(changed(table_rows(), 9, ";187002;", ";187012;")),
        rf"Zeile {FIRST + 9}: Das Insgesamt ist 187.012, männlich und weiblich ergeben zusammen 187.002",
    ),
    "without its footer": (table_text(table_rows(), foot=[]), "Fußzeile"),
    "a row that lost all but its key": (
        table_text([*table_rows([2015])[:2], "03360;;;;;", *table_rows([2015])[3:]]),
        rf"Zeile {FIRST + 2}: In der Zeile steht nur »03360«",
    ),
    "an unknown sign in the own county": (
        table_text(["2015;03354;      Lüchow-Dannenberg, Landkreis;.g;2;3", *table_rows([2015])[1:]]),
        rf"Zeile {FIRST}: »\.g« ist keine Zahl und kein bekanntes Zeichen",
    ),
    "a cube with two values for one figure": (
        CUBE + "D;03354;31.12.2024;46503;e;;0.0\n",
        "mit verschiedenen Werten",
    ),
    "semesters": (
        flat_text([row.replace("STAG;Stichtag;2024-12-31", "SEMEST;Semester;WS 2023/24") for row in flat_rows()]),
        "zählt nach »Semester«",
    ),
    "two columns of one name": (
        FLAT_2024.replace(" BEVZ21__Anteil__Prozent", "BEVZ20__Bevoelkerung__Anzahl"),
        "auf Deutsch abrufen",
    ),
}


@pytest.mark.parametrize("done", REFUSED)
def test_it_is_refused_with_row_and_reason(done, reads):
    text, message = REFUSED[done]
    reading = reads(text)
    assert reading.action == "ERROR"
    assert re.search(message, "\n".join(said(reading, "error"))), said(reading, "error")


WARNED = {
    "a row twice": (
        table_text([*table_rows([2015]), table_rows([2015])[0]]),
        rf"Zeile {FIRST + 4}: 1 Zeile steht doppelt",
    ),
    "no end of the last line": (flat_text(flat_rows())[:-1], r"Zeile 13: .*kein Zeilenende.*»Bevölkerung«"),
    "cut between two rows": (flat_text(flat_rows()[:-1]), r"03351.*\(2 statt 3\)"),
    "a row is gone": (
        table_text([row for n, row in enumerate(table_rows()) if n != 7]),
        r"1 Zeile fehlt.*\(3 statt 4\)",
    ),
    "a count below zero": (table_text(["2015;03354;      Lüchow-Dannenberg, Landkreis;-1;.;."]), "kleiner als null"),
    "an unknown key beside a known name": (
        table_text(changed(table_rows([2015]), 2, "03360", "03369")),
        r"03369 »Uelzen, Landkreis« – gemeint ist vielleicht 03360",
    ),
    "the footer cut": (table_text(table_rows(), foot=FOOT[:2]), "Stand: …« fehlt"),
    "another area with an unknown sign": (
        table_text([*table_rows()[:2], "2000;03360;      Uelzen, Landkreis;.g;2;3", *table_rows()[3:]]),
        rf"Zeile {FIRST + 2}: 1 Angabe eines anderen Gebiets ist nicht lesbar",
    ),
    "a total that is off in a small file": (
        table_text([table_rows([2015])[1], "2015;03354;      Lüchow-Dannenberg, Landkreis;327;161;165"]),
        rf"Zeile {FIRST + 1}: Das Insgesamt ist 327, männlich und weiblich ergeben zusammen 326",
    ),
}


@pytest.mark.parametrize("done", WARNED)
def test_it_is_read_with_a_warning(done, reads):
    text, message = WARNED[done]
    reading = reads(text)
    assert reading.action == "WARN", [str(m) for m in reading.messages]
    assert re.search(message, "\n".join(said(reading, "warn"))), said(reading, "warn")


def test_a_doubled_row_is_read_once(reads):
    once, twice = (reads(text).observations for text in (table_text(table_rows([2015])), WARNED["a row twice"][0]))
    assert twice["value"].tolist() == once["value"].tolist()


def test_an_unknown_sign_costs_its_own_area_alone(reads):
    table = reads(WARNED["another area with an unknown sign"][0]).observations
    slip = table[table["raw"].astype(str) == ".g"]
    assert slip["flag"].tolist() == ["not_available"]
    assert table.loc[table["region"] == "03354", "value"].notna().all()


def test_a_balance_may_be_below_zero(reads):
    text = table_text(["2015;03354;      Lüchow-Dannenberg, Landkreis;-1;.;."]).replace(
        "Lebendgeborene", "Wanderungssaldo"
    )
    assert reads(text).action == "READ"


def test_quality_columns_of_2024_are_marks(reads):
    head = FLAT_2024.replace(" BEVZ21__Anteil__Prozent", "BEVZ20__Bevoelkerung__Anzahl__q").replace(";100,0", ";e")
    text = head.replace(";48,8", ";p").replace(".;/", ".;").replace("-;x", "-;")
    table = reads(text).observations
    assert table["measure"].astype(str).unique().tolist() == ["BEVZ20"]
    assert table["flag"].astype(str).tolist()[:2] == ["", "provisional"]


def test_two_encodings_name_the_odd_line(reads):
    lines = [line.encode() for line in table_text(table_rows([2015])).split("\n")]
    lines[7] = lines[7].decode().replace("Celle", "Cölle").encode("cp1252")
    reading = reads(b"\n".join(lines))
    assert re.search("Zeile 8: Die Datei mischt zwei Kodierungen: .*Windows-1252", said(reading, "error")[0])


def test_equal_messages_are_said_once(reads):
    rows = "".join(f"03354;{year};ca. {year}\n" for year in range(1990, 2021))
    errors = said(reads(f"AGS;Jahr;Anzahl\n{rows}"), "error")
    assert len(errors) <= 4
    assert any("weiteren Stellen" in text for text in errors)


def test_messages_are_in_a_clerks_words(reads):
    for text, _ in [*REFUSED.values(), *WARNED.values()]:
        for message in reads(text).messages:
            assert "toml" not in str(message)
            assert not re.search(r"\b1 (Zeilen|Kreise|Gebiete)\b", str(message))


def test_flat_helper_of_the_samples_is_read(reads):
    assert reads(flat(("03354", "GESM", "männlich", "22695", "Anzahl"))).action == "READ"
