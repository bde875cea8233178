"""Leaving a document out of the vault, in a place that the adviser chooses: said, then done."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.file_window import make_ours
from plie.empechement import Empechement

WARNING = "La copie n’est plus protégée par le coffre\u00a0: gardez-la en lieu sûr, effacez-la quand elle a servi."


class NotSaved(Empechement):
    """The copy could not be written; the document in the vault is whole."""


def ask_where(
    parent: QWidget, title: str, suggested: str, kind: str, then: Callable[[Path], None]
) -> QFileDialog:
    """Open the choice of a place; `then` has the path chosen. `kind` is « PDF (*.pdf) »."""
    dialog = QFileDialog(parent, title, "", kind)
    dialog.setObjectName("enregistrer_copie_ou")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    make_ours(dialog, look_in="Enregistrer dans\u00a0:", file="Nom du fichier\u00a0:")
    dialog.selectFile(suggested)
    dialog.setDefaultSuffix(suggested.rpartition(".")[2])
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()
    return dialog


def save(path: Path, content: bytes) -> None:
    """Write the copy, readable by its owner only where the disk knows owners.

    Raises:
        NotSaved: the place refuses.
    """
    try:
        path.touch(mode=0o600)
        # A file that was there keeps its mode otherwise; a memory stick may know none.
        with suppress(OSError):
            path.chmod(0o600)
        path.write_bytes(content)
    except OSError as problem:
        raise NotSaved(
            "La copie n’a pas pu être enregistrée à cet endroit. Le document est intact dans Permanence\u00a0: "
            "choisissez un autre dossier."
        ) from problem
