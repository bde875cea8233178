"""UUIDv7 (RFC 9562): made on the device, for uniqueness; never used for order."""

from plie.kinds import Id

RANDOM_BYTES = 10
_VERSION, _VARIANT = 0x7, 0b10


def uuid7(millis: int, random: bytes) -> Id:
    """Return a UUIDv7 as text.

    Args:
        millis: milliseconds since the Unix epoch, as this machine believes them.
        random: ten random bytes.
    """
    bits = int.from_bytes(random, "big")
    rand_a, rand_b = bits >> 68 & 0xFFF, bits & (1 << 62) - 1
    value = (millis & (1 << 48) - 1) << 80 | _VERSION << 76 | rand_a << 64 | _VARIANT << 62 | rand_b
    text = f"{value:032x}"
    return Id(f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}")
