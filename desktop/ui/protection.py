"""What opens the vault, in « Mon poste »: phrase, recovery key, quick code, and the vault's label."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.strength import Strength
from desktop.ui import printing
from desktop.ui.desk import Desk
from desktop.ui.widgets.plain import button, label, line
from desktop.ui.widgets.recovery_key import RecoveryKey, Shown
from desktop.ui.widgets.secret_dialog import Asked, SecretDialog
from desktop.usecases.acces import Ways
from plie import phrases

_CURRENT = "Votre phrase de passe actuelle"
_DIFFER = "Les deux saisies diffèrent\u00a0: retapez la seconde."


@dataclass(frozen=True, slots=True)
class Protection:
    """The gestures on what opens the vault; each that touches it takes up to a second.

    Attributes:
        usable: whether this machine's keyring keeps a secret; `trousseau` says so in French.
        ways: what opens the vault now.
        strength: judges a phrase; `objection_to_code` a code; `propose` draws a phrase.
        change_phrase: current phrase, new phrase.
        renew: makes a recovery key for whoever gives the phrase; `noted` when it is on paper.
        sheet: the page of a key, as a PDF.
        choose_code: phrase, code; `drop_code` takes it away.
        rename: gives the vault a neutral label.
    """

    usable: bool
    trousseau: str
    ways: Callable[[], Ways]
    strength: Callable[[str], Strength]
    objection_to_code: Callable[[str], str]
    propose: Callable[[], str]
    change_phrase: Callable[[str, str], None]
    renew: Callable[[str], str]
    noted: Callable[[], None]
    sheet: Callable[[str], bytes]
    choose_code: Callable[[str, str], None]
    drop_code: Callable[[], None]
    rename: Callable[[str], None]


class ProtectionView(QWidget):
    """One line a way in: what it is now, and the button that changes it."""

    def __init__(self, desk: Desk, protection: Protection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("protection")
        self._desk = desk
        self._with = protection
        self._ways = Ways("", noted=False, code=False, label="")
        self._recovery = label(name="protection_secours")
        self._code = label(name="protection_code")
        self._label = label(name="protection_nom")
        self._renew = button("En faire une…", name="renouveler_cle")
        self._choose = button("Choisir un code…", name="choisir_code")
        self._drop = button("Retirer", role="quiet", name="retirer_code")
        self._change = button("Changer…", name="changer_phrase")
        self._rename = button("Renommer…", name="renommer_coffre")
        self._lay_out()
        self._change.clicked.connect(self._ask_phrase)
        self._renew.clicked.connect(self._ask_key)
        self._choose.clicked.connect(self._ask_code)
        self._drop.clicked.connect(lambda: self._run(self._with.drop_code, "Le code est retiré."))
        self._rename.clicked.connect(self._ask_label)
        self.refresh()

    def refresh(self) -> None:
        """Read again what opens the vault."""
        self._desk.jobs.run(self, lambda _tell, _stopped: self._with.ways(), self._show)

    def _show(self, ways: Ways) -> None:
        self._ways = ways
        self._recovery.setText(_of_recovery(ways))
        self._renew.setText("En faire une nouvelle…" if ways.recovery else "En faire une…")
        self._code.setText(self._of_code(ways))
        self._choose.setEnabled(self._with.usable)
        self._choose.setText("Changer de code…" if ways.code else "Choisir un code…")
        self._drop.setVisible(ways.code)
        self._label.setText(
            ways.label or "Aucun\u00a0: il s’appelle par la date de sa dernière ouverture."
        )

    def _of_code(self, ways: Ways) -> str:
        if not self._with.usable:
            return self._with.trousseau
        if ways.code:
            return "Choisi, sur cet ordinateur seulement."
        return "Aucun. Six chiffres suffisent pour rouvrir vite, sur cet ordinateur seulement."

    def _lay_out(self) -> None:
        rows = (
            ("Phrase de passe", label("Elle ouvre le coffre partout."), (self._change,)),
            ("Clé de secours", self._recovery, (self._renew,)),
            ("Code de déverrouillage", self._code, (self._choose, self._drop)),
            ("Nom du coffre", self._label, (self._rename,)),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (title, words, buttons) in enumerate(rows):
            grid.addWidget(line(title, role="muted"), row, 0)
            grid.addWidget(words, row, 1)
            some = QHBoxLayout()
            some.setSpacing(4)
            some.addStretch(1)
            for one in buttons:
                some.addWidget(one)
            grid.addLayout(some, row, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("Ce qui ouvre votre coffre", role="heading"))
        column.addLayout(grid)

    def _ask_phrase(self) -> None:
        dialog = SecretDialog(
            "Changer de phrase de passe",
            "L’ancienne n’ouvrira plus rien ici. Le code et la clé de secours restent valables.",
            (
                Asked("actuelle", _CURRENT),
                Asked("nouvelle", "Nouvelle phrase de passe", strength=self._judge),
                Asked("encore", "La même phrase, encore une fois"),
            ),
            do="Changer",
            propose=self._with.propose,
            parent=self,
        )

        self._typed_twice(
            dialog,
            self._with.change_phrase,
            "La phrase de passe est changée.",
            objection=self._objection_to_phrase,
        )

    def _ask_key(self) -> None:
        dialog = SecretDialog(
            "Faire une clé de secours",
            "Elle rouvre votre coffre si vous oubliez votre phrase. Une clé faite avant n’ouvrira plus "
            "rien.",
            (Asked("actuelle", _CURRENT),),
            do="Faire la clé",
            parent=self,
        )

        def made(key: str) -> None:
            dialog.accept()
            self.refresh()
            self._show_key(key)

        def make(typed: list[str]) -> None:
            dialog.wait()
            self._desk.jobs.run(
                dialog,
                lambda _tell, _stopped: self._with.renew(typed[0]),
                made,
                failed=dialog.object,
            )

        dialog.asked.connect(make)
        dialog.open()

    def _show_key(self, key: str) -> None:
        dialog = QDialog(self)
        dialog.setObjectName("dialogue_cle")
        dialog.setWindowTitle("Votre clé de secours")
        dialog.setAccessibleName("Votre clé de secours")
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = RecoveryKey(
            Shown(key, self._with.sheet, printing.printers, printing.print_alone), self._desk.jobs
        )
        column = QVBoxLayout(dialog)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(label("Votre clé de secours", role="heading"))
        column.addWidget(shown)
        shown.later.connect(dialog.reject)
        shown.noted.connect(dialog.accept)
        shown.noted.connect(
            lambda: self._run(self._with.noted, "La clé de secours est à l’abri sur votre papier.")
        )
        dialog.open()

    def _ask_code(self) -> None:
        dialog = SecretDialog(
            "Choisir un code de déverrouillage",
            "Au moins six chiffres ou caractères. Il ne sert que sur cet ordinateur\u202f; à dix essais "
            "manqués il est détruit, et la phrase de passe est demandée.",
            (
                Asked("actuelle", _CURRENT),
                Asked("code", "Nouveau code"),
                Asked("code_encore", "Le même code, encore une fois"),
            ),
            do="Choisir ce code",
            parent=self,
        )

        self._typed_twice(
            dialog,
            self._with.choose_code,
            "Le code est choisi\u00a0: il rouvrira ce coffre sur cet ordinateur.",
            objection=self._with.objection_to_code,
        )

    def _ask_label(self) -> None:
        dialog = SecretDialog(
            "Renommer le coffre",
            "Ce nom se lit avant de déverrouiller, s’il y a plusieurs coffres sur cet ordinateur. Il ne "
            "doit pas dire le vôtre\u00a0: une couleur, un lieu, un objet.",
            (Asked("nom_coffre", "Nom du coffre", secret=False, text=self._ways.label),),
            do="Renommer",
            parent=self,
        )
        dialog.asked.connect(
            lambda typed: self._run(
                lambda: self._with.rename(typed[0]), "Le coffre est renommé.", dialog
            )
        )
        dialog.open()

    def _typed_twice(
        self,
        dialog: SecretDialog,
        do: Callable[[str, str], None],
        told: str,
        *,
        objection: Callable[[str], str],
    ) -> None:
        """Open what asks for the current phrase and twice for a new secret; `do` has both."""

        def judge(typed: list[str]) -> None:
            current, new, again = typed
            wrong = objection(new) or ("" if new == again else _DIFFER)
            if wrong:
                dialog.tell(wrong)
            else:
                self._run(lambda: do(current, new), told, dialog)

        dialog.asked.connect(judge)
        dialog.open()

    def _run(self, do: Callable[[], None], told: str, dialog: SecretDialog | None = None) -> None:
        def done(_nothing: None) -> None:
            if dialog is not None:
                dialog.accept()
            self._desk.speak.say(told)
            self.refresh()

        if dialog is not None:
            dialog.wait()
        self._desk.jobs.run(
            dialog or self,
            lambda _tell, _stopped: do(),
            done,
            failed=dialog.object if dialog is not None else None,
        )

    def _objection_to_phrase(self, phrase: str) -> str:
        judged = self._with.strength(phrase)
        return "" if judged.enough else judged.phrase

    def _judge(self, phrase: str) -> tuple[float, str]:
        judged = self._with.strength(phrase)
        return judged.bits, judged.phrase


def _of_recovery(ways: Ways) -> str:
    if not ways.recovery:
        return "Aucune\u00a0: une phrase oubliée ne se retrouverait pas. Faites-en une."
    made = f"Faite le {phrases.long_date(date.fromisoformat(ways.recovery))}"
    return (
        f"{made}."
        if ways.noted
        else f"{made}, mais pas encore notée\u00a0: faites-en une nouvelle."
    )
