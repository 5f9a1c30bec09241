"""What the notebook of the surveys may say: response first, then families, then institutions."""

from collections.abc import Callable
from functools import cached_property

import pandas as pd

from isp_utils.charts import Fragment, Kind, share_rows_table
from isp_utils.model.biography import Biography, load_biography
from isp_utils.model.evidence import KINDS
from isp_utils.model.survey_results import AGREEMENT, CROSSED, RESPONSE, THEME, WEIGHTS
from isp_utils.model.surveys import SurveyForm, load_surveys, survey_areas
from isp_utils.model.terms import Sources
from isp_utils.model.wording import NO_BREAK, german_number, with_unit
from isp_utils.pages.page import Page, folded, say, say_list, show
from isp_utils.pages.voices import families, institutions
from isp_utils.pages.voices.survey_view import SurveyView, share_row

CLOSED = "Demodaten: Tabelle mit erfundenen Antworten"
NOTHING = "Dazu liegt aus diesem Kreis keine Befragung vor."
INVENTED = (
    "Demodaten: Aus diesem Kreis ist noch keine Befragung geliefert. Alles, was hier steht, beruht auf erfundenen "
    "Antworten erfundener Familien und Einrichtungen. Es zeigt, wie die Seite mit Antworten aussieht, und sagt nichts "
    "über den Kreis."
)
RELIABLE = 0.8  # Krippendorff's alpha from which on codes of open answers are relied upon


