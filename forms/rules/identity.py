"""Rules about personal numbers and about who is who."""

from __future__ import annotations

from base.text import fold
from forms.derive.case import Case, is_foreigners, written_number
from forms.derive.identity import (
    birth_year_of_number,
    miscounted_number_in,
    old_number_in,
    personal_number_in,
    sex_of_number,
)
from forms.derive.names import is_body
from forms.rules.finding import Finding, Findings, Key, Keys, Role, Roles
from forms.schema import Field, Slot


def number_length(case: Case, keys: Keys) -> Findings:
    """A line that names a căn cước or a số định danh has a number of 12 digits.

    Papers of other countries have numbers of their own, and so have slips that stand in for one.
    """
    for key in keys:
        number = None if is_foreigners(case, key) else miscounted_number_in(case.text(key))
        if number is not None:
            yield Finding(key, {"digits": str(len(number))})


def twelve_digits(case: Case, keys: Keys) -> Findings:
    """A line with twelve squares holds twelve digits and nothing else."""
    for key in keys:
        text = case.text(key)
        digits = sum(c.isdigit() for c in text)
        if text and not (digits == len(text) == 12):
            yield Finding(key, {"digits": str(digits)})


def numbers_differ(case: Case, keys: Keys) -> Findings:
    """The personal numbers of different people differ."""
    seen: set[str] = set()
    for key in keys:
        number = personal_number_in(case.text(key))
        if number in seen:
            yield Finding(key)
        seen |= {number} if number else set()


def old_number(case: Case, keys: Keys) -> Findings:
    """A nine-digit card is no longer a valid paper."""
    for key in keys:
        text = case.text(key)
        if is_foreigners(case, key):
            continue
        if old_number_in(text) and not personal_number_in(text):
            yield Finding(key)


def number_fits_birth(case: Case, role: Role) -> Findings:
    """Digits 4 to 6 of the number agree with the year of birth."""
    number, birth = case.number(role), case.birth(role)
    line = _identity_line_of(case, role)
    if number and birth and line and birth_year_of_number(number) != birth.year:
        words = {"number_year": str(birth_year_of_number(number)), "year": str(birth.year)}
        yield Finding(line.key, words)


def number_fits_sex(case: Case, role: Role, sex: str) -> Findings:
    """The fourth digit agrees with the sex, given as a word or as the key of a line."""
    number = case.number(role)
    line = _identity_line_of(case, role)
    expected = case.text(sex) if case.schema.line(sex) else sex
    if number and line and expected and sex_of_number(number) != expected:
        yield Finding(line.key, {"number_sex": sex_of_number(number), "sex": expected})


def cells_fit_birth(case: Case, numbers: Keys, births: Keys) -> Findings:
    """In a table the number and the year of birth of each row agree."""
    for key, birth_key in zip(numbers, births, strict=True):
        number, birth = personal_number_in(case.text(key)), case.partial_date(birth_key)
        if number and birth and birth_year_of_number(number) != birth.year:
            words = {"number_year": str(birth_year_of_number(number)), "year": str(birth.year)}
            yield Finding(key, words)


def cells_fit_sex(case: Case, numbers: Keys, sexes: Keys) -> Findings:
    """In a table the number and the sex of each row agree."""
    for key, sex_key in zip(numbers, sexes, strict=True):
        number, sex = personal_number_in(case.text(key)), case.text(sex_key)
        if number and sex and sex_of_number(number) != sex:
            yield Finding(key, {"number_sex": sex_of_number(number), "sex": sex})


def sexes_differ(case: Case, one: Role, other: Role) -> Findings:
    """The personal numbers of two people who marry are not both a man's or both a woman's.

    A number that is not its owner's sex exists: a card says it, so the clerk looks at the cards.
    """
    first, second = case.number(one), case.number(other)
    line = _identity_line_of(case, other)
    if line and first and second and first != second and not case.is_same_person(one, other):
        sex = sex_of_number(first)
        if sex == sex_of_number(second):
            yield Finding(line.key, {"sex": sex.lower()})


