"""Text edited in Word arrives in the workbook exactly, and all else that was edited is told."""

from __future__ import annotations

import copy
import shutil
import subprocess
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ooxml import faults
from reportgen.document.blocks import Document, Figure, Part, ProseBlock
from reportgen.document.prose import prose
from reportgen.model.errors import ReportgenError
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.office import OfficePackage
from reportgen.pipeline import find_template, new_workbook
from reportgen.render.word import to_word
from reportgen.rounds.undo import undo_step
from reportgen.wording.imprint import carrying, imprint_of
from reportgen.wording.light import light, normal
from reportgen.wording.marks import Marks
from reportgen.wording.reading import read_word, texts_of
from reportgen.wording.recall import GONE
from rounds import NOW, new_master, places, write
from test_wording_light import PIECES
from worded import INLEDNING, MARKDOWN, RISKER, brought, opened, printed, printed_again, text_of

COMMENT = Place("drift", "aldre", "kommentar")
FIELD = "Summan är {{drift.totalt.prognos|tkr}} i år."


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_a_text_is_read_from_word_as_it_was_written(text: str) -> None:
    blocks = prose(text, lambda field: Figure("12,5", field, field))
    part = Part("p", "P", "", (ProseBlock("text.x", "X", blocks, text),))
    document = Document("P", "Nämnden", "augusti 2025", "2025-08-31", (part,))
    report = Report("prov", "1.0", "Nämnden", Period(2025, 8))
    package = OfficePackage(to_word(document, carry=carrying(document, report)))
    imprint = imprint_of(package)
    assert imprint is not None
    (found,) = texts_of(read_word(package, imprint.texts, imprint.figures)).get("text.x") or [()]
    assert imprint.texts["text.x"].read == Marks("").of_paragraphs(found)
    assert light(found) == normal(text)


def test_an_edited_text_arrives_and_an_unedited_one_is_as_it_was(tmp_path: Path) -> None:
    file = printed(tmp_path, {"Inledning": "• Ett\n• Två", "Risker": "En risk."})
    with opened(file) as word:
        run = word.text("text.risker")[0].add_run(" Fler")
        run.bold = True
    out = brought(file)
    assert (text_of(file, RISKER), text_of(file, INLEDNING)) == ("En risk. **Fler**", "• Ett\n• Två")
    assert [(taken.place, taken.who) for taken in out.changes] == [(RISKER, "Eva Berg")]
    assert not out.conflicts
    assert not out.unplaced
    assert brought(file).former is None


def test_undone_text_is_as_it_was(tmp_path: Path) -> None:
    file = printed(tmp_path)
    with opened(file) as word:
        word.text("text.risker")[0].add_run(" Mer.")
    brought(file)
    undo_step(tmp_path / "delar.xlsx", now=NOW)
    assert text_of(file, RISKER) == "Gamla risker."


def test_trying_changes_nothing(tmp_path: Path) -> None:
    file = printed(tmp_path)
    with opened(file) as word:
        word.text("text.risker")[0].add_run(" Mer.")
    before = (tmp_path / "delar.xlsx").read_bytes()
    assert len(brought(file, dry=True).changes) == 1
    assert (tmp_path / "delar.xlsx").read_bytes() == before


def test_a_text_that_both_have_edited_is_for_a_person_to_choose(tmp_path: Path) -> None:
    file = printed(tmp_path)
    with opened(file) as word:
        word.text("text.risker")[0].add_run(" Från Word.")
    write(tmp_path / "delar.xlsx", "Texter", {("Risker", "Text"): "Från arbetsboken."})
    out = brought(file)
    assert [(c.ours, [p.value for p in c.proposals], c.proposals[0].base) for c in out.conflicts] == [
        ("Från arbetsboken.", ["Gamla risker. Från Word."], GONE)
    ]
    assert text_of(file, RISKER) == "Från arbetsboken."
    assert len(brought(file).conflicts) == 1


