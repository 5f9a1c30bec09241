"""Implausible deliveries each bring a question; plausible ones, filled templates and official figures bring none."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from isp_utils.intake.delivery.delivery import read_delivery
from isp_utils.intake.facts.demo import demo_deliveries
from isp_utils.intake.messages import Level
from isp_utils.intake.questions.asked import UNASKED, not_asked, questions_about
from isp_utils.intake.questions.beside import KnownBeside
from isp_utils.model.schema import FACT_COLUMNS, Flag, empty_facts
from isp_utils.model.terms import Term
from isp_utils.store import Store
from tests.workplace import ROOT

TODAY = date(2025, 11, 1)
PEOPLE = {"03354": 10_000, "033545403": 1_500, "033545406": 5_000, "033545407": 3_500}
OWN = ("familienservicebuero", "gesundheitsamt", "jugendamt", "schulverwaltung", "sozialamt", "vhs")


def official(catalogue):
    """Counts of people, the same every year, for everything that made-up figures rest on."""
    made_up = [item for source in catalogue.sources.values() for item in source.demo]
    terms = {item.base for item in made_up} - {item.fact for item in made_up}
    rows = [
        (term.fact, area, str(year), "total", term.age, term.group, people * years_in(term.age) // 10)
        for term in map(Term.parse, sorted(terms))
        for area, people in PEOPLE.items()
        for year in range(2015, 2025)
    ]
    table = pd.DataFrame(rows, columns=[*FACT_COLUMNS[:6], "value"])
    filled = table.assign(flag="", raw="", census_base="none", source="inkar", file="inkar/a.csv", row=2)
    return filled[list(FACT_COLUMNS)].astype({"value": float})


def years_in(age):
    """How many years of age a group spans."""
    first, _, last = age.partition("-")
    return int(last) - int(first) + 1 if last else 80


@pytest.fixture(scope="module")
def known(catalogue):
    """The catalogue as the county sees it, its official counts, and nine plausible years of every department."""
    seen = catalogue.seen_from("03354")
    people = official(seen)
    return seen, people, demo_deliveries(people, seen)


def delivered(known, name):
    """Facts of all years as if the department had delivered them (not made up), whole numbers."""
    table = known[2][name]
    facts = table.assign(flag=Flag.NONE.value, raw=table["value"], census_base="none", source=name)
    facts = facts.assign(value=facts["value"].astype(float), file=f"{name}/frueher.xlsx", row=range(2, len(facts) + 2))
    return facts[list(FACT_COLUMNS)].reset_index(drop=True)


def asked(known, name, facts, earlier):
    """The texts of all questions."""
    seen, people, _ = known
    beside = KnownBeside(seen.sources[name], seen.register, seen.fact_names, earlier, people, TODAY)
    return [str(message) for message in questions_about(facts, beside)]


def newest(facts):
    """The figures of 2024 as a delivery of their own, and those of the years before."""
    new = facts["period"] == "2024"
    return facts[new].assign(file="x/neu.xlsx").reset_index(drop=True), facts[~new].reset_index(drop=True)


def only(fact, region="03354"):
    """Which row of a delivery: a fact of an area."""
    return lambda facts: (facts["fact"] == fact) & (facts["region"] == region)


def changed(facts, rows, value):
    """The delivery with other figures in some rows."""
    return facts.assign(value=facts["value"].mask(rows(facts), value))


def year(facts, period):
    """The delivery for another year."""
    return facts.assign(period=period)


def half(facts):
    """One count with a half."""
    return changed(facts, only("inobhutnahmen"), 12.5)


def areas(facts):
    """400 in the areas, 310 in the county."""
    parts = {"033545403": 100.0, "033545406": 180.0, "033545407": 120.0, "03354": 310.0}
    rows = facts["fact"] == "jugendarbeit_teilnehmende"
    return facts.assign(value=facts["value"].mask(rows, facts["region"].map(parts)))


def part(facts):
    """More confirmed assessments than assessments."""
    whole = facts.loc[only("gefaehrdungseinschaetzungen")(facts), "value"].iloc[0]
    return changed(facts, only("gefaehrdungseinschaetzungen_bestaetigt"), whole + 5)


def jump(facts):
    """Three times as many as ever."""
    return changed(facts, only("inobhutnahmen"), facts.loc[only("inobhutnahmen")(facts), "value"].iloc[0] * 4 + 40)


def once_more(facts, earlier):
    """The figures of the year before under the new year."""
    return year(earlier[earlier["period"] == "2023"], "2024").reset_index(drop=True)


def typed(facts, earlier):
    """New figures under a year that was delivered already."""
    return year(facts.assign(value=facts["value"] + 3), "2023")


ALONE = {  # what is wrong -> what is done to a good delivery of the Jugendamt, words of the question
    "a future year": (lambda facts: year(facts, "2031"), "liegt in der Zukunft"),
    "areas that do not add up": (areas, "ergeben zusammen 400, für Lüchow-Dannenberg stehen 310 da"),
    "half a case": (half, "12,5 ist keine ganze Zahl"),
    "everything a hundredfold": (lambda facts: facts.assign(value=facts["value"] * 100), "Einheit und die Kommas"),
    "a jump that no year shows": (jump, "kam in keinem früheren Jahr vor"),
    "a part above its whole": (part, "ist mehr als"),
    "one number drawn down": (lambda facts: facts.assign(value=12.0), "nach unten gezogen"),
    "more cases than people": (
        lambda facts: changed(facts, only("melderegister_0_20"), 26_000.0),
        "mehr, als dort in diesem Alter wohnen",
    ),
}
BESIDE = {
    "last year once more": (once_more, "sind dieselben wie für 2023"),
    "2023 typed for 2024": (typed, "ist ein anderes Jahr gemeint, etwa 2024,"),
}


@pytest.mark.parametrize("name", ALONE)
def test_an_implausible_delivery_brings_its_question(known, name):
    change, words = ALONE[name]
    facts, earlier = newest(delivered(known, "jugendamt"))
    found = asked(known, "jugendamt", change(facts), earlier)
    assert any(words in text for text in found), found


@pytest.mark.parametrize("name", BESIDE)
def test_a_delivery_that_looks_like_another_year_brings_its_question(known, name):
    change, words = BESIDE[name]
    facts, earlier = newest(delivered(known, "jugendamt"))
    found = asked(known, "jugendamt", change(facts, earlier), earlier)
    assert any(words in text for text in found), found


OLD, NEW, LATER = "jugendamt/2023.xlsx", "jugendamt/2023_neu.xlsx", "jugendamt/2023_noch_neuer.xlsx"


def said_of(known, mine, others, dates):
    """What is said of one of several files that all speak of 2023, with level and text."""
    seen, people, _ = known
    facts = year(newest(delivered(known, "jugendamt"))[0], "2023")
    files = {OLD: facts, NEW: facts.assign(value=facts["value"] + 3), LATER: facts.assign(value=facts["value"] + 3)}
    named = {name: table.assign(file=name) for name, table in files.items()}
    earlier = pd.concat([named[name] for name in others], ignore_index=True)
    beside = KnownBeside(seen.sources["jugendamt"], seen.register, seen.fact_names, earlier, people, TODAY)
    found = questions_about(named[mine], replace(beside, dates=dates))
    return [(message.level, message.text) for message in found if "2023" in message.text]


def test_a_correction_is_told_which_file_is_used_and_what_to_do_with_the_other(known):
    dates = {OLD: "2024-02-01", NEW: "2024-02-05"}
    ((level, text),) = said_of(known, NEW, [OLD], dates)
    assert level == Level.ASK
    assert text.startswith(f"Für 2023 stehen auch in {OLD} Zahlen, und ")
    assert f"Verwendet wird {NEW} (Stand 05.02.2024), nicht {OLD} (Stand 01.02.2024)." in text
    assert f"Ist das eine Berichtigung, bitte {OLD} aus dem Ordner nehmen" in text
    ((level, same),) = said_of(known, OLD, [NEW], dates)
    assert level == Level.INFO, "one question for two files"
    assert same.partition(". ")[2] == text.partition(". ")[2]


def test_of_three_files_about_a_year_the_newest_alone_is_asked(known):
    dates = {OLD: "2024-02-01", NEW: "2024-02-05", LATER: "2024-02-07"}
    assert [level for level, _ in said_of(known, LATER, [OLD, NEW], dates)] == [Level.ASK], "one of them says the same"
    assert Level.ASK not in [level for level, _ in said_of(known, NEW, [OLD, LATER], dates)]
    ((level, text),) = said_of(known, OLD, [NEW, LATER], dates)
    assert (level, f"Verwendet wird {LATER}" in text) == (Level.INFO, True)


def test_a_hundredfold_is_asked_about_in_the_first_delivery_too(known):
    facts, _ = newest(delivered(known, "jugendamt"))
    small = facts[facts["fact"].isin(["fremdunterbringungen", "inobhutnahmen"])]
    found = asked(known, "jugendamt", small.assign(value=small["value"] * 100), empty_facts())
    assert any("nach der Zahl der Einwohner zu erwarten" in text for text in found), found


def times(facts, fact, factor):
    """The delivery with all figures of a Merkmal multiplied."""
    return facts.assign(value=facts["value"].mask(facts["fact"] == fact, facts["value"] * factor))


MANY = ("hilfen_zur_erziehung", "inobhutnahmen", "melderegister_0_17", "jugendarbeit_teilnehmende")
EARLIER = {"none": 0, "one year": 1, "eight years": 8}


@pytest.mark.parametrize("factor", [100, 10])
@pytest.mark.parametrize("fact", MANY)
@pytest.mark.parametrize("years", EARLIER.values(), ids=EARLIER)
def test_a_multiple_of_one_merkmal_is_asked_about_with_its_name(known, years, fact, factor):
    facts, before = newest(delivered(known, "jugendamt"))
    before = before[before["period"] >= str(2024 - years)]
    found = asked(known, "jugendamt", times(facts, fact, factor), before)
    title = known[0].fact_names[fact]
    assert any(f"»{title}«" in text and "Stimm" in text for text in found), found
    assert [text for text in found if "-mal so viel" in text and title not in text] == []


@pytest.mark.parametrize("years", [0, 1])
def test_a_hundredth_of_one_merkmal_is_asked_about(known, years):
    facts, before = newest(delivered(known, "jugendamt"))
    found = asked(
        known, "jugendamt", times(facts, MANY[0], 0.01).round(), before[before["period"] >= str(2024 - years)]
    )
    assert any("Hilfen zur Erziehung" in text and "stel so viel" in text for text in found), found


def test_a_whole_in_the_same_file_is_enough_to_ask(known):
    seen = known[0]
    facts, _ = newest(delivered(known, "jugendamt"))
    beside = KnownBeside(seen.sources["jugendamt"], seen.register, seen.fact_names, today=TODAY)
    assert questions_about(facts, beside) == ()
    (found,) = [str(m) for m in questions_about(times(facts, MANY[0], 100), beside) if "zu erwarten" in m.text]
    assert "»Hilfen zur Erziehung«" in found


def test_small_counts_move_without_a_question(known):
    facts, before = newest(delivered(known, "jugendamt"))
    small = only("inobhutnahmen")
    before = before[before["period"] == "2023"]
    assert asked(known, "jugendamt", changed(facts, small, 12.0), changed(before, small, 2.0)) == []


def test_men_and_women_who_are_not_all_bring_a_question(known):
    facts, _ = newest(delivered(known, "vhs"))
    row = facts[:1].assign(value=10.0)
    split = pd.concat([row, row.assign(sex="m", value=3.0), row.assign(sex="w", value=9.0)], ignore_index=True)
    assert any("Männer und Frauen ergeben 12 statt 10" in text for text in asked(known, "vhs", split, empty_facts()))


@pytest.mark.parametrize("name", OWN)
def test_a_plausible_delivery_brings_none(known, name):
    facts, earlier = newest(delivered(known, name))
    assert asked(known, name, facts, earlier) == []
    assert asked(known, name, facts, empty_facts()) == []
    assert asked(known, name, delivered(known, name), empty_facts()) == []


def test_every_department_is_tried(known):
    assert set(OWN) == {s.id for s in known[0].sources.values() if s.owner == "eigene" and s.demo}


def test_a_question_names_its_row_and_is_said_a_few_times_only(known):
    facts, earlier = newest(delivered(known, "jugendamt"))
    found = asked(known, "jugendamt", facts.assign(value=facts["value"] + 0.5), earlier)
    assert len([text for text in found if "keine ganze Zahl" in text]) == 3
    assert found[0].startswith("Zeile ")
    assert "weiteren Stellen" in " ".join(found)


def test_an_official_figure_that_is_constant_or_not_whole_brings_none(known):
    seen, people, _ = known
    beside = KnownBeside(seen.sources["inkar"], seen.register, today=TODAY)
    assert questions_about(people.assign(value=people["value"] + 0.5), replace(beside, earlier=people)) != ()
    assert questions_about(people.assign(value=people["value"] * people["period"].astype(int)), beside) == ()


def test_what_could_not_be_asked_is_said(known):
    seen, people, _ = known
    facts, earlier = newest(delivered(known, "vhs"))
    without = KnownBeside(seen.sources["vhs"], seen.register)
    assert [m.text.startswith(UNASKED) for m in not_asked(facts, without)] == [True, True]
    assert not_asked(facts, replace(without, earlier=earlier, official=people)) == []
    others = earlier[earlier["fact"] != "vhs_kursteilnehmende"]
    (new,) = not_asked(facts, replace(without, names=seen.fact_names, earlier=others, official=people))
    assert f"Sprünge bei »{seen.fact_names['vhs_kursteilnehmende']}«" in new.text
    elsewhere = people.assign(region="03355")
    said = [m.text for m in not_asked(facts, replace(without, official=elsewhere))]
    assert any("die Größe von »melderegister_15_34«" in text for text in said), said


@pytest.mark.slow
def test_what_comes_with_the_suite_brings_none(known):
    """Measured over all official deliveries: a rule that asks about one of them asks too much."""
    seen = known[0]
    paths = [path for path in Store(ROOT).deliveries() if seen.sources[path.parent.name].owner == "amtlich"]
    found = {}
    for path in (path for path in paths if path.with_suffix(".toml").exists()):
        beside = KnownBeside(seen.sources[path.parent.name], seen.register, seen.fact_names)
        found[path.name] = [str(message) for message in questions_about(read_delivery(path, seen.register), beside)]
    assert len(found) > 100
    assert {name: texts for name, texts in found.items() if texts} == {}
