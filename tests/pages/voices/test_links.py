"""Every condensed sentence leads to its Wortmeldungen, and every Wortmeldung back to every sentence it went into."""

import re

import pytest

from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import HERE, load
from isp_utils.model.conferences import read_themes, vocabulary_of
from isp_utils.pages.voices.citations import ALL, PAGE, UNASSIGNED
from isp_utils.pages.voices.verdichtung import sentence_html, unassigned_html, verdichtung
from isp_utils.pages.voices.wordings import conference_section
from isp_utils.privacy.small_groups import FEWEST, without_small_groups
from isp_utils.suite.build.conferences import read_voices

FOLDERS = sorted(HERE.glob("counties/*/konferenzen"))
LINK = re.compile(r'href="([^"#]+)#([^"]+)"')
BLOCK = re.compile(r'<div class="isp-item"( id="(?P<id>[^"]+)")?>(?P<html>.*?)</div>')


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.parent.name)
def pages(request):
    """The condensed page and the page of all Wortmeldungen of the shipped minutes, one of them without a theme."""
    biography = load_biography(load())
    voices = read_voices(sorted(request.param.iterdir()), vocabulary_of(biography, HERE))
    themes = read_themes(HERE)[1]
    found = verdichtung(voices, themes, biography)
    every = [sentence for group in found.sentences.values() for sentence in group]
    condensed = "".join(sentence_html(sentence, found.demo) for sentence in every)
    condensed += unassigned_html(found.spoken, themes, "")
    sections = (
        conference_section(held, [v for v in found.spoken if v.conference == held], found.index, biography)
        for held in found.held
    )
    return found, {PAGE: condensed, ALL: "".join(sections)}


def test_every_section_of_the_shipped_minutes_has_something_to_say(pages):
    found, _ = pages
    assert found.sentences
    assert all(found.sentences.values())
    assert any(not voice.theme for voice in found.spoken)
    assert any(voice.disputed for voice in found.spoken)


def test_every_link_leads_to_an_anchor_and_no_anchor_stands_twice(pages):
    _, texts = pages
    anchors = {page: re.findall(r' id="([^"]+)"', text) for page, text in texts.items()}
    assert all(len(set(found)) == len(found) for found in anchors.values())
    links = [link for text in texts.values() for link in LINK.findall(text)]
    assert links
    assert [link for link in links if link[1] not in anchors[link[0]]] == []


def test_links_go_both_ways(pages):
    _, texts = pages
    there = {
        (re.search(r'<h3 id="([^"]+)"', block["html"])[1], anchor)
        for block in BLOCK.finditer(texts[PAGE])
        for _, anchor in LINK.findall(block["html"])
    }
    back = {
        (anchor, block["id"])
        for block in BLOCK.finditer(texts[ALL])
        for _, anchor in LINK.findall(block["html"])
        if anchor != UNASSIGNED
    }
    assert there == back


def test_every_sentence_cites_and_every_wortmeldung_went_somewhere(pages):
    found, texts = pages
    assert all(sentence.voices for group in found.sentences.values() for sentence in group)
    blocks = list(BLOCK.finditer(texts[ALL]))
    assert blocks
    assert len(blocks) == len(found.spoken)
    assert all(LINK.search(block["html"]) for block in blocks)
    missing = {block["id"] for block in blocks if f"#{UNASSIGNED}" in block["html"]}
    listed = set(re.findall(rf'{ALL}#([^"]+)"', texts[PAGE].partition(f'id="{UNASSIGNED}"')[2]))
    assert missing == listed != set()


def test_made_up_conferences_say_so_at_every_sentence(pages):
    _, texts = pages
    heads = re.findall(r"<h[23][^>]*>.*?</h[23]>", "".join(texts.values()))
    assert heads
    assert all("(Demodaten)" in head for head in heads)


def test_shipped_minutes_show_the_rule_of_small_groups(pages):
    found, _ = pages
    held = [without_small_groups(conference) for conference in found.held]
    assert any(
        conference.participants != before.participants for conference, before in zip(held, found.held, strict=True)
    )
    assert all(number >= FEWEST for conference in held for _, number in conference.participants)
