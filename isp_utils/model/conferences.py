"""Sozialraumkonferenzen: who met where, what was said, with how many votes, and to which theme people assigned it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from isp_utils.model.biography import Biography
from isp_utils.model.domain import FIELDS, HERE
from isp_utils.model.errors import InputError
from isp_utils.model.toml import into, read_toml

Counts = tuple[tuple[str, int], ...]  # group and number, in the order of the file
OTHERS = "andere"  # groups too small to be named


@dataclass(frozen=True)
class Theme:
    """A theme of the Verdichtung, and beginnings of words (small letters) by which the suite proposes it."""

    id: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Contribution:
    """One Wortmeldung: its text, who said it ("" not told), where in the Bildungsbiografie it belongs, its votes.

    `against` None: nobody was asked for it, so dissent cannot be known. `theme` is the code in the file itself.
    """

    number: int
    text: str
    group: str = ""
    station: str = ""
    transition: str = ""
    obstacle: str = ""
    field: str = ""
    votes: Counts = ()
    against: Counts | None = None
    theme: str = ""

    @property
    def support(self) -> int:
        """Votes for it, of all groups."""
        return sum(number for _, number in self.votes)


@dataclass(frozen=True)
class Conference:
    """One Sozialraumkonferenz. Participants are numbers by group, never names."""

    place: str
    day: date
    round: int
    participants: Counts
    contributions: tuple[Contribution, ...]
    demo: bool = False

    @property
    def title(self) -> str:
        """Place and round: `Neustadt, Runde 2`."""
        return f"{self.place}, Runde {self.round}"

    @property
    def size(self) -> int:
        """How many took part."""
        return sum(number for _, number in self.participants)


@dataclass(frozen=True)
class Coding:
    """One person's code of one Wortmeldung; `coder` is a sign such as K1, never a name."""

    place: str
    round: int
    number: int
    theme: str
    coder: str


@dataclass(frozen=True)
class MinuteWords:
    """Names that a minute may use, each with its id; titles and ids are both allowed."""

    groups: tuple[str, ...]
    themes: tuple[Theme, ...]
    stations: Mapping[str, str]
    transitions: Mapping[str, str]
    obstacles: Mapping[str, str]
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Voices:
    """Every conference of a county and every coding."""

    conferences: tuple[Conference, ...] = ()
    codings: tuple[Coding, ...] = ()


def read_themes(folder: Path) -> tuple[tuple[str, ...], tuple[Theme, ...]]:
    """Groups and themes of a catalogue, the package's where it has none; InputError for an id that stands twice."""
    own = folder / "themes.toml"
    table = read_toml(own if own.exists() else HERE / own.name)
    themes = tuple(into(Theme, row, "themes.toml") for row in table.get("theme", []))
    if len({theme.id for theme in themes}) < len(themes):
        raise InputError("themes.toml: Eine Kennung (id) steht zweimal. Bitte eine ändern.")
    return tuple(table["groups"]), themes


def as_plain(voices: Voices) -> dict[str, Any]:
    """Conferences and codings as JSON knows them."""
    conferences = [asdict(item) | {"day": item.day.isoformat()} for item in voices.conferences]
    return {"conferences": conferences, "codings": [asdict(item) for item in voices.codings]}


def from_plain(table: Mapping[str, Any]) -> Voices:
    """The other way round, without loss."""
    return Voices(tuple(_conferences(table)), tuple(Coding(**row) for row in table["codings"]))


def _conferences(table: Mapping[str, Any]) -> Iterator[Conference]:
    for row in table["conferences"]:
        said = tuple(
            Contribution(**item | {name: _counts(item[name]) for name in ("votes", "against")})
            for item in row["contributions"]
        )
        fixed = {"day": date.fromisoformat(row["day"]), "participants": _counts(row["participants"]) or ()}
        yield Conference(**row | fixed | {"contributions": said})


def _counts(rows: Any) -> Counts | None:
    return None if rows is None else tuple((str(group), int(number)) for group, number in rows)


def vocabulary_of(biography: Biography, folder: Path) -> MinuteWords:
    """The words of a minute: groups and themes of the catalogue in `folder`, the rest of the Bildungsbiografie."""
    groups, themes = read_themes(folder)
    obstacles = {item.id: item.title for item in biography.obstacles.values()}
    stations = {item.id: item.title for item in biography.stations.values()}
    return MinuteWords(groups, themes, stations, dict.fromkeys(biography.transitions, ""), obstacles, FIELDS)
