"""What every page can say: the county's gated figures, its captions, Kennzahlen by name, and who delivers them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from html import escape
from typing import Any

import pandas as pd
from IPython.display import HTML, display

from isp_utils.charts import Fragment
from isp_utils.charts.own_figures import notebook_figures, show_figure
from isp_utils.charts.parts.symbols import EXPLANATIONS
from isp_utils.indicators.chance import Scatter
from isp_utils.indicators.figures import Figure, Figures
from isp_utils.indicators.statements.of_the_run import given_statement
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model import reads
from isp_utils.model.catalogue import Indicator, Source, load
from isp_utils.model.conferences import Voices, from_plain
from isp_utils.model.errors import InputError
from isp_utils.model.massnahmen import MassnahmenRegister, register_in
from isp_utils.pages.frames.areas import of_kreise, of_places, seen, wide
from isp_utils.pages.frames.names import KennzahlNames
from isp_utils.pages.parts.asked import refuse_no_county, refuse_other_kinds
from isp_utils.pages.parts.by_hand import site_style
from isp_utils.pages.parts.captions import SIGNS, Words
from isp_utils.pages.parts.deliverers import deliverer_of
from isp_utils.pages.parts.scraps import TABLE_MIME
from isp_utils.store import Store, read_json, retrieved_by_source

NEWEST = 9999


def show(fragment: Fragment) -> None:
    """Put a picture into the page, its data file beside it."""
    display({"text/html": fragment.html, TABLE_MIME: {"name": fragment.name, "csv": fragment.csv}}, raw=True)


def show_pair(words: str, picture: Fragment | None) -> None:
    """Words (HTML) and a picture side by side where the page is wide, below each other where it is not."""
    if picture is None:
        display(HTML(f'<div class="isp-item">{words}</div>'))
    else:
        show(replace(picture, html=f'<div class="isp-pair">{words}{picture.html}</div>'))


def folded(picture: Fragment, summary: str) -> Fragment:
    """The picture inside a part that opens."""
    html = f'<details class="isp-more"><summary>{escape(summary)}</summary>{picture.html}</details>'
    return replace(picture, html=html)


def opening(summary: str, lines: Sequence[str]) -> str:
    """HTML of a list in a part that opens."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<details class="isp-more"><summary>{escape(summary)}</summary><ul>{items}</ul></details>'


def say(*lines: str) -> None:
    """Put sentences into the page, one paragraph."""
    display(HTML(f"<p>{' '.join(escape(line) for line in lines if line)}</p>"))


def say_list(lines: Sequence[str], nothing: str = "") -> None:
    """Put sentences into the page one below the other, or the sentence that there is nothing to say."""
    if lines:
        display(HTML("<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"))
    elif nothing:
        say(nothing)


