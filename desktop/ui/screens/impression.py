"""Imprimer: what goes to the printer is seen first; then it is printed, or a copy is saved.

Names: `impression_pdf`, `imprimante`, `exemplaires`, `imprimer`, `enregistrer_copie`,
`aller_aux_documents`, `revenir`.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui import printing, saving
from desktop.ui.bringing import Bringing
from desktop.ui.desk import Desk
from desktop.ui.places import Name
from desktop.ui.screens.hall import PaperHall, Step
from desktop.ui.widgets.drop_down import Counter, DropDown
from desktop.ui.widgets.paper import Paper
from desktop.ui.widgets.plain import button, label
from desktop.usecases.apercu import Apercu, Page
from desktop.usecases.impression import UN, Tirage, en_pdf, nom_du_fichier, tirage
from desktop.usecases.lectures import Doing, noter

_WIDTH, _MOST_COPIES = 340, 20
_EACH = 2  # what is signed on paper leaves with both parties
_NONE = (
    "Aucune imprimante n’est connue de ce poste. Enregistrez une copie pour l’imprimer ailleurs, ou "
    "demandez qu’une imprimante soit installée."
)
_BY_HAND = (
    "Deux exemplaires\u00a0: un pour chaque partie. Chaque partie signe et date sa case. Au retour, déposez le document numérisé dans «\u00a0Documents\u00a0»\u00a0: "
    "ses codes le ramènent à l’entretien."
)


class Impression(PaperHall):
    """One job: see `usecases.impression.tirage` for what its id says."""

    def __init__(self, desk: Desk, apercu: Apercu, parent: QWidget | None = None) -> None:
        super().__init__(desk, apercu, "impression", Step.SIGNER, parent)
        self._id = ""
        self._job: Tirage | None = None  # once all of it is here
        self._paper = Paper("impression_pdf")
        self._bringing = Bringing(desk, self._paper, self)
        self._title = label(role="heading", name="impression_titre")
        self._printers = DropDown()
        self._printers.setObjectName("imprimante")
        self._printers.setAccessibleName("Imprimante")
        self._copies = Counter(minimum=1, maximum=_MOST_COPIES)
        self._copies.setObjectName("exemplaires")
        self._copies.setAccessibleName("Nombre d’exemplaires")
        self._after = label(role="muted", name="impression_apres")
        self._none = label(_NONE, role="muted", name="sans_imprimante")
        self._save = button("Enregistrer une copie…", name="enregistrer_copie")
        self._print = button("Imprimer", role="main", name="imprimer")
        self._then = button("Aller à Documents", name="aller_aux_documents")
        self._then.setToolTip("Y déposer le document signé, une fois numérisé")
        self.steps.hide()
        # A job is of one dossier, of several, of a day, of a sitting: one comes back to wherever it was asked.
        self.back.setText("Revenir")
        self.back.setToolTip("Revenir (Échap)")
        self._lay_out_page()
        self._save.clicked.connect(self._ask_where)
        self._print.clicked.connect(self._send)
        self._then.clicked.connect(lambda: self.go(Name.DOCUMENTS, ""))
        QShortcut(QKeySequence("Ctrl+Return"), self, self._print.click)

    @override
    def arrive(self, id_: str) -> None:
        self._id = id_
        if self._one:
            self.back.setText("Revenir au compte-rendu")
            self.back.setToolTip("Revenir au compte-rendu (Échap)")
        for part in (self._save, self._print, self._copies):
            part.setEnabled(False)
        self._read()
        self.desk.jobs.run(self, lambda _tell, _stopped: printing.printers(), self._offer)

    @override
    def leave(self) -> None:
        # One comes from the document that was read, or from the place where a job was chosen, be it of one dossier.
        if self._one:
            self.go(Name.RELECTURE, self._one)
        else:
            self.go(Name.BACK, "")

    @property
    def _one(self) -> str:
        """The compte-rendu that is printed alone, as it was being read; "" for a job chosen elsewhere."""
        kind, _, value = self._id.partition(":")
        return value if kind == UN else ""

    def _read(self) -> None:
        id_, referentiel, now = self._id, self.desk.referentiel, self.desk.clock()
        self.desk.jobs.look(
            self,
            lambda rows: tirage(rows, id_, referentiel=referentiel, now=now),
            self._show,
            failed=self._nothing,
        )

    def _show(self, job: Tirage) -> None:
        if len(job.comptes_rendus) == 1:
            self.dossier = job.comptes_rendus[0].dossier
            self.person.setText(job.comptes_rendus[0].adherent_nom)
        count = len(job.comptes_rendus)
        self._title.setText(
            f"{job.titre}\u00a0: {count} comptes-rendus" if count > 1 else job.titre
        )
        self._after.setText(_BY_HAND if job.a_signer else "")
        self._then.setVisible(job.a_signer)
        self._copies.setValue(_EACH if job.a_signer else 1)
        if job.attendus:
            self._bringing.offer(job.attendus, count, self._read)
            return
        self.desk.jobs.run(
            self, lambda _tell, _stopped: en_pdf(job), self._offer_job, failed=self._nothing
        )

    def _offer_job(self, job: Tirage) -> None:
        self._job = job
        self._save.setEnabled(True)
        self._print.setEnabled(self._printers.count() > 0)
        self._begin()
        self.show_pdf(self._paper, job.pdf, job.titre)

    def _begin(self) -> None:
        """Put the keyboard where the printer is chosen; without one, on the copy."""
        leading = self.back.hasFocus() or self._then.hasFocus()
        if self._job is not None and (leading or not self._is_within()):
            first = self._printers if self._printers.isEnabled() else self._save
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_within(self) -> bool:
        here = QApplication.focusWidget()
        return here is not None and self.isAncestorOf(here)

    def _nothing(self, error: Exception) -> None:
        self._paper.say("Rien à imprimer.", getattr(error, "phrase", ""))
        if not hasattr(error, "phrase"):
            self.desk.speak.refuse(error)

    def _offer(self, names: tuple[str, ...]) -> None:
        self._printers.clear()
        self._printers.addItems(names)
        for part in (self._printers, self._copies):
            part.setEnabled(bool(names))
        self._none.setVisible(not names)
        self._print.setEnabled(bool(names) and self._job is not None)
        self._begin()

    def _send(self) -> None:
        job, printer, copies = self._job, self._printers.currentText(), self._copies.value()
        if job is None or not printer:
            return
        self._print.setEnabled(False)
        self.note.setText("Envoi à l’imprimante…")
        if printing.takes_pdf():
            self.desk.jobs.run(
                self,
                lambda _tell, _stopped: printing.print_pdf(job.pdf, printer, copies=copies),
                lambda _done: self._sent(printer),
                failed=self._refused,
            )
        else:
            # Qt draws on this thread: the pages are made apart first.
            self.desk.jobs.run(
                self,
                lambda _tell, _stopped: self._apercu.pages(job.pdf),
                lambda pages: self._draw(pages, printer, copies),
                failed=self._refused,
            )

    def _draw(self, pages: list[Page], printer: str, copies: int) -> None:
        try:
            printing.print_pages(pages, printer, copies=copies)
        except printing.PrintRefused as refusal:
            self._refused(refusal)
        else:
            self._sent(printer)

    def _sent(self, printer: str) -> None:
        self.note.setText(f"Envoyé à l’imprimante «\u00a0{printer}\u00a0».")
        self._print.setEnabled(True)
        self._note(Doing.IMPRESSION)

    def _note(self, doing: Doing) -> None:
        """The journal keeps that paper or a file left the vault; of which dossier, when it is one."""
        now, dossier = self.desk.clock(), self.dossier
        self.desk.jobs.write(self, lambda work: noter(work, doing, now=now, dossier=dossier))

    def _kept(self) -> None:
        self.desk.speak.say(f"Copie enregistrée. {saving.WARNING}")
        self._note(Doing.COPIE)

    def _refused(self, error: Exception) -> None:
        self.note.setText("")
        self._print.setEnabled(True)
        self.desk.speak.refuse(error)

    def _ask_where(self) -> None:
        job = self._job
        if job is not None:
            # No name of a person in the name of a file.
            saving.ask_where(
                self,
                "Enregistrer une copie",
                nom_du_fichier(job),
                "PDF (*.pdf)",
                lambda path: self._write(job, path),
            )

    def _write(self, job: Tirage, path: Path) -> None:
        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: saving.save(path, job.pdf),
            lambda _done: self._kept(),
            failed=self.desk.speak.refuse,
        )

    def _lay_out_page(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(label("Imprimante", role="label"))
        column.addWidget(self._printers)
        column.addWidget(self._none)
        column.addWidget(label("Exemplaires", role="label"))
        column.addWidget(self._copies)
        column.addSpacing(8)
        column.addWidget(self._after)
        column.addWidget(self._then, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._paper, 1)
        row.addWidget(card)
        self.body.addLayout(row, 1)
        for later in (self._none, self._then):
            later.hide()
        self._print.setToolTip("Imprimer (Ctrl+Entrée)")
        self.foot.addWidget(self._save)
        self.foot.addWidget(self._print)
