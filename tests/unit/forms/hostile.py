"""Values that have broken document software, and combinations of them."""

from __future__ import annotations

from itertools import product

_SEEDS = (
    "Cty A & B", "x < 5 > 3", "<w:br/></w:t></w:r>", "&lt;b&gt; &amp;", "]]>", "<!-- x -->",
    "{{ 7*7 }}", "{{ requester_name }}", "}} {{", "{% raw %}", "{%p endfor %}", "{_{ a }_}",
    "{_% x %_}", "{# c #}", "{{ ''.__class__.__mro__ }}", "{% for i in range(9) %}a{% endfor %}",
    "'", '"', "`", "\\", "\\u0000", "%s %(a)s", "${x}", "$(id)", "; DROP TABLE", "../../etc",
    "None", "null", "nan", "True", "0", "-", "--", "...", "…", "a.b.c", ". . .", "=1+1", "@x", "#",
    "a\tb", "a\nb", "a\r\nb", "a\fb", "a\vb", "a\x00b", "a\x07b", "a\x1bb", "a\u0085b", "a\u2028b",
    "a\u200bb", "a\u202eb", "a\u2066b", "\ufeffa", "a\xa0b", "x\ud800y", "Nguye\u0302\u0303n",
    "ĐƯỜNG SỐ 5", "Ẵ ẳ Ợ ợ Ữ", "ƀ č ŏ", "ơ\u0306", "№ 5 – 6 — 7", "“ngoặc”", "‘đơn’", "H’Hen",
    "1/2", "50%", "100 %}", "a|b", "a~b", "a^b", "[x](y)", "<script>alert(1)</script>", "&#123;",
    "&unknown;", "xml:space", "w:t", "</w:document>", "<?xml?>", "<![CDATA[x]]>", "₫ 8.000",
    "A" * 200, "dài " * 60, "W" * 90, "Привет", "a-b-c-" * 20, "é" * 50,
)  # fmt: skip


def hostile_values() -> list[str]:
    """Return more than 300 hostile values, none of them empty when cleaned."""
    pairs = [f"{a[:40]} {b[:40]}" for a, b in product(_SEEDS[:18], _SEEDS[18:34])]
    return [*_SEEDS, *pairs]


UNPRINTABLE = ("tên 中文", "ﬁn", "AN 😀", "한글", "ع", "☐ giả", "\u05d0")


def many_hostile_values() -> list[str]:
    """Return more than 1,000 different values, those that no face can draw among them."""
    pairs = [f"{a[:40]} {b[:40]}" for a, b in product(_SEEDS[:25], _SEEDS[15:60])]
    return list(dict.fromkeys([*_SEEDS, *pairs, *UNPRINTABLE]))
