"""Rules about dates: not in the future, in order, how long ago, how old."""

from __future__ import annotations

import re
from datetime import date, timedelta

from base.dates import PartialDate, parse_partial_date
from forms.derive.case import Case
from forms.derive.words import ZERO_TEN_WORDS, date_in_words
from forms.rules.content import said_in
from forms.rules.finding import Finding, Findings, Key, Keys

_SUNDAY = 6
_SPELLED = re.compile(r"(\d{1,2}) tháng (\d{1,2}),? năm (\d{4})")
_DAY = r"(?:ngày |tháng |năm )?((?:\d{1,2}[/.-]){0,2}\d{4})(?![\d/.-]*\d)"
_PERIOD = re.compile(rf"(?<!\w)từ {_DAY},? (?:cho )?(?:đến|tới)(?: hết)? {_DAY}")


def not_future(case: Case, today: date, keys: Keys) -> Findings:
    """No date may lie after today."""
    for key in keys:
        day = case.partial_date(key)
        if day is not None and day.earliest > today:
            yield Finding(key, {"today": PartialDate.of(today).shown})


def moments_not_future(case: Case, today: date, keys: Keys) -> Findings:
    """No moment may lie after today."""
    for key in keys:
        at = case.moment(key)
        if at is not None and at.date() > today:
            yield Finding(key, {"today": PartialDate.of(today).shown})


def working_moment(case: Case, key: Key, opens: int, closes: int) -> Findings:
    """A moment lies on no Sunday and between two hours; holidays are the calendar's matter."""
    at = case.moment(key)
    if at is None:
        return
    closing = at.replace(hour=closes, minute=0, second=0, microsecond=0)
    if at.weekday() == _SUNDAY:
        yield Finding(key, {"fault": "là chủ nhật"})
    elif at.hour < opens or at > closing:
        yield Finding(key, {"fault": f"ngoài giờ làm việc ({at:%H:%M})"})


def working_day(case: Case, key: Key) -> Findings:
    """A day is no Sunday."""
    day = case.full_date(key)
    if day is not None and day.weekday() == _SUNDAY:
        yield Finding(key, {"fault": "là chủ nhật"})


def max_age(case: Case, today: date, keys: Keys, years: int) -> Findings:
    """Nobody is older than so many years."""
    for key in keys:
        day = case.partial_date(key)
        if day is not None and today.year - day.year > years:
            yield Finding(key, {"years": str(years)})


def full_date_wanted(case: Case, keys: Keys) -> Findings:
    """A date of birth should have its day and month, though some cards give only the year."""
    for key in keys:
        day = case.partial_date(key)
        if day is not None and day.day is None:
            yield Finding(key, {"given": day.shown})


def in_order(case: Case, earlier: Key, later: Key) -> Findings:
    """One date may not come before another."""
    first, second = case.partial_date(earlier), case.partial_date(later)
    if first and second and _surely_after(first, second):
        yield Finding(later, {"earlier": first.shown, "later": second.shown})


def moments_in_order(case: Case, earlier: Key, later: Key) -> Findings:
    """One moment must come after another."""
    first, second = case.moment(earlier), case.moment(later)
    if first and second and second <= first:
        yield Finding(later)


def day_after_moment(case: Case, earlier: Key, later: Key) -> Findings:
    """A day comes after the day of a moment, such as a new appointment after the old one."""
    first, second = case.moment(earlier), case.full_date(later)
    if first and second and second <= first.date():
        yield Finding(later)


def day_of_moment_or_later(case: Case, earlier: Key, later: Key) -> Findings:
    """A day does not lie before the day of a moment, such as an entry before the death."""
    first, second = case.moment(earlier), case.partial_date(later)
    if first and second and second.latest < first.date():
        words = {"earlier": PartialDate.of(first.date()).shown, "later": second.shown}
        yield Finding(later, words)


def moment_of_day_or_later(case: Case, earlier: Key, later: Key) -> Findings:
    """A moment does not lie before a day, such as an appointment before the reception."""
    first, second = case.partial_date(earlier), case.moment(later)
    if first and second and second.date() < first.earliest:
        words = {"earlier": first.shown, "later": PartialDate.of(second.date()).shown}
        yield Finding(later, words)


