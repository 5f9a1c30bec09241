"""The set of documents for one occasion: what is said, and both office files."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from isp_utils.model.committees import Gremium
from isp_utils.model.massnahmen import MassnahmenRegister
from isp_utils.pages.committees.chosen import MESSAGES, Chosen, chosen_for
from isp_utils.pages.committees.occasion import Occasion
from isp_utils.pages.committees.paper import Paper, paper_of
from isp_utils.pages.committees.slide import Talk
from isp_utils.pages.committees.talk import talk_of
from isp_utils.pages.parts.captions import Words
from isp_utils.pages.parts.deliverers import by_office
from isp_utils.pages.start import Findings
from isp_utils.store import Store
from isp_utils.suite.documents.paper import write_paper
from isp_utils.suite.documents.properties import FileFacts
from isp_utils.suite.documents.slides import write_talk

SLIDES, PAPER = OWN_FORMS = ("folien.pptx", "infovorlage.docx")


@dataclass(frozen=True)
class DocumentSet:
    """Talk and paper of one occasion, and the findings that both were chosen from."""

    occasion: Occasion
    chosen: Chosen
    talk: Talk
    paper: Paper
    county: str

    @property
    def facts(self) -> FileFacts:
        """What both files say about themselves."""
        foot = f"{self.county}, Integrierte Sozialplanung. {self.occasion.stamp}"
        return FileFacts(f"{self.talk.title}: {self.occasion.subtitle}", self.county, foot, self.occasion.data_date)


def set_of(found: Findings, words: Words, register: MassnahmenRegister, occasion: Occasion) -> DocumentSet:
    """Everything that is said on an occasion."""
    number = MESSAGES - bool(register.without_demo().massnahmen)  # their slide takes the place of one message
    chosen = chosen_for(found, occasion.gremium, unknown_of(found, occasion.gremium), number)
    talk = talk_of(found, words, chosen, register, occasion)
    paper = paper_of(found, chosen, register, occasion)
    return DocumentSet(occasion, chosen, talk, paper, found.figures.county.name)


def unknown_of(found: Findings, gremium: Gremium) -> Mapping[str, list[str]]:
    """Kennzahlen of the committee's fields without a real figure, by office, those with most of them first."""
    known = {said.indicator.id for field in gremium.fields for said in found.real(field)}
    catalogue = found.figures.catalogue
    lacking = [item for item in catalogue.indicators.values() if item.home in gremium.fields and item.id not in known]
    return dict(sorted(by_office(catalogue, lacking).items(), key=lambda entry: -len(entry[1])))


def load_office() -> None:
    """Load the packages of both kinds now: processes that are made hereafter have them, those of the scan too."""
    import docxtpl
    import pptx.chart.data

    _ = docxtpl, pptx


def write_files_of(made: DocumentSet, store: Store, folder: Path, name: str) -> None:
    """Both office files, on the county's own forms where it has any; InputError where one cannot be used."""
    write_talk(made.talk, made.facts, folder / f"{name}.pptx", store.office_template(SLIDES))
    write_paper(made.paper, made.facts, folder / f"{name}.docx", store.office_template(PAPER))
