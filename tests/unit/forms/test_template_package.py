"""What comes in as a template: only the parts of a sheet, nothing that reaches out of it."""

from __future__ import annotations

import io
import random
import re
import shutil
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from forms.authoring.checks import opening
from forms.authoring.checks.old_codes import garbled_words, is_old_font
from forms.authoring.checks.opening import TemplateError, opened_parts
from forms.authoring.lint import lint_folder, used_names
from forms.library import LIBRARY_DIR
from forms.schema import Problem
from tests.unit.forms.conftest import PAPERS

FORM = LIBRARY_DIR / "ms_phieu_tu_choi"
DOCUMENT, RELATIONS, STYLES = (
    "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml",
)  # fmt: skip
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def parts() -> Parts:
    """The parts of a sound template."""
    return dict(opened_parts((FORM / "template.docx").read_bytes()))


@pytest.fixture
def by_hand(tmp_path: Path) -> Path:
    """A form whose template is nobody's layout, as when it was made in Word."""
    folder = tmp_path / FORM.name
    shutil.copytree(FORM, folder)
    text = (folder / "form.toml").read_text("utf-8")
    (folder / "form.toml").write_text(text.split("[layout]")[0], "utf-8")
    return folder


def zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def lint(folder: Path, template: bytes) -> tuple[Problem, ...]:
    (folder / "template.docx").write_bytes(template)
    return lint_folder(folder, is_quick=True)


def put(parts: Parts, name: str, old: str, new: str) -> Parts:
    text = parts[name].decode()
    assert old in text
    return {**parts, name: text.replace(old, new, 1).encode()}


def body(parts: Parts, xml: str) -> Parts:
    """Put something before the last section of the page."""
    return put(parts, DOCUMENT, "<w:sectPr>", f"{xml}<w:sectPr>")


def run(text: str, look: str = "") -> str:
    return f"<w:p><w:r>{look}<w:t>{text}</w:t></w:r></w:p>"


def face(attributes: str) -> str:
    return run("Chu", f"<w:rPr><w:rFonts {attributes}/></w:rPr>")


def related(kind: str, target: str, mode: str = "") -> Callable[[Parts], Parts]:
    row = f'<Relationship Id="rIdX" Type="{REL}/{kind}" Target="{target}"{mode}/>'
    return lambda parts: put(parts, RELATIONS, "</Relationships>", f"{row}</Relationships>")