class Surveys(Page):
    """The page of both surveys of a county."""

    def __init__(self, kreis: str, jahr: int = 0) -> None:
        """Reads the protected results; `jahr` 0 takes the newest wave."""
        super().__init__(kreis, jahr)
        table = self.store.surveys()
        self._rows = table[(table["kreis"] == kreis) & (table["wave"] <= self.figures.year)]

    @cached_property
    def _forms(self) -> dict[str, SurveyForm]:
        return load_surveys(self.store.catalogue)

    def view(self, survey: str) -> SurveyView | None:
        """The results of a survey, or None where the county has none."""
        rows = self._rows[self._rows["survey"] == survey]
        if rows.empty:
            return None
        form = self._forms[survey]
        source = self.words.source(Sources.of([form.source]))
        return SurveyView(form, rows, survey_areas(self.catalogue.register, self.county.key), source, self.county.name)

    @staticmethod
    def _put(view: SurveyView) -> Callable[[Fragment], None]:
        """How a table comes into the page: one of made-up answers is closed."""
        return lambda picture: show(folded(picture, CLOSED) if view.demo else picture)

    @cached_property
    def _biography(self) -> Biography:
        return load_biography(self.catalogue, self.store.catalogue, self.county.key)

    def summary(self) -> None:
        """Which surveys there are, and whether they are made up."""
        views = [view for name in self._forms if (view := self.view(name))]
        views.sort(key=lambda view: list(KINDS).index(view.form.kind))
        if not views:
            say(NOTHING, "Wie ein Fragebogen entsteht, steht im Handbuch.")
        if any(view.demo for view in views):
            say(INVENTED)
        for view in views:
            row = view.of(RESPONSE, by="").iloc[0]
            if not row["flag"]:
                say(
                    f"{view.mark}{view.form.title} {view.years[0]}: {german_number(row['answers'])}{NO_BREAK}Antworten "
                    f"auf {german_number(row['asked'])}{NO_BREAK}verschickte Fragebögen "
                    f"({with_unit(row['value'], '%')})."
                )

    def response(self, survey: str) -> None:
        """Who answered and who did not, by group, and what is done about it."""
        view = self.view(survey)
        if view is None:
            return say(NOTHING)
        rows = view.of(RESPONSE)
        groups = rows[(rows["by"] != "") & (rows["flag"] == "")].dropna(subset="value")
        if len(groups):
            ordered = groups.sort_values("value")
            low, high = ordered.iloc[0], ordered.iloc[-1]
            say(
                f"{view.mark}Am seltensten antwortete die Gruppe „{view.group_name(low['by'], low['group'])}“ "
                f"({with_unit(low['value'], '%')}), am häufigsten „{view.group_name(high['by'], high['group'])}“ "
                f"({with_unit(high['value'], '%')})."
            )
        listed = [
            share_row(view.group_name(row["by"], row["group"]) if row["by"] else "alle", row, self._asked(row))
            for _, row in rows.iterrows()
        ]
        measure = "Anteil der verschickten Fragebögen, die auswertbar zurückkamen"
        self._put(view)(
            share_rows_table(listed, view.caption("Rücklauf nach Gruppen", measure, "ruecklauf", Kind.SHARES), "Gruppe")
        )
        return None

    @staticmethod
    def _asked(row: pd.Series) -> str:
        return "" if pd.isna(row["asked"]) else f"{german_number(row['asked'])}{NO_BREAK}verschickt"

    def weights(self) -> None:
        """How the answers of the families were brought to all families."""
        view = self.view("familien")
        if view is None or (rows := view.of(WEIGHTS)).empty:
            return say(NOTHING)
        way, effect = rows.iloc[0]["answer"], float(rows.iloc[0]["value"])
        how = "nach Wohnort und Familienform zusammen" if way == CROSSED else "nach jeder Gruppe für sich, im Wechsel"
        worth = german_number(float(rows.iloc[0]["answers"]) / effect)
        return say(
            f"{view.mark}Die Antworten sind gewichtet, {how}, sodass jede Gruppe so viel zählt, wie sie Familien hat. "
            f"Das kostet Genauigkeit: Die Antworten sind so viel wert wie {worth}{NO_BREAK}gleich gewichtete."
        )

    def dimensions(self) -> None:
        """What families say, dimension by dimension."""
        view = self.view("familien")
        if view is None:
            return say(NOTHING)
        return families.put_dimensions(view, self._put(view))

    def groups(self) -> None:
        """Where the groups of families differ for certain."""
        view = self.view("familien")
        return say(NOTHING) if view is None else families.differences(view, self._put(view))

    def changes(self) -> None:
        """What changed since the wave before."""
        view = self.view("familien")
        return say(NOTHING) if view is None else families.changes_since(view, self._put(view))

    def obstacles(self) -> None:
        """What the answers say about obstacles, along the Bildungsbiografie."""
        view = self.view("familien")
        return say(NOTHING) if view is None else families.obstacles(view, self._biography, self._put(view))

    def silence(self) -> None:
        """What those who did not answer could change, at worst."""
        view = self.view("familien")
        return say(NOTHING) if view is None else families.silence(view)

    def themes(self) -> None:
        """What families wrote themselves, as codes; never a word of it."""
        view = self.view("familien")
        if view is None:
            return say(NOTHING)
        for item in view.form.open_items:
            rows, agreed = view.of(THEME, item=item.id), view.of(AGREEMENT, item=item.id)
            if rows.empty:
                say("Die offenen Antworten sind noch nicht kodiert.")
                continue
            titles = dict(item.codes)
            if len(agreed):
                alpha = float(agreed.iloc[0]["value"])
                word = "verlässlich" if alpha >= RELIABLE else "nur mit Vorsicht zu lesen"
                say(
                    f"{view.mark}Zwei Personen haben jede offene Antwort für sich einem Thema zugeordnet. "
                    f"Ihre Übereinstimmung (Krippendorffs Alpha) beträgt {german_number(alpha, 2)}: {word}. Gezählt "
                    "ist, worin beide übereinstimmen."
                )
            ordered = rows.sort_values("value", ascending=False, na_position="last")
            listed = [share_row(titles[row["answer"]], row) for _, row in ordered.iterrows()]
            caption = view.caption(
                f"„{item.question}“", "Anteil der Familien, die etwas schrieben", item.id, Kind.SHARES
            )
            self._put(view)(share_rows_table(listed, caption, "Thema"))
        return None

    def positions(self) -> None:
        """Where the institutions of the fields stand."""
        view = self.view("akteure")
        return say(NOTHING) if view is None else institutions.agreement_of_fields(view, self._put(view))

    def rules(self) -> None:
        """What is shown and what is not."""
        if not self._forms:
            return say(NOTHING)
        minimum = min(self.catalogue.sources[form.source].minimum_count for form in self._forms.values())
        return say_list(
            [
                f"Gezeigt wird ein Anteil erst ab {minimum}{NO_BREAK}Antworten auf jeder Seite (ja und nein); weniger "
                "sagen nichts und ließen Einzelne erkennen. Was sich aus anderen Zahlen errechnen ließe, fehlt mit.",
                "Offene Antworten verlassen das Haus nie. Gezählt werden Themen, die zwei Personen zugeordnet haben.",
                "Der Bereich sagt, wie weit der Anteil aller Familien von dem der Antwortenden entfernt sein kann, "
                "wenn die übrigen derselben Gruppe ähnlich geantwortet hätten. Ob das so ist, weiß niemand; deshalb "
                "steht daneben, was wäre, wenn sie anders geantwortet hätten.",
                f"Einrichtungen: keine Prozente unter 30{NO_BREAK}Antworten; je Feld nur, auf welcher Seite die "
                "meisten stehen, und nur, wenn keine einzelne Einrichtung und kein Träger zu erkennen ist.",
            ]
        )
