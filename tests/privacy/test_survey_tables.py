"""An outsider reads the published tables of a survey and reckons; no count of answers below the minimum follows.

He is given more than is printed: wherever a share stands, the count behind it. He knows how many of each group
answered, and that answers and groups add up. His machinery is that of the other attacks (tests/privacy/ranges.py); it
shares nothing with the gate.
"""

from itertools import count, product

import numpy as np
import pytest
from scipy import sparse

from isp_utils.indicators.survey.cells import counts_behind
from isp_utils.indicators.survey.positions import positions_of, said_yes
from isp_utils.indicators.survey.results import results_of
from isp_utils.model.survey_results import ANSWER, HARD_SHARE, RESPONSE
from isp_utils.privacy.answers import AnswerCounts, hidden_answers
from isp_utils.privacy.gate import DisclosureError
from tests.privacy.ranges import MOST, Narrow
from tests.survey_samples import drawn_wave

MINIMUM = 10
ITEMS = (0, 10, 13, 16)  # asked of everybody, often denied, asked of few, nearly always denied


class Outsider:
    """Unknown counts [question, answer, area, family form], and what the tables say about their sums."""

    def __init__(self, wave, table):
        self.wave, self.table = wave, table
        self.groups = [sorted(wave.answers[name].unique()) for name in ("gebiet", "familientyp")]
        self.codes = ["", *sorted(wave.form.item_answers(wave.form.items[0]))]  # "": left out

    def facts(self, item):
        """Every equation about one question: which cells add up, and to what."""
        wave, hard = self.wave, {str(code) for code in item.hard}
        told = self.table[self.table["flag"] == ""]
        given = wave.answers[item.id]
        for row in told[told["kind"] == RESPONSE].itertuples():
            yield self.cells(row, self.codes), row.answers
        for row in told[(told["kind"] == HARD_SHARE) & (told["item"] == item.id)].itertuples():
            inside = (wave.answers[row.by] == row.group) if row.by else given == given
            yield self.cells(row, [code for code in self.codes if code]), row.answers
            yield self.cells(row, hard), (given[inside].isin(hard)).sum()
        for row in told[(told["kind"] == ANSWER) & (told["item"] == item.id)].itertuples():
            yield self.cells(row, [row.answer]), (given == row.answer).sum()

    def cells(self, row, codes):
        """Places of the cells that a row of the tables adds up."""
        areas, forms = self.groups
        areas = [row.group] if row.by == "gebiet" else areas
        forms = [row.group] if row.by == "familientyp" else forms
        return [self.place(code, area, form) for code, area, form in product(codes, areas, forms)]

    def place(self, code, area, form):
        sizes = (len(self.codes), len(self.groups[0]), len(self.groups[1]))
        at = (self.codes.index(code), self.groups[0].index(area), self.groups[1].index(form))
        return int(np.ravel_multi_index(at, sizes))

    def matrix(self, lines):
        size = len(self.codes) * len(self.groups[0]) * len(self.groups[1])
        places = [(number, cell) for number, line in enumerate(lines) for cell in line]
        rows, columns = (np.array(side, int) for side in zip(*places, strict=True))
        return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(lines), size))

    def narrowed(self, item):
        """How far he gets with every count below the minimum that stands behind the tables: least and greatest."""
        facts = list(self.facts(item))
        equal, right = self.matrix([cells for cells, _ in facts]), np.array([float(value) for _, value in facts])
        aims = [cells for cells, value in self.small(item)]
        if not aims:
            return np.zeros((0, 2))
        size = equal.shape[1]
        limits = sparse.csr_array(np.eye(size))
        return Narrow(
            equal, right, limits, np.full(size, MOST), self.matrix(aims), np.full(len(aims), float(MINIMUM))
        ).ranges()

    def small(self, item):
        """Every count of a group and side that is below the minimum."""
        hard = {str(code) for code in item.hard}
        sides = [hard, set(self.codes) - hard - {""}]
        given = self.wave.answers[item.id]
        for by in ("", "gebiet", "familientyp"):
            for group in self.wave.answers[by].unique() if by else [""]:
                inside = (self.wave.answers[by] == group) if by else given == given
                for side in sides:
                    if (number := int(given[inside].isin(side).sum())) < MINIMUM:
                        row = type("Row", (), {"by": by, "group": group})
                        yield self.cells(row, sorted(side)), number


@pytest.mark.parametrize(("seed", "rows"), [(1, 150), (2, 260)])
def test_no_count_below_the_minimum_follows_from_the_published_tables(seed, rows):
    wave, _ = drawn_wave(seed=seed, rows=rows, items=ITEMS)
    outsider = Outsider(wave, results_of(wave, MINIMUM))
    attacked = 0
    for item in wave.form.items:
        found = outsider.narrowed(item)
        assert (found[:, 1] - found[:, 0] >= MINIMUM).all(), item.id
        attacked += len(found)
    assert attacked >= 5, "nothing small was there to attack"


