"""The whole main job on made-up people, step by step: what `demo` shows and `self-test` proves."""

from __future__ import annotations

import io
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image

from base.clock import Clock, legal_date, local
from base.errors import StorageError
from base.files import write_atomic
from base.paths import RESOURCES_DIR, DataDir
from citizens.person import Person
from citizens.readers.pictures import scan_file
from desk import centre
from desk.profile import Gateway
from dossiers.acceptance import take_in
from dossiers.dossier import Dossier
from dossiers.draft import IntakeDraft, NewAttachment, TickedPaper
from dossiers.handouts.slip import render_slip
from dossiers.intake import assess
from dossiers.register import open_dossier
from dossiers.workplace import Workplace, open_desk_store, open_workplace
from exchange.keys import encryption_public, new_signing_key
from exchange.packages import verify_package
from exchange.trust import parse_trust, write_trust
from forms.fill import fill_docx
from forms.pages import PageReader
from forms.pdf import InProcessRenderer, render_form
from forms.prefill import prefill
from store import audit
from store.keys import KeyFile
from sync.run import run_once

PROCEDURE = "1.001193"
SAMPLES = RESOURCES_DIR / "samples"
CARDS = {"mother": "cccd-me.png", "father": "can-cuoc-cha.png"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step that was done: what happened, and the files it left."""

    name: str
    detail: str
    files: tuple[Path, ...] = ()


@dataclass(slots=True)
class MainJob:
    """One run into a folder; the desk's own data lies apart in `data_dir`."""

    folder: Path
    data_dir: DataDir
    key_file: Path
    clock: Clock
    people: dict[str, Person] = field(default_factory=dict, repr=False)
    answers: Mapping[str, Any] = field(default_factory=dict, repr=False)
    dossier: Dossier | None = field(default=None, repr=False)
    province_key: bytes = field(default=b"", repr=False)

    def steps(self) -> Iterator[Step]:
        """Do the job; a step that fails raises and nothing later is done."""
        todo: tuple[Callable[[], Step], ...] = (
            self._set_up, self._scan, self._search, self._fill, self._take_in, self._slip,
            self._send, self._check_package, self._check_audit,
        )  # fmt: skip
        for step in todo:
            yield step()

    def open(self) -> Workplace:
        """Open the desk of this run."""
        source = KeyFile(self.key_file, self.data_dir.root)
        return open_workplace(self.data_dir, clock=self.clock, key_source=source)

    def _set_up(self) -> Step:
        packages = self.folder / "goi-gui-tinh"
        packages.mkdir(parents=True, exist_ok=True)
        for earlier in packages.glob("*.mcpkg"):
            earlier.unlink()
        profile = msgspec.structs.replace(
            centre.sample_profile(), gateway=Gateway(kind="package", folder=str(packages))
        )
        self.province_key = secrets.token_bytes(32)
        trust = write_trust(
            "Tỉnh mẫu (dùng thử)",
            encryption_public(self.province_key),
            new_signing_key(),
            self.clock(),
        )
        trust_file, key_file = self.folder / "khoa-tinh-mau.json", self.folder / "khoa-rieng.txt"
        write_atomic(trust_file, trust)
        write_atomic(key_file, self.province_key.hex().encode())
        source = KeyFile(self.key_file, self.data_dir.root)
        with (
            open_desk_store(self.data_dir, clock=self.clock, key_source=source) as store,
            store.transaction() as tx,
        ):
            centre.init_desk(tx, profile)
            centre.trust(tx, parse_trust(trust))
        return Step("desk", f"Khai báo {profile.centre}", (trust_file, key_file))

    def _scan(self) -> Step:
        files = []
        for role, name in CARDS.items():
            files.append(Path(shutil.copy(SAMPLES / name, self.folder)))
            people = (found.reading.person for found in scan_file(files[-1]))
            person = next(filter(None, people), None)
            if person is None:
                raise _failed(f"scan {name}")
            self.people[role] = person
        return Step("scan", "Quét thẻ mẫu của mẹ và cha", tuple(files))

    def _search(self) -> Step:
        with self.open() as workplace:
            hits = workplace.reference.catalogue.search("dk khai sinh")
        if PROCEDURE not in [hit.procedure.code for hit in hits[:3]]:
            raise _failed("search")
        return Step("search", f"“dk khai sinh” → {hits[0].procedure.name}")

    def _fill(self) -> Step:
        with self.open() as workplace:
            reference = workplace.reference
            today = legal_date(self.clock())
            schema = reference.library.for_procedure(PROCEDURE, today)
            if schema is None:
                raise _failed("form")
            people = {**self.people, "requester": self.people["mother"]}
            context = reference.fill_context()
            typed = _typed_by_the_clerk(local(self.clock()).date().isoformat())
            filled = prefill(schema, people, context=context, answers=typed)
            self.people, self.answers = people, filled.answers
            docx = fill_docx(schema, self.answers)
            pdf = render_form(renderer(), schema, self.answers)
        files = (self.folder / "to-khai-khai-sinh.docx", self.folder / "to-khai-khai-sinh.pdf")
        write_atomic(files[0], docx)
        write_atomic(files[1], pdf.data)
        return Step("fill", f"{schema.title}: {pdf.pages} trang", files)

    def _take_in(self) -> Step:
        paper = (self.folder / "to-khai-khai-sinh.pdf").read_bytes()
        draft = IntakeDraft(
            PROCEDURE,
            answers=self.answers,
            people=self.people,
            situation={"birth_evidence": "notification"},
            attachments=(NewAttachment("to-khai.pdf", "application/pdf", paper),),
        )
        with self.open() as workplace:
            needed = assess(workplace.reference, draft, self.clock()).missing_papers
            ticked = tuple(TickedPaper(paper.name) for paper in needed)
            self.dossier = take_in(workplace, replace(draft, papers=ticked))
        row, due_at = self.dossier.row, self.dossier.record.due_at
        return Step("dossier", f"Số tạm {row.provisional_number}, hẹn trả {due_at}")

    def _slip(self) -> Step:
        with self.open() as workplace:
            dossier = open_dossier(workplace, self._accepted().row.id)
            pdf = render_slip(workplace, renderer(), dossier)
        file = self.folder / "giay-tiep-nhan.pdf"
        write_atomic(file, pdf.data)
        picture = file_of_page(pdf.data, self.folder / "giay-tiep-nhan.png")
        number = dossier.row.provisional_number
        found = [s.reading.value for s in scan_file(picture) if s.reading.value]
        if number not in found:
            raise _failed("slip code")
        return Step("slip", f"Mã trên giấy tiếp nhận quét lại được: {number}", (file, picture))

    def _send(self) -> Step:
        with self.open() as workplace:
            result = run_once(workplace)
        files = tuple(sorted((self.folder / "goi-gui-tinh").glob("*.mcpkg")))
        if result.handed_over != 1 or not files:
            raise _failed("send")
        return Step("sync", "Gói hồ sơ đã mã hoá cho tỉnh", files)

    def _check_package(self) -> Step:
        (file,) = sorted((self.folder / "goi-gui-tinh").glob("*.mcpkg"))
        report = verify_package(file.read_bytes(), private_key=self.province_key)
        if not report.ok or report.content is None:
            raise _failed("package")
        if report.content[0].record["id"] != self._accepted().row.id:
            raise _failed("package content")
        return Step("package", f"Chữ ký và nội dung đúng, {len(report.dossiers)} hồ sơ")

    def _check_audit(self) -> Step:
        with self.open() as workplace:
            report = audit.verify(workplace.store)
        if not report.ok:
            raise _failed("audit")
        return Step("audit", f"Chuỗi nhật ký nguyên vẹn, {report.rows} dòng")

    def _accepted(self) -> Dossier:
        if self.dossier is None:
            raise _failed("dossier")
        return self.dossier


def renderer() -> InProcessRenderer:
    """Return a renderer for one-shot papers."""
    return InProcessRenderer(PageReader())


def file_of_page(pdf: bytes, target: Path) -> Path:
    """Write the first page of a PDF as a PNG picture, 150 dpi, and return its path."""
    buffer = io.BytesIO()
    width, height, rgba = PageReader().render(pdf, 0, 150)
    Image.frombytes("RGBA", (width, height), rgba).convert("RGB").save(buffer, "PNG")
    write_atomic(target, buffer.getvalue())
    return target


def _failed(what: str) -> StorageError:
    return StorageError(
        "CLI-12",
        "Tự kiểm tra không đạt.",
        "Cài lại phần mềm; nếu vẫn lỗi, gửi kết quả cho bộ phận hỗ trợ.",
        detail=what,
    )


def _typed_by_the_clerk(birth_day: str) -> dict[str, Any]:
    return {
        "child_name": "NGUYỄN HÀ AN",
        "child_dob": birth_day,
        "child_gender": "Nữ",
        "child_ethnicity": "Kinh",
        "child_birthplace": "Trạm y tế xã Sông Mẫu, tỉnh Phú Thọ",
        "child_hometown": "Xã Sông Mẫu, tỉnh Phú Thọ",
        "mother_ethnicity": "Kinh",
        "father_ethnicity": "Kinh",
        "parents_marriage_no": "12",
        "parents_marriage_book": "01/2022",
        "parents_marriage_date": "2022-05-20",
        "parents_marriage_place": "UBND xã Sông Mẫu, tỉnh Phú Thọ",
        "copies_wanted": True,
        "copies_count": 2,
    }