def test_a_conflict_tells_what_was_sent_where_a_former_workbook_has_it(tmp_path: Path) -> None:
    file = printed(tmp_path)
    shutil.copy(tmp_path / "delar.xlsx", tmp_path / "delar-tidigare-1.xlsx")
    with opened(file) as word:
        word.text("text.risker")[0].add_run(" Från Word.")
    write(tmp_path / "delar.xlsx", "Texter", {("Risker", "Text"): "Från arbetsboken."})
    assert [c.proposals[0].base for c in brought(file).conflicts] == ["Gamla risker."]


def test_a_text_that_only_we_have_edited_is_no_conflict_though_nobody_knows_what_was_sent(tmp_path: Path) -> None:
    file = printed(tmp_path, {"Risker": FIELD})
    with opened(file) as word:
        word.text("text.inledning")[0].add_run(" Mer.")
    write(tmp_path / "delar.xlsx", "Texter", {("Risker", "Text"): "Från arbetsboken."})
    out = brought(file)
    assert not out.conflicts
    assert [taken.place for taken in out.changes] == [INLEDNING]


def test_a_figure_is_known_in_a_text_that_both_have_edited(tmp_path: Path) -> None:
    file = printed(tmp_path, {"Risker": FIELD})
    with opened(file) as word:
        control = next(word.control("text.risker").iterdescendants(qn("w:sdt")))
        for run in control.find(qn("w:sdtContent")):
            control.addprevious(run)
        control.getparent().remove(control)
        word.text("text.risker")[0].add_run(" Mer.")
    write(tmp_path / "delar.xlsx", "Texter", {("Risker", "Text"): "Från arbetsboken."})
    assert [c.proposals[0].value for c in brought(file).conflicts] == [f"{FIELD} Mer."]


def test_a_published_file_holds_nothing_that_was_deleted_from_it(tmp_path: Path) -> None:
    file = printed(tmp_path, {"Inledning": FIELD, "Risker": "Om Kalle."})
    with opened(file) as word:
        for tag in ("text.inledning", "text.risker"):
            word.rewrite(tag, "<w:r><w:t>Nytt.</w:t></w:r>")
        table = word.word.tables[0]
        for row in table.rows[1:]:
            table._tbl.remove(row._tr)
    package = OfficePackage(file.read_bytes())
    said = b"".join(package.read(name) for name in package).decode("utf-8", "replace")
    for words in ("Kalle", "Summan", "4777", "4\u00a0777", "Hemligt ord", "4 777"):
        assert words not in said, words


def test_the_marks_of_a_file_are_of_one_workbook_alone() -> None:
    assert Marks("ett").of("4 777") != Marks("annat").of("4 777")
    assert Marks("ett").of("4\u00a0777") == Marks("ett").of("4 777")


def test_a_file_of_another_workbook_is_for_a_person_to_choose_from(tmp_path: Path) -> None:
    file = printed(tmp_path)
    template = find_template("prov", places(tmp_path))
    other = tmp_path / "annan.xlsx"
    new_workbook(template, "Socialnämnden", Period(2025, 8), other, seal="annat")
    write(other, "Texter", {("Inledning", "Text"): "Vår inledning.", ("Risker", "Text"): "Andra risker."})
    write(other, "Drift", {("Äldre", "Kommentar"): "Hemligt ord"})
    other.replace(tmp_path / "delar.xlsx")
    out = brought(file)
    assert [(c.place, c.proposals[0].value) for c in out.conflicts] == [(RISKER, "Gamla risker.")]
    assert not out.changes
    assert not out.unplaced
    assert any("annan arbetsbok" in remark for remark in out.remarks)


def test_a_comment_in_a_table_comes_back_and_the_table_beside_it_is_compared(tmp_path: Path) -> None:
    file = printed(tmp_path)
    with opened(file) as word:
        word.text("drift.aldre.kommentar")[0].add_run(" och mer")
        word.word.tables[0].rows[1].cells[1].paragraphs[0].runs[0].text = "777"
    out = brought(file)
    assert text_of(file, COMMENT) == "Hemligt ord och mer"
    assert [item.value for item in out.unplaced] == ["777"]