def show_list(lines: Sequence[str], nothing: str) -> None:
    """Put lines of HTML into the page one below the other, or the sentence that there is nothing to say."""
    if lines:
        display(HTML(f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"))
    else:
        say(nothing)


def scatter_in(manifest: Mapping[str, Any]) -> dict[str, Scatter]:
    """The scatter of Kennzahlen of events as the build measured it."""
    return {name: Scatter(**found) for name, found in manifest["scatter"].items()}


class Page:
    """One page for one county, up to one year."""

    def __init__(self, kreis: str, jahr: int = 0) -> None:
        """`jahr` 0 takes the newest figures; InputError for parameters of the wrong kind, unknown counties."""
        refuse_other_kinds(kreis, jahr)
        notebook_figures()
        site_style()
        self.store = Store.here()
        catalogue = load(self.store.catalogue)
        refuse_no_county(kreis, catalogue.register)
        self.catalogue = catalogue.seen_from(kreis)
        self.county = self.catalogue.county(kreis)
        self.kennzahlen = KennzahlNames(self.catalogue.indicators)  # no property: those are not completed
        self.said = self.catalogue.words(kreis)
        scatter = scatter_in(self.store.manifest(by_name=True))
        table = self.store.indicators(by_name=True)
        self.figures = Figures(table, self.catalogue, self.county, jahr or NEWEST, scatter)
        self._said: dict[str, Statement | None] = {}

    @cached_property
    def words(self) -> Words:
        """Captions, with the newest date of delivery by source."""
        retrieved = retrieved_by_source(self.store.manifest(by_name=True))
        return Words(self.figures, reads.Noting(reads.RETRIEVAL, retrieved, reads.MANIFEST))

    @cached_property
    def voices(self) -> Voices:
        """What was said at the county's Sozialraumkonferenzen, small groups put together; nothing where none was."""
        path = self.store.voices(self.county.key)
        return from_plain(read_json(path)) if path.exists() else Voices()

    @cached_property
    def massnahmen(self) -> MassnahmenRegister:
        """The county's Handlungsempfehlungen and Maßnahmen; none where nobody entered any."""
        return register_in(self.store.massnahmen(self.county.key))

    def cite(self, signs: bool = True) -> None:
        """The end of a page: its sources, each cited in full, once; what the signs in its pictures mean."""
        display(HTML('<h2 id="quellen" class="no-print">Quellen und Zeichen</h2>'))
        sources = self.words.sources_of_page() or ["Diese Seite nennt keine Zahl aus einer Statistik."]
        display(HTML(opening("Quellen dieser Seite", sources)))
        if signs:
            meanings = [f"{sign} {meaning}." for sign, meaning in EXPLANATIONS.items()]
            display(HTML(opening("Zeichen in den Bildern und Tabellen", [*SIGNS, *meanings])))

    def indicator(self, name: str) -> Indicator:
        """The Kennzahl of this name; raises InputError with what was probably meant."""
        return self.kennzahlen[name]

    def table(self, name: str, gebiete: Sequence[str] = ()) -> pd.DataFrame:
        """Every figure of a Kennzahl that the county's pages may show, one a row (columns: frames.areas.COLUMNS).

        `gebiete`: keys of the areas to keep, all where none is named.
        """
        rows = seen(self.figures, self.indicator(name))
        return rows[rows["gebiet"].isin(gebiete)].reset_index(drop=True) if gebiete else rows

    def kreise(
        self, names: str | Sequence[str], jahr: int = 0, bereiche: bool = False, lang: bool = False
    ) -> pd.DataFrame:
        """Kennzahlen of all Kreise of the county's Land: a Kreis in a row, a column each; `lang`: a figure in a row.

        `jahr` 0 takes the newest year of each Kennzahl; `bereiche` adds its range, year and the reason for a gap.
        InputError for an unknown Kennzahl and a year without figures.
        """
        tables = {item.id: of_kreise(self.figures, item, jahr) for item in self._kennzahlen_of(names, jahr)}
        return pd.concat(tables.values(), ignore_index=True) if lang else wide(tables, bereiche)

    def orte(
        self, names: str | Sequence[str], jahr: int = 0, bereiche: bool = False, lang: bool = False
    ) -> pd.DataFrame:
        """As `kreise`, of the places inside the county: the smallest level that all these Kennzahlen know."""
        asked = self._kennzahlen_of(names, jahr)
        found = of_places(self.figures, asked, jahr)
        tables = {item.id: rows for item, rows in zip(asked, found, strict=True)}
        return pd.concat(found, ignore_index=True) if lang else wide(tables, bereiche)

    @staticmethod
    def figure(figure: Any, beschreibung: str, titel: str = "") -> None:
        """Put a figure of matplotlib or seaborn into the page; InputError for a description below 40 characters."""
        show_figure(figure, beschreibung, titel)

    def _kennzahlen_of(self, names: object, jahr: object) -> list[Indicator]:
        """The Kennzahlen of one name or of several, each once; InputError where there is none."""
        refuse_other_kinds(self.county.key, jahr)
        several: list[Any] = list(names) if isinstance(names, Iterable) and not isinstance(names, str) else [names]
        if not several or several == [None]:
            raise InputError('Bitte mindestens eine Kennzahl nennen, z. B. ["kinderarmut_u15"].')
        return [self.indicator(name) for name in dict.fromkeys(several)]

    def statement(self, indicator: Indicator) -> Statement | None:
        """What may be said about the county's newest figure of a Kennzahl; None where it has no row."""
        if indicator.id not in self._said:
            self._said[indicator.id] = given_statement(self.figures, indicator)
        return self._said[indicator.id]

    def statements(self, indicators: Sequence[Indicator]) -> list[Statement]:
        """The statements on those Kennzahlen of which the county has a row."""
        found = (self.statement(item) for item in indicators)
        return [said for said in found if said is not None]

    def newest(self, indicators: Sequence[Indicator]) -> list[tuple[Indicator, Figure]]:
        """Newest figures of the county for the Kennzahlen that have one."""
        found = ((item, self.figures.newest(item.id, self.county.key)) for item in indicators)
        return [(item, own) for item, own in found if own is not None]

    def deliverer(self, indicator: Indicator) -> Source | None:
        """The county's own source that delivers the numerator of a Kennzahl."""
        return deliverer_of(indicator, self.catalogue.sources.values())
