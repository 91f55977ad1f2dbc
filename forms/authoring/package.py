"""A slim .docx around a body: only the parts that Word needs, the same bytes for the same input."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from forms.authoring.markup import Style, properties_xml

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = (
    f'xmlns:w="{_WORD}" xmlns:r="{_REL}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_FONT = "Times New Roman"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


_CENTRED = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
_HEADER, _HEADER_LINE = 454, 283  # twips from the edge, and for one line
_MARK_FILE = Path(__file__).with_name("preview_mark.png")  # “BẢN XEM TRƯỚC”, aslant, see-through
_MARK_SIZE = f'cx="{165 * 36_000}" cy="{165 * 36_000}"'  # EMU


@dataclass(frozen=True, slots=True)
class PageLook:
    """What stands on pages beside the text.

    A preview has its mark as a picture behind every page; it stands in the header, as Word's own
    watermarks do. A numbered paper has above its pages, from the second on, the number and what
    goes `onward` there.
    """

    preview: bool = False
    numbered: bool = False
    onward: str = ""


def docx_bytes(
    body: str,
    section: str,
    *,
    title: str,
    size: float,
    look: PageLook,
) -> bytes:
    """Return the package of a document body and its section properties."""
    document = f"<w:document {_NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(numbered=look.numbered),
        "_rels/.rels": _relations(
            (f"{_REL}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(
            (f"{_REL}/styles", "styles.xml"),
            (f"{_REL}/settings", "settings.xml"),
            (f"{_REL}/header", "header1.xml"),
            *([(f"{_REL}/header", "header2.xml")] if look.numbered else []),
        ),
        "word/header1.xml": _header_xml(preview=look.preview),
        "word/settings.xml": _settings(),
        "word/styles.xml": _styles(size),
    }
    if look.preview:
        target = (f"{_REL}/image", "media/preview_mark.png")
        parts["word/_rels/header1.xml.rels"] = _relations(target)
        parts["word/media/preview_mark.png"] = _MARK_FILE.read_bytes()
    if look.numbered:
        number = _field_xml("PAGE", 10 if look.onward else 13)
        above = f"{_CENTRED}{number}{look.onward}</w:p>"
        parts["word/header2.xml"] = _header_xml(above, preview=look.preview)
        if look.preview:
            parts["word/_rels/header2.xml.rels"] = parts["word/_rels/header1.xml.rels"]
    return _zipped(parts)


def section_xml(
    margins_mm: tuple[int, int, int, int], page: tuple[int, int], *, numbered: bool = False
) -> str:
    """Return the section: page size in twips, margins top, right, bottom, left, the header.

    The header's line ends above the text also where the margin is narrow.
    """
    top, right, bottom, left = margins_mm
    turned = ' w:orient="landscape"' if page[0] > page[1] else ""
    kinds = (("first", 3), ("default", 4)) if numbered else (("default", 3),)
    headers = "".join(
        f'<w:headerReference w:type="{kind}" r:id="rId{number}"/>' for kind, number in kinds
    )
    return (
        f"<w:sectPr>{headers}"
        f'<w:pgSz w:w="{page[0]}" w:h="{page[1]}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="{min(_HEADER, top - _HEADER_LINE)}" w:footer="{_HEADER}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if numbered else ''}</w:sectPr>"
    )


def _header_xml(above: str = "", *, preview: bool) -> str:
    return (
        f"<w:hdr {_NAMESPACES}>{above}{_CENTRED}<w:r>"
        f"{properties_xml(Style(9, bold=True))}"
        '<w:t xml:space="preserve">{{ paper_marks }}</w:t></w:r>'
        f"{_mark_xml() if preview else ''}</w:p></w:hdr>"
    )


def _field_xml(name: str, size: float) -> str:
    """Return what Word works out itself, such as the number of the page."""
    look = properties_xml(Style(size))
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {name} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>2</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{look}{part}</w:r>" for part in parts)


def _mark_xml() -> str:
    shape = (
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="preview"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {_MARK_SIZE}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    centred = "".join(
        f'<wp:position{axis} relativeFrom="page"><wp:align>center</wp:align></wp:position{axis}>'
        for axis in "HV"
    )
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"'
        ' relativeHeight="1" behindDoc="1" locked="1" layoutInCell="0" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/>{centred}<wp:extent {_MARK_SIZE}/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        '<wp:docPr id="1" name="preview"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData'
        ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def _zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            data = part if isinstance(part, bytes) else _DECLARATION + part
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data,
                             zipfile.ZIP_DEFLATED, 9)  # fmt: skip
    return buffer.getvalue()


def _content_types(*, numbered: bool) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WML}.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"),
            ("styles", "styles"),
            ("settings", "settings"),
            ("header1", "header"),
            *([("header2", "header")] if numbered else []),
        )
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f"{overrides}"
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>vi-VN</dc:language></cp:coreProperties>"
    )


def _settings() -> str:
    """Compatibility mode 15: without it Word opens the sheet as one of Word 2007."""
    return (
        f'<w:settings {_NAMESPACES}><w:defaultTabStop w:val="720"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat></w:settings>'
    )


def _styles(size: float) -> str:
    face = "".join(f' w:{kind}="{_FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    half = round(size * 2)
    return (
        f"<w:styles {_NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{face}/>"
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "</w:style></w:styles>"
    )
