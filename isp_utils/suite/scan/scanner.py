"""The scanner: opens every produced file and refuses a release in which a protected figure can be read or reckoned."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

from isp_utils.charts.kinds import Arrangement
from isp_utils.indicators.figures import CENSUS_WORDS
from isp_utils.model.catalogue import Catalogue, County
from isp_utils.model.errors import InputError
from isp_utils.model.periods import in_german, year_of
from isp_utils.model.schema import NUMERIC, ROW_KEY
from isp_utils.model.toml import did_you_mean
from isp_utils.pages.parts.sentences import printed
from isp_utils.store import Store
from isp_utils.suite.examined import Examined, examined
from isp_utils.suite.scan.data_files import UNREAD, FileRow, Key, file_rows
from isp_utils.suite.scan.knowledge import Knowledge, read_knowledge
from isp_utils.suite.scan.marks import fills_area, marks_at, marks_in_row
from isp_utils.suite.scan.office import office_sentences
from isp_utils.suite.scan.pictures import pictures_of
from isp_utils.suite.scan.places import Printed, in_grid, in_overview, in_profile, printed_figures
from isp_utils.suite.scan.refusal import refuse_told
from isp_utils.suite.scan.tables import Shown
from isp_utils.suite.scan.text_fragments import BLOCKS, Piece, pieces_of
from isp_utils.suite.shared_out import shared_out

DISTINCTIVE = 7  # significant digits that no other figure has by chance
LONGEST = 800  # characters of a sentence
ENTRY = "/"  # how the place of a text in a JSON file begins
_NUMBER = (
    re.compile(  # long enough to be distinctive; begins with a digit, which is found faster than a place before one
        rf"\d(?<![\w.,].)(?=[\d.,]{{{DISTINCTIVE - 1}}})\d*(?:[.,]\d+)+(?!\w)"
    )
)
_DIGIT = re.compile(r"\d")
Spoken = tuple[tuple[str, ...], tuple[str, ...], str]  # names of an area, names of a Kennzahl, figure


@dataclass(frozen=True)
class Scanner:
    """What is hidden, and the words by which a county's files name it."""

    knowledge: Knowledge
    catalogue: Catalogue
    county: County

    @classmethod
    def of(cls, store: Store, catalogue: Catalogue, county: County) -> "Scanner":
        """A scanner for the sites of the last build."""
        return cls(read_knowledge(store), catalogue, county)

    def refuse(self, site: Path, runs: Path) -> None:
        """Raise InputError naming file and place, never the figure, where something protected is told."""
        refuse_told(self.findings(site, runs))

    def findings(self, site: Path, runs: Path, jobs: int = 1, before: Examined | None = None) -> list[str]:
        """Every place at which a protected figure stands or follows; nothing is a good answer.

        A file in which `before` nothing was found is not opened again; with the table of all rows it reckons each time.
        """
        every = [(path, root) for root in (site, runs) for path in sorted(root.rglob("*")) if path.is_file()]
        digests, clean = examined(before, [(path, _place(path, root)) for path, root in every])
        files = [part for part, digest in zip(every, digests, strict=True) if digest not in clean]
        tables = [(path, None) for path in [site / "daten" / "indikatoren.csv"] if path.exists()]
        _ = self._spoken, self._distinctive, self._hidden_keys, self._own_figures  # once, before the work is shared out
        found = dict(zip([*tables, *files], shared_out(self._in_part, [*tables, *files], jobs), strict=True))
        if before is not None:
            before.keep({key: [] for part, key in zip(every, digests, strict=True) if not found.get(part)})
        return list(dict.fromkeys(place for part in [*files, *tables] for place in found[part]))

    @cached_property
    def looks_for(self) -> str:
        """Digest of all that it knows and looks for in a file; the suite's own state is not in it."""
        rows = pd.util.hash_pandas_object(self.knowledge.withheld, index=False).to_numpy().tobytes()
        numbers = " ".join(sorted(self._distinctive))
        return sha256(rows + f"{numbers} {self.county.key}".encode()).hexdigest()

    def _in_part(self, part: tuple[Path, Path | None]) -> list[str]:
        """What one file tells; without a folder, what the table of all rows tells together with all that is known."""
        path, root = part
        if root is None:
            rows = pd.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig", dtype=_AS_TEXT)
            return list(self._in_rows(rows))
        found = [*self._in_pieces(pieces_of(path, root)), *self._in_pieces(office_sentences(path, root))]
        found += self._in_file(file_rows(path, root))
        for picture in pictures_of(path):
            found += self._in_picture(picture, str(path.relative_to(root)))
        return found

    @cached_property
    def _hidden(self) -> pd.DataFrame:
        """Hidden rows with words: region names, period in German."""
        rows = self.knowledge.withheld
        names = {key: self.catalogue.register.regions[key].name for key in rows["region"].unique()}
        german = {period: in_german(period) for period in rows["period"].unique()}
        return rows.assign(name=rows["region"].map(names), german=rows["period"].map(german))

    @cached_property
    def _of_indicator(self) -> dict[str, pd.DataFrame]:
        """Hidden rows that pages may speak of (totals), by Kennzahl; a stock of the same name has groups of its own."""
        rows = self._hidden[(self._hidden[["sex", "age", "group"]] == "total").all(axis=1)]
        return {str(name): group for name, group in rows.groupby("indicator") if name in self.catalogue.indicators}

    @cached_property
    def _hidden_keys(self) -> set[Key]:
        """Hidden figures as data files name them."""
        return {
            (str(name), str(row.region), str(row.period), CENSUS_WORDS[str(row.census_base)])
            for name, rows in self._of_indicator.items()
            for row in rows.itertuples()
        }

    def _in_file(self, rows: Iterable[FileRow]) -> Iterator[str]:
        """A data file: no row of a hidden figure has a number."""
        for row in rows:
            if row.key == UNREAD:
                yield f"{row.place}, also ist sie ungeprüft"
            elif row.numbered and row.key in self._hidden_keys:
                yield f"{row.place}: eine geschützte Zahl"

    @cached_property
    def _distinctive(self) -> set[str]:
        """Hidden numbers with so many digits that they cannot be met by chance."""
        values = self.knowledge.withheld[list(NUMERIC)].to_numpy(float).ravel()
        alone = np.setdiff1d(np.abs(values[np.isfinite(values)]), self.knowledge.published)
        texts = {repr(float(value)) for value in alone}
        long = {text for text in texts if len(text.replace(".", "").lstrip("0")) >= DISTINCTIVE and "e" not in text}
        return long | {text.replace(".", ",") for text in long}

    @cached_property
    def _spoken(self) -> Mapping[str, list[Spoken]]:
        """By period: names of the area, names of the Kennzahl, and the figure as a sentence would print it."""
        found: dict[str, list[Spoken]] = {}
        for name, rows in self._of_indicator.items():
            indicator = self.catalogue.indicators[name]
            known = rows[rows["value"].notna()]
            for region, german, value in zip(known["region"], known["german"], known["value"], strict=True):
                names = (indicator.short, indicator.title)
                figure = " ".join(printed(indicator, float(value)).split())  # pieces know one kind of space only
                found.setdefault(str(german), []).append((self._labels(region), names, figure))
        return found

    def _labels(self, region: str) -> tuple[str, ...]:
        """How files name an area."""
        name = self.catalogue.register.regions[region].name
        own = (self.county.name, self.county.short, self.county.in_sentence) if region == self.county.key else ()
        return tuple(dict.fromkeys((name, *own)))

    def _in_pieces(self, pieces: Iterable[Piece]) -> Iterator[str]:
        pieces = [piece for piece in pieces if _DIGIT.search(piece.text)]
        # no number goes over the end of a line: in all texts together stand the numbers of each, mostly none of ours
        told = not self._distinctive.isdisjoint(_NUMBER.findall("\n".join(piece.text for piece in pieces)))
        for piece in pieces:
            if told and not self._distinctive.isdisjoint(_NUMBER.findall(piece.text)):
                yield f"{piece.file}, {piece.part}: eine geschützte Zahl"
            if (piece.part in BLOCKS or piece.part.startswith(ENTRY)) and len(piece.text) <= LONGEST:
                yield from self._in_sentence(piece)

    def _in_sentence(self, piece: Piece) -> Iterator[str]:
        """A text that names Kennzahl, area, period and figure of something hidden."""
        for period in [period for period in self._spoken if period in piece.text]:
            for areas, names, figure in self._spoken[period]:
                if figure in piece.text and all(any(word in piece.text for word in words) for words in (names, areas)):
                    yield f"{piece.file}, {piece.part}: ein Satz nennt eine geschützte Zahl ({names[0]}, {period})"

    def _in_picture(self, picture: Shown, file: str) -> Iterator[str]:
        place = f"{file}, Abbildung {picture.name}"
        if picture.kind.of_one_indicator and picture.indicator not in self.catalogue.indicators:
            near = did_you_mean(picture.indicator, tuple(self.catalogue.indicators))
            raise InputError(f"{place}: Die Kennzahl »{picture.indicator}« (data-indicator) gibt es nicht.{near}")
        hidden = self._of_indicator.get(picture.indicator)
        match picture.kind.arrangement:
            case Arrangement.AREAS if hidden is not None:
                yield from self._in_places(picture, hidden, place)
            case Arrangement.PERIODS if hidden is not None:
                yield from self._in_trend(picture, hidden, place)
            case Arrangement.INDICATORS if picture.region:
                yield from in_profile(picture, place, self._of_indicator, self.catalogue, self._labels)
            case Arrangement.INDICATORS:
                yield from in_overview(picture, place, self._own_figures)
            case Arrangement.GRID:
                yield from in_grid(picture, place, self._of_indicator, self.catalogue, self._labels)

    def _in_places(self, picture: Shown, hidden: pd.DataFrame, place: str) -> Iterator[str]:
        """Areas in rows, all for the period of the title."""
        together = _TOGETHER.search(picture.title)  # of years counted together no single one is shown
        of_title = [period == together[0] if together else period in picture.title for period in hidden["german"]]
        for row in hidden[of_title].itertuples():
            for number, cells in enumerate(picture.rows):
                if cells[0] in self._labels(str(row.region)):
                    if any(_DIGIT.search(cell) for cell in cells[1:]):
                        yield f"{place}: Zeile {cells[0]}"
                    if any(fills_area(svg, str(row.region)) for svg in picture.drawings):
                        yield f"{place}: Karte, {cells[0]}"
                    if any(marks_in_row(svg, number, len(picture.rows) - 1) for svg in picture.drawings):
                        yield f"{place}: Zeichnung, {cells[0]}"

    def _in_trend(self, picture: Shown, hidden: pd.DataFrame, place: str) -> Iterator[str]:
        """Periods in rows, one column an area; limits stand behind the first."""
        for (region, base), rows in hidden.groupby(["region", "census_base"]):
            labels, own = self._labels(str(region)), str(region) == self.county.key
            labels += (CENSUS_WORDS[str(base)],) if own and CENSUS_WORDS[str(base)] else ()  # a line a census base
            columns = [number for number, name in enumerate(picture.head) if name in labels]
            limits = tuple(f"{label}: " for label in labels)  # columns of its limits are named after their line
            columns += [number for number, name in enumerate(picture.head) if name.startswith(limits)]
            gone = {str(text) for text in (*rows["period"], *rows["german"], *map(year_of, rows["period"]))}
            lines = [cells for cells in picture.rows if cells[0] in gone]
            if any(_DIGIT.search(cells[column]) for cells in lines for column in columns if column < len(cells)):
                yield f"{place}: Tabelle, {self._labels(str(region))[0]}"
            known = _years(cells[0] for cells in picture.rows if columns and _DIGIT.search(cells[columns[0]]))
            missing = _years(cells[0] for cells in lines)
            if own and any(marks_at(drawing, missing, known) for drawing in picture.drawings):
                yield f"{place}: Zeichnung, {self.county.short}"

    @cached_property
    def _own_figures(self) -> list[Printed]:
        """Everything hidden of the county as tables print it."""
        return printed_figures(self._of_indicator, self.county.key, self.catalogue)

    def _in_rows(self, rows: pd.DataFrame) -> Iterator[str]:
        """The table of all rows: hidden ones have no number, and the others do not lead to a protected count."""
        keys = list(ROW_KEY)
        numbered = rows[rows[list(NUMERIC)].notna().any(axis=1)]
        told = numbered.merge(self.knowledge.withheld[keys].astype(str), on=keys)
        yield from (f"daten/indikatoren.csv: {row.indicator}, {row.region}, {row.period}" for row in told.itertuples())
        if number := self.knowledge.derivable(numbered):
            yield f"daten/indikatoren.csv: {number} geschützte Angaben lassen sich aus den übrigen errechnen"


_TOGETHER = re.compile("[0-9]{4} bis [0-9]{4}")
_AS_TEXT = dict.fromkeys(ROW_KEY, str)


def _place(path: Path, root: Path) -> str:
    """A file as findings name it, and in which kind of folder it lies."""
    return f"{root.name}/{path.relative_to(root)}"


def _years(periods: Iterable[str]) -> list[float]:
    """Places in time of periods that are years."""
    return [float(period) for period in periods if re.fullmatch("[0-9]{4}", period)]
