"""`isp neu analyse NAME`: a notebook to begin a free analysis with."""

import json
import re
from collections.abc import Sequence
from typing import Any

from isp_utils.model.catalogue import ANALYSES, Catalogue
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean
from isp_utils.pages.parts.unwritten import DESCRIPTION, FINDING, QUESTION
from isp_utils.store import Store, write_text
from isp_utils.suite.arguments import GermanParser
from isp_utils.suite.commands.catalogue_list import whole_catalogue

USAGE = "Aufruf: python run_all.py neu analyse NAME, z. B. python run_all.py neu analyse armut_und_wohnen"
_NAME = re.compile(r"[a-z][a-z0-9_]{2,60}")
PROSE = "markdown"
CELLS = (
    (PROSE, f"# {{title}}\n\n{QUESTION}"),
    ("parameters", 'kreis = "{kreis}"  # Kreisschlüssel\njahr = 0  # 0: die neuesten Zahlen'),
    (
        "code",
        "import matplotlib.pyplot as plt\nimport scrapbook as sb\nimport seaborn as sns\n\n"
        "from isp_utils.pages.data import kennzahlen, kreise, orte\nfrom isp_utils.pages.page import say",
    ),
    (PROSE, '## Die Zahlen\n\nWelche Kennzahlen es gibt, sagt `kennzahlen()`; gesucht wird mit `.suche("armut")`.'),
    ("code", 'daten = kreise(["arbeitslosenquote", "wohngeldhaushalte"], jahr, kreis=kreis)\ndaten.head()'),
    (PROSE, "## Das Bild"),
    (
        "code",
        f"# Beschreibung: Streudiagramm mit einem Punkt je Kreis; {DESCRIPTION}\n"
        "fig, ax = plt.subplots()\n"
        'sns.scatterplot(data=daten, x="arbeitslosenquote", y="wohngeldhaushalte", ax=ax)\n'
        'ax.set(xlabel="Arbeitslosenquote, in %", ylabel="Wohngeldhaushalte");',
    ),
    (PROSE, "## Was daraus folgt"),
    ("code", f'befund = "{FINDING}"\nsb.glue("befund", befund)\nsay(befund)'),
)


def new_command(arguments: Sequence[str]) -> int:
    """Write the notebook and say what comes next; InputError for a name that does not fit or is taken."""
    _parser().parse_known_args(arguments)  # where help is asked for
    if len(arguments) != 2 or arguments[0] != "analyse":
        hint = did_you_mean(arguments[0], ("analyse",)) if arguments and arguments[0] != "analyse" else ""
        raise InputError(f"{USAGE}.{hint}")
    name = arguments[1]
    if not _NAME.fullmatch(name):
        raise InputError(
            f"Der Name »{name}« passt nicht: erlaubt sind kleine Buchstaben a bis z, Ziffern und _. {USAGE}."
        )
    store = Store.here()
    catalogue = whole_catalogue(store)
    _refuse_report(name, catalogue)
    path = store.notebooks / ANALYSES / f"{name}.ipynb"
    if path.exists():
        raise InputError(f"{path} gibt es schon. Bitte einen anderen Namen wählen.")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(json.dumps(_notebook(name, catalogue.home[0]), ensure_ascii=False, indent=1) + "\n", path)
    print(f"Geschrieben: {path}")
    print("Öffnen: python run_all.py labor")
    print(f"Als Seite der Berichte: python run_all.py --nur {name}  (alle Analysen: python run_all.py --analysen)")
    return 0


def _parser() -> GermanParser:
    parser = GermanParser(prog="run_all.py neu", description="Ein Notebook für eine freie Analyse anlegen")
    parser.add_argument("was", metavar="analyse", nargs="?")
    parser.add_argument("name", metavar="NAME", nargs="?", help="kleine Buchstaben a bis z, Ziffern und _")
    return parser


def _refuse_report(name: str, catalogue: Catalogue) -> None:
    """A report and an analysis of one name could not be told apart behind --nur."""
    taken = {page.word: page.title for page in catalogue.pages}
    if name in taken:
        raise InputError(
            f"»{name}« heißt schon der Bericht »{taken[name]}« (--nur {name}). Bitte einen anderen Namen wählen, "
            f"z. B. {name}_analyse."
        )


def _notebook(name: str, kreis: str) -> dict[str, Any]:
    title = name.replace("_", " ").capitalize()
    cells = [
        _cell(number, kind, text.replace("{title}", title).replace("{kreis}", kreis))
        for number, (kind, text) in enumerate(CELLS)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}


def _cell(number: int, kind: str, text: str) -> dict[str, Any]:
    lines = text.splitlines(keepends=True)
    common = {"id": f"zelle-{number:02}", "source": lines}
    if kind == PROSE:
        return {"cell_type": "markdown", "metadata": {}} | common
    tags = {"tags": [kind]} if kind == "parameters" else {}
    return {"cell_type": "code", "execution_count": None, "metadata": tags, "outputs": []} | common