def test_the_attack_finds_what_a_table_without_complementary_hiding_tells():
    wave, _ = drawn_wave(seed=1, rows=150, items=ITEMS)
    table = results_of(wave, MINIMUM)
    small = {(item.id, row.by, row.group) for item in wave.form.items for row in rows_below(wave, item)}
    own = [(row.item, row.by, row.group) in small for row in table.itertuples()]
    careless = table.assign(flag=np.where((table["kind"] == HARD_SHARE) & ~np.array(own), "", table["flag"]))
    open_rows = careless["answers"].isna() & (careless["flag"] == "") & (careless["kind"] == HARD_SHARE)
    assert open_rows.any(), "nothing was hidden to protect another one"
    for at in careless.index[open_rows]:
        row = careless.loc[at]
        inside = (
            (wave.answers[row["by"]] == row["group"])
            if row["by"]
            else wave.answers[row["item"]] == wave.answers[row["item"]]
        )
        careless.loc[at, "answers"] = float((wave.answers.loc[inside, row["item"]] != "").sum())
    outsider = Outsider(wave, careless)
    widths = np.concatenate([np.diff(outsider.narrowed(item)).ravel() for item in wave.form.items])
    assert (widths < MINIMUM).any()


def rows_below(wave, item):
    """Groups with fewer than the minimum on one side."""
    hard = [str(code) for code in item.hard]
    for by in ("", "gebiet", "familientyp"):
        for group in wave.answers[by].unique() if by else [""]:
            given = wave.answers.loc[(wave.answers[by] == group) if by else slice(None), item.id]
            yes, all_of_them = given.isin(hard).sum(), (given != "").sum()
            if min(yes, all_of_them - yes) < MINIMUM:
                yield type("Row", (), {"by": by, "group": group})


def test_without_the_second_step_the_audit_refuses():
    counts = counts_behind(drawn_wave(seed=1, rows=150, items=ITEMS)[0]).counts
    with pytest.raises(DisclosureError, match="zu kleine Gruppen"):
        hidden_answers(counts, MINIMUM, complementary=False)


def test_one_small_group_takes_a_second_one_with_it():
    counts = AnswerCounts()
    whole, *parts = (counts.add(name, value) for name, value in (("alle", 100), ("A", 4), ("B", 36), ("C", 60)))
    counts.adds_up(whole, parts)
    hidden = hidden_answers(counts, MINIMUM)
    assert hidden[parts[0]]
    assert hidden.sum() == 2, "one other count hides it, and one is enough"


def test_zero_is_as_secret_as_one():
    counts = AnswerCounts()
    whole, *parts = (counts.add(name, value) for name, value in (("alle", 60), ("ja", 0), ("nein", 60)))
    counts.adds_up(whole, parts)
    assert hidden_answers(counts, MINIMUM)[parts].all()


def test_codes_of_open_answers_below_the_minimum_are_hidden_together_with_another_one():
    wave, _ = drawn_wave(rows=120, items=ITEMS)
    themes = results_of(wave, MINIMUM).query("kind == 'thema'")
    hidden = set(themes.loc[themes["flag"] != "", "answer"])
    first, second = (wave.answers[name] for name in wave.form.open_items[0].columns)
    counts = first[(first == second) & (first != "")].value_counts()
    assert {code for code, number in counts.items() if number < MINIMUM} <= hidden


def test_of_no_field_of_institutions_follows_what_all_of_it_said():
    tried = count()
    for seed in range(4):
        wave, _ = drawn_wave("akteure", seed=seed)
        table = positions_of(wave, MINIMUM)
        for item in wave.form.items:
            given = wave.answers[wave.answers[item.id] != ""]
            rows = table[table["item"] == item.id]
            words = {row.group: row.answer for row in rows[rows["by"] == "feld"].itertuples()}
            sizes = given["feld"].value_counts().to_dict()
            share = rows[rows["kind"] == HARD_SHARE].iloc[0]
            total = round(share["value"] * share["answers"] / 100) if share["flag"] == "" else None
            ranges = {name: said_yes(words.get(name, ""), size) for name, size in sizes.items()}
            for name, (low, high) in ranges.items():
                others = [limits for other, limits in ranges.items() if other != name]
                most = total - sum(bottom for bottom, _ in others) if total is not None else high
                least = total - sum(top for _, top in others) if total is not None else low
                assert min(high, most) > 0, (seed, item.id, name)
                assert max(low, least) < sizes[name], (seed, item.id, name)
                next(tried)
    assert next(tried) > 150
