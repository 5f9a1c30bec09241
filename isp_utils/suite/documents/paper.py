"""A paper as a Word file, on our template or on the county's own."""

import tempfile
import zipfile
from pathlib import Path
from typing import Any

from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean
from isp_utils.pages.committees.paper import Paper
from isp_utils.suite.documents.paper_template import CHAIN, ROWS, write_paper_template
from isp_utils.suite.documents.properties import FileFacts, describe


def write_paper(paper: Paper, facts: FileFacts, path: Path, template: Path | None = None) -> None:
    """Write the paper; `template`: the county's own file. InputError where it cannot be used, with the remedy."""
    if template:
        _filled(paper, facts, template, path)
        return
    with tempfile.TemporaryDirectory() as folder:
        ours = Path(folder, "vorlage.docx")
        write_paper_template(ours)
        _filled(paper, facts, ours, path)


def _filled(paper: Paper, facts: FileFacts, template: Path, path: Path) -> None:
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError, UndefinedError
    from jinja2.sandbox import SandboxedEnvironment

    words = words_of(paper, facts)
    try:
        made = DocxTemplate(str(template))
        unknown = sorted(made.get_undeclared_template_variables(SandboxedEnvironment()) - set(words))
        if not unknown:
            made.render(words, SandboxedEnvironment(autoescape=True), autoescape=True)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as problem:
        raise InputError(
            f"{template.name}: Die Datei lässt sich nicht als Word-Datei öffnen. Erwartet wird eine .docx ohne "
            "Kennwort. Bitte in Word neu speichern oder entfernen; dann gilt die Vorlage der Suite."
        ) from problem
    except (TemplateError, UndefinedError) as problem:
        raise InputError(
            f"{template.name}: Ein Platzhalter ist unvollständig ({problem}). Jede öffnende Klammer braucht ihre "
            "schließende, jedes {%p for ... %} sein {%p endfor %}. Ein Muster schreibt: python "
            "run_all.py vorlage gremien."
        ) from problem
    if unknown:
        raise InputError(f"{template.name}: {{{{ {unknown[0]} }}}} gibt es nicht.{did_you_mean(unknown[0], words)}")
    describe(made.docx, facts)
    made.save(str(path))


def words_of(paper: Paper, facts: FileFacts) -> dict[str, Any]:
    """What the places of a template are filled with, by their German names."""
    rows = paper.figures.rows if paper.figures else ()
    return {
        "kreis": facts.author,
        "nummer": paper.number,
        "betreff": paper.subject,
        "datum": paper.day,
        "stelle": paper.office,
        "beratung": paper.access,
        "beratungsfolge": [_named(CHAIN, step) for step in paper.steps],
        "vorschlag": paper.proposal,
        "sachstand": list(paper.situation),
        "kennzahlen": [_named(ROWS, row) for row in rows],
        "finanzen": list(paper.cost),
        "fragen": list(paper.questions),
        "offen": list(paper.unknown),
        "sicherheit": list(paper.reading),
        "anlagen": list(paper.annexes),
        "stempel": paper.stamp,
    }


def _named(columns: tuple[tuple[str, str, float], ...], row: tuple[str, ...]) -> dict[str, str]:
    return {name: word for (_, name, _), word in zip(columns, row, strict=True)}
