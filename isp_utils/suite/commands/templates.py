"""`isp vorlage QUELLE`: the Excel template with which a department delivers its figures."""

from datetime import date

from isp_utils.intake.template.writer import asked_rows, template_of, write_template
from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean
from isp_utils.store import Store
from isp_utils.suite.arguments import GermanParser, begun_year
from isp_utils.suite.chosen import one_county
from isp_utils.suite.commands.committees import COMMITTEE_FORMS, write_office_forms
from isp_utils.suite.commands.conferences import WORD, write_forms
from isp_utils.suite.commands.form_folder import FORMS_TO_FILL, new_form, said_next
from isp_utils.suite.commands.massnahmen import WORD as MASSNAHMEN
from isp_utils.suite.commands.massnahmen import write_register_forms
from isp_utils.suite.commands.survey_forms import TEMPLATES, write_survey_template

DONE = 0


def write(arguments: list[str]) -> int:
    """Write the template of a source; raises InputError for a source without one and for a file already there."""
    if arguments[:1] == [WORD]:
        return write_forms(arguments[1:])
    if arguments[:1] == [COMMITTEE_FORMS]:
        return write_office_forms(arguments[1:])
    if arguments[:1] == [MASSNAHMEN]:
        return write_register_forms(arguments[1:])
    parser = GermanParser(prog="run_all.py vorlage", description="Excel-Vorlage für einen Fachdienst")
    help_text = "z. B. jugendamt, befragung, akteure; konferenz, massnahmen oder gremien für deren Formulare"
    parser.add_argument("quelle", metavar="QUELLE", help=help_text)
    parser.add_argument("--kreis", default="", help="Schlüssel oder Name des Kreises")
    parser.add_argument("--jahr", type=begun_year, default=date.today().year - 1, help="Jahr, für das gefragt wird")
    parser.add_argument("--gemeinden", action="store_true", help="auch für jede Gemeinde fragen, wo Teilgebiete zählen")
    parser.add_argument(
        "--ziel", default=FORMS_TO_FILL, help=f"Ordner, in den geschrieben wird (sonst {FORMS_TO_FILL})"
    )
    options = parser.parse_args(arguments)
    survey = options.quelle.removeprefix("befragung_")  # as the folder of the answers is called
    word = next((word for word, name in TEMPLATES.items() if options.quelle == word or survey == name), "")
    if word:
        return write_survey_template(word, options.kreis, options.ziel)
    catalogue = load(Store.here().catalogue)
    kreis = one_county(options.kreis, catalogue)
    catalogue = catalogue.seen_from(kreis)
    own = tuple(source.id for source in catalogue.sources.values() if source.owner == "eigene" and source.demo)
    if options.quelle not in catalogue.sources:
        hint = did_you_mean(options.quelle, (*own, WORD, COMMITTEE_FORMS, MASSNAHMEN, *TEMPLATES))
        raise InputError(f"Die Quelle »{options.quelle}« ist unbekannt.{hint}")
    template = template_of(catalogue.sources[options.quelle], catalogue, kreis)
    stem = (template.source.template or f"vorlage_{options.quelle}").removesuffix(".xlsx")
    path = new_form(options.ziel, f"{stem}_{options.jahr}.xlsx")
    write_template(template, asked_rows(template, options.jahr, options.gemeinden), path)
    print(said_next(path, options.quelle))
    return DONE
