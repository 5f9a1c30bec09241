"""`isp vorlage QUELLE`: the Excel template with which a department delivers its figures."""

from datetime import date
from pathlib import Path

from isp_utils.intake.template.writer import asked_rows, template_of, write_template
from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean
from isp_utils.store import Store
from isp_utils.suite.arguments import GermanParser
from isp_utils.suite.commands.conferences import WORD, write_forms
from isp_utils.suite.commands.massnahmen import WORD as MASSNAHMEN
from isp_utils.suite.commands.massnahmen import write_register_forms
from isp_utils.suite.commands.survey_forms import TEMPLATES, write_survey_template

DONE = 0


def write(arguments: list[str]) -> int:
    """Write the template of a source; raises InputError for a source without one and for a file already there."""
    if arguments[:1] == [WORD]:
        return write_forms(arguments[1:])
    if arguments[:1] == [MASSNAHMEN]:
        return write_register_forms(arguments[1:])
    parser = GermanParser(prog="isp vorlage", description="Excel-Vorlage für einen Fachdienst", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="diese Hilfe")
    help_text = "z. B. jugendamt, befragung, akteure; konferenz oder massnahmen für deren Formulare"
    parser.add_argument("quelle", metavar="QUELLE", help=help_text)
    parser.add_argument("--kreis", default="", help="Kreisschlüssel")
    parser.add_argument("--jahr", type=int, default=date.today().year - 1, help="Jahr, für das gefragt wird")
    parser.add_argument("--ziel", default="", help="Datei, in die geschrieben wird")
    options = parser.parse_args(arguments)
    if options.quelle in TEMPLATES:
        return write_survey_template(options.quelle, options.kreis, options.ziel)
    catalogue = load(Store.here().catalogue)
    kreis = catalogue.county(options.kreis or catalogue.home[0]).key
    catalogue = catalogue.seen_from(kreis)
    if options.quelle not in catalogue.sources:
        raise InputError(
            f"Die Quelle »{options.quelle}« ist unbekannt.{did_you_mean(options.quelle, tuple(catalogue.sources))}"
        )
    template = template_of(catalogue.sources[options.quelle], catalogue, kreis)
    path = Path(options.ziel or template.source.template or f"vorlage_{options.quelle}.xlsx")
    if path.exists():
        raise InputError(
            f"{path} gibt es schon. Bitte mit --ziel einen anderen Namen angeben oder die Datei umbenennen."
        )
    write_template(template, asked_rows(template, options.jahr), path)
    print(f"Vorlage geschrieben: {path}. Ausgefüllt prüfen mit: isp pruefen {path}")
    return DONE
