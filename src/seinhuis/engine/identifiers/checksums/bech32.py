"""Bech32 (BIP 173) and Bech32m (BIP 350): segregated witness addresses."""

_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32, _BECH32M = 1, 0x2BC830A3


def is_segwit(address: str) -> bool:
    """Whether the checksum and the witness program of a lower-case address are right."""
    prefix, _, data = address.rpartition("1")
    values = [_SIGNS.find(sign) for sign in data]
    if not prefix or len(values) < 8 or len(address) > 90 or min(values) < 0:
        return False
    version, size = values[0], (len(values) - 7) * 5 // 8
    expected = _BECH32 if version == 0 else _BECH32M
    if version > 16 or not 2 <= size <= 40 or (version == 0 and size not in (20, 32)):
        return False
    return _checksum(_expanded(prefix) + values) == expected


def is_bech32(address: str) -> bool:
    """Whether the Bech32 checksum of a lower-case string is right, whatever it holds."""
    prefix, _, data = address.rpartition("1")
    values = [_SIGNS.find(sign) for sign in data]
    return (
        bool(prefix)
        and len(values) >= 6
        and min(values) >= 0
        and _checksum(_expanded(prefix) + values) == _BECH32
    )


def _expanded(prefix: str) -> list[int]:
    return [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]


def _checksum(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            check ^= generator if (top >> bit) & 1 else 0
    return check
