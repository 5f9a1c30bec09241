"""Minutes: three formats give the same records, every fault is said with its place, no name is ever linked_quote."""

import shutil
from datetime import date

import openpyxl
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from isp_utils.intake.conference.minutes import is_minutes, read_minutes
from isp_utils.intake.conference.writer import write_excel, write_markdown, write_word
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import HERE
from isp_utils.model.conferences import Conference, Contribution, Voices, as_plain, from_plain, vocabulary_of
from tests.intake.conference.minutes import BAD, CONFERENCE, GOOD, HARMLESS, PERSONAL

WRITERS = {"md": write_markdown, "docx": write_word, "xlsx": write_excel}


@pytest.fixture(scope="module")
def words(catalogue):
    return vocabulary_of(load_biography(catalogue), HERE)


def read(folder, text, words):
    path = folder / "protokoll.md"
    path.write_text(text, encoding="utf-8")
    assert is_minutes(path)
    return read_minutes(path, words)


def test_a_typed_minute_is_read_whole(tmp_path, words):
    conference, said = read(tmp_path, GOOD, words)
    assert (conference, said) == (CONFERENCE, ())


@pytest.mark.parametrize("day", ["12.3.2025", "12. März 2025", "2025-03-12"])
def test_dates_as_people_write_them(day, tmp_path, words):
    conference, _ = read(tmp_path, GOOD.replace("12.03.2025", day), words)
    assert conference == CONFERENCE


def test_bold_words_and_list_signs_change_nothing(tmp_path, words):
    text = GOOD.replace("Ort:", "**Ort:**").replace("Runde:", "- **Runde**:")
    assert read(tmp_path, text, words)[0] == CONFERENCE


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_a_fault_is_said_with_its_line(case, tmp_path, words):
    old, new, line, expected = case
    assert old in GOOD
    conference, said = read(tmp_path, GOOD.replace(old, new, 1), words)
    assert conference is None
    assert [(message.row, message.level.value) for message in said if expected in message.text] == [(line, "error")]


@pytest.mark.parametrize("case", PERSONAL.values(), ids=PERSONAL)
def test_names_are_refused_and_never_quoted(case, tmp_path, words):
    old, new, line, secret = case
    assert old in GOOD
    conference, said = read(tmp_path, GOOD.replace(old, new, 1), words)
    assert conference is None
    assert [(message.row, message.level.value) for message in said] == [(line, "reject")]
    assert secret not in " ".join(message.text for message in said)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_a_name_is_read(text, tmp_path, words):
    conference, said = read(tmp_path, GOOD.replace("Nachmittags fährt kein Bus.", text), words)
    assert conference is not None, [str(message) for message in said]


def test_an_unknown_participant_is_not_quoted(tmp_path, words):
    _, said = read(tmp_path, GOOD.replace("- Fachkräfte: 8", "- Musterfrau: 1"), words)
    assert "Musterfrau" not in " ".join(message.text for message in said)


def test_more_votes_than_people_are_a_hint(tmp_path, words):
    conference, said = read(tmp_path, GOOD.replace("Familien 9", "Familien 19"), words)
    assert conference is not None
    assert [message.level.value for message in said] == ["warn"]


@pytest.mark.parametrize("ending", WRITERS)
def test_empty_forms_ask_for_the_head_and_nothing_else(ending, tmp_path, words):
    path = tmp_path / f"form.{ending}"
    WRITERS[ending](path, words)
    assert is_minutes(path)
    conference, said = read_minutes(path, words)
    faults = [message.text for message in said if message.level.value != "info"]
    assert conference is None
    assert len(faults) == 4, faults
    assert all("fehlt" in text or "keine Wortmeldung" in text for text in faults)


def counts(groups):
    return st.dictionaries(st.sampled_from(groups), st.integers(1, 99), max_size=3).map(lambda found: (*found.items(),))


TEXT = (
    st.text("abcäöüß ,;.:!?<>&\"'=-#*§%", min_size=1, max_size=60).map(lambda text: " ".join(text.split())).filter(bool)
)


@st.composite
def conferences(draw, words):
    people = draw(counts(words.groups[:4]).filter(bool))
    groups = [group for group, _ in people]
    said = [
        Contribution(
            number,
            draw(TEXT),
            draw(st.sampled_from(["", *groups])),
            draw(st.sampled_from(["", *words.stations])),
            "T2",
            draw(st.sampled_from(["", *words.obstacles])),
            draw(st.sampled_from(["", *words.fields])),
            draw(counts([*groups, "andere"])),
            draw(st.none() | counts(groups)),
            draw(st.sampled_from(["", *(theme.id for theme in words.themes)])),
        )
        for number in range(1, draw(st.integers(1, 4)) + 1)
    ]
    people = tuple(sorted(people, key=lambda item: words.groups.index(item[0])))
    day = draw(st.dates(date(2000, 1, 1), date(2050, 1, 1)))
    return Conference("Neustadt", day, draw(st.integers(1, 9)), people, tuple(said), draw(st.booleans()))


