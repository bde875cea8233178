"""« La dernière fois »: what was decided with this person, beside the form. Nobody else's name."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.widgets.plain import button, label
from desktop.usecases.entretiens import Memoire
from plie import phrases
from plie.kinds import CompteRendu
from plie.suite import avancee, read, sentence
from plie.vocabulaire import EtatCompteRendu, GenreSuite, NatureEntretien
from plie.vocabulaire import label as word

_EXCERPT = 700
_NOT_SIGNED = {
    EtatCompteRendu.FINALISE: "Compte-rendu finalisé, pas encore signé",
    EtatCompteRendu.REFUSE: "Compte-rendu que la personne n’a pas signé",
}


class Memory(QScrollArea):
    """Named `memoire`; the buttons of comptes-rendus to sign are `a_signer_<id>`."""

    asked = Signal(str)  # the compte-rendu to have signed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("memoire")
        self.setAccessibleName("La dernière fois")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_memory(self, memoire: Memoire) -> None:
        """Show what helps to remember."""
        page = QFrame()
        page.setProperty("role", "card")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        if memoire.a_signer:
            self._to_sign(column, memoire.a_signer)
        column.addWidget(label("La dernière fois", role="heading", name="memoire_titre"))
        if memoire.dernier is None:
            column.addWidget(label("C’est le premier entretien noté ici.", role="muted"))
        else:
            _last(column, memoire.dernier, memoire.etat)
        told, stand = _told(memoire), memoire.constats
        for title, lines in (
            ("Objectifs ouverts", memoire.objectifs),
            ("Étapes en cours", memoire.etapes),
            ("Étapes proposées", memoire.proposees),
        ):
            left = [line for line in lines if line not in told]
            _list(column, title, [f"{x} — {stand[x]}" if x in stand else x for x in left])
        column.addStretch(1)
        self.setWidget(page)

    def _to_sign(self, column: QVBoxLayout, waiting: Sequence[CompteRendu]) -> None:
        column.addWidget(label("À signer avec cette personne", role="heading"))
        for cr in waiting:
            day = phrases.day_and_hour(cr.date, cr.debut)
            sign = button("Faire signer", picture="signature", name=f"a_signer_{cr.id}")
            sign.setAccessibleName(f"Faire signer le compte-rendu du {day}")
            sign.clicked.connect(lambda _checked=False, id_=cr.id: self.asked.emit(id_))
            row = QHBoxLayout()
            row.addWidget(label(f"Entretien du {day}"), 1)
            row.addWidget(sign)
            column.addLayout(row)
        column.addSpacing(8)


def _last(column: QVBoxLayout, cr: CompteRendu, etat: EtatCompteRendu | None) -> None:
    nature, lasted = word(NatureEntretien, cr.nature), phrases.duree_min(cr.duree_min)
    start = f" à {phrases.spoken_time(cr.debut)}" if cr.debut else ""
    when = f"{nature}, {phrases.long_date(cr.date)}{start}, {lasted}"
    column.addWidget(label(when, role="muted", name="memoire_quand"))
    waits = _NOT_SIGNED.get(etat) if etat else None
    if waits:
        column.addWidget(label(waits, role="muted", name="memoire_etat"))
    if cr.contenu:
        column.addWidget(label(_excerpt(cr.contenu), name="memoire_contenu"))
    _list(column, "Décidé", [sentence(kept) for kept in cr.suites])


def _told(memoire: Memoire) -> frozenset[str]:
    """Return the words of what « Décidé » shows already, objectives on their way included."""
    suites = [read(kept) for kept in memoire.dernier.suites] if memoire.dernier else []
    advanced = (s.texte for s in suites if s.genre is GenreSuite.OBJECTIF_AVANCE)
    noted = (avancee(words, memoire.objectifs) for words in advanced)
    return frozenset((*(s.texte for s in suites), *(one.objectif for one in noted if one)))


def _list(column: QVBoxLayout, title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    column.addSpacing(4)
    column.addWidget(label(title, role="strong"))
    for line in lines:
        column.addWidget(label(f"•\u00a0{line}"))


def _excerpt(text: str) -> str:
    """Return the beginning of a long text, cut between two words."""
    if len(text) <= _EXCERPT:
        return text
    return f"{text[:_EXCERPT].rsplit(' ', 1)[0]}…"
