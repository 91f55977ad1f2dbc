"""Calendar, province's fees, questions, search words, usage and workflows written as sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from catalog.calendar import CalendarFile
from catalog.catalogue import PROVINCE, ProvinceFees
from catalog.content import (
    CALENDAR,
    CATALOGUE,
    SITUATIONS,
    SYNONYMS,
    USAGE,
    WORKFLOWS,
    Content,
)
from catalog.counter.workflow import Workflow, Workflows
from catalog.index import CatalogueMeta, UsageFile, Weight
from catalog.publish import tables
from catalog.publish.sheets import write_sheet
from catalog.search.synonyms import SynonymFile, words_by_name
from catalog.situations import Questions

PROVINCE_FILE = f"provinces/{PROVINCE}.json"
QUESTION_KEY = tables.QUESTION_KEY.header
WORKFLOW_NAME = "Quy trình"
IS_DEFAULT = "Mặc định"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "danh-muc.csv": tuple(tables.SETTING.headers),
    "lich-nghi.csv": tuple(tables.DAY.headers),
    "lich-nam.csv": tuple(tables.YEAR.headers),
    "lich-quy-tac.csv": tuple(tables.YEARLY_RULE.headers),
    "lich-am.csv": tuple(tables.LUNAR_DAY.headers),
    "muc-tinh.csv": (tables.CODE.header, *tables.FEE.headers),
    "cau-hoi.csv": tuple(tables.QUESTION.headers),
    "cau-tra-loi.csv": (QUESTION_KEY, *tables.CHOICE.headers),
    "cum-tu.csv": tuple(tables.PHRASE.headers),
    "tu-vung.csv": tuple(tables.WORD.headers),
    "su-dung.csv": tuple(tables.WEIGHT.headers),
    "quy-trinh.csv": (*tables.WORKFLOW.headers, IS_DEFAULT),
    "quy-trinh-buoc.csv": (WORKFLOW_NAME, *tables.STEP.headers),
}
SHEETS = tuple(COLUMNS)

Rows = list[list[str]]


def write_reference(content: Content, separator: str) -> dict[str, bytes]:
    """Return the sheets of everything but the procedures."""
    rows = {
        **_calendar_rows(content),
        **_question_rows(content),
        **_search_rows(content),
        **_workflow_rows(content),
        "danh-muc.csv": [tables.SETTING.write(setting) for setting in _settings(content)],
        "muc-tinh.csv": [
            [own.procedure, *tables.FEE.write(own.rate)] for own in _province(content).rates
        ],
    }
    return {name: write_sheet(COLUMNS[name], rows[name], separator) for name in SHEETS}


def _settings(content: Content) -> Iterable[tables.Setting]:
    meta = msgspec.json.decode(content.read(CATALOGUE), type=CatalogueMeta)
    calendar = msgspec.json.decode(content.read(CALENDAR), type=CalendarFile)
    province, usage = _province(content), _usage(content)
    workflows = msgspec.json.decode(content.read(WORKFLOWS), type=Workflows)
    pairs: dict[str, tuple[str, ...]] = {
        "danh-muc.status_date": (meta.status_date,),
        "danh-muc.scope": (meta.scope,),
        "danh-muc.note": (meta.note,),
        "danh-muc.freshest": meta.freshest,
        "danh-muc.sources": meta.sources,
        "lich.status_date": (calendar.status_date.isoformat(),),
        "lich.scope": (calendar.scope,),
        "tinh.province": (province.province,),
        "tinh.status_date": (province.status_date,),
        "tinh.note": (province.note,),
        "su-dung.note": (usage.note,),
        "quy-trinh.status_date": (workflows.status_date,),
        "quy-trinh.note": (workflows.note,),
    }
    return [tables.Setting(key=key, value=value) for key, value in pairs.items()]


def _province(content: Content) -> ProvinceFees:
    return msgspec.json.decode(content.read(PROVINCE_FILE), type=ProvinceFees)


def _usage(content: Content) -> UsageFile:
    return msgspec.json.decode(content.read(USAGE), type=UsageFile)


def _calendar_rows(content: Content) -> dict[str, Rows]:
    file = msgspec.json.decode(content.read(CALENDAR), type=CalendarFile)
    return {
        "lich-nghi.csv": [tables.DAY.write(day) for day in file.days],
        "lich-nam.csv": [tables.YEAR.write(year) for year in file.years],
        "lich-quy-tac.csv": [tables.YEARLY_RULE.write(rule) for rule in file.rules],
        "lich-am.csv": [tables.LUNAR_DAY.write(day) for day in file.lunar],
    }


def _question_rows(content: Content) -> dict[str, Rows]:
    specs = Questions.read(content.read(SITUATIONS)).specs
    return {
        "cau-hoi.csv": [tables.QUESTION.write(spec) for spec in specs.values()],
        "cau-tra-loi.csv": [
            [key, *tables.CHOICE.write(choice)]
            for key, spec in specs.items()
            for choice in spec.choices
        ],
    }


def _search_rows(content: Content) -> dict[str, Rows]:
    file = msgspec.json.decode(content.read(SYNONYMS), type=SynonymFile)
    words = [
        tables.Word(kind="noise", name="", words=file.noise),
        tables.Word(kind="soft", name="", words=file.soft),
    ]
    for kind, groups in (("class", file.classes), ("abbreviation", file.abbreviations)):
        words += [
            tables.Word(kind=kind, name=name, words=own)
            for name, own in words_by_name(groups).items()
        ]
    weights = [Weight(code=code, weight=own) for code, own in _usage(content).by_code.items()]
    return {
        "cum-tu.csv": [tables.PHRASE.write(phrase) for phrase in file.phrases],
        "tu-vung.csv": [tables.WORD.write(word) for word in words],
        "su-dung.csv": [tables.WEIGHT.write(weight) for weight in weights],
    }


def _workflow_rows(content: Content) -> dict[str, Rows]:
    file = msgspec.json.decode(content.read(WORKFLOWS), type=Workflows)
    every: list[tuple[Workflow, str]] = [(file.default, "x"), *((w, "") for w in file.workflows)]
    return {
        "quy-trinh.csv": [[*tables.WORKFLOW.write(w), mark] for w, mark in every],
        "quy-trinh-buoc.csv": [
            [workflow.name, *tables.STEP.write(step)]
            for workflow, _ in every
            for step in workflow.steps
        ],
    }
