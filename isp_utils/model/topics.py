"""Topics: where a station has more Kennzahlen than one list should hold, what a planner looks for divides them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from isp_utils.model.domain import STATIONS
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean, into, read_toml

FILE = "topics.toml"


@dataclass(frozen=True)
class Topic:
    """One topic of a station: a folder below the station's."""

    id: str
    station: str
    title: str


def load_topics(root: Path) -> dict[str, Topic]:
    """topics.toml of a catalogue in its order, by id; empty where there is none. Raises InputError."""
    path = root / FILE
    rows = read_toml(path).get("topic", []) if path.exists() else []
    found: dict[str, Topic] = {}
    for row in rows:
        topic = into(Topic, row, FILE)
        if topic.id in found:
            raise InputError(f"{FILE}: »{topic.id}« ist zweimal vergeben. Bitte eines ändern.")
        if topic.station not in STATIONS:
            raise InputError(
                f"{FILE}, {topic.id}: »station« ist »{topic.station}«.{did_you_mean(topic.station, STATIONS)}"
            )
        found[topic.id] = topic
    return found


def indicator_files(folder: Path, topics: Mapping[str, Topic]) -> list[Path]:
    """Every TOML below indicators/, by station and file name, wherever its topic lies.

    Raises InputError for an id that is there twice and for a folder that is no topic of its station.
    """
    paths = sorted((path for path in folder.rglob("*.toml")), key=lambda path: (*_folders(path, folder)[:1], path.stem))
    places: dict[str, list[str]] = {}
    for path in paths:
        places.setdefault(path.stem, []).append(f"»{_folders(path, folder)[0]}«")
    for path in paths:
        same = places[path.stem]
        if len(same) > 1:
            raise InputError(f"{path.name} liegt in mehreren Stationen: {', '.join(same)}. Bitte eine löschen.")
        _refuse_wrong_folder(path, _folders(path, folder), topics.values())
    return paths


def station_and_topic(path: Path, folder: Path) -> dict[str, str]:
    """`station` and `topic` (where it has one) of a Kennzahl, from the folders its file lies in."""
    return dict(zip(("station", "topic"), _folders(path, folder), strict=False))


def _folders(path: Path, folder: Path) -> tuple[str, ...]:
    return path.relative_to(folder).parts[:-1] or ("",)


def _refuse_wrong_folder(path: Path, folders: tuple[str, ...], topics: Iterable[Topic]) -> None:
    station, *below = folders
    choices = tuple(topic.id for topic in topics if topic.station == station)
    if len(below) > 1:
        raise InputError(f"{path.name} liegt zu tief: erwartet wird indicators/<Station>/<Thema>/{path.name}.")
    if choices and not below:
        raise InputError(f"{path.name}: »{station}« ist nach Themen geteilt.{did_you_mean('', choices)}")
    if below and not choices:
        raise InputError(f"{path.name}: »{station}« hat keine Themen. Bitte die Datei in den Ordner {station}/ legen.")
    if below and below[0] not in choices:
        raise InputError(f"{path.name}: »Ordner (Thema)« ist »{below[0]}«.{did_you_mean(below[0], choices)}")