@pytest.mark.parametrize("ending", WRITERS)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_filled_forms_are_read_back_without_loss(ending, data, words, tmp_path_factory):
    conference = data.draw(conferences(words))
    path = tmp_path_factory.mktemp("form") / f"form.{ending}"
    WRITERS[ending](path, words, conference)
    read_back, said = read_minutes(path, words)
    assert read_back == conference, [str(message) for message in said]
    assert from_plain(as_plain(Voices((conference,)))) == Voices((conference,))


def test_what_word_keeps_beside_the_text_is_said(tmp_path, words):
    path = tmp_path / "form.docx"
    write_word(path, words, CONFERENCE)
    document = Document(str(path))
    document.add_table(1, 1).cell(0, 0).text = "Noch eine Wortmeldung"
    document.save(str(path))
    conference, said = read_minutes(path, words)
    assert conference is None
    assert any("Tabellen" in message.text for message in said)


def test_tracked_changes_in_word_are_refused(tmp_path, words):
    path = tmp_path / "form.docx"
    write_word(path, words, CONFERENCE)
    document = Document(str(path))
    run = document.paragraphs[-1].add_run("mehr")
    run._r.getparent().replace(run._r, _inserted(run._r))
    document.save(str(path))
    conference, said = read_minutes(path, words)
    assert conference is None
    assert any("nachverfolgte Änderungen" in message.text for message in said)


def _inserted(run):
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    element = parse_xml(f'<w:ins {nsdecls("w")} w:id="1"/>')
    element.append(run.__copy__())
    return element


def test_a_name_in_the_header_of_a_word_file_is_refused(tmp_path, words):
    path = tmp_path / "form.docx"
    write_word(path, words, CONFERENCE)
    document = Document(str(path))
    document.sections[0].header.paragraphs[0].text = "Protokoll: Erika Mustermann"
    document.save(str(path))
    assert [message.level.value for message in read_minutes(path, words)[1]] == ["reject"]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "place", "expected"),
    [
        ("Konferenz", "B3", "im März", "B3 (Blatt »Konferenz«)", "kein Datum"),
        ("Konferenz", "C3", "Rest", "C3 (Blatt »Konferenz«)", "wird nicht gelesen"),
        ("Wortmeldungen", "F2", "Erreichbarkeiten", "F2 (Blatt »Wortmeldungen«)", "Meinten Sie »Erreichbarkeit«"),
        ("Wortmeldungen", "L2", "Rest", "L2 (Blatt »Wortmeldungen«)", "wird nicht gelesen"),
        ("Wortmeldungen", "B1", "Inhalt", None, "wurde verändert"),
        ("Wortmeldungen", "B3", "Frau Mustermann wartet.", "B3 (Blatt »Wortmeldungen«)", "Name einer Person"),
    ],
)
def test_faults_of_a_workbook_are_said_with_their_cell(sheet, cell, value, place, expected, tmp_path, words):
    path = tmp_path / "form.xlsx"
    write_excel(path, words, CONFERENCE)
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    conference, said = read_minutes(path, words)
    assert conference is None
    assert [message.cell for message in said if expected in message.text] == [place]


def test_a_sheet_that_nobody_reads_is_said(tmp_path, words):
    path = tmp_path / "form.xlsx"
    write_excel(path, words, CONFERENCE)
    book = openpyxl.load_workbook(path)
    book.create_sheet("Notizen")["A1"] = "mehr"
    book.save(path)
    assert any("»Notizen«" in message.text for message in read_minutes(path, words)[1])


def test_a_date_cell_of_excel_is_a_date(tmp_path, words):
    path = tmp_path / "form.xlsx"
    write_excel(path, words, CONFERENCE)
    book = openpyxl.load_workbook(path)
    book["Konferenz"]["B3"] = CONFERENCE.day
    book["Konferenz"]["B3"].number_format = "dd.mm.yyyy"
    book.save(path)
    assert read_minutes(path, words)[0] == CONFERENCE


def test_damaged_files_are_said_to_be_damaged(tmp_path, words):
    path, broken = tmp_path / "form.docx", tmp_path / "kaputt.docx"
    write_word(path, words, CONFERENCE)
    broken.write_bytes(path.read_bytes()[:4000])
    shutil.copy(path, tmp_path / "leer.docx")
    (tmp_path / "leer.docx").write_bytes(b"")
    for name in ("kaputt.docx", "leer.docx"):
        assert is_minutes(tmp_path / name)
        conference, said = read_minutes(tmp_path / name, words)
        assert conference is None
        assert "Bitte" in said[0].text


@pytest.mark.parametrize("head", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html><table></table></html>"])
def test_other_formats_are_said_to_be_none_of_ours(head, tmp_path, words):
    path = tmp_path / "protokoll.doc"
    path.write_bytes(head + b"0" * 200)
    assert not is_minutes(path)
    conference, said = read_minutes(path, words)
    assert conference is None
    assert "Word (.docx)" in said[0].text


def test_another_workbook_is_none_of_ours(tmp_path, words):
    path = tmp_path / "zahlen.xlsx"
    openpyxl.Workbook().save(path)
    assert not is_minutes(path)
    assert "Excel-Formular" in read_minutes(path, words)[1][0].text
