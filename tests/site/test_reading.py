"""The rules of running text, each tried on a page that breaks it and on one that does not."""

from tests.site.reading import blocks, clauses, repeated_clauses, unsaid

LONG = "der Kreis liegt gesichert höher als das Land"


def test_a_clause_may_stand_three_times():
    assert repeated_clauses(f"<p>{LONG}.</p>" * 3) == {}
    assert repeated_clauses(f"<p>2024, {LONG}.</p>" * 4) == {LONG: 4}


def test_short_clauses_may_stand_as_often_as_they_are_needed():
    assert repeated_clauses("<p>im Land mehr, hier weniger.</p>" * 9) == {}


def test_tables_figures_and_navigation_do_not_count():
    once = f"<table><tr><td>{LONG}</td></tr></table><figure><p>{LONG}</p></figure><nav><p>{LONG}</p></nav>"
    assert repeated_clauses(once * 9 + f"<p>{LONG}</p>") == {}


def test_a_clause_counts_wherever_it_stands_in_a_sentence():
    page = f"<p>Erstens: {LONG}; zweitens.</p><ul><li>{LONG}</li></ul><p>{LONG}, und</p><p>So ({LONG}).</p>"
    assert repeated_clauses(page) == {LONG: 4}


def test_numbers_stay_whole_and_blanks_of_all_kinds_are_one():
    assert clauses("von 1.234,5 Menschen, am 31.12.2024 gezählt") == ["von 1.234,5 Menschen", "am 31.12.2024 gezählt"]
    assert blocks("<p>37,1&#8239;%&nbsp;der\nKinder</p>") == ["37,1 % der Kinder"]


def test_unsaid_words_are_found_in_tables_and_descriptions_too():
    page = "<style>»</style><p>Gut.</p><table><tr><td>Wert (exact)</td></tr></table><svg><desc>PROJ_1</desc></svg>"
    assert unsaid(page) == ["(exact)", "PROJ_"]
    assert unsaid("<p>Gut.</p>") == []
