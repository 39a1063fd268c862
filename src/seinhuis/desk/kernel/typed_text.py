"""What people type, made safe to keep and to show without losing a sign.

Signs that cannot be stored, or that change how the text around them is read, are shown as visible marks.
"""

INVISIBLE = {
    **{chr(code): chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\r\t"},
    "\x7f": "\u2421",
    **{
        chr(code): f"[U+{code:04X}]"
        for code in (
            *range(0x80, 0xA0),  # controls of old terminals; 0x85 breaks lines
            *(0x2028, 0x2029),  # separators of lines and paragraphs
            *(*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C),  # reading direction
            *(*range(0xFFF9, 0xFFFC), 0xFEFF, 0xFFFE, 0xFFFF),  # annotations, byte order, no signs at all
        )
    },
}
_TABLE = str.maketrans(INVISIBLE)


def visible(text: str) -> str:
    """Return ``text`` with control signs, direction overrides and broken halves of signs made visible."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    return "".join(f"[U+{ord(sign):04X}]" if "\ud800" <= sign <= "\udfff" else sign for sign in plain)
