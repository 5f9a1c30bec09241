"""Whether a filled template is one of the source in whose folder it lies: by its own word and by its Merkmale."""

from collections.abc import Iterable

import pandas as pd

from isp_utils.intake.files.sheets import cell_name
from isp_utils.intake.messages import first_few
from isp_utils.intake.reading import Reading
from isp_utils.intake.template.words import HELP
from isp_utils.model.catalogue import Source
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean

KIND = "vorlage"  # of a reading


def refuse_other_template(reading: Reading, source: Source, others: Iterable[Source] = ()) -> None:
    """Raise InputError for a template of another source, and for Merkmale that this source is not asked for.

    `others`: sources among which the right one is looked for.
    """
    if reading.kind != KIND:
        return
    asked = {item.fact for item in source.demo}
    strange = reading.observations[~reading.observations["measure"].isin(asked)]
    named = reading.origin.table
    if named != source.id:
        raise InputError(f"{reading.file}: {_other_name(named, source, strange.empty)}")
    if not strange.empty:
        raise InputError(f"{reading.file}, {_other_facts(strange, source, others)}")


def _other_name(named: str, source: Source, fitting: bool) -> str:
    """The template names another source; `fitting`: yet every Merkmal is one of this source."""
    text = f"Die Vorlage ist eine von »{named}« (Blatt »{HELP}«, Zelle B1), geprüft wird sie als »{source.id}«. "
    if fitting:
        return f"{text}Ihre Merkmale sind die von »{source.id}«. Bitte in B1 wieder »{source.id}« eintragen."
    return (
        f"{text}Bitte in den Ordner data/raw/{named} legen; ist sie doch für {source.id}, bitte die Zahlen in dessen "
        f"Vorlage eintragen (python run_all.py vorlage {source.id})."
    )


def _other_facts(strange: pd.DataFrame, source: Source, others: Iterable[Source]) -> str:
    """Merkmale of another source in a template that names this one, the first with its cell."""
    facts = list(dict.fromkeys(strange["measure"]))
    right = [other.id for other in others if set(facts) <= {item.fact for item in other.demo}]
    where = f" Danach fragt die von »{right[0]}« (Ordner data/raw/{right[0]})." if len(right) == 1 else ""
    return (
        f"Zelle {cell_name(int(strange['row'].iloc[0]), 1)}: Die Vorlage von »{source.id}« fragt nicht nach "
        f"{first_few((f'»{fact}«' for fact in facts), 3)}.{where} Bitte die Zahlen in die richtige Vorlage eintragen; "
        f"ist nur der Name »{source.id}« falsch (Blatt »{HELP}«, Zelle B1), ihn berichtigen und die Datei in den "
        "richtigen Ordner legen."
    )


def unknown_name(named: str, known: Iterable[str]) -> str:
    """What to say of a template that names no source at all."""
    hint = did_you_mean(named, tuple(known))
    return f"Blatt »{HELP}«, Zelle B1: Eine Quelle »{named}« gibt es nicht.{hint} Bitte den Namen berichtigen."
