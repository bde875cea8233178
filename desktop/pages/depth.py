"""Greys of 12 or 16 bits, as some scanners write them, brought to the 8 that everything here reads.

Pillow's own conversion cuts them at 255: all but the darkest ink would be as white as the paper. It also forgets what is
seen through, which is paper: a page cut out of its background would be as black as what hides behind.
"""

from collections.abc import Iterator

from PIL import Image
from PIL.TiffImagePlugin import BITSPERSAMPLE, PHOTOMETRIC_INTERPRETATION, TiffImageFile

_WHITE, _DEEPEST = 255, 65535
_STRIP = 1_000_000  # pixels: four bytes each, on their way from one depth to the other


def grey(image: Image.Image) -> Image.Image:
    """Return a picture in 8 bits of grey; of a deep one, a strip at a time: it may be all that fits."""
    if not _deep(image):
        return _on_paper(image) if image.has_transparency_data else image.convert("L")
    scale, offset = _WHITE / _most(image), 0.5
    if _white_is_zero(image):
        scale, offset = -scale, _WHITE + 0.5
    found = Image.new("L", image.size)
    for box in _strips(image):
        strip = image.crop(box).convert("I").point(lambda level: level * scale + offset)
        found.paste(strip.convert("L"), box)
    return found


def keep(image: Image.Image) -> dict[int, int]:
    """Return what a TIFF must say of this picture's greys; 12 bits are first spread over its 16."""
    if not _deep(image):
        return {}
    scale = _DEEPEST / _most(image)
    for box in _strips(image) if scale > 1 else ():
        strip = image.crop(box).convert("I").point(lambda level: level * scale + 0.5)
        image.paste(strip.convert(image.mode), box)
    return {PHOTOMETRIC_INTERPRETATION: 0 if _white_is_zero(image) else 1}


def _on_paper(image: Image.Image) -> Image.Image:
    found = Image.new("L", image.size, _WHITE)
    for box in _strips(image):
        strip = image.crop(box).convert("RGBA")
        found.paste(strip.convert("L"), box, strip.getchannel("A"))
    return found


def _deep(image: Image.Image) -> bool:
    return image.mode.startswith("I;16")


def _most(image: Image.Image) -> int:
    bits = image.tag_v2.get(BITSPERSAMPLE, (16,)) if isinstance(image, TiffImageFile) else (16,)
    return (1 << int(bits[0])) - 1


def _white_is_zero(image: Image.Image) -> bool:
    # Of 8 bits and under, Pillow turns them round itself.
    return isinstance(image, TiffImageFile) and image.tag_v2.get(PHOTOMETRIC_INTERPRETATION) == 0


def _strips(image: Image.Image) -> Iterator[tuple[int, int, int, int]]:
    step = max(1, _STRIP // image.width)
    for top in range(0, image.height, step):
        yield 0, top, image.width, min(image.height, top + step)
