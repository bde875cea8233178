"""Mode entretien, begun: an entretien with a person, and what an alert proposes of it."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.places import Name, Place, parted
from desktop.ui.screens.entretien import EntretienScreen
from desktop.usecases.entretiens import Brouillon, abandonner, ouvrir
from desktop.usecases.inacheves import Inacheve, inacheve
from plie import phrases
from plie.kinds import Entretien

_NATURE = "nature"


class NouvelEntretien(EntretienScreen):
    """Begins an entretien with a person, then is its screen. Left untouched, it leaves no draft.

    One of the same day that is unfinished is not forgotten: it is asked whether to go on with it.
    """

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
        today = self.desk.clock().date()
        # Known at once: whoever goes back instead of answering comes back to it.
        self.dossier, self._nature = parted(id_)
        self.desk.jobs.look(
            self,
            lambda rows: inacheve(rows, self.dossier, on=today),
            self._choose,
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

    def _choose(self, found: Inacheve | None) -> None:
        if found is None:
            self._begin()
        elif found.vide:
            self._begin_afresh(found.id)
        else:
            since = f", commencé à {phrases.spoken_time(found.debut)}," if found.debut else ""
            self.desk.speak.ask(
                f"Un entretien de ce jour{since} n’est pas fini.",
                yes="Le reprendre",
                no="En commencer un autre",
                usual_yes=True,
                then=lambda: self.go(Name.ENTRETIEN, found.id),
            ).rejected.connect(self._begin)

    def _begin(self) -> None:
        # The lock takes a question away: that is no answer.
        if self.desk.jobs.closed:
            return
        now, dossier = self.desk.clock(), self.dossier
        self.desk.jobs.write(
            self,
            lambda work: ouvrir(work, dossier, now=now),
            lambda changes: super(NouvelEntretien, self).arrive(changes.id_of("entretien")),
            failed=self.desk.speak.refuse,
        )

    def _begin_afresh(self, left: str) -> None:
        """One in which nothing is written holds nothing: it gives way, and the clock proposes again."""
        self.desk.jobs.write(
            self,
            lambda work: abandonner(work, left, seen=work.seen(Entretien, left)),
            lambda _changes: self._begin(),
            failed=self.desk.speak.refuse,
        )

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