def test_a_comment_across_a_table_comes_back_without_the_malls_heading(tmp_path: Path) -> None:
    master = new_master(tmp_path)
    mall = tmp_path / "mallar" / "prov"
    (mall / "dokument.md.j2").write_text(MARKDOWN, "utf-8")
    whole = (mall / "mall.toml").read_text("utf-8")
    comment = whole.replace('titel = "Drift"\n', 'titel = "Drift"\nkommentarsrad = "kommentar"\n')
    (mall / "mall.toml").write_text(comment, "utf-8")
    file = printed_again(master)
    with opened(file) as word:
        heading, own = word.text("drift.aldre.kommentar")
        assert heading.text == "Kommentar"
        own.add_run(" och mer")
    out = brought(file)
    assert text_of(file, COMMENT) == "Hemligt ord och mer"
    assert not out.unplaced
    with opened(file) as word:
        heading, own = word.text("drift.aldre.kommentar")
        heading._p.getparent().remove(heading._p)
    assert text_of(file, COMMENT) == "Hemligt ord och mer"


def test_a_file_made_after_the_last_time_is_held_against_what_we_have_now(tmp_path: Path) -> None:
    file = printed(tmp_path)
    for words in (" Ett.", " Två."):
        with opened(file) as word:
            word.text("text.risker")[0].add_run(words)
        assert not brought(file).conflicts
        file.unlink()
        file = printed_again(tmp_path / "delar.xlsx")
    assert text_of(file, RISKER) == "Gamla risker. Ett. Två."


def test_an_older_file_is_held_against_what_it_was_itself(tmp_path: Path) -> None:
    file = printed(tmp_path)
    write(tmp_path / "delar.xlsx", "Texter", {("Inledning", "Text"): "Ny inledning."})
    with opened(file) as word:
        word.text("text.risker")[0].add_run(" Mer.")
    out = brought(file)
    assert not out.conflicts
    assert (text_of(file, INLEDNING), text_of(file, RISKER)) == ("Ny inledning.", "Gamla risker. Mer.")


def test_a_figure_is_a_field_again_and_one_typed_over_is_told(tmp_path: Path) -> None:
    file = printed(tmp_path, {"Inledning": FIELD})
    with opened(file) as word:
        figure = next(word.control("text.inledning").iterdescendants(qn("w:sdt")))
        next(figure.iter(qn("w:t"))).text = "9\u00a0999"
        word.text("text.inledning")[0].add_run(" Mer.")
    out = brought(file)
    assert text_of(file, INLEDNING) == f"{FIELD} Mer."
    assert [(item.label, item.value) for item in out.unplaced] == [("Siffran {{drift.totalt.prognos|tkr}}", "9 999")]


def test_tracked_changes_count_as_accepted_and_are_told(tmp_path: Path) -> None:
    file = printed(tmp_path)
    with opened(file) as word:
        word.rewrite(
            "text.risker",
            '<w:moveFrom w:id="7" w:author="Bo"><w:r><w:t>Flyttat.</w:t></w:r></w:moveFrom>'
            '<w:r><w:t xml:space="preserve">Gamla </w:t></w:r>'
            '<w:del w:id="8" w:author="Bo"><w:r><w:delText>risker</w:delText></w:r></w:del>'
            '<w:ins w:id="9" w:author="Cia"><w:r><w:rPr><w:i/></w:rPr><w:t>hot</w:t></w:r></w:ins>'
            '<w:hyperlink><w:r><w:t xml:space="preserve"> och länk</w:t></w:r></w:hyperlink>'
            "<w:r><w:br/><w:t>Ny</w:t><w:softHyphen/><w:t>rad.</w:t></w:r>",
        )
    out = brought(file)
    assert text_of(file, RISKER) == "Gamla *hot* och länk\nNy\u00adrad."
    assert any("Bo, Cia" in remark for remark in out.remarks)