def periods_in_order(case: Case, key: Key) -> Findings:
    """“Từ ngày … đến ngày …” in a sentence begins before it ends."""
    said = _SPELLED.sub(r"\1/\2/\3", said_in(case, key))
    for match in _PERIOD.finditer(said):
        try:
            first, last = (parse_partial_date(text) for text in match.groups())
        except ValueError:
            continue
        if _surely_after(first, last):
            yield Finding(key, {"earlier": first.shown, "later": last.shown})


def late(case: Case, today: date, key: Key, days: int) -> Findings:
    """More than so many days have passed; the day itself does not count.

    Of a month or a year alone: since its last day, so that nobody is late who may not be.
    """
    given = case.partial_date(key)
    if given is not None and today - given.latest > timedelta(days=days):
        yield Finding(key, {"days": str(days), "passed": str((today - given.latest).days)})


def before_day(case: Case, key: Key, day: str) -> Findings:
    """A date lies before a day that the law names, such as the start of the electronic records."""
    given = case.partial_date(key)
    limit = date.fromisoformat(day)
    if given is not None and given.earliest >= limit:
        yield Finding(key, {"given": given.shown, "day": PartialDate.of(limit).shown})


def max_age_on(case: Case, born: Key, at: Key, years: int) -> Findings:
    """Nobody was older than so many years on the day of another line."""
    birth, day = case.partial_date(born), case.partial_date(at)
    if birth and day and day.year - birth.year > years:
        yield Finding(born, {"years": str(years)})


def born_before(case: Case, child: Key, parents: Keys) -> Findings:
    """A parent is born before the child."""
    born = case.partial_date(child)
    for key in parents:
        parent = case.partial_date(key)
        if born and parent and not _surely_after(born, parent):
            yield Finding(key, {"parent": parent.shown, "child": born.shown})


def parent_age(case: Case, child: Key, parents: Keys, youngest: int, oldest: int) -> Findings:
    """A parent's age at the birth lies in a usual range."""
    born = case.partial_date(child)
    for key in parents:
        parent = case.partial_date(key)
        if not born or not parent or not _surely_after(born, parent):
            continue
        least, most = _age_between(parent, born)
        if most < youngest or least > oldest:
            yield Finding(key, {"age": str(most if most < youngest else least)})


def words_match(case: Case, date_key: Key, words_key: Key) -> Findings:
    """A date in words says the same day as the figures."""
    day, words = case.full_date(date_key), case.text(words_key)
    if day is None or not words:
        return
    right = {_spoken(date_in_words(day, zero_ten)) for zero_ten in ZERO_TEN_WORDS}
    if _spoken(words) not in right:
        yield Finding(words_key, {"words": date_in_words(day)})


def review_from(case: Case, today: date, day: str) -> Findings:
    """From that day on the sheet itself may have been replaced."""
    if today >= date.fromisoformat(day):
        yield Finding("", {"day": PartialDate.of(date.fromisoformat(day)).shown})


def _surely_after(later: PartialDate, earlier: PartialDate) -> bool:
    """Whether one date lies after another, as far as both are known (same year = not sure)."""
    parts = [
        (a, b)
        for a, b in zip(_parts(later), _parts(earlier), strict=True)
        if a is not None and b is not None
    ]
    return [a for a, _ in parts] > [b for _, b in parts]


def _parts(day: PartialDate) -> tuple[int | None, ...]:
    return (day.year, day.month, day.day if day.month is not None else None)


def _age_between(parent: PartialDate, born: PartialDate) -> tuple[int, int]:
    """Return the least and the greatest age in full years that the two dates allow."""
    years = born.year - parent.year
    if parent.month is None or born.month is None:
        return years - 1, years
    if parent.month == born.month and (parent.day is None or born.day is None):
        return years - 1, years
    had_birthday = (born.month, born.day or 0) >= (parent.month, parent.day or 0)
    age = years if had_birthday else years - 1
    return age, age


def _spoken(words: str) -> str:
    """Return words without the freedom that speakers have (tư or bốn), commas and capitals."""
    return " ".join(words.lower().replace(",", " ").replace("bốn", "tư").split())