def numbers_fit_birth(case: Case, roles: Roles) -> Findings:
    """Digits 4 to 6 of each role's number agree with the year of birth."""
    for role in roles:
        yield from number_fits_birth(case, role)


def numbers_fit_sex(case: Case, roles: Roles) -> Findings:
    """The fourth digit of each role's number agrees with the sex on the sheet."""
    for role in roles:
        if line := case.schema.line_of(role, Slot.SEX):
            yield from number_fits_sex(case, role, line.key)


def number_of_one_person(case: Case, roles: Roles) -> Findings:
    """Two people with different names do not have the same number."""
    for position, role in enumerate(roles):
        line = _identity_line_of(case, role)
        clash = next((o for o in roles[:position] if _clash(case, role, o)), None)
        if line and clash:
            yield Finding(line.key, {"other": _label(case, clash)})


def different_people(case: Case, one: Role, other: Role) -> Findings:
    """Two roles, such as mother and father, are not the same person."""
    line = case.schema.line_of(other, Slot.FULL_NAME)
    if line and (_has_same_number(case, one, other) or case.is_same_person(one, other)):
        yield Finding(line.key, {"one": _label(case, one), "other": _label(case, other)})


def people_differ(case: Case, roles: Roles) -> Findings:
    """No two of the roles are the same person."""
    for position, role in enumerate(roles):
        for other in roles[:position]:
            yield from different_people(case, other, role)


def is_person(case: Case, one: Role, other: Role) -> Findings:
    """Two roles, such as requester and guardian, are expected to be one person."""
    line = case.schema.line_of(one, Slot.FULL_NAME)
    both_named = case.of(one, Slot.FULL_NAME) and case.of(other, Slot.FULL_NAME)
    are_one = case.is_same_person(one, other) or case.has_same_name(one, other)
    if line and both_named and not are_one:
        yield Finding(line.key, {"other": _label(case, other)})


def number_repeated(case: Case, key: Key, role: Role) -> Findings:
    """A line for the number alone repeats the number in the identity line."""
    alone, number = personal_number_in(case.text(key)), case.number(role)
    if alone and number and alone != number:
        yield Finding(key, {"number": number})


def same_text(case: Case, key: Key, other: Key) -> Findings:
    """Two lines say the same, such as the name under the signature and the requester's name."""
    one, two = case.text(key), case.text(other)
    if one and two and one.casefold() != two.casefold():
        yield Finding(key, {"other": two})


def signed_by(case: Case, key: Key, other: Key) -> Findings:
    """Who asks signs; for an organisation somebody signs who bears another name."""
    if not is_body(case.text(other)):
        yield from same_text(case, key, other)


def other_text(case: Case, key: Key, other: Key) -> Findings:
    """Two lines say different things, such as who writes a letter and who gets it."""
    one, two = case.text(key), case.text(other)
    if one and fold(one) == fold(two):
        yield Finding(key, {"other": two})


def provisional_marked(case: Case, key: Key, switch: str) -> Findings:
    """A number of our own in the place of the official code is marked as provisional."""
    from exchange.slip_code import parse_provisional_number  # only slips need stdnum

    number = parse_provisional_number(case.text(key))
    if case.has(key) and (number is not None) != (case.answers.get(switch) is True):
        yield Finding(key)


def _identity_line_of(case: Case, role: str) -> Field | None:
    lines = (case.schema.line_of(role, slot) for slot in (Slot.IDENTITY_LINE, Slot.NUMBER))
    return next((line for line in lines if line), None)


def _clash(case: Case, one: str, other: str) -> bool:
    both_named = case.of(one, Slot.FULL_NAME) and case.of(other, Slot.FULL_NAME)
    same = _has_same_number(case, one, other)
    return bool(same and both_named and not case.has_same_name(one, other))


def _has_same_number(case: Case, one: str, other: str) -> bool:
    """Whether one number stands in both lines; a foreign nationality does not hide it."""
    number = written_number(case, one)
    return number is not None and number == written_number(case, other)


def _label(case: Case, key: str) -> str:
    return next((role.label.lower() for role in case.schema.roles if role.key == key), key)
