"""Names in a minute: what the personal data search knows, and initials and titles, which only a minute would have."""

import re
from collections.abc import Sequence

from isp_utils.intake.conference.form import Spot
from isp_utils.intake.messages import Level, Message
from isp_utils.intake.personal.kinds import ADDRESS, INSTITUTION, NAME, kinds_in

_TITLED = re.compile(r"\b(?:Frau|Herrn?|Hr\.|Fr\.|Fam\.) (?:Dr\. ?|Prof\. ?)*[A-ZÄÖÜ](?:\.|\b)")
_DOCTOR = re.compile(r"\b(?:Dr|Prof)\. ?(?:med\. ?)?[A-ZÄÖÜ][a-zäöüß.]+")
_INITIALS = re.compile(
    r"(?<![\w.])(?!(?:Z\. ?B|U\. ?A|D\. ?H|I\. ?D|S\. ?G|B\. ?A|M\. ?A)\.)[A-ZÄÖÜ]\. ?[A-ZÄÖÜ](?:\.|\w+)"
)
_LETTERED = re.compile(r"(?:Gruppe|Klasse|Variante|Typ|Plan|Teil|Linie|Hepatitis|Vitamin|[0-9]) ?$")


GROUPS_ONLY = "gezählt werden nur Gruppen"


def names_in(texts: Sequence[tuple[str, Spot]], instead: str = GROUPS_ONLY) -> list[Message]:
    """A rejection for every place with personal data; it says the kind and what belongs there, never what stands."""
    kinds = kinds_in({text for text, _ in texts})
    found = []
    for text, at in texts:
        of_text = dict.fromkeys(kinds.get(text, ()))
        if ADDRESS in of_text and NAME not in of_text and INSTITUTION.search(text):
            del of_text[ADDRESS]
        if _named(text):
            of_text[NAME] = None
        found += [at.says(_refusal(kind, instead), Level.REJECT) for kind in of_text]
    return found


def _named(text: str) -> bool:
    if _TITLED.search(text) or _DOCTOR.search(text):
        return True
    return any(not _LETTERED.search(text[: match.start()]) for match in _INITIALS.finditer(text))


def _refusal(kind: str, instead: str) -> str:
    return f"Abgelehnt: Hier steht vermutlich: {kind}. Bitte entfernen oder umschreiben; {instead}."
