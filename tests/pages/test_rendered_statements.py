"""The finished pages of the real county: sentence, overview, CSV, summary, obstacles and synthesis say the same."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from isp_utils.charts.parts.data_file import COLUMNS
from isp_utils.model.catalogue import FIELDS, STATIONS, Catalogue, load
from isp_utils.model.periods import year_of
from isp_utils.model.wording import german_number
from isp_utils.pages.parts.scraps import scraps_of
from isp_utils.pages.parts.spoken import spoken_number

KREIS = "03354"
ENDINGS = ("entwicklung", "kreise", "gebiete")
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd]\b.*?>(.*?)</t[hd]>", re.DOTALL)
SAID = re.compile(r'<div class="isp-statement[^>]*>(.*?)</div>', re.DOTALL)
ITEM = re.compile(r'<p class="isp-say">(.*?)</p><p class="isp-proof">(.*?)<a href="kennzahlen/(\w+)\.html">', re.DOTALL)
PLACES = re.compile(r'data-kind="gebiete" data-indicator="(\w+)"(.*?)</figure>', re.DOTALL)
VERDICTS = ("günstiger", "ungünstiger")
NO_VERDICT = {"Ausnahmejahr": "Ausnahmejahr ohne", "von ": "zu alt zum Beurteilen", "geschätzt": "geschätzt und"}


def text(markup: str) -> str:
    """Words on one line, with ordinary blanks and hyphens."""
    plain = (
        html.unescape(re.sub(r"<[^>]+>", " ", markup))
        .replace("\u202f", " ")
        .replace("\u00a0", " ")
        .replace("\u2011", "-")
    )
    return " ".join(plain.split())


@dataclass(frozen=True)
class Made:
    """The site of one county, read back."""

    home: Path

    @property
    def site(self) -> Path:
        return self.home / "outputs" / KREIS

    @cached_property
    def catalogue(self) -> Catalogue:
        return load().seen_from(KREIS)

    @cached_property
    def files(self) -> pd.DataFrame:
        """The rows of indikatoren.csv that say something about the county's newest figures, by Kennzahl."""
        path = self.site / "daten" / "indikatoren.csv"
        rows = pd.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig", dtype={"region": str, "period": str})
        said = rows[rows["vergleich_land"].notna()].set_index("indicator")
        assert said.index.is_unique
        assert set(said["region"]) == {KREIS}
        return said

    @cached_property
    def newest_year(self) -> int:
        """Of every known figure in the file that is not made up."""
        path = self.site / "daten" / "indikatoren.csv"
        rows = pd.read_csv(
            path, sep=";", decimal=",", encoding="utf-8-sig", dtype=str, usecols=["period", "value", "flag"]
        )
        return max(map(year_of, rows[rows["value"].notna() & (rows["flag"] != "demo")]["period"].unique()))

    @cached_property
    def pages(self) -> dict[str, str]:
        """Markup of the field pages by field."""
        return {
            page.field: (self.site / page.html).read_text(encoding="utf-8")
            for page in self.catalogue.pages
            if page.field
        }

    @cached_property
    def said(self) -> dict[str, str]:
        """All words of the statement on each Kennzahl, on its Steckbrief."""
        pages = {path.stem: path.read_text(encoding="utf-8") for path in (self.site / "kennzahlen").glob("*.html")}
        return {name: text(found[1]) for name, page in pages.items() if (found := SAID.search(page))}

    @cached_property
    def items(self) -> list[tuple[str, str, str, str]]:
        """Field, Kennzahl, spoken sentence and line of proof wherever a report tells about a figure."""
        return [
            (field, name, text(sentence), text(proof))
            for field, page in self.pages.items()
            for sentence, proof, name in ITEM.findall(page)
        ]

    def profile(self, field: str) -> Iterator[tuple[str, list[str]]]:
        """Kennzahl and cells of each row of the two profiles of a field."""
        for table in re.findall(r'data-kind="profil">(.*?)</table>', self.pages[field], re.DOTALL):
            for row in ROW.findall(table)[1:]:
                name = re.search(r'href="kennzahlen/(\w+)\.html"', row)
                assert name
                yield name[1], [text(cell) for cell in CELL.findall(row)]

    def workbook(self) -> dict[tuple[str, str], list[float]]:
        """Numbers of the county in the sheet of all years, by Kennzahl and period."""
        book = CalamineWorkbook.from_path(str(self.site / "daten" / "kennzahlen.xlsx"))
        lines = book.get_sheet_by_name("Alle Jahre").to_python()
        head = next(line for line in lines if "Gebietsschlüssel" in line)
        found: dict[tuple[str, str], list[float]] = {}
        for line in lines[lines.index(head) + 1 :]:
            row = dict(zip(head, line, strict=False))
            if isinstance(row["Wert"], float):
                period = row["Zeitraum"]  # a year is a number there
                words = str(int(period)) if isinstance(period, float) else str(period)
                found.setdefault((str(row["Kennzahl"]), words), []).append(row["Wert"])
        return found

    def data_files(self) -> list[Path]:
        """Files of the Steckbriefe, and of pictures of one Kennzahl."""
        names = {f"{name}_{end}.csv" for name in self.catalogue.indicators for end in ENDINGS}
        return [path for path in (self.site / "daten").glob("*.csv") if path.name in names or path.match("kennzahl_*")]

    @cached_property
    def land(self) -> dict[str, float]:
        """Values of the Land in the periods of the county's newest figures, by Kennzahl."""
        path = self.site / "daten" / "indikatoren.csv"
        rows = pd.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig", dtype={"region": str, "period": str})
        whole = (rows[["sex", "age", "group"]] == "total").all(axis=1)
        rows = rows[(rows["region"] == KREIS[:2]) & whole & rows["value"].notna()]
        found = {}
        for name, own in self.files.iterrows():
            same = rows[(rows["indicator"] == name) & (rows["period"].map(year_of) == year_of(str(own["period"])))]
            if len(same):
                found[str(name)] = float(same["value"].iloc[-1])
        return found

    @cached_property
    def recorded(self) -> dict[tuple[str, str], dict[str, str]]:
        """Findings for the synthesis by field and Kennzahl."""
        runs = self.home / "data" / "processed" / "laeufe" / KREIS
        found = {}
        for page in self.catalogue.pages:
            if page.field:
                scraps = scraps_of(runs / f"{page.notebook}.ipynb")
                found |= {(page.field, name): scrap for name, scrap in scraps.items()}
        return found


