"""Mode entretien, begun: an entretien with a person, and what an alert proposes of it."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.places import Name, Place, parted
from desktop.ui.screens.entretien import EntretienScreen
from desktop.usecases.entretiens import Brouillon, ouvrir

_NATURE = "nature"


class NouvelEntretien(EntretienScreen):
    """Begins an entretien with a person, then is its screen. Left untouched, it leaves no draft."""

    _fresh = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._touched = False
        self._nature = (
            ""  # what an alert proposes: shown, and kept with the first words or at the end
        )
        self._form.edited.connect(self._touch)

    @override
    def arrive(self, id_: str) -> None:
        now = self.desk.clock()
        id_, self._nature = parted(id_)
        self.desk.jobs.write(
            self,
            lambda work: ouvrir(work, id_, now=now),
            lambda changes: super(NouvelEntretien, self).arrive(changes.id_of("entretien")),
            failed=self.desk.speak.refuse,
        )

    @override
    def standing(self, asked: Place) -> Place:
        # Going there again would begin another.
        return Place(Name.ENTRETIEN, self.id) if self.id else asked

    @override
    def leave(self) -> None:
        if self.id and not self._touched:
            self.give_up()
        else:
            super().leave()

    @override
    def _open(self, opened: Brouillon) -> None:
        super()._open(opened)
        self._show_nature(self._nature)

    @override
    def _begin_to_finalise(self) -> None:
        self._keep_nature()
        super()._begin_to_finalise()

    def _touch(self) -> None:
        self._touched = True
        self._keep_nature()

    def _show_nature(self, nature: str) -> None:
        if nature:
            self._form.refresh({_NATURE: nature}, self._form.seen_of((_NATURE,)))

    def _keep_nature(self) -> None:
        """What was proposed is the adviser’s own, once they write: unless they have chosen another."""
        nature, self._nature = self._nature, ""
        if nature and self._opened is not None and self._form.values().get(_NATURE) == nature:
            self._show_nature(self._opened.entretien.nature)
            self._form.propose(_NATURE, nature)
