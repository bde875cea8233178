"""How large something is, in French. The unlock screen waits for what this file imports."""

_GIGA, _MEGA, _KILO = 1_000_000_000, 1_000_000, 1_000


def taille(octets: int) -> str:
    """Return a size in French: « 12,4 Go », « 320 Mo », « 89 Ko », « 512 octets »."""
    if octets >= _GIGA:
        return f"{octets / _GIGA:.1f}".replace(".", ",") + "\u00a0Go"
    if octets >= _MEGA:
        return f"{octets // _MEGA}\u00a0Mo"
    if octets >= _KILO:
        return f"{octets // _KILO}\u00a0Ko"
    return f"{octets}\u00a0octet{'s' if octets > 1 else ''}"
