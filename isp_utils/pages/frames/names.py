"""The Kennzahlen by name: completed by the Tab key, searched by a word, refused with what was probably meant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from isp_utils.model.domain import STATIONS
from isp_utils.model.errors import InputError
from isp_utils.model.indicator import Indicator
from isp_utils.model.toml import did_you_mean


@dataclass(frozen=True, repr=False)
class KennzahlNames(Mapping[str, Indicator]):
    """Every Kennzahl of the catalogue: `names["kind<Tab>`, `names.kinder<Tab>` (the name), `names.suche("armut")`."""

    indicators: Mapping[str, Indicator]

    def __getitem__(self, name: object) -> Indicator:
        """The Kennzahl of this name; InputError for an unknown one and for anything that is no text."""
        if not isinstance(name, str):
            kind = "eine Zahl" if isinstance(name, int | float) else "kein Text"
            raise InputError(
                f"Kennzahl {name!r} ist {kind}; erwartet wird ihr Name als Text in Anführungszeichen, "
                f'z. B. "{next(iter(self.indicators))}". Alle Namen: report.kennzahlen'
            )
        if name not in self.indicators:
            near = did_you_mean(name, tuple(self.indicators))
            listed = ' Alle Namen: report.kennzahlen, gesucht mit report.kennzahlen.suche("armut").'
            raise InputError(f"Kennzahl »{name}« steht nicht im Katalog.{near if 'Meinten' in near else listed}")
        return self.indicators[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.indicators)

    def __len__(self) -> int:
        return len(self.indicators)

    def __getattr__(self, name: str) -> str:
        """The name itself, so that it need not be typed; AttributeError with what was probably meant."""
        if name.startswith("_") or name not in self.indicators:
            raise AttributeError(f"»{name}« ist keine Kennzahl.{did_you_mean(name, tuple(self.indicators))}")
        return name

    def __dir__(self) -> list[str]:
        return [*self.indicators, "suche"]

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.indicators)

    def suche(self, wort: str) -> pd.DataFrame:
        """The Kennzahlen with a word in name, title or definition: name (index), titel, einheit, station."""
        word = wort.casefold()
        found = {
            name: item
            for name, item in self.indicators.items()
            if word in f"{name} {item.title} {item.short} {item.definition}".casefold()
        }
        return _listed(found)

    def __repr__(self) -> str:
        return f"{len(self)} Kennzahlen\n{_listed(self.indicators).to_string(max_rows=12)}"

    def _repr_html_(self) -> str:
        return f"<p>{len(self)} Kennzahlen</p>{_listed(self.indicators).to_html(max_rows=None)}"


def _listed(found: Mapping[str, Indicator]) -> pd.DataFrame:
    rows = [(item.title, item.unit, STATIONS[item.station]) for item in found.values()]
    return pd.DataFrame(rows, index=pd.Index(found, name="kennzahl"), columns=["titel", "einheit", "station"])
