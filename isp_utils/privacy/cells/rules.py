"""Primary rules: which counts are secret, how wide an outsider's interval must stay, and what hiding costs.

That single cases may not be told is § 16 BStatG for official figures; minimum frequency, dominance and singletons are
the rules of Hundepool et al. (2012), Statistical Disclosure Control (Wiley), chapters 4 and 5. Each source declares
its own.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from isp_utils.model.catalogue import Catalogue, Source
from isp_utils.model.regions import Register
from isp_utils.model.terms import Sources, Term
from isp_utils.privacy.cells.cells import IMPLIED, Cells, Printed, facts_behind, terms_of
from isp_utils.privacy.cells.institutions import carriers_of, dominated
from isp_utils.privacy.solver.system import Array, Mask

PUBLIC_LEVELS = ("bund", "land")
COUNTY_LEVELS = ("bund", "land", "kreis")
SHARE_OF_WIDTH = 0.1  # a count of one institution must stay uncertain by a tenth
COUNTY, KERN, TOTAL = 1000.0, 100.0, 10.0  # how many times dearer than others


@dataclass(frozen=True)
class Rules:
    """The rules of the sources, applied to cells (arrays of their length).

    minimum: the smallest count that may stand. width: how wide an outsider's interval must stay (people), 0: not
    secret. law: counts of things, or published by law. public: these, and all of Land and Bund. full: nobody and
    everybody are as telling as one. single: one contributor knows the count. secret_revisions: a change counts like a
    count. cost: what hiding a cell costs, without unit. slack: by how many people rounding may have moved a count.
    stricter: smallest count by fact, where it has another name in a stricter source.
    """

    sources: Mapping[str, Source]
    minimum: Array
    width: Array
    law: Mask
    public: Mask
    full: Mask
    single: Mask
    secret_revisions: Mask
    cost: Array
    slack: Array
    stricter: Mapping[str, float]

    def slack_of(self, cells: Cells) -> Array:
        """Array of float [cell], people: by how much rounding may have moved other cells of the same sources."""
        return _slack(cells, self.sources)

    def minimum_of(self, cells: Cells) -> Array:
        """Array of float [cell], people: the smallest count that may stand, for other cells of the same sources."""
        return _minimum(cells, self.sources, self.stricter)

    def secret_revisions_of(self, cells: Cells) -> Mask:
        """Bool mask [cell]: whether a change counts like a count, for other cells of the same sources."""
        return _secret_revisions(cells, self.sources)


def rules_for(printed: Printed, facts: pd.DataFrame, catalogue: Catalogue) -> Rules:
    """The primary rules for all cells: which are suppressed by themselves (primary suppression), and how widely."""
    cells, sources = printed.cells, catalogue.sources
    stricter = _of_twins(facts, sources)
    minimum = _minimum(cells, sources, stricter)
    value = cells["value"].to_numpy()
    law = is_law(cells, sources)
    full = _asked(cells, sources, "hides_full_cells") & _parts_of_groups(printed, law, sources)
    carriers = carriers_of(cells, facts, sources)
    fewest = _strictest(cells, {name: source.protection.fewest_carriers for name, source in sources.items()})
    institutional = (value > 0) & ((carriers < fewest) | dominated(cells, facts, sources))
    secret = ((value > 0) & (value < minimum)) | (full & (value == 0)) | institutional
    wide = np.where(institutional, np.maximum(minimum, np.ceil(SHARE_OF_WIDTH * value)), minimum)
    guarded = _strictest(cells, {name: float(source.protection.singletons) for name, source in sources.items()}) > 0
    return Rules(
        sources=sources,
        minimum=minimum,
        width=np.where(secret & ~law, wide, 0.0),
        law=law,
        public=law | _at(cells, catalogue.register, PUBLIC_LEVELS),
        full=full,
        single=guarded & ((value == 1) | (carriers == 1)),
        secret_revisions=_secret_revisions(cells, sources),
        cost=_cost(cells, catalogue.register),
        slack=_slack(cells, sources),
        stricter=stricter,
    )


def is_law(cells: Cells, sources: Mapping[str, Source]) -> Mask:
    """Bool mask [cell]: counts of things, and of people where a law publishes them (§ 16 (1) BStatG allows that)."""
    return _asked(cells, sources, "is_public")


def _minimum(cells: Cells, sources: Mapping[str, Source], stricter: Mapping[str, float]) -> Array:
    """Default: Mindestfallzahl of the Bundesagentur fuer Arbeit (3)."""
    own = _strictest(cells, {name: source.minimum_count for name, source in sources.items()})
    if not stricter:
        return own
    least = _of_each(cells["what"], lambda what: max(stricter.get(fact, 0.0) for fact in facts_behind(what)))
    return np.asarray(np.maximum(own, least), float)


def _of_twins(facts: pd.DataFrame, sources: Mapping[str, Source]) -> dict[str, float]:
    """The smallest count that may stand, by fact, where a count has several names: the strictest of their sources."""
    groups = [{Term.parse(name).fact for name in names} for s in sources.values() for names in s.protection.same]
    found: dict[str, float] = {}
    for group in groups:
        delivering = facts.loc[facts["fact"].isin(group), "source"].unique()
        strictest = max((float(sources[name].minimum_count) for name in delivering), default=0.0)
        found |= {fact: max(strictest, found.get(fact, 0.0)) for fact in group}
    return found


def _parts_of_groups(printed: Printed, law: Mask, sources: Mapping[str, Source]) -> Mask:
    """Cells that are printed as a share of people who are not counted in public, and are few enough to be a group."""
    cells, found = printed.cells, np.zeros(len(printed.cells), bool)
    below = {name: source.protection.full_below or np.inf for name, source in sources.items()}
    limit, value = _strictest(cells, below), cells["value"].to_numpy()
    found[[part for part, whole in printed.shares if not law[whole] and 0 < value[whole] < limit[part]]] = True
    return found


def _slack(cells: Cells, sources: Mapping[str, Source]) -> Array:
    """Half a person where a count is reckoned back from a share, else as its source declares."""
    implied = _of_each(cells["what"], lambda what: what.startswith(IMPLIED)) > 0
    return np.where(implied, 0.5, _strictest(cells, {name: source.slack for name, source in sources.items()}))


def _secret_revisions(cells: Cells, sources: Mapping[str, Source]) -> Mask:
    secret = {name: float(source.protection.revisions == "secret") for name, source in sources.items()}
    return np.asarray(_strictest(cells, secret) > 0, bool)


def _strictest(cells: Cells, of_source: Mapping[str, float]) -> Array:
    """Of several sources behind a cell the strictest rules."""
    strictest = _of_each(cells["source"], lambda names: max(of_source[name] for name in Sources.parse(names)))
    return np.asarray(strictest, float)


def _asked(cells: Cells, sources: Mapping[str, Source], question: str) -> Mask:
    """Whether the protection of one of the sources says yes to a question about all facts of a cell."""
    what, names = pd.factorize(cells["what"], use_na_sentinel=False)
    source, sets = pd.factorize(cells["source"], use_na_sentinel=False)
    cases, case = np.unique(what * max(len(sets), 1) + source, return_inverse=True)
    answers = []
    for name, of_sources in zip(*np.divmod(cases, max(len(sets), 1)), strict=True):
        facts = terms_of(names[name])
        rules = [getattr(sources[each].protection, question) for each in Sources.parse(sets[of_sources])]
        answers.append(any(all(rule(fact) for fact in facts) for rule in rules))
    return np.array(answers, bool)[case]


def _of_each(texts: "pd.Series[str]", answer: Callable[[str], float]) -> Array:
    """What is answered for the text of each cell; asked once for every text, of which there are few."""
    place, kinds = pd.factorize(texts, use_na_sentinel=False)  # a gap is a text of its own, which no rule answers
    return np.array([answer(text) for text in kinds], float)[place]


def _at(cells: Cells, register: Register, levels: Collection[str]) -> Mask:
    return _of_each(cells["region"], lambda key: register.regions[key].level in levels) > 0


def _cost(cells: Cells, register: Register) -> Array:
    """What hiding costs: a county as a whole most, then tier K, then totals; else by rows lost and people counted."""
    whole = (cells[["sex", "age", "group"]] == "total").all(axis=1)
    rank = (
        np.where(_at(cells, register, COUNTY_LEVELS), COUNTY, 1)
        * np.where(cells["kern"], KERN, 1)
        * np.where(whole, TOTAL, 1)
    )
    size = cells["value"] / (cells["value"] + 100)
    return np.asarray(rank * (cells["rows"] + size), float)