OUT = ' TargetMode="External"'
ADDED = {
    "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
    "word/embeddings/oleObject1.bin": b"x",
    "word/activeX/activeX1.xml": b"<a/>",
    "word/footnotes.xml": b"<w/>",
    "word/comments.xml": b"<w/>",
    "customXml/item1.xml": b"<a/>",
    "docProps/custom.xml": b"<a/>",
    "word/media/picture.emf": b"x",
    "word/media/picture.svg": b"<svg/>",
    "../../evil.xml": b"<a/>",
    "/word/document.xml": b"<a/>",
    "word\\document.xml": b"<a/>",
    "C:/x.xml": b"<a/>",
}
CHANGED: dict[str, tuple[Callable[[Parts], Parts], str]] = {
    "an attached template": (related("attachedTemplate", "http://x.vn/a.dotm", OUT), "ra ngoài"),
    "a picture elsewhere": (related("image", "http://x.vn/a.png", OUT), "ra ngoài"),
    "a file elsewhere": (related("oleObject", "file:///c:/x.exe", OUT), "ra ngoài"),
    "a chunk": (related("aFChunk", "styles.xml"), "không được phép (aFChunk)"),
    "a part that is not there": (related("image", "media/none.png"), "phần không có"),
    "a part outside": (related("image", "../../../etc/passwd"), "phần không có"),
    "altChunk": (lambda p: body(p, '<w:altChunk r:id="rId1"/>'), "altChunk"),
    "an object": (lambda p: body(p, "<w:p><w:r><w:object/></w:r></w:p>"), "object"),
    "DDE": (
        lambda p: body(p, '<w:p><w:fldSimple w:instr="DDEAUTO c:\\\\cmd.exe"/></w:p>'), "DDEAUTO",
    ),
    "INCLUDETEXT in pieces": (
        lambda p: body(p, '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
                       "<w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT x"
                       "</w:instrText></w:r></w:p>"), "INCLUDETEXT",
    ),
    "a document type": (
        lambda p: put(p, DOCUMENT, "<w:document", '<!DOCTYPE w:document [<!ENTITY a "b">]>'
                      "<w:document"), "DOCTYPE",
    ),
    "a remark with a tag": (lambda p: body(p, "<!-- {{ 7*7 }} -->"), "ghi chú"),
    "another encoding": (
        lambda p: {**p, DOCUMENT: p[DOCUMENT][:600] + b"\xff\xfe" + p[DOCUMENT][600:]}, "UTF-8",
    ),
    "a declared encoding": (lambda p: put(p, DOCUMENT, "UTF-8", "UTF-7"), "UTF-8"),
    "half a document": (lambda p: {**p, DOCUMENT: p[DOCUMENT][:900]}, "XML bị hỏng"),
    "a tag in the properties": (
        lambda p: put(p, "docProps/core.xml", "</dc:title>", "{{ 7*7 }}</dc:title>"), "docProps",
    ),
    "a tag in the styles": (lambda p: put(p, STYLES, '"Normal"', '"{{ 7*7 }}"'), "thẻ"),
    "a tag in an attribute": (
        lambda p: body(p, '<w:p w:rsidR="{{ 7*7 }}"><w:r><w:t>x</w:t></w:r></w:p>'), "thẻ",
    ),
    "a tag in deleted text": (
        lambda p: body(p, "<w:p><w:r><w:delText>{{ 7*7 }}</w:delText></w:r></w:p>"), "thẻ",
    ),
    "a tag in the header": (
        lambda p: put(p, "word/header1.xml", "{{ paper_marks }}", "{{ paper_marks }}{{ 7*7 }}"),
        "Thẻ không được phép",
    ),
    "an expression over runs": (
        lambda p: body(p, "<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{ 7*7 }}</w:t></w:r></w:p>"),
        "Thẻ không được phép",
    ),
    "a lone end": (lambda p: body(p, run("đủ }} rồi")), "}}"),
    "a lone beginning": (lambda p: body(p, run("{{ reason")), "{{"),
    "a font in single quotes": (lambda p: body(p, face("w:ascii='.VnTime' w:hAnsi='A'")), "Phông"),
    "VNI": (lambda p: body(p, face('w:ascii="VNI-Times" w:hAnsi="VNI-Times"')), "Phông"),
    "a font of a style": (lambda p: put(p, STYLES, "Times New Roman", ".VnTimeH"), "Phông"),
    "no font at all": (
        lambda p: {**p, STYLES: re.sub(rb"<w:rFonts[^>]*>", b"", p[STYLES])}, "Phông",
    ),
    "a font of the table": (
        lambda p: {**p, "word/fontTable.xml": b"<f xmlns:w='x'><w:font w:name='.VnTime'/></f>"},
        "Phông",
    ),
    "a font of the theme": (
        lambda p: {**p, "word/theme/theme1.xml": b"<a><latin typeface='.VnArial'/></a>"}, "Phông",
    ),
    "TCVN3": (lambda p: body(p, run("Hä vµ tªn: §¨ng ký khai sinh")), "bảng mã cũ"),
    "VNI text": (lambda p: body(p, run("Hoï vaø teân ngöôøi yeâu caàu")), "bảng mã cũ"),
    "a picture that is none": (lambda p: {**p, "word/media/a.png": b"GIF89a"}, "Ảnh"),
}  # fmt: skip


def test_every_template_of_the_library_is_let_in(by_hand: Path, parts: Parts) -> None:
    for folder in PAPERS:
        assert opened_parts((folder / "template.docx").read_bytes())
    assert lint(by_hand, zipped(parts)) == ()


@pytest.mark.parametrize("name", ADDED)
def test_a_part_that_no_sheet_needs_is_refused_by_name(
    by_hand: Path, parts: Parts, name: str
) -> None:
    (problem,) = lint(by_hand, zipped({**parts, name: ADDED[name]}))
    assert problem.pointer == "/template.docx"
    assert name.replace("\\", "/") in problem.message.replace("\\", "/")


@pytest.mark.parametrize("what", CHANGED)
def test_what_reaches_out_or_is_not_unicode_is_refused(
    by_hand: Path, parts: Parts, what: str
) -> None:
    change, word = CHANGED[what]
    problems = lint(by_hand, zipped(change(parts)))
    assert problems
    assert all(p.code in {"FORM-03", "FORM-04"} for p in problems)
    assert any(word in p.message for p in problems), problems