@pytest.fixture(scope="module")
def made(real_home) -> Made:
    """The site of the real county."""
    return Made(real_home)


def test_the_profiles_say_what_the_csv_says(made):
    seen = set()
    for field in FIELDS:
        for name, cells in made.profile(field):
            row = made.files.loc[name]
            moved = row["entwicklung"].replace("keine Aussage", "").removeprefix("–")
            told = f"{row['vergleich_land']} Entwicklung: {moved}" if moved else row["vergleich_land"]
            assert cells[-1].lstrip("▲▼ ") == told, name
            printed = german_number(row["value"], made.catalogue.indicators[name].digits)
            assert cells[3].split(" ")[0] == printed, name
            seen.add(name)
    assert len(seen) > 80


def test_a_figure_is_told_in_the_profile_of_its_own_report_only(made):
    told = [name for field in FIELDS for name, _ in made.profile(field)]
    assert len(told) == len(set(told))


def test_a_spoken_sentence_says_the_number_of_the_csv(made):
    checked = 0
    for _, name, sentence, _ in made.items:
        item, row = made.catalogue.indicators[name], made.files.loc[name]
        said = made.land.get(name)
        values = {spoken_number(sign * row["value"], said and sign * said, item) for sign in (1, -1)}
        assert any(value.replace("\u00a0", " ") in sentence for value in values), (name, sentence, values)
        checked += 1
    assert checked > 80


def test_what_is_judged_in_a_report_is_judged_so_in_the_csv(made):
    for _, name, _, proof in made.items:
        word = made.files.loc[name, "vergleich_land"]
        judged = re.search(r"[▲▼] ((?:un)?günstiger) als im Land", proof)
        if "als im Land" in proof.split(" · ")[0]:
            assert (judged[1] if judged else "") == (word if word in VERDICTS else ""), name


def test_sentence_and_csv_print_one_number(made):
    printed = {
        name: german_number(row["value"], made.catalogue.indicators[name].digits)
        for name, row in made.files.iterrows()
        if pd.notna(row["value"])
    }
    told = [name for name in made.said if name in printed]
    assert len(told) > 60
    for name in told:
        assert f": {printed[name]}" in made.said[name].split("Entwicklung")[0], name


