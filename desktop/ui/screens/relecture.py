"""Relire: the very PDF, its state in words, and what comes next.

Names: `relecture_pdf`, `notes`, `etat`, `verdict`, `en_correction`, `obstacle`, `commentaire_0`…, `corriger`,
`version_<n>`, `version_precedente`, `signer_sur_papier`, `imprimer_document`, `faire_signer`,
`revenir`.
"""

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.answers import SIGNER
from desktop.ui.awaited import Awaited
from desktop.ui.desk import Desk
from desktop.ui.places import Name, parted
from desktop.ui.screens.hall import PaperHall, Step
from desktop.ui.told_reading import tell_reading
from desktop.ui.widgets.paper import Paper
from desktop.ui.widgets.plain import button, dress
from desktop.ui.widgets.reading_notes import ReadingNotes
from desktop.ui.widgets.versions import Versions
from desktop.usecases import Changes, Rows
from desktop.usecases.a_signer import Lecture, lire
from desktop.usecases.apercu import Apercu
from desktop.usecases.entretiens import versions
from desktop.usecases.paper import accord_ecran
from desktop.usecases.revue import commentaires
from desktop.usecases.verification import Verdict, Verification, verifier
from plie.compte_rendu import replacer
from plie.droits import may_write
from plie.horloge import behind
from plie.kinds import Commentaire, CompteRendu
from plie.vocabulaire import AccordEcran, EtatCompteRendu, Signataire

NOT_ENROLLED = (
    "Ce poste n’est pas encore relié au magasin central\u00a0: il n’a pas de certificat pour "
    "sceller. Le compte-rendu est enregistré\u202f; il pourra être signé dès que le poste sera relié."
)
_CORRECT_SIGNED = "Corriger (nouvelle version à signer)…"
_WHAT_A_CORRECTION_IS = (
    "La version signée reste lisible et vérifiable. À Finaliser, une nouvelle version la remplacera, "
    "en disant pourquoi\u202f; l’entretien comptera comme signé quand les deux parties l’auront signée."
)
_BEING_CORRECTED = (
    "Une correction est commencée, et n’est pas dans ce document : « Corriger » la reprend, "
    "pour la finaliser ou y renoncer."
)
_SEVERITY = {Verdict.INTACT: "info", Verdict.NON_SCELLE: "info"}


@dataclass(frozen=True, slots=True)
class _Shown:
    lecture: Lecture
    verification: Verification | None
    comments: tuple[tuple[Commentaire, bool], ...]
    versions: tuple[CompteRendu, ...]


