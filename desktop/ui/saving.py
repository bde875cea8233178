"""Leaving a document out of the vault, in a place that the adviser chooses: said, then done."""

from collections.abc import Callable
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from desktop.ui.file_window import make_ours
from plie.empechement import Empechement

WARNING = "La copie n’est plus protégée par le coffre\u00a0: gardez-la en lieu sûr, effacez-la quand elle a servi."


class NotSaved(Empechement):
    """The copy could not be written; the document in the vault is whole."""


def ask_where(
    parent: QWidget,
    title: str,
    suggested: str,
    kind: str,
    then: Callable[[Path], None],
    *,
    beside: tuple[str, ...] = (),
) -> QFileDialog:
    """Open the choice of a place; `then` has the path chosen. `kind` is « PDF (*.pdf) ».

    The name proposed is nobody's in the folder shown: an earlier export is replaced only by whoever names it,
    and Qt asks them. `beside` are the suffixes of the files that go with it.
    """
    dialog = QFileDialog(parent, title, "", kind)
    dialog.setObjectName("enregistrer_copie_ou")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    make_ours(dialog, look_in="Enregistrer dans\u00a0:", file="Nom du fichier\u00a0:")
    dialog.setDefaultSuffix(suggested.rpartition(".")[2])
    _propose(dialog, suggested, beside)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()
    return dialog


def free(path: Path, beside: tuple[str, ...] = ()) -> Path:
    """Return this path, or the first « name (2) » that is no file's; nor is its name with a suffix of `beside`."""
    numbered = (path.with_name(f"{path.stem} ({n}){path.suffix}") for n in count(2))
    return next(one for one in chain((path,), numbered) if not _taken(one, beside))


def _taken(path: Path, beside: tuple[str, ...]) -> bool:
    try:
        return path.exists() or any(path.with_suffix(suffix).exists() for suffix in beside)
    except OSError:
        return False  # a folder that shows nothing: saving there will say why


def _propose(dialog: QFileDialog, suggested: str, beside: tuple[str, ...]) -> None:
    """Propose a name, another where it is taken in the folder one goes to; what is typed stays."""
    typed = dialog.findChild(QLineEdit, "fileNameEdit")
    proposed = ""

    def propose(folder: str) -> None:
        nonlocal proposed
        if not proposed or (isinstance(typed, QLineEdit) and typed.text() == proposed):
            proposed = free(Path(folder) / suggested, beside).name
            dialog.selectFile(proposed)

    propose(dialog.directory().absolutePath())
    dialog.directoryEntered.connect(propose)


def save(
    path: Path, content: bytes, *, still: str = "Le document est intact dans Permanence"
) -> None:
    """Write the copy, readable by its owner only where the disk knows owners.

    `still` says where what could not be written is.

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
            f"La copie n’a pas pu être enregistrée à cet endroit. {still}\u00a0: choisissez un autre dossier."
        ) from problem
