"""What the digest of a file hangs on."""

from isp_utils.suite.examined import Examined


def test_a_file_is_another_one_by_text_name_or_rules_but_not_by_the_name_of_the_run(tmp_path):
    page = tmp_path / "seite.html"
    page.write_text("12 Kinder, Lauf A", encoding="utf-8")
    first = Examined(tmp_path / "r.json", "Regeln", ("Lauf A",)).digest(page, "seite.html")
    assert Examined(tmp_path / "r.json", "andere", ("Lauf A",)).digest(page, "seite.html") != first
    assert Examined(tmp_path / "r.json", "Regeln", ("Lauf A",)).digest(page, "andere.html") != first
    page.write_text("12 Kinder, Lauf B", encoding="utf-8")
    second = Examined(tmp_path / "r.json", "Regeln", ("Lauf B",))
    assert second.digest(page, "seite.html") == first
    page.write_text("13 Kinder, Lauf B", encoding="utf-8")
    assert second.digest(page, "seite.html") != first