def test_steckbrief_data_file_workbook_and_list_of_all_rows_have_one_number(made):
    numbers = made.workbook()
    checked = 0
    for name, row in made.files.iterrows():
        item = made.catalogue.indicators[name]
        if pd.isna(row["value"]):
            continue
        printed, period = german_number(row["value"], item.digits), str(row["period"])
        page = (made.site / "kennzahlen" / f"{name}.html").read_text(encoding="utf-8")
        assert re.search(r'isp-hero-number">(.*?)</span>', page)[1] == printed, name
        assert f": {printed}" in text(page[page.index('class="isp-statement') :]), name
        path = made.site / "daten" / f"kennzahl_{name}.csv"
        kinds = {"Gebietsschlüssel": str, "Zeitraum": str}
        rows = pd.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig", dtype=kinds)
        own = rows[(rows["Gebietsschlüssel"] == KREIS) & (rows["Zeitraum"] == period) & rows["Wert"].notna()]
        assert german_number(float(own["Wert"].iloc[-1]), item.digits) == printed, name
        assert printed in {german_number(number, item.digits) for number in numbers[name, period]}, name
        checked += 1
    assert checked > 100


def test_every_data_file_with_kennzahlen_has_the_same_columns(made):
    heads = {path.name: path.read_text(encoding="utf-8-sig").splitlines()[0] for path in made.data_files()}
    assert set(heads.values()) == {";".join(COLUMNS)}
    assert len(heads) > len(made.catalogue.indicators)


def test_no_data_file_has_two_columns_of_one_name(made):
    for path in (made.site / "daten").glob("*.csv"):
        head = path.read_text(encoding="utf-8-sig").splitlines()[0].split(";")
        assert len(head) == len(set(head)), path.name


def test_a_picture_of_an_exceptional_year_says_so(made):
    shown = 0
    for page in made.pages.values():
        for name, figure in re.findall(PLACES, page):
            years = {item.year for item in made.catalogue.indicators[name].exceptional}
            title = re.search(r"innerhalb des Kreises .*?(\d{4})</span>", figure)
            if title and int(title[1]) in years:
                assert f"Ausnahmejahr {title[1]}: " in text(figure), name
                shown += 1
    assert shown > 0


def test_the_sentences_judge_as_the_csv_does(made):
    assert len(made.said) > 60
    for name, said in made.said.items():
        if name not in made.files.index:
            continue
        row, item = made.files.loc[name], made.catalogue.indicators[name]
        land = re.search(r"Niedersachsen: .*?(?=Deutschland: |Vergleichbare Kreise|Platz \d|Belastbarkeit|$)", said)
        judged = re.search(r"damit (un)?günstiger", land[0]) if land else None
        verdict = judged[0].removeprefix("damit ") if judged else ""
        assert verdict == (row["vergleich_land"] if row["vergleich_land"] in VERDICTS else ""), name
        if item.nature == "events" and land:
            assert ("gesichert höher" in land[0] or "gesichert niedriger" in land[0]) == (
                row["vergleich_land"] in (*VERDICTS, "höher", "niedriger")
            ), name
        turn = re.search(r"eine ((?:un)?günstiger)e Entwicklung", said)
        assert (turn[1] if turn else "") == next(iter(re.findall(r"\(((?:un)?günstiger)", row["entwicklung"])), ""), (
            name
        )


def test_a_direction_in_a_table_is_that_of_the_numbers_in_the_sentence(made):
    number = r"(−?[\d.]+(?:,\d+)?)"
    checked = 0
    for name, said in made.said.items():
        moved = re.search(rf"Entwicklung: von {number}\D.*?\) auf {number}\D", said)
        if moved and name in made.files.index:
            then, now = (float(part.replace(".", "").replace(",", ".").replace("−", "-")) for part in moved.groups())
            words = made.files.loc[name, "entwicklung"]
            silent = "für eine Richtung zu kurz" in said or "deshalb keine Richtung" in said
            assert words.startswith("keine Aussage") == silent, name
            unclear = silent or "ohne klare Richtung" in said
            assert words.startswith("ohne klare Richtung") == ("ohne klare Richtung" in said), name
            assert unclear or words.split(" ")[0] == ("gestiegen" if now > then else "gesunken"), name
            checked += not unclear
    assert checked > 20


