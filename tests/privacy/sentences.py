"""Every sentence of the published files, taken for an equation or a limit over the finest cells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.privacy.finest import Finest
from tests.privacy.reading import ROW, Release, Steckbrief, Sum, added

Row = dict[str, Any]


@dataclass
class Sentences:
    """What the files of all releases say. hide_zeros: facts of which "nobody" is hidden as well, as the rules say."""

    finest: Finest
    hide_zeros: frozenset[str] = frozenset()

    @property
    def _releases(self) -> Iterable[tuple[int, Release]]:
        return enumerate(self.finest.releases)

    def numbers(self) -> Iterator[tuple[Sum, float]]:
        """Every number as an equation."""
        for release, published in self._releases:
            for row in published.rows.to_dict("records"):
                yield from self._of_row(row, published.steckbriefe.get(row["indicator"]), release)

    def _of_row(self, row: Row, known: Steckbrief | None, release: int) -> Iterator[tuple[Sum, float]]:
        place = (row["region"], row["period"], row["sex"])
        if known is None:  # a table of stocks names the fact itself
            if row["value"] == row["value"] and row["indicator"] not in self.finest.lore.public:
                term = f"{row['indicator']}/{row['age']}/{row['group']}"
                yield self.finest.term(term, place, release), row["value"]
            return
        top = self.finest.terms(known.numerator, place, release)
        events = row["numerator"]
        if events != events and known.method in ("rate", "ratio"):
            events = row["value"] * row["denominator"] / known.per
        if events != events and known.method == "count":
            events = row["value"]
        if events == events:
            yield top, events
        if known.denominator and row["denominator"] == row["denominator"] and self._is_secret(known.denominator):
            yield self.finest.terms(known.denominator, place, release), row["denominator"]

    def changes(self) -> Iterator[tuple[Sum, Sum, float]]:
        """What a change in percent says: a count, the same some years before, and how many times it is."""
        for release, published in self._releases:
            names = [name for name, known in published.steckbriefe.items() if known.method == "change"]
            rows = published.rows[published.rows["indicator"].isin(names) & published.rows["value"].notna()]
            for row in rows.to_dict("records"):
                known = published.steckbriefe[row["indicator"]]
                periods = (row["period"], str(int(row["period"]) - known.years))
                now, then = (
                    self.finest.terms(known.numerator, (row["region"], period, row["sex"]), release)
                    for period in periods
                )
                yield now, then, 1 + row["value"] / 100

    def zeros(self) -> Iterator[tuple[Sum, float]]:
        """What cannot be reckoned although the figures are there would be divided by zero."""
        for row, known, release in self._without_value("not_applicable"):
            terms, period = known.denominator, row["period"]
            if known.method == "change":
                terms, period = known.numerator, str(int(period) - known.years)
            if terms and self._is_secret(terms):
                yield self.finest.terms(terms, (row["region"], period, row["sex"]), release), 0.0

    def shares(self) -> Iterator[Sum]:
        """No share has more events than people, hidden or not."""
        for release, published in self._releases:
            rows = published.rows[["indicator", "region", "period", "sex"]].drop_duplicates()
            for name, *place in rows.itertuples(index=False, name=None):
                known = published.steckbriefe.get(name)
                if known and known.method == "ratio" and self._is_secret(known.denominator):
                    top, bottom = (
                        self.finest.terms(terms, (place[0], place[1], place[2]), release)
                        for terms in (known.numerator, known.denominator)
                    )
                    yield added([(1, top), (-1, bottom)])

    def above_zero(self) -> Iterator[tuple[Sum, float]]:
        """A zero is hardly ever hidden: he takes hidden counts, and what they are divided by, for one at least."""
        for row, known, release in self._without_value("protected"):
            if tuple(row[name] for name in ROW) in self.finest.releases[release].zeros:
                continue
            terms = known.denominator if known.method == "ratio" else known.numerator
            if (
                known.method != "change"
                and self._is_secret(terms)
                and self._zeros_stand(row, known, release)
                and not self.hide_zeros & {t.split("/")[0] for t in terms}
            ):
                place = (row["region"], row["period"], row["sex"])
                yield added([(-1, self.finest.terms(terms, place, release))]), -1.0

    def _zeros_stand(self, row: Row, known: Steckbrief, release: int) -> bool:
        """Whether a zero is printed beside the row: where none is, zeros may be hidden too."""
        return (known.method == "ratio", release, row["indicator"], row["period"], row["sex"]) in self._printed_zeros

    @cached_property
    def _printed_zeros(self) -> set[tuple[Any, ...]]:
        """Tables with a zero: of shares one without people, of others one without cases."""
        found = set()
        for release, published in self._releases:
            rows = published.rows
            for share, zero in ((True, rows["flag"] == "not_applicable"), (False, rows["numerator"] == 0)):
                tables = rows.loc[zero, ["indicator", "period", "sex"]].drop_duplicates()
                found |= {(share, release, *table) for table in tables.itertuples(index=False, name=None)}
        return found

    def _without_value(self, flag: str) -> Iterator[tuple[Row, Steckbrief, int]]:
        """Rows marked so, with their Steckbrief and release; a table of stocks names the fact itself."""
        for release, published in self._releases:
            rows = published.rows[(published.rows["flag"] == flag) & published.rows["value"].isna()]
            for row in rows.to_dict("records"):
                stock = Steckbrief("count", (f"{row['indicator']}/{row['age']}/{row['group']}",))
                yield row, published.steckbriefe.get(row["indicator"], stock), release

    def _is_secret(self, terms: Iterable[str]) -> bool:
        return not any(term.split("/")[0] in self.finest.lore.public for term in terms)
