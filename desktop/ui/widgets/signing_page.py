"""What both pages where one reads the very PDF and signs it have in common."""

from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.pad_page import PadPage
from desktop.ui.widgets.paper import Paper


class SigningPage(PadPage):
    """The names of `PadPage`, and `pdf_<who>`."""

    def __init__(self, who: str, signatory: str, parent: QWidget | None = None) -> None:
        paper = Paper(f"pdf_{who}")
        super().__init__(who, signatory, paper, parent)
        self.paper = paper