def test_lists_that_people_make_in_word_are_lists(tmp_path: Path) -> None:
    file = printed(tmp_path)
    with opened(file) as word:
        paragraph = word.text("text.risker")[0]
        for style, words in (("List Bullet 2", "inne"), ("List Bullet", "ute")):
            new = copy.deepcopy(paragraph._p)
            paragraph._p.addnext(new)
            made = type(paragraph)(new, paragraph._parent)
            made.style = word.word.styles[style] if style in [s.name for s in word.word.styles] else made.style
            made.runs[0].text = words
    brought(file)
    assert text_of(file, RISKER) == "Gamla risker.\n\n- ute" + "\n  - inne"


def test_a_text_whose_control_was_removed_is_known_by_its_bookmark(tmp_path: Path) -> None:
    file = printed(tmp_path)
    with opened(file) as word:
        word.text("text.risker")[0].add_run(" Mer.")
        control = word.control("text.risker")
        for child in list(control.find(qn("w:sdtContent"))):
            control.addprevious(child)
        control.getparent().remove(control)
    brought(file)
    assert text_of(file, RISKER) == "Gamla risker. Mer."


def test_a_text_that_is_gone_is_told_and_ours_stays(tmp_path: Path) -> None:
    file = printed(tmp_path)
    with opened(file) as word:
        control = word.control("text.risker")
        control.getparent().remove(control)
    out = brought(file)
    assert any("Risker" in remark for remark in out.remarks)
    assert text_of(file, RISKER) == "Gamla risker."


def test_what_is_written_outside_and_in_tables_is_kept_on_a_sheet(tmp_path: Path) -> None:
    file = printed(tmp_path)
    with opened(file) as word:
        word.word.tables[0].rows[1].cells[1].paragraphs[0].runs[0].text = "777"
        heading = next(p for p in word.word.paragraphs if p.text.endswith("Risker"))
        heading.insert_paragraph_before("Mellan avsnitten.")
    values = {item.value for item in brought(file).unplaced}
    assert values == {"777", "Mellan avsnitten."}
    assert brought(file).unplaced == ()


def test_a_file_of_another_period_is_refused(tmp_path: Path) -> None:
    file = printed(tmp_path)
    other = tmp_path / "annan.docx"
    package = OfficePackage(file.read_bytes())
    name = next(name for name in package if name.startswith("customXml/item") and "Props" not in name)
    package.write(name, package.read(name).replace(b"2025-08", b"2025-04"))
    other.write_bytes(package.to_bytes())
    with pytest.raises(ReportgenError, match="perioden 2025-04"):
        brought(other)


@pytest.mark.parametrize("data", [b"", b"inte en zip", b"PK\x03\x04"])
def test_what_is_no_word_file_is_refused(tmp_path: Path, data: bytes) -> None:
    file = printed(tmp_path)
    file.write_bytes(data)
    with pytest.raises(ReportgenError, match="ingen Word-fil"):
        brought(file)


def test_the_file_is_one_that_word_opens(tmp_path: Path) -> None:
    assert faults(printed(tmp_path, {"Inledning": FIELD}).read_bytes()) == []


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_file_saved_in_libreoffice_is_read_as_well(tmp_path: Path) -> None:
    file = printed(tmp_path, {"Inledning": f"**Fet** början.\n\n{FIELD}", "Risker": "1. En\n2. Två\n   - inne"})
    with opened(file) as word:
        word.text("text.risker")[0].add_run(" till")
        word.text("drift.aldre.kommentar")[0].add_run(" i Word")
    saved = tmp_path / "lo"
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", saved, file], check=True)
    shutil.copy(saved / file.name, file)
    out = brought(file)
    assert text_of(file, RISKER) == "1. En till\n2. Två\n   - inne"
    assert text_of(file, INLEDNING) == f"**Fet** början.\n\n{FIELD}"
    assert text_of(file, COMMENT) == "Hemligt ord i Word"
    assert out.unplaced == ()
