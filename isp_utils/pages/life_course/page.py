"""What the notebook of the Bildungsbiografie may say."""

from isp_utils.charts import Kind, Mark, matrix
from isp_utils.model.biography import Station
from isp_utils.model.catalogue import FIELDS
from isp_utils.model.errors import InputError
from isp_utils.model.terms import Sources
from isp_utils.model.toml import did_you_mean
from isp_utils.pages.life_course.contents import station_block, transition_block
from isp_utils.pages.life_course.frame import Frame, page_of
from isp_utils.pages.life_course.stations import station_section
from isp_utils.pages.life_course.transitions import transition_section
from isp_utils.pages.page import say_list, show


class LifeCourse(Frame):
    """The page that follows children from pregnancy to the second chance."""

    def matrix(self) -> None:
        """Stations x fields: duty and data of each field, with links to the stations."""
        stations = self.biography.stations
        cells = {
            (station.title, title): self._mark(station, field)
            for station in stations.values()
            for field, title in FIELDS.items()
        }
        found = self.newest(list(self.catalogue.indicators.values()))
        counted = dict.fromkeys(own.source for _, own in found if own.published and not own.demo)
        caption = self.caption(
            Kind.MATRIX,
            "Stationen der Bildungsbiografie und Planungsfelder",
            "Pflicht nach Gesetz und Zahl der Kennzahlen mit veröffentlichten Werten",
            "matrix",
            Sources.of(counted),
        )
        show(matrix([station.title for station in stations.values()], list(FIELDS.values()), cells, caption, "Station"))

    def _mark(self, station: Station, field: str) -> Mark:
        found = self.newest(self.of_station(station.id, field))
        real = sum(own.published and not own.demo for _, own in found)
        demo = sum(own.demo for _, own in found)
        duty = "Pflicht" if field in station.duties else "ohne eigene Pflicht"
        data = (
            f"{real} {'Kennzahl' if real == 1 else 'Kennzahlen'}"
            if real
            else "nur Demodaten"
            if demo
            else "keine Daten"
        )
        tone = "plain" if real else "missing"
        return Mark(duty, tone, data, page_of(station.id))

    def station(self, name: str) -> None:
        """Everything about one station, and the transition that leads into it."""
        self._must_exist(name, tuple(self.biography.stations), "Station")
        station_section(self, name)
        for item in self.biography.transitions.values():
            if item.target == name:
                transition_section(self, item.id)

    def contents(self) -> None:
        """Stations and transitions in the order of life, a few sentences each; the rest stands on their own pages."""
        told: set[str] = set()
        for name in self.biography.stations:
            station_block(self, name, told)
            for item in self.biography.transitions.values():
                if item.origin == name:
                    transition_block(self, item.id, told)

    @staticmethod
    def _must_exist(name: str, choices: tuple[str, ...], what: str) -> None:
        if name not in choices:
            raise InputError(f"{what} »{name}« steht nicht im Katalog.{did_you_mean(name, choices)}")

    def limits(self) -> None:
        """What this page cannot say."""
        say_list(self.biography.limits)
