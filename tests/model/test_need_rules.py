"""needs.toml: kinds of need, quotas, school forms and back-tests; every slip names key and remedy."""

import shutil

import pytest

from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import HERE, load
from isp_utils.model.errors import InputError
from isp_utils.model.need_rules import KINDS, load_need_rules
from isp_utils.model.planning import load_planning

RULES = load_need_rules()


def test_every_kind_has_words_and_every_count_is_among_the_stocks():
    assert set(RULES.kinds) == set(KINDS)
    assert set(RULES.terms) <= set(load_biography(load()).terms)
    assert set(RULES.shares) <= set(RULES.terms)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"plaetze_u3"', '"plaetze_u4"', "need: »plaetze_u4« lässt sich nicht berechnen. Meinten Sie »plaetze_u3«?"),
        ('id        = "klasse_5"', 'id        = "kinder_u1"', "need: »kinder_u1« steht zweimal"),
        ("drawn ", "drwan ", "unbekannter Schlüssel »drwan«. Meinten Sie »drawn«?"),
        ("Stichtag {stichtag}", "Stichtag {stichtg}", "»statistic« nennt »{stichtg}«. Meinten Sie »stichtag«?"),
        ("without_degree =", "without =", "quotas: »without« lässt sich nicht berechnen"),
        ('quota     = "u3"', 'quota     = "u33"', "trial u3: »quota« ist »u33«. Meinten Sie »u3«?"),
        ("form_base", "form_basis", "unbekannter Schlüssel »form_basis«. Meinten Sie »form_base«?"),
        ('title = "Gymnasium"\n', "", "form: der Schlüssel »title« fehlt"),
    ],
)
def test_a_slip_is_refused(tmp_path, old, new, said):
    text = (HERE / "needs.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "needs.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_need_rules(tmp_path)
    assert said in str(refused.value)
    assert "needs.toml" in str(refused.value)


def test_a_kind_that_is_missing_is_named(tmp_path):
    text = (HERE / "needs.toml").read_text(encoding="utf-8")
    last = text[text.index('[[need]]\nid        = "ohne_abschluss"') : text.index("# School forms")]
    (tmp_path / "needs.toml").write_text(text.replace(last, ""), encoding="utf-8")
    with pytest.raises(InputError, match=r"needs\.toml, need: »ohne_abschluss« fehlt"):
        load_need_rules(tmp_path)


def test_a_station_whose_need_does_not_exist_is_refused(tmp_path):
    folder = shutil.copytree(HERE, tmp_path / "catalogue")
    path = folder / "stations.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"plaetze_3_5"', '"plaetze_3_6"'), encoding="utf-8")
    with pytest.raises(InputError, match=r"stations\.toml, kindergarten: »plaetze_3_6«.*Meinten Sie »plaetze_3_5«"):
        load_biography(load(), folder)


@pytest.mark.parametrize("key", ["class_size_sek_1", "laender", "needs"])
def test_a_key_of_planning_without_effect_is_refused(tmp_path, key):
    text = f"{key} = 28\n" + (HERE / "planning.toml").read_text(encoding="utf-8")
    (tmp_path / "planning.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=rf"planning\.toml: .*»{key}«"):
        load_planning(tmp_path, {})