def test_what_forbids_a_verdict_stands_in_the_sentence_of_the_figure(made):
    for name, row in made.files.iterrows():
        item, period = made.catalogue.indicators[name], str(row["period"])
        exceptional = year_of(period) in {odd.year for odd in item.exceptional}
        too_old = year_of(period) < made.newest_year - 5
        barred = row["flag"] != "demo" and (exceptional or too_old or row["flag"] == "estimated")
        assert row["vergleich_land"].startswith("kein Urteil (") == barred, name
        if barred:
            assert "günstiger" not in row["entwicklung"], name
        if barred and name in made.said:
            first = made.said[name].split("Entwicklung")[0]
            assert any(sign in row["vergleich_land"] and words in first for sign, words in NO_VERDICT.items()), name


def test_money_is_called_nominal_and_has_no_verdict_on_its_development(made):
    for item in made.catalogue.indicators.values():
        if item.money and item.id in made.files.index:
            assert "günstiger" not in made.files.loc[item.id, "entwicklung"]
            assert "in jeweiligen Preisen" in made.said.get(item.id, "in jeweiligen Preisen")
            for _, name, _, proof in made.items:
                assert name != item.id or "in jeweiligen Preisen" in proof
        if item.renormed and item.id in made.files.index:
            assert made.files.loc[item.id, "entwicklung"] == "keine Aussage"


def test_a_count_of_everybody_has_neither_range_nor_grade(made):
    for name, said in made.said.items():
        if made.catalogue.indicators[name].nature == "stock":
            assert "Sicherheit zwischen" not in said.replace("Sicherheit zwischen Platz", ""), name
            assert "Belastbarkeit" not in said, name
    stocks = [name for name in made.files.index if made.catalogue.indicators[name].nature == "stock"]
    assert made.files.loc[stocks, ["lower", "upper", "reliability"]].isna().all(axis=None)


def test_the_first_messages_are_those_of_the_field(made):
    for field, page in made.pages.items():
        block = page[page.index("Das Wichtigste</h2>") :]
        names = re.findall(r'href="kennzahlen/(\w+)\.html"', block[: block.index("Auf einen Blick</h2>")])
        assert 3 <= len(names) <= 8, field
        assert all(made.catalogue.indicators[name].home == field for name in names)
        assert len(names) == len(set(names))


def told_by_a_newer_one(made: Made) -> set[str]:
    """Kennzahlen that say what one with a newer figure says in another way."""
    rows = made.files[made.files["vergleich_land"].isin(VERDICTS)]
    about = {name: made.catalogue.indicators[name].about for name in rows.index}
    year = {name: year_of(str(rows.loc[name, "period"])) for name in rows.index}
    same = ((old, new) for old in about for new in about if about[old] and about[old] == about[new])
    return {old for old, new in same if year[old] < year[new]}


def test_the_synthesis_names_the_verdicts_of_the_csv_once(made):
    words = {"better": "günstiger", "worse": "ungünstiger", "": ""}
    named: dict[tuple[str, str], dict[str, list[str]]] = {}
    for (field, name), scrap in made.recorded.items():
        row = made.files.loc[name]
        verdict = row["vergleich_land"] if row["vergleich_land"] in VERDICTS else ""
        assert words[scrap["verdict"]] == verdict, name
        assert words[scrap["turn"]] == next(iter(re.findall(r"\(((?:un)?günstiger)", row["entwicklung"])), ""), name
        cell = named.setdefault((STATIONS[scrap["station"]], FIELDS[field]), {word: [] for word in VERDICTS})
        if verdict and name not in told_by_a_newer_one(made):
            cell[verdict].append(made.catalogue.indicators[name].short)
    assert len({name for _, name in made.recorded}) == len(made.recorded)
    page = (made.site / "synthese.html").read_text(encoding="utf-8")
    table = page[page.index("Stationen der Bildungsbiografie und Planungsfelder") :]
    rows = [[text(cell) for cell in CELL.findall(row)] for row in ROW.findall(table[: table.index("</table>")])]
    for station, *cells in rows[1:]:
        for field, cell in zip(rows[0][1:], cells, strict=True):
            expected = named.get((station, field), {word: [] for word in VERDICTS})
            for word, sign in zip(VERDICTS, "▲▼", strict=True):
                found = re.search(rf"{sign} {word}: (.*?)(?= [▲▼◆] | von \d)", cell)
                assert (found[1].split(", ") if found else []) == expected[word], (station, field)


def test_every_report_says_how_many_comparisons_it_makes(made):
    for page in made.pages.values():
        assert re.search(r"Mit dem Land verglichen sind hier \d+ Kennzahlen", text(page))
        assert "Vergleichbar sind die fünf Kreise" in text(page)