class Relecture(PaperHall):
    """What was written, as it will be signed; corrected, signed, or only read."""

    def __init__(self, desk: Desk, apercu: Apercu, parent: QWidget | None = None) -> None:
        super().__init__(desk, apercu, "relecture", Step.RELIRE, parent)
        self._id = ""
        self._shown: _Shown | None = None
        self._to_sign = False  # an alert leads here, for it to be signed
        self._writes = may_write(desk.user.role, "insert", "compte_rendu").allowed
        self._paper = Paper("relecture_pdf")
        self._awaited = Awaited(desk, self._paper, self)
        self._notes = ReadingNotes()
        self._versions = Versions(desk.referentiel.zone)
        self._earlier = button("Version précédente", role="quiet", name="version_precedente")
        self._correct = button("Corriger", name="corriger")
        self._on_paper = button("Signer sur papier…", name="signer_sur_papier")
        self._print = button(
            "Imprimer ou enregistrer le PDF…", role="quiet", name="imprimer_document"
        )
        self._next = button("Faire signer", role="main", name="faire_signer")
        self._main = self._next  # what Ctrl+Entrée presses
        self._lay_out_page()
        self._earlier.clicked.connect(self._read_earlier)
        self._versions.asked.connect(lambda id_: self.go(Name.RELECTURE, id_))
        self._correct.clicked.connect(self._ask_to_write)
        self._next.clicked.connect(self._go_on)
        for way in (self._on_paper, self._print):
            way.clicked.connect(lambda: self.go(Name.IMPRESSION, f"cr:{self._id}"))
        self.steps.asked.connect(self._write)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._press_main)

    @override
    def arrive(self, id_: str) -> None:
        self._id, led = parted(id_)
        self._to_sign = led == SIGNER
        for action in (self._earlier, self._print, self._correct, self._on_paper, self._next):
            action.hide()
        self._read()

    @override
    def refresh(self, changes: Changes) -> None:
        if changes.touches(self.dossier):
            self._read()

    def _read(self) -> None:
        id_, referentiel, now = self._id, self.desk.referentiel, self.desk.clock()

        def ask(rows: Rows) -> _Shown:
            lecture = lire(rows, id_, referentiel=referentiel)
            sealed = lecture.pdf is not None and any(s.sha256_scelle for s in lecture.signatures)
            verification = verifier(rows, lecture.pdf, at=now) if sealed and lecture.pdf else None
            comments = commentaires(rows, id_)
            return _Shown(lecture, verification, comments, versions(rows, id_))

        self.desk.jobs.look(self, ask, self._show, failed=self.desk.speak.refuse)

    def _show(self, shown: _Shown) -> None:
        first = self._shown is None
        before = self._shown.lecture.sha256 if self._shown else None
        self._shown = shown
        lecture = shown.lecture
        self.dossier = lecture.compte_rendu.dossier
        self.person.setText(lecture.compte_rendu.adherent_nom)
        self._versions.show_versions(shown.versions, lecture.compte_rendu.id)
        self._show_notes(shown)
        self._show_actions(lecture)
        if lecture.pdf is None:
            self._awaited.bring(lecture.fichier, self._read)
        elif lecture.sha256 != before:
            self._awaited.leave()
            self.show_pdf(self._paper, lecture.pdf, "Compte-rendu")
        if first:
            (self._main if self._to_sign and self._main.isEnabled() else self._paper).setFocus()
            tell_reading(self.desk, self, self.dossier)

    def _show_notes(self, shown: _Shown) -> None:
        lecture = shown.lecture
        self._notes.begin()
        self._notes.add_state(*self._state(shown))
        if lecture.en_correction and self._writes:
            self._notes.add_message(_BEING_CORRECTED, "avertissement", "en_correction")
        for sentence, severity in self._obstacles(lecture):
            self._notes.add_message(sentence, severity, "obstacle")
        seal = shown.verification
        if seal is not None:
            self._notes.add_message(seal.raison, _SEVERITY.get(seal.verdict, "critique"), "verdict")
        self._notes.add_comments(shown.comments, self.desk.referentiel.zone)
        self._notes.end()

    def _state(self, shown: _Shown) -> tuple[str, list[str]]:
        lecture = shown.lecture
        cr = lecture.compte_rendu
        words = self.desk.referentiel
        title = lecture.etat.label
        if lecture.remplace_par:
            by = replacer(cr.id, shown.versions)
            title = f"Remplacée par la version {by.version}" if by else "Remplacée"
        lines = [f"Version {cr.version}, finalisée le {self.when(cr.finalise_le)}"]
        if cr.motif:
            lines.append(f"Raison de cette version\u00a0: {cr.motif}")
        for qui in Signataire:
            signed = lecture.signature(qui)
            printed = cr.adherent_nom if qui is Signataire.ADHERENT else cr.accompagnateur_nom
            # The name of the hand, which the box of an older document may not bear.
            who = signed.nom if signed else printed
            part = f"{who} ({words.mot(qui.value)})"
            if signed is None:
                lines.append(f"{part}\u00a0: n’a pas encore signé")
            elif signed.motif_refus:
                lines.append(f"{part}\u00a0: ne signe pas. «\u00a0{signed.motif_refus}\u00a0»")
            else:
                instead = f", sous le nom de {printed}" if who != printed else ""
                lines.append(f"{part}\u00a0: a signé le {self.when(signed.signe_le)}{instead}")
        return title, lines

    def _obstacles(self, lecture: Lecture) -> list[tuple[str, str]]:
        if not self._can_be_signed(lecture):
            return []
        if lecture.d_un_autre:
            return [(lecture.d_un_autre, "avertissement")]
        found = []
        if not self.desk.user.certificate:
            found.append((NOT_ENROLLED, "avertissement"))
        now = self.desk.clock()
        _, sentence = accord_ecran(self.desk.referentiel, on=now.date())
        late = behind(lecture.compte_rendu, lecture.signatures, at=now)
        found += [(words, "avertissement") for words in (sentence, late) if words]
        return found

    def _show_actions(self, lecture: Lecture) -> None:
        signed = lecture.etat is EtatCompteRendu.SIGNE
        open_ = self._writes and not lecture.remplace_par
        self._earlier.setVisible(lecture.compte_rendu.remplace is not None)
        self._correct.setVisible(open_)
        self._correct.setText(_CORRECT_SIGNED if signed else "Corriger")
        dress(self._correct, "quiet" if signed else "")
        answered = lecture.signature(Signataire.ADHERENT) is not None
        on_paper = self._can_be_signed(lecture) and not answered
        self._on_paper.setVisible(on_paper and lecture.pdf is not None)
        self._print.setVisible(not on_paper and lecture.pdf is not None and self._writes)
        self._next.setVisible(True)
        self._next.setText(self._next_words(lecture))
        accord, _ = accord_ecran(self.desk.referentiel, on=self.desk.clock().date())
        begins = on_paper and (bool(lecture.d_un_autre) or accord is not AccordEcran.ADMIS)
        # Paper first, where the screen waits for an agreement or is another's.
        dress(self._on_paper, "main" if begins else "")
        dress(self._next, "" if begins else "main")
        self._main = self._on_paper if begins else self._next
        for way in (self._on_paper, self._next):
            way.setToolTip("Ctrl+Entrée" if way is self._main else "")
        blocked = lecture.pdf is None or not self.desk.user.certificate
        blocked = blocked or (begins and accord.papier_seul)
        self._next.setEnabled(not (blocked and self._signs_here(lecture)))
        if not open_ or signed:
            self.steps.lock()
        if signed:
            self.steps.go(Step.TERMINE)

    def _next_words(self, lecture: Lecture) -> str:
        if lecture.remplace_par:
            return "Lire la version en vigueur"
        if not self._signs_here(lecture):
            return "Revenir au dossier"
        if lecture.signature(Signataire.ADHERENT) is not None:
            return "Signer à mon tour"
        return "Faire signer"

    def _can_be_signed(self, lecture: Lecture) -> bool:
        waits = lecture.etat is EtatCompteRendu.FINALISE and not lecture.remplace_par
        return self._writes and waits

    def _signs_here(self, lecture: Lecture) -> bool:
        return self._can_be_signed(lecture) and not lecture.d_un_autre

    def _press_main(self) -> None:
        if self._main.isVisible():
            self._main.click()

    def _go_on(self) -> None:
        if self._shown is None:
            return
        lecture = self._shown.lecture
        if lecture.remplace_par:
            self.go(Name.RELECTURE, lecture.remplace_par)
        elif self._signs_here(lecture):
            self._ask_to_sign(lecture)
        else:
            self.leave()

    def _ask_to_sign(self, lecture: Lecture) -> None:
        """Hand nothing over under a clock that the document contradicts, unless the adviser says so."""
        late = behind(lecture.compte_rendu, lecture.signatures, at=self.desk.clock())
        if not late:
            self.go(Name.SIGNATURE, self._id)
            return
        self.desk.speak.ask(
            "Faire signer sous cette heure\u202f?",
            yes="Faire signer quand même",
            no="Régler l’horloge d’abord",
            detail=late,
            then=lambda: self.go(Name.SIGNATURE, self._id),
        )

    def _ask_to_write(self) -> None:
        if self._shown is None or self._shown.lecture.etat is not EtatCompteRendu.SIGNE:
            self._write()
            return
        self.desk.speak.ask(
            "Corriger un compte-rendu signé\u202f?",
            yes="Corriger",
            no="Garder la version signée",
            detail=_WHAT_A_CORRECTION_IS,
            then=self._write,
        )

    def _write(self) -> None:
        if self._shown is not None and self._correct.isVisibleTo(self):
            self.go(Name.ENTRETIEN, self._shown.lecture.compte_rendu.entretien)

    def _read_earlier(self) -> None:
        if self._shown is not None and self._shown.lecture.compte_rendu.remplace:
            self.go(Name.RELECTURE, self._shown.lecture.compte_rendu.remplace)

    def _lay_out_page(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._paper, 1)
        row.addWidget(self._notes)
        self.body.addWidget(self._versions)
        self.body.addLayout(row, 1)
        for action in (self._earlier, self._print, self._correct, self._on_paper, self._next):
            self.foot.addWidget(action)
