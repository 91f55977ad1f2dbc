"""What stands in the parts of a template: nothing that reaches out of it, and only Unicode."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from xml.etree import ElementTree

from forms.authoring.checks.old_codes import garbled_words, is_old_font
from forms.authoring.checks.opening import TemplateError
from forms.rendering.pictures import PictureError, check_picture

_STYLES = "word/styles.xml"
HEADER_PART = "word/header1.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_LOGIC = re.compile(r"\{[{%#]|[}%#]\}|^[{}]|[{}]$")
_DECLARATION = re.compile(r"\A\s*<\?xml\s[^>]*\?>")
_NO_ELEMENT = re.compile(r"<[!?]")  # a document type, a remark, an instruction, raw text
_ENCODING = re.compile(r"""\A<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_GUID = re.compile(r"\{[0-9A-Fa-f-]{36}\}")
_PRINTED = re.compile(r"word/(?:document|(?:header|footer)\d+)\.xml")
# Elements that take something in from elsewhere, whatever their relationship says.
_OUTSIDE = frozenset(
    {"altChunk", "object", "OLEObject", "control", "subDoc", "attachedTemplate", "mailMerge",
     "dataBinding", "saveThroughXslt", "docPartObj"}
)  # fmt: skip
_RELATIONS = frozenset(
    {"officeDocument", "core-properties", "extended-properties", "styles", "settings", "header",
     "footer", "image", "fontTable", "theme", "numbering", "webSettings"}
)  # fmt: skip
_FIELD_WORDS = frozenset({"PAGE", "NUMPAGES", "\\*", "MERGEFORMAT", "Arabic", "arabic"})


def content_problems(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what is wrong with what stands in the parts; raise TemplateError for no good XML."""
    trees = {
        name: _tree(name, data)
        for name, data in parts.items()
        if not name.startswith("word/media/")
    }
    for name in parts.keys() - trees.keys():
        try:
            check_picture(parts[name])
        except PictureError:
            yield f"Ảnh bị hỏng hoặc quá lớn: {name}"
    for name, tree in trees.items():
        if name.endswith(".rels"):
            yield from _relation_problems(name, tree, parts.keys())
        if any(map(_LOGIC.search, _hidden(name, tree))):
            yield f"Chỉ được đặt thẻ trong chữ của trang in, không đặt ở {name}"
        yield from _element_problems(name, tree)
        yield from _font_problems(name, tree)
    yield from _text_problems(trees)


def paragraphs(xml: str | bytes) -> Iterator[str]:
    """Yield the text of every paragraph, runs joined; a tab or a break parts words."""
    for paragraph in ElementTree.fromstring(xml).iter(f"{_W}p"):
        yield "".join(
            (node.text or "") if node.tag == f"{_W}t" else " "
            for node in paragraph.iter()
            if node.tag in (f"{_W}t", f"{_W}tab", f"{_W}br")
        )


def _tree(name: str, data: bytes) -> ElementTree.Element:
    """Parse one part; what is no element is refused before any parser sees it.

    docxtpl fills in the text of a part as it is, remarks included.
    """
    try:
        text = data.decode("utf-8-sig")
        declared = _ENCODING.search(text)
        if declared and declared.group(1).upper() != "UTF-8":
            raise TemplateError(f"Không phải UTF-8: {name}")
        if _NO_ELEMENT.search(_DECLARATION.sub("", text)):
            raise TemplateError(f"Có khai báo DOCTYPE, ENTITY hoặc ghi chú XML: {name}")
        return ElementTree.fromstring(data)
    except UnicodeDecodeError as error:
        raise TemplateError(f"Không phải UTF-8: {name}") from error
    except (ElementTree.ParseError, ValueError, RecursionError) as error:
        raise TemplateError(f"XML bị hỏng: {name}") from error


def _hidden(name: str, tree: ElementTree.Element) -> Iterator[str]:
    """Every string of a part that is not read as the text of a page."""
    is_printed = _PRINTED.fullmatch(name)
    for node in tree.iter():
        yield from (value for value in node.attrib.values() if not _GUID.fullmatch(value))
        if not (is_printed and node.tag == f"{_W}t"):
            yield node.text or ""
        yield node.tail or ""


def _relation_problems(
    name: str, tree: ElementTree.Element, known: Collection[str]
) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in tree:
        kind = relation.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
        if relation.get("TargetMode", "Internal") != "Internal":
            yield f"Có liên kết ra ngoài tệp: {name}"
        elif relation.tag != _RELATION or kind not in _RELATIONS:
            yield f"Có liên kết không được phép ({kind[:40]}): {name}"
        elif target.lstrip("/") not in known:
            yield f"Có liên kết tới phần không có: {name}"


def _element_problems(name: str, tree: ElementTree.Element) -> Iterator[str]:
    tags = {node.tag.rpartition("}")[2] for node in tree.iter()}
    yield from (f"Có nội dung không được phép ({tag}): {name}" for tag in sorted(tags & _OUTSIDE))
    for words in _fields(tree):
        if wrong := [word for word in words.split() if word not in _FIELD_WORDS]:
            yield f"Có trường tự động không được phép ({wrong[0][:40]}): {name}"


def _fields(tree: ElementTree.Element) -> Iterator[str]:
    """The instructions of the fields of a part; those in pieces are joined."""
    pieces: list[str] = []
    for node in tree.iter():
        if node.tag == f"{_W}fldSimple":
            yield node.get(f"{_W}instr", "")
        elif node.tag == f"{_W}instrText":
            pieces.append(node.text or "")
        elif node.tag == f"{_W}fldChar":
            pieces.append(" ")
    yield "".join(pieces)


def _font_problems(name: str, tree: ElementTree.Element) -> Iterator[str]:
    named = any(is_old_font(value) for node in tree.iter() for value in node.attrib.values())
    faces = list(tree.iter(f"{_W}rFonts"))
    is_bare = name == _STYLES and not faces  # then Word takes the font of its own settings
    if named or is_bare or any(f"{_W}hAnsi" not in face.attrib for face in faces):
        yield f"Phông chữ không phải Unicode: {name}"


def _text_problems(trees: Mapping[str, ElementTree.Element]) -> Iterator[str]:
    for name, tree in trees.items():
        if _PRINTED.fullmatch(name):
            text = "\n".join(paragraphs(ElementTree.tostring(tree, "unicode")))
            if words := garbled_words(text):
                shown = " ".join(words[:3])
                yield f"Chữ gõ theo bảng mã cũ (TCVN3, VNI), hãy gõ lại: “{shown}” ở {name}"
