"""A grey picture of a scanned page, or of a part of it, as a label."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel

from desktop.usecases.depouillement import Grey


def shown(picture: Grey, width: int) -> QLabel:
    """Return a label `width` pixels wide that shows the picture; nothing when it is misshapen."""
    made = QLabel()
    if picture.width > 0 and len(picture.pixels) == picture.width * picture.height:
        image = QImage(
            picture.pixels,
            picture.width,
            picture.height,
            picture.width,
            QImage.Format.Format_Grayscale8,
        )
        pixels = QPixmap.fromImage(image)
        made.setPixmap(pixels.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))
    return made
