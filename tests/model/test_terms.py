"""The short forms of tables and TOML files: each is read and written in one place, and what is none is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.model.errors import InputError
from isp_utils.model.terms import Method, Sources, Term, added, addends
from isp_utils.statistics.intervals import proportion, rate

NAME = st.from_regex(r"[a-z][a-z_0-9]{0,8}", fullmatch=True)
AGE = st.sampled_from(["total", "6", "0-2", "65+"])
GROUP = st.sampled_from(["total", "schulart:gymnasium", "alter:65+"])
TERM = st.builds(Term, NAME, AGE, GROUP)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("bevoelkerung", ("bevoelkerung", "total", "total")),
        ("bevoelkerung/65+", ("bevoelkerung", "65+", "total")),
        ("schueler/total/schulart:gymnasium", ("schueler", "total", "schulart:gymnasium")),
    ],
)
def test_a_term_is_read_and_written_again(text, parts):
    term = Term.parse(text)
    assert (term.fact, term.age, term.group) == parts
    assert str(term) == text
    assert term.full == "/".join(parts)


def test_totals_at_the_end_are_left_out():
    assert str(Term.parse("bevoelkerung/total/total")) == "bevoelkerung"


@pytest.mark.parametrize("text", ["", "/0-2", "bevoelkerung/", "bevoelkerung//total", "a/b/c/d", " "])
def test_what_is_no_term_is_refused_with_its_place(text):
    with pytest.raises(InputError, match=r"quote\.toml, numerator: ».*« hat .* Erwartet wird »merkmal«"):
        Term.parse(text, "quote.toml, numerator")


@given(TERM)
def test_every_term_survives_both_forms(term):
    assert Term.parse(str(term)) == Term.parse(term.full) == Term.of_cell(term.full) == term


@given(st.lists(TERM, min_size=1, max_size=4))
def test_a_sum_names_its_terms_open_ages_included(terms):
    assert addends(added(terms)) == tuple(terms)


@given(st.lists(TERM, min_size=2, max_size=3), AGE)
def test_a_cell_may_be_named_after_a_sum(terms, age):
    cell = Term(added(terms), age)
    assert Term.of_cell(cell.full) == cell


def test_sources_are_read_and_written_again():
    sources = Sources.parse("inkar + regionalstatistik")
    assert (list(sources), sources.first, str(sources)) == (
        ["inkar", "regionalstatistik"],
        "inkar",
        "inkar + regionalstatistik",
    )
    assert "inkar" in sources
    assert "ink" not in sources


def test_several_texts_name_each_source_once():
    assert str(Sources.of(["b + a", "c", "a"])) == "b + a + c"
    assert not Sources.of([])
    assert not Sources.parse("")


@pytest.mark.parametrize("text", ["inkar + ", " + ", "a +  + b"])
def test_a_source_without_a_name_is_refused(text):
    with pytest.raises(InputError, match="eine Quelle ohne Namen"):
        Sources.parse(text)


def test_the_words_of_the_methods_are_those_of_the_statistics():
    assert proportion(1, 2).method == Method.SHARE
    assert rate(1, 2).method == Method.RATE


def test_what_a_method_says_about_a_figure():
    assert [item for item in Method if item.is_share] == [Method.SHARE, Method.APPROXIMATE_SHARE]
    assert [item for item in Method if item.is_approximate] == [Method.APPROXIMATE_SHARE, Method.APPROXIMATE_RATE]