def test_a_tag_in_pieces_that_is_known_is_no_fault(by_hand: Path, parts: Parts) -> None:
    pieces = "{{ rea</w:t></w:r><w:r><w:t>son }}"
    assert lint(by_hand, zipped(put(parts, DOCUMENT, "{{ reason }}", pieces))) == ()


def test_page_numbers_are_the_fields_that_may_be(by_hand: Path, parts: Parts) -> None:
    field = '<w:p><w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "/></w:p>'
    assert lint(by_hand, zipped(body(parts, field))) == ()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_refused(by_hand: Path, parts: Parts) -> None:
    buffer = io.BytesIO(zipped(parts))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(DOCUMENT, b"<other/>")
    assert any("cùng tên" in p.message for p in lint(by_hand, buffer.getvalue()))
    twin = {**parts, "word/Document.xml": b"<a/>"}
    assert lint(by_hand, zipped(twin))


def test_thousands_of_parts_are_refused_by_their_number(by_hand: Path, parts: Parts) -> None:
    many = {**parts, **{f"word/media/{n}.png": b"" for n in range(3_000)}}
    (problem,) = lint(by_hand, zipped(many))
    assert "3008" in problem.message


def test_a_bomb_is_refused_unopened(by_hand: Path, parts: Parts) -> None:
    """60 MB of blanks pack into 60 KB; no more than a little of it is ever in memory."""
    bomb = zipped({**parts, "word/numbering.xml": b" " * 60_000_000})
    assert len(bomb) < 200_000
    tracemalloc.start()
    problems = lint(by_hand, bomb)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert any("quá lớn" in p.message for p in problems)
    assert most < 20_000_000


def test_a_bomb_that_lies_about_its_size_is_read_no_further(parts: Parts) -> None:
    size = 9_000_000
    bomb = bytearray(zipped({**parts, "word/numbering.xml": b" " * size}))
    said, lie = size.to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    assert bomb.count(said) == 2
    with pytest.raises(TemplateError):
        opened_parts(bytes(bomb.replace(said, lie)))


def test_a_huge_file_is_not_read_to_its_end(by_hand: Path) -> None:
    with (by_hand / "template.docx").open("wb") as stream:
        stream.truncate(5_000_000_000)  # a hole, no bytes on the disk
    (problem,) = lint_folder(by_hand, is_quick=True)
    assert f"{opening.MAX_TEMPLATE_BYTES // 1_000_000} MB" in problem.message


def test_any_damage_is_a_problem_and_never_a_crash(by_hand: Path, parts: Parts) -> None:
    chance = random.Random(5)
    for number in range(40):
        damaged = dict(parts)
        name = chance.choice(list(damaged))
        if number % 3 == 0:
            damaged.pop(name)
        text = damaged.get(name, b"").decode()
        tags = list(re.finditer(r'<[^>]+>|"[^"]*"', text))
        if tags:
            tag = chance.choice(tags)
            put_in = chance.choice(["", tag.group() * 2, '"x"', "<w:p/>", '"99999999999999"'])
            damaged[name] = (text[: tag.start()] + put_in + text[tag.end() :]).encode()
        lint(by_hand, zipped(damaged))


@pytest.mark.parametrize("font", [".VnTime", ".vnarialH", "VNI-Times", "VNI Helve", "A; .VnTime"])
def test_old_fonts_are_known_by_their_names(font: str) -> None:
    assert is_old_font(font)
    assert not is_old_font("Times New Roman")


@pytest.mark.parametrize(
    "text",
    ["Họ, chữ đệm, tên: NGUYỄN ĐỖ MINH AN", "Diện tích 120 m² × 2, “½ nhà”, © 2026, 5 °C",
     "H’Hen Niê, Y Ƀlơk Êban, ƀĕč ŏŭ ơ̆ ñ", "Khoản 1 § 2, anh Müller ở Phú Thọ", "«trích» và §"],
)  # fmt: skip
def test_good_text_is_not_taken_for_old_codes(text: str) -> None:
    assert garbled_words(text) == ()


def test_names_are_read_from_paragraphs_only() -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = (
        f'<w:document xmlns:w="{word}"><w:p><w:r><w:t>a {{</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>{ b {{ reason }}</w:t></w:r></w:p></w:document>"
    )
    assert used_names({DOCUMENT: xml}) == ({"reason"}, [])
