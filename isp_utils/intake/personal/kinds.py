"""Personal data in a text: of which kinds, by its form. Says nothing about where it may stand (see search.py)."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

from isp_utils.intake.personal.first_names import FIRST_NAMES

BIRTH, NAME, ADDRESS = "Geburtsdatum", "Name einer Person", "Anschrift"
PHONE, MAIL, ACCOUNT, INSURANCE = "Telefonnummer", "E-Mail-Adresse", "Kontonummer (IBAN)", "Versicherungsnummer"
FILE_NUMBER = "Aktenzeichen"
INSTITUTION = re.compile(
    r"kita\b|kitas\b|krippe|\bhort\b|schulen?\b|schulzentrum|gymnasium|kinderg[aä]rten|kindertages|\bverein|gmbh|"
    r"\be\.? ?v\.|stiftung|heim\b|zentrum|amt\b|amtes\b|praxis|klinik|krankenhaus|diakonie|caritas|\bawo\b|\bdrk\b|"
    r"lebenshilfe|\bhaus\b|\bhauses\b|gruppe|treff\b|verband|gemeinde|stadt\b|kreis\b|kreises\b|flecken|bezirk|region|"
    r"ministerium|statistik|verwaltung|behörde|institut|universität|hochschule|agentur|bibliothek|kirche|wache\b",
    re.I,
)
_MONTH = r"(?:jan|feb|mär|maer|apr|mai|jun|jul|aug|sep|okt|nov|dez)[a-zä]*\.?"
_DAY = (
    rf"(?:[0-3]?[0-9]\. ?(?:[01]?[0-9]\.|{_MONTH}) ?(?:[12][0-9])?[0-9]{{2}}|"
    r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]|[0-3]?[0-9]/[01]?[0-9]/[12][0-9]{3})"
)
_BIRTH = re.compile(
    r"(?:\bgeb(?:oren(?:e[rs]?)?)?\b[.:]*|\bgeburts(?:datum|tag|dat)\b[.:]*|\bgeb\.?-?dat(?:um)?\b[.:]*|"
    r"(?<=[\w,(] )\*|\(\*)"
    rf" ?(?:ist |war )?(?:am |den )?:? ?{_DAY}(?! ?(?:bis|und|oder|-|–) ?[0-3]?[0-9]\.)(?![0-9])",
    re.I,
)
_STREET = re.compile(
    r"\b(?:[A-ZÄÖÜ][a-zäöüß.-]*(?<!bildungs)(?<!rettungs)(?:straße|strasse|str\.|weg|allee|gasse|damm|ufer|chaussee|"
    r"stieg|markt|ring|kamp)"
    r"|(?:[A-ZÄÖÜ][a-zäöüß.-]+ )(?:Straße|Strasse|Str\.?|Weg|Allee|Gasse|Damm|Ufer|Chaussee|Ring|Platz)"
    r"|(?:Am|An der|Auf dem|Im|In der|Zum|Zur) [A-ZÄÖÜ][a-zäöüß]+"
    r"(?:markt|berg|hof|bach|teich|wall|graben|park|see|feld|platz))"
    r" ?[1-9][0-9]{0,2} ?[a-h]?(?![0-9]|[.,][0-9]| ?%| ?(?:km|m|Jahre|Plätze|Kinder|EUR|Euro)\b)"
)
_LIVES = re.compile(r"\b(?:wohnt|wohnhaft|wohnend|Anschrift|Adresse)\b[^\n]{0,20}\b[0-9]{5} [A-ZÄÖÜ][a-zäöüß]")
_PHONE = re.compile(
    r"\b(?:Tel(?:efon(?:nummer|-?nr\.?)?)?|Fon|Phone|Handy(?:nummer)?|Mobil|Fax)\b[.:]*[ (]*[+0(][0-9 ()/.–-]{5,}[0-9]|"
    r"\bTel\.:? ?[0-9][0-9 /–-]{3,}[0-9]",
    re.I,
)
_BARE_PHONE = re.compile(  # begins with few signs, so that most places of a text are passed by quickly
    r"[+(0](?<![\w.,].)(?:(?<=\+)49[ 0-9()/.–-]{7,}[0-9]|(?<=0)049[ 0-9()/.–-]{7,}[0-9]|"
    r"(?<=0)1[567][0-9][ /–-]?[0-9]{2,}(?:[ –-]?[0-9]{2,})+(?![\w.,])|"
    r"0?[1-9][0-9]{1,4}\)? ?/ ?[0-9]{3}[0-9 –-]*[0-9](?![\w.,]))"
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_ACCOUNT = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[0-9]{4}){2,6}(?: ?[0-9]{1,4})?\b")
_INSURANCE = re.compile(r"\b[0-9]{2}[0-3][0-9][01][0-9]{3}[A-Z][0-9]{3}\b")
_ADDRESSED = re.compile(
    r"\b(?:Frau|Herrn?|Fam\.|Familie) (?:(?:Dr|Prof)\. ?)*(?!(?:Kind|Kinder|Jugend|Frauen|Frau|Senioren|Beruf|Bildung|"
    r"Gesundheit|Soziales|Arbeit|Haushalte?|Wohnen|Freizeit|Pflege|Einkommen|Politik|Sport|Mann|Landrat|Minister|Holle)\b)"
    r"[A-ZÄÖÜ][\w’-]+"
)
_CASE = re.compile(  # at the beginning of a remark: in the middle of a sentence it is "in diesem Fall"
    r"(?:^|[.;,:(] ?)(?:Fall|Fallakte|Akte) (?!Nr\b|Nummer\b|Deutschland|Niedersachsen)[A-ZÄÖÜ][a-zäöüß]{2,}\b", re.M
)
_FILE_NUMBER = re.compile(
    r"\b(?:Az\.?|Akten-?(?:zeichen|nr\.?|nummer)|Fall-?(?:nr\.?|nummer|akte)|Fall Nr\.)[:.]? ?"
    r"(?=[\w./-]*[0-9])[A-Z0-9][A-Za-z0-9]*(?:[./ -]{1,2}[A-Za-z0-9]*[0-9]+[A-Za-z0-9]*)+\b|"
    r"\b(?:Fall-?(?:nr\.?|nummer)|Fall Nr\.)[:.]? ?[0-9]{2,}\b",
    re.I,
)
_WORD = r"[A-ZÄÖÜŞÇ][\w.'’-]*"
_RUN = re.compile(rf"{_WORD}(?: (?:(?:von|van|de|zu|el|al|der) )*{_WORD})+")
_LISTED = re.compile(rf"({_WORD}), ?({_WORD})(?: {_WORD})?")
_MORE_THAN_FIGURES = re.compile(r"[^0-9\s.,;:%_-]|^\s*01[567]")


def kinds_in(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Of many texts those with personal data, each with the kinds: what has no more than figures is never looked at."""
    asked = [text for text in dict.fromkeys(texts) if _MORE_THAN_FIGURES.search(text)]
    lines = [(text, text.replace("\n", " ")) for text in asked]
    small = [line.lower() for _, line in lines]
    found: dict[str, list[str]] = {}
    for kind, words, places in _SEARCHES:
        some = [line for line, low in zip(lines, small, strict=True) if not words or any(map(low.__contains__, words))]
        starts = [0, *accumulate(len(line) + 1 for _, line in some)]
        for place in places("\n".join(line for _, line in some)):
            found.setdefault(some[bisect_right(starts, place) - 1][0], []).append(kind)
    return {text: tuple(dict.fromkeys(kinds)) for text, kinds in found.items()}


