"""Composite indices: anchored in the base year, ranked and classed only as far as the intervals carry."""

import numpy as np
import pandas as pd
import pytest

from isp_utils.indicators.composite import compute_index, movements
from isp_utils.indicators.figures import Figures
from isp_utils.model.catalogue import HERE, load
from isp_utils.model.errors import InputError
from isp_utils.model.indices import read_index
from isp_utils.model.schema import INDICATOR_COLUMNS
from isp_utils.pages.parts.composite_index import sentences_of
from tests.indicators.gated import line

CATALOGUE = load()
KREISE = [region.key for region in CATALOGUE.register.below("03", "kreis") if not region.valid_to]
INDEX = read_index(HERE / "indices" / "soziale_lage.toml", frozenset(CATALOGUE.indicators))


def figures(own_now: float, half_width: float) -> Figures:
    """All parts equal: Kreise spread evenly from 5 to 25 in the base year, one's own at 15, then at `own_now`."""
    spread = {key: 5 + 20 * place / (len(KREISE) - 1) for place, key in enumerate(KREISE)}
    values = {INDEX.base_year: spread | {"03354": 15.0}, INDEX.year: spread | {"03354": own_now}}
    rows = [
        line(str(year), value, half_width, indicator=part.indicator, region=key)
        for part in INDEX.parts
        for year, kreise in values.items()
        for key, value in kreise.items()
    ]
    return Figures(pd.DataFrame(rows)[list(INDICATOR_COLUMNS)], CATALOGUE, CATALOGUE.county("03354"), 9999)


def test_the_scale_of_the_base_year_stays_so_that_progress_shows():
    found = compute_index(INDEX, figures(own_now=10.0, half_width=0.2))
    assert found is not None
    assert float(found.base.value) == pytest.approx(50)  # the middle of 5..25
    assert float(found.now.value) == pytest.approx(75)  # lower is better
    assert "gesichert verbessert" in " ".join(sentences_of(INDEX, found, "Musterkreis"))


def test_wide_intervals_leave_progress_and_class_unsaid():
    found = compute_index(INDEX, figures(own_now=13.0, half_width=12.0))
    text = " ".join(sentences_of(INDEX, found, "Musterkreis"))
    assert "Eine Veränderung ist nicht gesichert" in text
    assert "Eine Klasse wird nicht genannt" in text


def test_without_limits_there_is_no_index():
    table = figures(10.0, 0.2)
    bare = Figures(table.table.assign(lower=float("nan")), CATALOGUE, table.county, 9999)
    assert compute_index(INDEX, bare) is None
    assert "Eine Gesamtzahl steht hier nicht" in sentences_of(INDEX, None, "Musterkreis")[0]


def panel(shared: float) -> Figures:
    """Ten years of stocks without limits: every part of a Kreis moves with the others as far as `shared`."""
    random = np.random.default_rng(14)
    years = range(INDEX.year - 9, INDEX.year + 1)
    rows = []
    for place, key in enumerate(KREISE):
        own = random.standard_normal((len(years), len(INDEX.parts)))
        moved = np.sqrt(1 - shared) * own + np.sqrt(shared) * random.standard_normal((len(years), 1))
        level = 5 + 20 * place / (len(KREISE) - 1)
        rows += [
            line(str(year), level + moved[at, part], indicator=INDEX.parts[part].indicator, region=key)
            for at, year in enumerate(years)
            for part in range(len(INDEX.parts))
        ]
    return Figures(pd.DataFrame(rows)[list(INDICATOR_COLUMNS)], CATALOGUE, CATALOGUE.county("03354"), 9999)


def test_stocks_are_drawn_within_the_scatter_of_the_kreise():
    found = movements(INDEX, panel(shared=0.0))
    assert found.scatter == pytest.approx(np.ones(len(INDEX.parts)), rel=0.2)
    assert compute_index(INDEX, panel(shared=0.0)) is not None


def test_parts_that_move_together_make_the_range_wider_and_the_page_says_so():
    apart, together = (compute_index(INDEX, panel(shared)) for shared in (0.0, 0.7))
    assert apart is not None
    assert together is not None
    assert apart.widening == pytest.approx(1, abs=0.1)
    assert together.widening == pytest.approx(np.sqrt(1 + 3 * 0.7), rel=0.1)  # four equal parts, correlation .7
    assert "% breiter als bei unabhängigen Kennzahlen" in " ".join(sentences_of(INDEX, together, "Musterkreis"))


def test_kreise_of_another_census_base_are_left_out():
    table = figures(10.0, 0.2)
    older = table.table["region"].eq(KREISE[0])
    mixed = table.table.assign(census_base=older.map({True: "zensus_2011", False: "zensus_2022"}))
    found = compute_index(INDEX, Figures(mixed, CATALOGUE, table.county, 9999))
    assert found is not None
    assert KREISE[0] not in found.regions
    assert len(found.regions) == len(KREISE) - 1


def test_a_part_that_is_no_indicator_names_file_and_neighbour(tmp_path):
    text = (HERE / "indices" / "soziale_lage.toml").read_text(encoding="utf-8")
    path = tmp_path / "soziale_lage.toml"
    path.write_text(text.replace("kinderarmut_u15", "kinderarmut_u51"), encoding="utf-8")
    with pytest.raises(InputError, match=r"soziale_lage\.toml.*kinderarmut_u51.*kinderarmut_u15"):
        read_index(path, frozenset(CATALOGUE.indicators))
