"""What this process has asked of the gated tables, part by part: a run repeats a notebook only where one has changed.

A process runs one notebook at a time, so what it has asked is what the notebook has asked. Whoever takes a
whole table notes its file; whoever asks by name notes the name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

KENNZAHL, STOCK, RETRIEVAL = "kennzahl", "bestand", "abruf"
INDICATORS, STOCKS, SURVEYS, MANIFEST = (
    "indicators.parquet",
    "stocks.parquet",
    "befragungen.parquet",
    "manifest.json",
)
PERIODS, DEMO, VOICES, REGISTER, OUTLINES = "zeitraeume", "demodaten", "konferenzen", "massnahmen", "grenzen"
TODAY = "tag"  # the day of the run
_asked: set[str] = set()


def note(kind: str, name: str = "") -> None:
    """Note that something was asked for: a kind, and the name of one of them."""
    _asked.add(f"{kind}:{name}" if name else kind)


def asked_for() -> list[str]:
    """Everything that was asked for so far, in order."""
    return sorted(_asked)


def forget() -> None:
    """Begin anew: another notebook asks from now on."""
    _asked.clear()


@dataclass(frozen=True)
class Noting(Mapping[str, str]):
    """A mapping that notes which of its names were looked up, found or not; as a whole it stands for its file."""

    kind: str
    content: Mapping[str, str]
    whole: str

    def __getitem__(self, name: str) -> str:
        note(self.kind, name)
        return self.content[name]

    def __iter__(self) -> Iterator[str]:
        note(self.whole)
        return iter(self.content)

    def __len__(self) -> int:
        note(self.whole)
        return len(self.content)
