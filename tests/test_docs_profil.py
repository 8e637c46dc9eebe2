"""docs/profil.md shows profiles that work."""

from __future__ import annotations

import re
from pathlib import Path

import docx

from gallery import FONTS
from reportgen.profiles import load_profile

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "profil.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"```toml (\w[^\n]*)\n(.*?)```", PAGE, re.DOTALL))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><rect width="200" height="50"/></svg>'


def test_the_example_is_a_profile_without_faults(tmp_path: Path) -> None:
    (tmp_path / "profil.toml").write_text(BLOCKS["profil.toml"], "utf-8")
    (tmp_path / "logotyp.svg").write_text(SVG, "utf-8")
    (tmp_path / "Kommun-Regular.woff2").write_bytes(FONTS["RapportSans-Regular.woff2"])
    (tmp_path / "Kommun-Bold.woff2").write_bytes(FONTS["RapportSans-Bold.woff2"])
    loaded = load_profile(tmp_path / "profil.toml")
    assert loaded.profile.colours.accent == "#7a1f3d"
    assert loaded.profile.cover == "ren"
    assert [remark for remark in loaded.remarks if "typsnitt" in remark] == []


def test_the_words_about_a_word_file_are_true(tmp_path: Path) -> None:
    base = docx.Document()
    base.styles.add_style("Rubrik 1 numrerad", 1)
    base.styles.add_style("Kommunens tabell", 3)
    base.save(str(tmp_path / "kommunens-mall.docx"))
    (tmp_path / "profil.toml").write_text(f'[profil]\nnamn = "Prov"\n{BLOCKS["word"]}', "utf-8")
    loaded = load_profile(tmp_path / "profil.toml")
    assert loaded.profile.styles["Rapporttabell"] == "Kommunens tabell"
    assert "saknar" in loaded.remarks[0]
