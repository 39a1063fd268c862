"""Small files of many kinds, made by hand; nothing is on any of them."""

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(13)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20)
MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(20)
MAIL = (
    b"From: balie@hotel.example\r\nTo: desk@meldpunt.example\r\nSubject: Boeking\r\n\r\n"
    b"<html><body>Kamer 12, contant betaald.</body></html>\r\n"
)


def zipped(*parts):
    """A zip of (name, content) pairs."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return kept.getvalue()


def docx(*extra):
    return zipped(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document/>"), *extra)


def xlsx():
    return zipped(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>"))


def odt():
    return zipped(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<office/>"))


def old_office(stream):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(64)


def mail_with(content, kind="application", sort="octet-stream", name="a.bin"):
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "Boeking"
    message.set_content("Zie bijlage")
    message.add_attachment(content, maintype=kind, subtype=sort, filename=name)
    return message.as_bytes()


TAKEN = {
    "pdf": (PDF, "application/pdf"),
    "text": ("Kamer 12, contant.\n€ 40".encode(), "text/plain"),
    "text of an old Windows": ("Kamer 12, één nacht".encode("cp1252"), "text/plain"),
    "text of Windows": ("Kamer 12".encode("utf-16"), "text/plain"),
    "one byte": (b"x", "text/plain"),
    "text about a web page": (b'Er stond: "<html><script>"', "text/plain"),
    "csv": (b"kamer;bedrag\r\n12;40\r\n", "text/csv"),
    "json": (b'{"kamer": 12}', "application/json"),
    "nearly json": (b"{kamer: 12", "text/plain"),
    "mail": (MAIL, "message/rfc822"),
    "mail with a pdf": (mail_with(PDF, sort="pdf"), "message/rfc822"),
    "docx": (docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "docx with a logo": (
        docx(("word/media/image1.png", PNG)),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xlsx": (xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "odt": (odt(), "application/vnd.oasis.opendocument.text"),
    "doc": (old_office("WordDocument"), "application/msword"),
}
REFUSED = {
    "jpeg": (JPEG, "picture"),
    "png": (PNG, "picture"),
    "gif": (b"GIF89a" + bytes(20), "picture"),
    "webp": (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(20), "picture"),
    "bmp": (b"BM" + bytes(60), "picture"),
    "tiff": (b"II*\x00" + bytes(60), "picture"),
    "heic": (b"\x00\x00\x00\x18ftypheic" + bytes(20), "picture"),
    "mp4": (MP4, "picture"),
    "mov": (b"\x00\x00\x00\x14moov" + bytes(20), "picture"),
    "avi": (b"RIFF\x00\x00\x00\x00AVI LIST" + bytes(20), "picture"),
    "webm": (b"\x1aE\xdf\xa3" + bytes(20), "picture"),
    "mpeg": (b"\x00\x00\x01\xba" + bytes(20), "picture"),
    "mpeg stream": (b"".join(b"G" + bytes(187) for _ in range(4)), "picture"),
    "mp3": (b"\xff\xfb\x90\x00" + bytes(400), "picture"),
    "svg": (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "picture"),
    "pixels in text": (b"P1\n2 2\n0 1 1 0\n", "picture"),
    "postscript": (b"%!PS-Adobe-3.0\n", "picture"),
    "mail with a picture": (mail_with(JPEG, "image", "jpeg", "a.jpg"), "picture"),
    "mail with a picture called pdf": (mail_with(JPEG, sort="pdf", name="a.pdf"), "picture"),
    "mail in a mail with a film": (mail_with(MP4), "picture"),
    "docx with a film": (docx(("word/media/a.png", MP4)), "picture"),
    "zip": (zipped(("a.txt", "x")), "archive"),
    "zip that says it is text": (zipped(("mimetype", "application/vnd.oasis.opendocument.text")), "archive"),
    "zip in docx": (docx(("word/embeddings/a.bin", b"\x1f\x8b\x08" + bytes(20))), "archive"),
    "empty zip": (zipped(), "archive"),
    "broken zip": (docx()[:-30], "archive"),
    "gzip": (b"\x1f\x8b\x08" + bytes(20), "archive"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(20), "archive"),
    "tar": (bytes(257) + b"ustar" + bytes(300), "archive"),
    "exe": (b"MZ" + bytes(60), "program"),
    "elf": (b"\x7fELF" + bytes(60), "program"),
    "script": (b"#!/bin/sh\nrm x\n", "program"),
    "docx with macros": (docx(("word/vbaProject.bin", b"x")), "program"),
    "doc with macros": (old_office("WordDocument_VBA_PROJECT"), "program"),
    "msi": (old_office("Property"), "unknown"),
    "html": (b"<!DOCTYPE html><html><body>x</body></html>", "web_page"),
    "html after a comment": (b"\xef\xbb\xbf <!-- x -->\n<script>x</script>", "web_page"),
    "empty": (b"", "empty"),
    "noise": (bytes(range(256)), "unknown"),
    "zeros": (bytes(100), "unknown"),
    "pdf after a picture": (JPEG + PDF, "picture"),
    "pdf after noise": (b"\x00\x01" + PDF, "unknown"),
}
