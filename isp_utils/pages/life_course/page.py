"""What the notebook of the Bildungsbiografie may say."""

from isp_utils.charts import Mark, matrix
from isp_utils.model.biography import Station
from isp_utils.model.catalogue import FIELDS
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean
from isp_utils.pages.field import show
from isp_utils.pages.life_course import hindrances, outlooks
from isp_utils.pages.life_course.frame import Frame, anchor_of, listed
from isp_utils.pages.life_course.stations import station_section
from isp_utils.pages.life_course.transitions import transition_section

FRAME = "rahmen"


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
        caption = self.caption(
            "Stationen der Bildungsbiografie und Planungsfelder",
            "Pflicht nach Gesetz und Zahl der Kennzahlen mit veröffentlichten Werten",
            "matrix",
            "inkar + regionalstatistik",
        )
        show(matrix([station.title for station in stations.values()], list(FIELDS.values()), cells, caption, "Station"))

    def _mark(self, station: Station, field: str) -> Mark:
        found = self.figures_of(self.of_station(station.id, field))
        real = sum(own.known and not own.demo for _, own in found)
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
        return Mark(duty, tone, data, f"#{anchor_of(station.id)}")

    def station(self, name: str) -> None:
        """The section of one station."""
        self._must_exist(name, tuple(self.biography.stations), "Station")
        station_section(self, name)

    def transition(self, name: str) -> None:
        """The section of one transition."""
        self._must_exist(name, tuple(self.biography.transitions), "Übergang")
        transition_section(self, name)

    @staticmethod
    def _must_exist(name: str, choices: tuple[str, ...], what: str) -> None:
        if name not in choices:
            raise InputError(f"{what} »{name}« steht nicht im Katalog.{did_you_mean(name, choices)}")

    def variants(self) -> None:
        """What the forecast assumes."""
        outlooks.variants(self)

    def school_needs(self) -> None:
        """Classes, all-day places and school forms."""
        outlooks.school_needs(self)

    def samtgemeinden(self) -> None:
        """First-graders and classes per Samtgemeinde."""
        outlooks.samtgemeinden(self)

    def back_tests(self) -> None:
        """How good the forecasts were."""
        outlooks.back_tests(self)

    def last_forecast(self) -> None:
        """The last forecast and what came."""
        outlooks.last_forecast(self)

    def rules(self) -> None:
        """How evidence is weighed."""
        hindrances.rules(self)

    def obstacles(self) -> None:
        """Obstacles x transitions, then each with its evidence."""
        hindrances.obstacle_matrix(self)
        hindrances.evidence(self)

    def without_measure(self) -> None:
        """Obstacles that no measure answers."""
        hindrances.without_measure(self)

    def gaps(self) -> None:
        """The register of data gaps with its letters."""
        hindrances.gap_register(self)

    def limits(self) -> None:
        """What this page cannot say."""
        listed(self.biography.limits)
