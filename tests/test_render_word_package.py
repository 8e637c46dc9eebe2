"""What a Word file to build on holds comes through as it was, also where Word is milder than the standard."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import docx
import pytest

from gallery import GALLERY
from ooxml import paragraphs, parts
from reportgen.model.errors import ReportgenError
from reportgen.office import OFFICE
from reportgen.render.word import to_word
from reportgen.render.word.base import own_base
from reportgen.render.word.package import MAIN_TYPE, TEMPLATE_TYPE, Package

BASE = parts(own_base())
TYPES = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"
EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_relation(kind: str, target: str, *, of: str = RELATIONS, mode: str = "") -> bytes:
    """The list of relations with one more."""
    line = f'<Relationship Id="rId900" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    return BASE[of].replace(b"</Relationships>", line.encode())


def with_type(line: str) -> bytes:
    return BASE[TYPES].replace(b"</Types>", f"{line}</Types>".encode())


# --- what comes through -----------------------------------------------------------------------------------------------


def test_every_part_comes_through_byte_for_byte() -> None:
    files = {
        **BASE,
        "word/egen.udda": b"\0\1\xff",
        "word/kvar.xml": b"<a  b='1'>\r\n<c></c></a>",
        RELATIONS: with_relation("udda", "egen.udda"),
        TYPES: with_type('<Default Extension="udda" ContentType="application/x-udda"/>'),
    }
    made = parts(Package(zipped(files)).to_bytes())
    assert made.keys() == files.keys()
    assert [name for name in BASE.keys() - {TYPES} if not name.endswith(".rels") and made[name] != BASE[name]] == []
    assert [made[name] for name in ("word/egen.udda", "word/kvar.xml")] == [b"\0\1\xff", files["word/kvar.xml"]]


@pytest.mark.parametrize(
    "changes",
    [
        {RELATIONS: with_relation("image", "NULL")},
        {RELATIONS: with_relation("hyperlink", "#_top")},
        {RELATIONS: with_relation("customXml", "../customXml/item7.xml")},
        {"_rels/.rels": with_relation("thumbnail", "docProps/thumbnail.jpeg", of="_rels/.rels")},
    ],
    ids=["no picture", "link within", "no custom xml", "no thumbnail"],
)
def test_a_base_with_a_relation_to_what_is_not_there_serves_and_keeps_it(changes: dict[str, bytes]) -> None:
    base = zipped({**BASE, **changes})
    made = to_word(GALLERY, base=base)
    assert paragraphs(made) == paragraphs(to_word(GALLERY))
    assert any(b'"rId900"' in content for name, content in parts(made).items() if name.endswith(".rels"))


def test_a_header_that_is_not_there_is_ours() -> None:
    base = docx.Document()
    base.sections[0].header.paragraphs[0].text = "Kommunens sidhuvud"
    out = io.BytesIO()
    base.save(out)
    files = {name: content for name, content in parts(out.getvalue()).items() if not name.startswith("word/header")}
    made = parts(to_word(GALLERY, base=zipped(files)))
    assert b"Exempelby kommun" in b"".join(made[name] for name in made if name.startswith("word/header"))


def test_the_same_package_gives_the_same_bytes_with_one_date() -> None:
    made = Package(own_base()).to_bytes()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == TYPES
    assert Package(own_base()).to_bytes() == made
    assert Package(made).to_bytes() == made


# --- what is changed --------------------------------------------------------------------------------------------------


def package() -> Package:
    return Package(own_base())


def test_a_new_part_gets_the_first_free_number() -> None:
    made = package()
    names = [made.add("word/ny{}.xml", b"", "a/b") for _ in range(2)]
    assert names == ["word/ny1.xml", "word/ny2.xml"]
    assert made.add("word/annat.xml", b"", "a/b") == "word/annat.xml"


def test_a_part_is_said_to_be_what_it_is_once() -> None:
    made = Package(zipped({**BASE, TYPES: with_type('<Default Extension="GIF" ContentType="image/gif"/>')}))
    made.add("word/a.gif", b"", "image/gif")
    made.add("word/b.gif", b"", "image/x-annan")
    assert [made.content_type(f"word/{name}.gif") for name in "ab"] == ["image/gif", "image/x-annan"]
    types = parts(made.to_bytes())[TYPES]
    assert (types.count(b"/word/a.gif"), types.count(b"/word/b.gif")) == (0, 1)
    assert made.names("/gif", "annan") == ["word/a.gif", "word/b.gif"]
    assert made.content_type("utan/ändelse") == ""


def test_a_part_is_related_once_and_found_again_after_reading() -> None:
    made = package()
    name = made.add("word/delar/ny.xml", b"<a/>", "a/b")
    id_ = made.relate(made.main, "sort", name)
    assert made.relate(made.main, "sort", name) == id_
    assert made.relate(made.main, "annan sort", name) != id_
    assert made.relate(name, "till", made.main) == "rId1"
    again = Package(made.to_bytes())
    assert (again.related(again.main, "sort"), again.target(again.main, id_)) == (name, name)
    assert again.related(name, "till") == again.main
    assert again.read(name) == b"<a/>"


def test_an_id_that_is_taken_is_not_given_again() -> None:
    made = Package(zipped({**BASE, RELATIONS: BASE[RELATIONS].replace(b'"rId1"', b'"rId6"', 1)}))
    taken = {f"rId{number}" for number in range(1, 20) if made.target(made.main, f"rId{number}")}
    ids = [made.relate(made.main, f"sort {number}", made.main) for number in range(4)]
    assert len({*ids}) == 4
    assert not {*ids} & taken


def test_an_address_outside_is_no_part() -> None:
    outside = with_relation("image", "styles.xml", mode=' TargetMode="External"')
    made = Package(zipped({**BASE, RELATIONS: outside}))
    assert made.related(made.main, f"{OFFICE}/image") is None
    assert made.target(made.main, "rId900") is None
    assert made.relate(made.main, f"{OFFICE}/image", "word/styles.xml") != "rId900"


def test_a_name_may_start_at_the_root() -> None:
    made = Package(zipped({**BASE, RELATIONS: BASE[RELATIONS].replace(b'"styles.xml"', b'"/word/styles.xml"')}))
    assert made.related(made.main, f"{OFFICE}/styles") == "word/styles.xml"
    assert made.target(made.main, made.relate(made.main, f"{OFFICE}/styles", "word/styles.xml")) == "word/styles.xml"
    assert parts(made.to_bytes())[RELATIONS].count(b"/styles.xml") == 1


def test_a_dropped_part_leaves_nothing_behind() -> None:
    made = package()
    name = made.add("word/effekter.xml", b"", "a/b")
    made.relate(made.main, EFFECTS, name)
    made.relate(name, "till", made.main)
    made.drop(made.main, EFFECTS)
    made.drop(made.main, EFFECTS)
    assert parts(made.to_bytes()) == parts(package().to_bytes())


# --- what is refused --------------------------------------------------------------------------------------------------


def test_a_template_becomes_a_document() -> None:
    made = Package(zipped({**BASE, TYPES: BASE[TYPES].replace(MAIN_TYPE.encode(), TEMPLATE_TYPE.encode())}))
    assert made.content_type(made.main) == MAIN_TYPE
    assert TEMPLATE_TYPE.encode() not in parts(made.to_bytes())[TYPES]


@pytest.mark.parametrize(
    "data",
    [
        own_base()[:2000],
        own_base()[:400] + b"\xff" * 40 + own_base()[440:],
        own_base().replace(b"PK\x01\x02\x14\x00\x14\x00\x00", b"PK\x01\x02\x14\x00\x14\x00\x01"),
        zipped({**BASE, TYPES: b"<Types"}),
        zipped({**BASE, RELATIONS: b""}),
        zipped({name: content for name, content in BASE.items() if name != TYPES}),
    ],
    ids=["cut off", "damaged", "password", "types", "relations", "no types"],
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReportgenError, match=r"inte en Word-fil\. Spara den i Word"):
        Package(data)


def test_a_file_without_its_document_is_refused() -> None:
    files = {name: content for name, content in BASE.items() if name != "word/document.xml"}
    with pytest.raises(ReportgenError, match="inget dokument som går att läsa"):
        Package(zipped(files))
