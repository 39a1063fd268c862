"""What a file is, judged by its content and never by its name, and whether a dossier takes it. Pure.

The list is what is taken: PDF, plain text, CSV, JSON, e-mail and office documents. Pictures, films, sound,
archives and programs are told apart from the rest only to be able to say why they are refused. A picture that
is part of the layout of a PDF or office document is not looked for; one that is attached to an e-mail is.
"""

import csv
import email
import email.policy
import io
import json
import re
import zipfile
from email.message import EmailMessage
from enum import StrEnum

MEGABYTE = 1024 * 1024
LARGEST = 25 * MEGABYTE
PDF = "application/pdf"
TEXT = "text/plain"
CSV = "text/csv"
JSON = "application/json"
MAIL = "message/rfc822"
OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
}
OLD_OFFICE = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
}
EXTENSIONS = {
    PDF: "pdf",
    TEXT: "txt",
    CSV: "csv",
    JSON: "json",
    MAIL: "eml",
    OFFICE["word/"]: "docx",
    OFFICE["xl/"]: "xlsx",
    OFFICE["ppt/"]: "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
}


class Refusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    PICTURE = "picture"
    ARCHIVE = "archive"
    PROGRAM = "program"
    WEB_PAGE = "web_page"
    UNKNOWN = "unknown"


