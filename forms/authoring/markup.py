"""The markup of layout texts, into runs.

`**bold**`, `//italic//`, `^(2)` footnote mark, `{key}` value, `{key|blank}` value or the blank,
`{key...}` value and dots to the right margin, `{key?yes}` `{key?no}` or `{key?2}` boxes (the second
choice), tab = dots to the next stop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from forms.authoring.faults import LayoutError
from forms.schema import FormSchema

_TOKEN = re.compile(
    r"\*\*(?P<bold>.+?)\*\*"
    r"|//(?P<italic>.+?)//"
    r"|\^\((?P<mark>[^)]+)\)"
    r"|\{(?P<key>[a-z][a-z0-9_.]*?)(?:\?(?P<box>yes|no|\d+)|\|(?P<blank>[^}]*)|(?P<dots>\.\.\.))?\}"
    r"|(?P<tab>\t)"
)
BOX_FONT = "Segoe UI Symbol"  # on every Windows; Times New Roman has no boxes


@dataclass(frozen=True, slots=True)
class Style:
    """How a run looks."""

    size: float
    bold: bool = False
    italic: bool = False
    raised: bool = False
    font: str | None = None


def runs_xml(text: str, style: Style) -> str:
    """Return a marked-up text as w:r elements."""
    out, end = [], 0
    for match in _TOKEN.finditer(text):
        out.append(_run(escape(text[end : match.start()]), style))
        out.append(_token(match, style))
        end = match.end()
    out.append(_run(escape(text[end:]), style))
    return "".join(out)


def field_text(schema: FormSchema, key: str) -> str:
    """Return the usual line of a key: label, footnote mark, value, dots to the margin."""
    line = schema.line(key)
    if line is None:
        raise LayoutError(f"không có dòng “{key}” trong form.toml")
    mark = f"^{line.footnote}" if line.footnote else ""
    colon = "" if line.label.endswith(":") else ":"
    return f"{line.label}{colon}{mark} {{{key}...}}"


def _token(match: re.Match[str], style: Style) -> str:
    if match["bold"]:
        return runs_xml(match["bold"], replace(style, bold=True))
    if match["italic"]:
        return runs_xml(match["italic"], replace(style, italic=True))
    if match["mark"]:
        return _run(f"({escape(match['mark'])})", replace(style, raised=True, bold=False))
    if match["tab"]:
        return _tab(style)
    return _value(match, style)


def _value(match: re.Match[str], style: Style) -> str:
    key = match["key"]
    if match["box"]:
        return _run(f"{{{{ {key}__{match['box']} }}}}", replace(style, font=BOX_FONT))
    if match["blank"] is not None:
        return _run(f'{{{{ {key} or "{escape(match["blank"])}" }}}}', style)
    value = _run(f"{{{{ {key} }}}}", style)
    return value + _dots(style) if match["dots"] else value


def _dots(style: Style) -> str:
    """Dots a little apart from the value: one that ends in a full stop would seem to have two."""
    return f'<w:r>{properties_xml(style)}<w:t xml:space="preserve"> </w:t><w:tab/></w:r>'


def _tab(style: Style) -> str:
    return f"<w:r>{properties_xml(style)}<w:tab/></w:r>"


def _run(text: str, style: Style) -> str:
    if not text:
        return ""
    return f'<w:r>{properties_xml(style)}<w:t xml:space="preserve">{text}</w:t></w:r>'


def properties_xml(style: Style) -> str:
    """Return w:rPr; every face is named for all scripts, else Word picks one for Vietnamese."""
    parts = []
    if style.font:
        names = "".join(
            f' w:{kind}="{style.font}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs")
        )
        parts.append(f"<w:rFonts{names}/>")
    if style.bold:
        parts.append("<w:b/><w:bCs/>")
    if style.italic:
        parts.append("<w:i/><w:iCs/>")
    half = round(style.size * 2)
    parts.append(f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')
    if style.raised:
        parts.append('<w:vertAlign w:val="superscript"/>')
    return f"<w:rPr>{''.join(parts)}</w:rPr>"
