"""Why no figure of a file is a fact: nobody needs the table, it comes in another form, or it has no mapping yet."""

from isp_utils.intake.facts.table_rules import rules_of
from isp_utils.intake.reading import Reading
from isp_utils.model.catalogue import Source
from isp_utils.model.errors import InputError

NOT_NEEDED = "kein Bericht braucht diese Tabelle"


class UnmappedError(InputError):
    """No figure of a file is any fact: nothing is wrong with the file, the suite has no use for it yet."""


class UnneededError(UnmappedError):
    """A table of an office that no Kennzahl reads: no fault, and nothing is missing without it."""


def unread(reading: Reading, source: Source) -> UnmappedError:
    """What to say about a table that no rule of its source knows."""
    name = reading.origin.table or reading.kind
    if name not in source.unneeded and (other := _other_form(name, source)):
        return UnmappedError(f"{reading.file}: {_in_words(name, other, source)}")
    if _official(reading, source):
        reason = source.unneeded.get(name, "")
        return UnneededError(
            f"{reading.file}: {NOT_NEEDED} (»{name}«). {reason}{' ' if reason else ''}Die Datei ist in Ordnung und "
            f"kann liegen bleiben. Soll eine Kennzahl sie lesen, gehört eine Zuordnung in {source.id}.toml ([[table]])."
        )
    if source.renewal.source and source.owner == "amtlich":
        return UnmappedError(
            f"{reading.file}: so, wie sie erscheint, liest die Suite diese Datei nicht (»{name}«). Neuere Zahlen "
            f"dazu bringt eine andere Quelle: python run_all.py holen {source.renewal.source} "
            f"--tabelle {source.renewal.table}. Bitte die Datei aus dem Ordner nehmen."
        )
    template = (
        f"die Vorlage ausfüllen (python run_all.py vorlage {source.id}) oder " if source.owner == "eigene" else ""
    )
    return UnmappedError(
        f"{reading.file}: für die Tabelle »{name}« gibt es in der Suite noch keine Zuordnung. Bitte {template}die "
        f"Person fragen, die die Suite betreut: sie trägt sie in {source.id}.toml ein ([[table]])."
    )


def flat_only(table: str, source: Source) -> bool:
    """Whether a table is known by the flat file of its statistic alone, as the web service sends it."""
    return any("-" not in name for name in _other_form(table, source))


def _official(reading: Reading, source: Source) -> bool:
    """Whether the file says itself which table of the office it is, of an office whose tables are read by number."""
    numbered = any(letter.isdigit() for rule in rules_of(source) for letter in rule.table)
    return source.owner == "amtlich" and bool(reading.origin.table) and reading.kind.startswith("genesis") and numbered


def _other_form(name: str, source: Source) -> tuple[str, ...]:
    """Tables of the same statistic that are read, where all of them have the other form: printed table or flat file."""
    statistic = name.partition("-")[0]
    same = dict.fromkeys(rule.table for rule in rules_of(source) if rule.table.partition("-")[0] == statistic)
    return tuple(same) if all(("-" in table) != ("-" in name) for table in same) else ()


def _in_words(name: str, other: tuple[str, ...], source: Source) -> str:
    if "-" in name:
        return (
            f"die Tabelle »{name}« ist nur als flache Datei zugeordnet. Bitte sie mit Zugang abrufen: python "
            f"run_all.py holen {source.id} --tabelle {name} --dienst."
        )
    return (
        f"die Statistik »{name}« ist als flache Datei nicht zugeordnet, wohl aber als Tabelle ({', '.join(other)}). "
        f"Bitte die Tabelle abrufen: python run_all.py holen {source.id} --tabelle {other[0]}."
    )