def _starts(pattern: re.Pattern[str]) -> Callable[[str], Iterator[int]]:
    return lambda text: (match.start() for match in pattern.finditer(text))


def _addresses(text: str) -> Iterator[int]:
    for pattern in (_STREET, _LIVES):
        yield from (match.start() for match in pattern.finditer(text))


def _accounts(text: str) -> Iterator[int]:
    """Account numbers: German ones by their form, others by their check digits too (ISO 13616, modulus 97)."""
    for match in _ACCOUNT.finditer(text):
        number = match[0].replace(" ", "")
        german = number[:2] == "DE" and len(number) == 22
        if german or (
            15 <= len(number) <= 34 and int("".join(str(int(s, 36)) for s in number[4:] + number[:4])) % 97 == 1
        ):
            yield match.start()


def _names(text: str) -> Iterator[int]:
    """Frau X, Fall X; a common given name beside another capitalised word that name no institution or street."""
    for pattern in (_ADDRESSED, _CASE):
        yield from (match.start() for match in pattern.finditer(text))
    for run in _RUN.finditer(text):
        words = run[0].split(" ")
        if any(map(_is_given, words[:-1])) and _is_person(words):
            yield run.start()
    for listed in _LISTED.finditer(text):
        if _is_given(listed[2]) and _is_person([listed[1], listed[2]]):
            yield listed.start()


def _is_given(word: str) -> bool:
    """Whether all parts of a word (Anna-Lena) are given names."""
    return all(part in FIRST_NAMES for part in word.casefold().split("-"))


_NO_SURNAME = re.compile(
    r"[0-9]|straße|strasse|str\.|weg\b|platz\b|allee\b|preis\b|^(?:sankt|st\.|bad|santa|saint|san)$|tag\b|orden\b|modell|"
    r"effekt|index|koeffizient|test\b|werk\b|hof\b|burg\b|tal\b",
    re.I,
)


def _is_person(words: list[str]) -> bool:
    return not any(INSTITUTION.search(word) or _NO_SURNAME.search(word) for word in words)


# kind, words of which the text must hold one (quicker than the pattern itself), and where the pattern is found
_SEARCHES: tuple[tuple[str, tuple[str, ...], Callable[[str], Iterator[int]]], ...] = (
    (BIRTH, ("geb", "*"), _starts(_BIRTH)),
    (NAME, (), _names),
    (ADDRESS, (), _addresses),
    (PHONE, ("tel", "fon", "phone", "handy", "mobil", "fax"), _starts(_PHONE)),
    (PHONE, (), _starts(_BARE_PHONE)),
    (MAIL, ("@",), _starts(_MAIL)),
    (ACCOUNT, (), _accounts),
    (INSURANCE, (), _starts(_INSURANCE)),
    (FILE_NUMBER, ("az", "akte", "fall"), _starts(_FILE_NUMBER)),
)