class FileRefused(ValueError):
    """This file is not taken."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why


# (offset, signature, why). Two signatures for one format stand on two lines.
SIGNATURES: tuple[tuple[int, bytes, Refusal], ...] = (
    (0, b"\xff\xd8\xff", Refusal.PICTURE),  # JPEG
    (0, b"\x89PNG\r\n\x1a\n", Refusal.PICTURE),
    (0, b"\x8aMNG", Refusal.PICTURE),
    (0, b"GIF8", Refusal.PICTURE),
    (0, b"BM", Refusal.PICTURE),
    (0, b"II*\x00", Refusal.PICTURE),  # TIFF and most raw formats of cameras
    (0, b"MM\x00*", Refusal.PICTURE),
    (0, b"II+\x00", Refusal.PICTURE),
    (0, b"MM\x00+", Refusal.PICTURE),
    (0, b"RIFF", Refusal.PICTURE),  # WebP, AVI, WAV
    (0, b"RIFX", Refusal.PICTURE),
    (4, b"ftyp", Refusal.PICTURE),  # MP4, MOV, HEIC, AVIF
    (4, b"moov", Refusal.PICTURE),
    (4, b"mdat", Refusal.PICTURE),
    (4, b"wide", Refusal.PICTURE),
    (4, b"free", Refusal.PICTURE),
    (0, b"\x1aE\xdf\xa3", Refusal.PICTURE),  # Matroska, WebM
    (0, b"FLV\x01", Refusal.PICTURE),
    (0, b"\x00\x00\x01\xba", Refusal.PICTURE),  # MPEG
    (0, b"\x00\x00\x01\xb3", Refusal.PICTURE),
    (0, b"0&\xb2u\x8ef\xcf\x11", Refusal.PICTURE),  # WMV, WMA
    (0, b"OggS", Refusal.PICTURE),
    (0, b"ID3", Refusal.PICTURE),
    (0, b"fLaC", Refusal.PICTURE),
    (0, b"FORM", Refusal.PICTURE),
    (0, b".RMF", Refusal.PICTURE),
    (0, b"8BPS", Refusal.PICTURE),
    (0, b"%!PS", Refusal.PICTURE),
    (0, b"gimp xcf", Refusal.PICTURE),
    (0, b"\x00\x00\x01\x00", Refusal.PICTURE),  # ICO
    (0, b"\x00\x00\x00\x0cJXL ", Refusal.PICTURE),
    (0, b"\xff\x0a", Refusal.PICTURE),
    (0, b"\x00\x00\x00\x0cjP  ", Refusal.PICTURE),  # JPEG 2000
    (0, b"\xff\x4f\xff\x51", Refusal.PICTURE),
    (0, b"/* XPM */", Refusal.PICTURE),
    (0, b"PK\x05\x06", Refusal.ARCHIVE),
    (0, b"PK\x07\x08", Refusal.ARCHIVE),
    (0, b"\x1f\x8b", Refusal.ARCHIVE),
    (0, b"BZh", Refusal.ARCHIVE),
    (0, b"\xfd7zXZ\x00", Refusal.ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", Refusal.ARCHIVE),
    (0, b"Rar!\x1a\x07", Refusal.ARCHIVE),
    (0, b"(\xb5/\xfd", Refusal.ARCHIVE),
    (0, b"MSCF", Refusal.ARCHIVE),
    (257, b"ustar", Refusal.ARCHIVE),
    (0x8001, b"CD001", Refusal.ARCHIVE),
    (0, b"age-encryption.org/", Refusal.ARCHIVE),
    (0, b"MZ", Refusal.PROGRAM),
    (0, b"\x7fELF", Refusal.PROGRAM),
    (0, b"#!", Refusal.PROGRAM),
    (0, b"\xca\xfe\xba\xbe", Refusal.PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", Refusal.PROGRAM),
    (0, b"\xce\xfa\xed\xfe", Refusal.PROGRAM),
    (0, b"\x00asm", Refusal.PROGRAM),
    (0, b"dex\n", Refusal.PROGRAM),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", Refusal.PROGRAM),  # a Windows shortcut
)
PORTABLE_PIXELS = re.compile(rb"P[1-7][\s#]")
MARKUP = re.compile(
    r"(?:\s|<\?xml[^>]*>|<!--.*?-->|<!doctype[^>]*>)*<(svg|html|head|body|title|script|style|iframe|img|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MAIL_FIELDS = re.compile(r"(?im)^(from|to|subject|date|received|message-id|return-path):[ \t]*\S")
MOST_PARTS = 5000
READ_OF_A_PART = 4096


def media_type_of(data: bytes) -> str:
    """The media type of a file that a dossier takes. Raises FileRefused."""
    if not data:
        raise FileRefused(Refusal.EMPTY)
    if len(data) > LARGEST:
        raise FileRefused(Refusal.TOO_LARGE)
    refuse_by_signature(data)
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _old_office(data)
    return _textual(data)


def refuse_by_signature(data: bytes) -> None:
    """Refuse what begins like a picture, film, sound, archive or program. Raises FileRefused."""
    for offset, signature, why in SIGNATURES:
        if data[offset : offset + len(signature)] == signature:
            raise FileRefused(why)
    if PORTABLE_PIXELS.match(data) or _is_mpeg_stream(data):
        raise FileRefused(Refusal.PICTURE)


def _is_mpeg_stream(data: bytes) -> bool:
    """MPEG transport streams have a sync byte every 188 bytes; MPEG sound has eleven set bits in front."""
    sound = data[0] == 0xFF and len(data) > 1 and data[1] & 0xE6 in (0xE2, 0xE4)
    return sound or (len(data) > 376 and data[0] == data[188] == data[376] == 0x47)


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _office(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise error if isinstance(error, FileRefused) else FileRefused(Refusal.ARCHIVE) from None


def _office(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    kind = _office_kind(archive, names)
    if kind is None or len(names) > MOST_PARTS:
        raise FileRefused(Refusal.ARCHIVE)
    for name in names:
        if name.lower().endswith("vbaproject.bin"):
            raise FileRefused(Refusal.PROGRAM)
        with archive.open(name) as part:
            _refuse_part(part.read(READ_OF_A_PART))
    return kind


def _office_kind(archive: zipfile.ZipFile, names: list[str]) -> str | None:
    if names[0] == "mimetype":
        with archive.open("mimetype") as part:
            declared = part.read(100).decode("ascii", "replace").strip()
        return declared if declared in OPEN_DOCUMENT and "content.xml" in names else None
    if "[Content_Types].xml" not in names:
        return None
    return next(
        (kind for folder, kind in OFFICE.items() if any(name.startswith(folder) for name in names)), None
    )


def _refuse_part(start: bytes) -> None:
    """A part of a document may be a picture in its layout; it may be no film, archive or program."""
    try:
        if start:
            refuse_by_signature(start)
    except FileRefused as refused:
        if refused.why is not Refusal.PICTURE or _moves(start):
            raise


def _moves(start: bytes) -> bool:
    film = (b"ftyp", b"moov", b"mdat", b"wide", b"free")
    heads = (b"\x1aE\xdf\xa3", b"FLV\x01", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"0&\xb2u", b"OggS")
    return start[4:8] in film or start.startswith(heads) or start[8:12] == b"AVI "


def _old_office(data: bytes) -> str:
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise FileRefused(Refusal.PROGRAM)
    for stream, kind in OLD_OFFICE.items():
        if stream.encode("utf-16-le") in data:
            return kind
    raise FileRefused(Refusal.UNKNOWN)


def _textual(data: bytes) -> str:
    text = _decoded(data)
    markup = MARKUP.match(text[:READ_OF_A_PART])
    if markup is not None:
        raise FileRefused(Refusal.PICTURE if markup[1].lower() == "svg" else Refusal.WEB_PAGE)
    if _is_json(text):
        return JSON
    if _is_mail(text):
        _check_attachments(data)
        return MAIL
    return CSV if _is_table(text) else TEXT


def _decoded(data: bytes) -> str:
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if CONTROL.search(text) is None:
            return text
    raise FileRefused(Refusal.UNKNOWN)


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_mail(text: str) -> bool:
    head = re.split(r"\r?\n\r?\n", text, maxsplit=1)[0]
    return len({field.lower() for field in MAIL_FIELDS.findall(head)}) >= 2


def _check_attachments(data: bytes) -> None:
    message = email.message_from_bytes(data, policy=email.policy.default)
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            raise FileRefused(Refusal.UNKNOWN)
        if not part.is_multipart():
            _check_attachment(part)


def _check_attachment(part: "EmailMessage | email.message.Message") -> None:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content:
        return
    refuse_by_signature(content)
    if content.startswith(b"PK\x03\x04"):
        _zipped(content)


def _is_table(text: str) -> bool:
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    return len(lines) > 1 and any(_columns(lines, sign) for sign in ",;\t")


def _columns(lines: list[str], sign: str) -> bool:
    try:
        widths = {len(row) for row in csv.reader(lines, delimiter=sign)}
    except csv.Error:
        return False
    return len(widths) == 1 and widths.pop() > 1
