"""The commune as a card asks it: known names are proposed, and what is to be said of one is said on leaving it."""

from PySide6.QtWidgets import QLineEdit

from desktop.ui.binding import Form
from desktop.ui.desk import Desk
from desktop.ui.field import Field
from desktop.usecases.communes import noms
from desktop.usecases.identite import avis_commune
from plie import nir

NAME = "commune"


def field() -> Field:
    """Return the field, beside the one before."""
    return Field(NAME, "Commune", "line", options=tuple((n, n) for n in noms()), beside=True)


def watch(form: Form, desk: Desk) -> None:
    """Say under it, once it is typed, that it is not known or not of the territory; nothing is blocked."""
    editor = form.editor(NAME)

    def say() -> None:
        typed = form.values().get(NAME)
        told = avis_commune(typed, adhesion=desk.referentiel.adhesion)
        form.object_to(NAME, nir.said(typed) or told)

    if isinstance(editor, QLineEdit):
        editor.editingFinished.connect(say)
