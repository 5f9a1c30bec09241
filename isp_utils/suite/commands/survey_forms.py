"""`isp befragung anlegen NAME`: the questionnaire as files for LimeSurvey and for print."""

from collections.abc import Mapping
from pathlib import Path

from isp_utils.intake.survey.answer_sheet import write_answer_sheet
from isp_utils.intake.survey.form_files import lss_text, printable_page
from isp_utils.intake.wave import SIDE
from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.model.surveys import SurveyForm, load_surveys, survey_areas
from isp_utils.model.toml import did_you_mean
from isp_utils.store import Store, write_text
from isp_utils.suite.arguments import GermanParser
from isp_utils.suite.chosen import one_county
from isp_utils.suite.commands.form_folder import made_folder, new_form, said_next

DONE = 0
CALL = (
    "Aufruf: python run_all.py befragung anlegen NAME, z. B. python run_all.py befragung anlegen familien. "
    "Hilfe: python run_all.py befragung --help"
)
TEMPLATES = {"befragung": "familien", "akteure": "akteure"}  # word behind `isp vorlage`, and the survey it is for


def survey_command(arguments: list[str]) -> int:
    """Write .lss and HTML of a questionnaire; raises InputError for an unknown one and for files already there."""
    parser = GermanParser(prog="run_all.py befragung", description="Fragebogen als Dateien")
    parser.add_argument("was", metavar="anlegen", nargs="?", default="")
    parser.add_argument("name", metavar="NAME", nargs="?", default="", help="familien oder akteure")
    parser.add_argument("--kreis", default="", help="Schlüssel oder Name des Kreises")
    parser.add_argument("--ziel", default=".", help="Ordner, in den geschrieben wird")
    options = parser.parse_args(arguments)
    if options.was != "anlegen" or not options.name:
        raise InputError(CALL)
    form, areas = _form(options.name, options.kreis)
    folder = Path(options.ziel)
    made = {f"fragebogen_{form.id}.lss": lss_text, f"fragebogen_{form.id}.html": printable_page}
    _refuse_existing([folder / name for name in made])
    made_folder(folder)
    for name, write in made.items():
        write_text(write(form, areas), folder / name)
        print(f"Geschrieben: {folder / name}")
    print(
        f"Antworten gehören nach data/raw/{form.source}/, daneben eine Datei <Name>{SIDE} mit der Zahl der "
        "verschickten Fragebögen. Papierbögen nimmt die Vorlage auf: python run_all.py vorlage "
        f"{next(word for word, name in TEMPLATES.items() if name == form.id)}"
    )
    return DONE


def write_survey_template(word: str, kreis: str, target: str) -> int:
    """Write the sheet in which the answers of a survey are typed into a folder; InputError where it is there."""
    form, areas = _form(TEMPLATES[word], kreis)
    path = new_form(target, f"vorlage_{word}.xlsx")
    write_answer_sheet(form, areas, path)
    print(said_next(path, form.source))
    return DONE


def _form(name: str, kreis: str) -> tuple[SurveyForm, Mapping[str, str]]:
    root = Store.here().catalogue
    forms, catalogue = load_surveys(root), load(root)
    if name not in forms:
        raise InputError(f"Den Fragebogen »{name}« gibt es nicht.{did_you_mean(name, tuple(forms))}")
    return forms[name], survey_areas(catalogue.register, one_county(kreis, catalogue))


def _refuse_existing(paths: list[Path]) -> None:
    for path in paths:
        if path.exists():
            raise InputError(
                f"{path} gibt es schon. Bitte mit --ziel einen anderen Ort angeben oder die Datei umbenennen."
            )
