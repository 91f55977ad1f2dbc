"""Rules about what lines say: words that go together, words that are missing, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from base.text import clean_line
from forms.derive.case import Case, is_unknown
from forms.rules.finding import Finding, Findings, Key, Keys

ALWAYS = MappingProxyType[str, list[str]]({})
_CLOCK = re.compile(
    r"(?:(?:vào |lúc |hồi |khoảng |tầm )*(?=\d))(\d{1,2}) ?(?:giờ|h|g|:)(?: ?(\d{1,2})(?: ?phút)?)?"
    r"(?: ?(?:rạng )?(?:sáng|trưa|chiều|tối|đêm))?"
)
_PART_OF = r"(?<!xác )(?<!tiếp )(?<!công )(?<!chứng )"  # words that end with “nhận”
_AS_ACT = re.compile(r"(?<!\w)(?:thủ tục|đăng ký|đăng kí)(?: việc)? $")
_AFTER_ACT = re.compile(
    r"\s*(?:$|[,.;:()/]"
    r"|(?:và|chung|ngoài giá thú|ruột|đẻ|là|theo|với|cho|tại ubnd|tại ủy ban)(?!\w))"
)
_SENTENCE = re.compile(r"[;\n]|\.(?=\s|$)")
_CLAUSE = re.compile(r",|(?<!\w)(?:và|đồng thời|rồi|để)(?!\w)")


def says(case: Case, key: Key, words: list[str], unless: list[str]) -> Findings:
    """A line names something that the clerk should think about."""
    said = said_in(case, key)
    if names_any(said, words) and not names_any(said, unless):
        yield Finding(key)


def says_both(
    case: Case, key: Key, words: list[str], others: list[str], unless: list[str]
) -> Findings:
    """A line names two things that do not go together."""
    said = said_in(case, key)
    if names_any(said, words) and names_any(said, others) and not names_any(said, unless):
        yield Finding(key)


def says_itself(case: Case, key: Key, words: list[str], papers: list[str]) -> Findings:
    """A line names an act as what is to be done, and not only a paper about it.

    “Bản sao trích lục đăng ký kết hôn” is a paper. A paper that was named earlier in the sentence,
    such as “trích lục khai sinh, đăng ký kết hôn”, leaves a doubt.
    """
    doubts = []
    for sentence in _SENTENCE.split(case.text(key).casefold()):
        for act in _acts(sentence, words):
            before = sentence[: act.start()]
            if not names_any(_CLAUSE.split(before)[-1], papers) and not _is_purpose(before, papers):
                doubts.append(names_any(before, papers) or _is_aim(before))
    if doubts:
        yield Finding(key, in_doubt=all(doubts))


def no_gaps(case: Case, keys: Keys) -> Findings:
    """A sentence taken from a choice has no place left to fill."""
    for key in keys:
        if "…" in case.text(key) or "..." in case.text(key):
            yield Finding(key)


def digits_with(case: Case, key: Key, words: list[str]) -> Findings:
    """A line that names a paper gives its number."""
    said = said_in(case, key)
    if names_any(said, words) and not any(c.isdigit() for c in said):
        yield Finding(key)


def word_when(
    case: Case, key: Key, words: list[str], when: Mapping[str, list[str]] = ALWAYS
) -> Findings:
    """A line holds one of these words; `when` says in which kind of case."""
    if case.has(key) and is_case(case, when) and not names_any(said_in(case, key), words):
        yield Finding(key)


def clash(case: Case, key: Key, words: list[str], other: Key, others: list[str]) -> Findings:
    """Two lines contradict each other."""
    if names_any(said_in(case, key), words) and names_any(said_in(case, other), others):
        yield Finding(key)


def values_agree(case: Case, key: Key, other: Key, pairs: Mapping[str, list[str]]) -> Findings:
    """A choice goes with the choice of another line."""
    allowed = pairs.get(case.text(other))
    if allowed is not None and case.has(key) and case.text(key) not in allowed:
        yield Finding(key, {"other": case.text(other), "allowed": ", ".join(allowed)})


def says_no(case: Case, key: Key) -> Findings:
    """A line that the paper counts on is answered with no."""
    if case.answers.get(key) is False:
        yield Finding(key)


def like(case: Case, key: Key, pattern: str, day_key: Key, since: str) -> Findings:
    """A number has the shape that it has since a day, told by another line."""
    day = case.full_date(day_key)
    if day is None or day < date.fromisoformat(since) or not case.has(key):
        return
    if not re.fullmatch(pattern, case.text(key)):
        yield Finding(key)


def one_says(case: Case, keys: Keys, words: list[str]) -> Findings:
    """At least one of the lines, all filled, says one of the words."""
    if all(case.has(key) for key in keys) and not any(
        names_any(said_in(case, key), words) for key in keys
    ):
        yield Finding(keys[0])


def number_above(case: Case, keys: Keys, most: int) -> Findings:
    """A number above the usual one deserves a look."""
    for key in keys:
        value = case.answers.get(key)
        if isinstance(value, int) and value > most:
            yield Finding(key, {"number": str(value)})


def time_of_day(case: Case, key: Key) -> Findings:
    """A time of day is one: “08 giờ 30 phút”, “khoảng 8 giờ sáng”; or it is not known.

    Other words, such as “gần sáng”, are the clerk's to decide.
    """
    if not case.has(key) or is_unknown(case.text(key)):
        return
    match = _CLOCK.fullmatch(said_in(case, key))
    if match is None:
        yield Finding(key, in_doubt=True)
    elif int(match[1]) > 23 or int(match[2] or 0) > 59:
        yield Finding(key)


def is_case(case: Case, when: Mapping[str, list[str]]) -> bool:
    """Whether each of the lines has one of its values."""
    return all(case.text(key) in values for key, values in when.items())


def said_in(case: Case, key: str) -> str:
    """Return a line for comparing words; marks stay, since “bà” is not “ba”."""
    return clean_line(case.text(key)).casefold()


def names_any(said: str, words: list[str]) -> bool:
    """Whether a text holds one of the words as a word of its own."""
    return any(_names(said, word.casefold()) for word in words)


def _names(said: str, word: str) -> bool:
    if not any(c.isalnum() for c in word):  # a sign, such as an arrow, stands beside letters
        return word in said
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) is not None


def _acts(said: str, words: list[str]) -> Iterator[re.Match[str]]:
    """Return where a text names an act: “nhận con”, but neither “xác nhận con …” nor “con nuôi”.

    “Nhận con tôi về” and “nhận con dấu” are everyday words: what follows, or “thủ tục” before it,
    tells the act of recognising somebody.
    """
    for word in words:
        for act in re.finditer(rf"{_PART_OF}(?<!\w){re.escape(word)}(?!\w)(?! nuôi)", said):
            everyday = word.startswith("nhận ") and not _AS_ACT.search(said[: act.start()])
            if not everyday or _AFTER_ACT.match(said, act.end()):
                yield act


def _is_purpose(before: str, papers: list[str]) -> bool:
    """Whether an act is only what a paper is for: “xác nhận … để làm thủ tục kết hôn”."""
    paper, aim, rest = before.rpartition("để ")
    goes_on = "," in rest or names_any(rest, ["và", "đồng thời", "rồi", "thay"])
    return bool(aim) and not goes_on and names_any(paper, papers)


def _is_aim(before: str) -> bool:
    """Whether an act follows “để” and nobody goes anywhere for it: “xin thị thực để kết hôn”."""
    errand, aim, _ = before.rpartition("để ")
    return bool(aim) and not names_any(errand, ["thay", "đại diện", "đến", "nộp", "liên hệ"])
