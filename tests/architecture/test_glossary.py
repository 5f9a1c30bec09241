"""docs/Glossar.md: no word twice, in the order of the alphabet, and every name in it is one of the code."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from tests.architecture.tree import ROOT, modules, name_of

ROW = re.compile(r"^\| (?!Begriff|---)(.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
FOLDED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
ROWS: list[tuple[str, str, str]] = ROW.findall((ROOT / "docs" / "Glossar.md").read_text(encoding="utf-8"))


def twice(words: Iterable[str]) -> list[str]:
    """Words that stand more than once, in capitals or not."""
    return [word for word, times in Counter(map(str.casefold, words)).items() if times > 1]


def disordered(words: list[str]) -> list[tuple[str, str]]:
    """Neighbours that stand against the alphabet; an umlaut counts as its vowel."""
    plain = [word.lower().translate(FOLDED) for word in words]
    return [(words[place], words[place + 1]) for place in range(len(words) - 1) if plain[place] > plain[place + 1]]


def identifiers(source: str) -> set[str]:
    """Every name of a module: defined, used, imported, or the name of a column (a string that is one word)."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.alias(name=name):
                found.update(name.split("."))
            case ast.ImportFrom(module=str(name)):
                found.update(name.split("."))
            case ast.Constant(value=str(name)) if name.isidentifier():
                found.add(name)
    return found


def named_twice(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """Public functions and classes that more than one module defines, with the modules; sources by module."""
    found = defaultdict(list)
    for module, source in sources.items():
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(module)
    return {name: where for name, where in found.items() if len(where) > 1}


def test_no_word_stands_twice():
    assert len(ROWS) > 50
    assert twice(term for term, _, _ in ROWS) == []
    assert twice(name for _, name, _ in ROWS) == []


def test_terms_are_in_the_order_of_the_alphabet():
    assert disordered([term for term, _, _ in ROWS]) == []


def test_every_name_in_code_style_is_one_of_the_code():
    known = set().union(*(identifiers(path.read_text(encoding="utf-8")) for path in modules()))
    named = [name.strip("`") for _, name, _ in ROWS if name.startswith("`")]
    assert [name for name in named if name not in known] == []


def test_a_new_function_or_class_has_a_name_of_its_own():
    doubles = named_twice({name_of(path): path.read_text(encoding="utf-8") for path in modules()})
    assert doubles == {}


def test_each_rule_can_fail():
    assert twice(["Kennzahl", "kennzahl", "Wert"]) == ["kennzahl"]
    assert disordered(["Übergang", "Umsteigeschlüssel", "Station"]) == [("Umsteigeschlüssel", "Station")]
    assert identifiers("from a.b import c\nd = f['census_base']") == {"a", "b", "c", "d", "f", "census_base"}
    assert named_twice({"a": "def f(): ...\ndef _g(): ...", "b": "class f: ...\ndef _g(): ..."}) == {"f": ["a", "b"]}
