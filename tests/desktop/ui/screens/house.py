"""What drives the halls in the tests: a real window by its names, a real vault by its facts."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, timezone
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.models import line
from desktop.models.vault import Vault
from desktop.ui.jobs import Jobs
from desktop.ui.main_window import MainWindow, Plan
from desktop.ui.places import Name, Place
from desktop.ui.screens.affectations import Affectations
from desktop.ui.screens.agenda import Agenda
from desktop.ui.screens.annuaire import Annuaire
from desktop.ui.screens.bilan_lot import BilanLotScreen
from desktop.ui.screens.candidatures import Candidatures
from desktop.ui.screens.certification import CertificationScreen, NouvelleCertification
from desktop.ui.screens.competence import CompetenceScreen, NouvelleCompetence
from desktop.ui.screens.cv import CvScreen
from desktop.ui.screens.diagnostic import DiagnosticScreen
from desktop.ui.screens.documents import Documents
from desktop.ui.screens.echanges import Echanges
from desktop.ui.screens.emploi import EmploiScreen, NouvelEmploi
from desktop.ui.screens.entretien import EntretienScreen
from desktop.ui.screens.equipe import Equipe
from desktop.ui.screens.etape import EtapeScreen, NouvelleEtape
from desktop.ui.screens.evaluation import EvaluationScreen
from desktop.ui.screens.file import FileActive
from desktop.ui.screens.identite import Identite
from desktop.ui.screens.importer import Importer
from desktop.ui.screens.impression import Impression
from desktop.ui.screens.journee import Journee
from desktop.ui.screens.nouveau_dossier import NouveauDossier
from desktop.ui.screens.nouveautes import Nouveautes
from desktop.ui.screens.nouvel_entretien import NouvelEntretien
from desktop.ui.screens.objectif import NouvelObjectif, ObjectifScreen
from desktop.ui.screens.piece import PieceScreen
from desktop.ui.screens.prescription import PrescriptionScreen
from desktop.ui.screens.relecture import Relecture
from desktop.ui.screens.seances import Seances
from desktop.ui.screens.signature import SignatureScreen
from desktop.ui.screens.situation import SituationScreen
from desktop.ui.screens.sortie import SortieScreen
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.rail import RailItem
from desktop.usecases import Rows, Work
from desktop.usecases.a_signer import lire
from desktop.usecases.apercu import Apercu
from desktop.usecases.entretiens import finaliser, ouvrir
from desktop.usecases.signatures import Trace, signer_accompagnateur, signer_adherent
from desktop.usecases.transferts import LigneTransfert
from plie.kinds import CompteRendu, Entretien, Signature
from plie.vocabulaire import Position
from tests import builders
from tests.desktop import vaults
from tests.desktop.documents.papers import Authority

HERE = timezone(timedelta(hours=2))
NOW = datetime(2026, 9, 10, 14, 32, tzinfo=HERE)
AUTRE = "Kerbrézan"  # another person of the same vault: never seen in a hall
W = TypeVar("W", bound=QWidget)
T = TypeVar("T")


@dataclass
class Clock:
    """The hour, moved by hand."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at


class Watched(Jobs[Work, Rows]):
    """The real jobs, that remember who read."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault)
        self.readers: list[QObject] = []

    @override
    def look(
        self, owner: QObject, ask: Callable[[Rows], T], then: Callable[[T], None], **more: Any
    ) -> None:
        self.readers.append(owner)
        super().look(owner, ask, then, **more)


@dataclass
class House:
    """What a test drives: the window by its names, the vault by its facts."""

    qtbot: QtBot
    vault: Vault
    jobs: Watched
    window: MainWindow
    clock: Clock
    banner: Banner
    shown: list[Place] = field(default_factory=list)

    def go(self, name: Name, id_: str) -> None:
        self.window.go(Place(name, id_))

    def find(self, kind: type[W], name: str) -> W:
        """Return a visible widget of the screen shown, once it is there."""
        found: list[W] = []

        def there() -> bool:
            found[:] = [
                w for w in self.window.screen_shown.findChildren(kind, name) if w.isVisible()
            ]
            return bool(found)

        self.qtbot.waitUntil(there)
        return found[0]

    def column(self, name: str) -> list[QWidget]:
        """Return the visible widgets of a column with this name, from the top, drawn or not yet."""
        found = self.window.screen_shown.findChildren(QWidget, name)
        return sorted(
            (widget for widget in found if widget.isVisible()),
            key=lambda widget: widget.parentWidget().layout().indexOf(widget),
        )

    def click(self, name: str) -> None:
        """Press what has this name, once it may be; a panel drawn again meanwhile has made another."""
        found: list[QWidget] = [self.find(QWidget, name)]

        def ready() -> bool:
            there = self.window.screen_shown.findChildren(QWidget, name)
            found[:] = [w for w in there if w.isVisible()][:1]
            return bool(found) and found[0].isEnabled() and not found[0].rect().isEmpty()

        self.qtbot.waitUntil(ready)
        self.qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def write(self, name: str, text: str) -> None:
        widget = self.find(QWidget, name)
        self.qtbot.waitUntil(widget.isEnabled)
        widget.setFocus()
        widget = widget.focusProxy() or widget
        for letter in text:
            # QTest knows the keys of a keyboard without accents only.
            for stroke in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = Qt.Key.Key_Return if letter == "\n" else 0
                event = QKeyEvent(stroke, key, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(widget, event)

    def draw(self, name: str) -> None:
        """Draw two strokes with the mouse."""
        pad = self.find(QWidget, name)
        width, height = pad.width(), pad.height()
        for row in (0.4, 0.6):
            points = [
                QPoint(round(width * (0.3 + step / 30)), round(height * (row + (step % 3) / 30)))
                for step in range(10)
            ]
            self.qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
            for point in points[1:]:
                self.qtbot.mouseMove(pad, point)
            self.qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])

    def until_pages(self, name: str) -> None:
        """Wait until a document's pages are shown."""
        view: Any = self.find(QWidget, name)
        self.qtbot.waitUntil(lambda: view.page > 0)

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.window.focusWidget(), key)

    def tab_to(self, name: str) -> None:
        """Press Tab until a control has the focus; a whole turn without it is a failure."""
        for _ in range(40):
            if self.focused() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {name}")

    def focused(self) -> str:
        """Return the name of the control that has the focus, or of the field it is part of."""
        found = self.window.focusWidget()
        while found is not None and not found.objectName():
            found = found.parentWidget()
        return found.objectName() if found is not None else ""

    def answer(self, *, yes: bool) -> None:
        """Answer the question asked."""
        name = "question_yes" if yes else "question_no"
        asked: list[QWidget] = []

        def there() -> bool:
            asked[:] = [
                w
                for top in QApplication.topLevelWidgets()
                for w in top.findChildren(QWidget, name)
                if w.isVisible()
            ]
            return bool(asked)

        self.qtbot.waitUntil(there)
        self.qtbot.mouseClick(asked[0], Qt.MouseButton.LeftButton)

    def leave_now(self) -> None:
        """Leave as the lock does: what is typed is saved on the way."""
        assert self.window.screen_shown.may_leave()

    def texts(self) -> list[str]:
        """Return every word that the screen shown may say, and the banner beside it."""
        found = [self.banner.sentence]
        for widget in self.window.screen_shown.findChildren(QWidget):
            found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
            for read in ("text", "toPlainText", "placeholderText", "currentText"):
                if hasattr(widget, read):
                    found.append(str(getattr(widget, read)()))
        return found

    def controls(self) -> list[QWidget]:
        """Return what the keyboard can reach."""
        return [
            w
            for w in self.window.screen_shown.findChildren(QWidget)
            if w.isVisible()
            and w.focusPolicy() & Qt.FocusPolicy.TabFocus
            and w.focusProxy() is None
        ]

    def spoken(self, widget: QWidget) -> str:
        """Return what a screen reader calls a control."""
        interface = QAccessible.queryAccessibleInterface(widget)
        return str(interface.text(QAccessible.Text.Name))

    def say(self) -> str:
        return self.banner.sentence

    def all(self, kind: type[Any], **where: str) -> tuple[Any, ...]:
        with self.vault.look() as rows:
            return rows.all(kind, **where)

    def draft(self, **values: object) -> str:
        """Return the id of a draft of Maïwenn Trévignac, complete unless told otherwise."""
        whole: dict[str, object] = {
            "date": NOW.date(),
            "debut": time(13, 45),
            "duree_min": 45,
            "contenu": "Le projet d’aide-soignante se précise.",
            "suites": ("Appeler l’école — avant vendredi", "Refaire le CV"),
            "prochain_le": date(2026, 9, 24),
            **values,
        }
        with self.vault.work() as work:
            id_ = ouvrir(work, builders.PERSONNE, now=self.clock()).id_of("entretien")
        with self.vault.work() as work:
            work.patch(Entretien, id_, work.seen(Entretien, id_), **whole)
            work.commit()
        return id_

    def compte_rendu(self, **values: object) -> str:
        """Return the id of a finalised compte-rendu of the same person."""
        id_ = self.draft(**values)
        with self.vault.work() as work:
            changes = finaliser(
                work, id_, referentiel=self.window.desk.referentiel, now=self.clock()
            )
        return changes.id_of("compte_rendu")

    def signed(self) -> str:
        """Return the id of a compte-rendu signed by both."""
        id_ = self.compte_rendu()
        referentiel = self.window.desk.referentiel
        for sign in (signer_adherent, signer_accompagnateur):
            with self.vault.work() as work:
                shown = lire(work.rows, id_, referentiel=referentiel).sha256
                trace = Trace((((0.1, 0.1), (0.9, 0.6)),), Position.ACCORD)
                sign(work, id_, trace, montre=shown, referentiel=referentiel, now=self.clock())
        return id_

    def take_back(self) -> None:
        """Take the computer back after the person, with the vault's own phrase."""
        self.write("rendre_secret_line", vaults.PHRASE)
        self.click("rendre_ok")

    def signatures(self, compte_rendu: str) -> tuple[Signature, ...]:
        return tuple(self.all(Signature, compte_rendu=compte_rendu))

    def comptes_rendus(self) -> tuple[CompteRendu, ...]:
        return tuple(self.all(CompteRendu))


def plan(apercu: Apercu, transfers: Callable[[], tuple[LigneTransfert, ...]] = tuple) -> Plan:
    return Plan(
        (
            RailItem(Name.FILE, "Ma file active", "file"),
            RailItem(Name.JOURNEE, "Ma journée", "journee"),
            RailItem(Name.DOCUMENTS, "Documents", "documents"),
            RailItem(Name.AGENDA, "Agenda", "agenda"),
            RailItem(Name.AFFECTATIONS, "Affectations", "candidatures"),
            RailItem(Name.ECHANGES, "Échanges", "en_ligne"),
        ),
        {
            Name.FILE: FileActive,
            Name.CANDIDATURES: Candidatures,
            Name.ANNUAIRE: Annuaire,
            Name.NOUVEAU_DOSSIER: NouveauDossier,
            Name.IMPORTER: Importer,
            Name.IDENTITE: Identite,
            Name.JOURNEE: Journee,
            Name.EQUIPE: Equipe,
            Name.SEANCES: Seances,
            Name.NOUVEAUTES: partial(Nouveautes, apercu=apercu),
            Name.DOCUMENTS: Documents,
            Name.AGENDA: Agenda,
            Name.AFFECTATIONS: Affectations,
            Name.ECHANGES: partial(
                Echanges, again=lambda: None, turn_files=lambda: None, transfers=transfers
            ),
        },
        {
            Name.ENTRETIEN: EntretienScreen,
            Name.NOUVEL_ENTRETIEN: NouvelEntretien,
            Name.EMPLOI: EmploiScreen,
            Name.NOUVEL_EMPLOI: NouvelEmploi,
            Name.CERTIFICATION: CertificationScreen,
            Name.NOUVELLE_CERTIFICATION: NouvelleCertification,
            Name.SORTIE: SortieScreen,
            Name.ETAPE: EtapeScreen,
            Name.NOUVELLE_ETAPE: NouvelleEtape,
            Name.OBJECTIF: ObjectifScreen,
            Name.NOUVEL_OBJECTIF: NouvelObjectif,
            Name.COMPETENCE: CompetenceScreen,
            Name.NOUVELLE_COMPETENCE: NouvelleCompetence,
            Name.DIAGNOSTIC: DiagnosticScreen,
            Name.SITUATION: SituationScreen,
            Name.PRESCRIPTION: PrescriptionScreen,
            Name.EVALUATION: EvaluationScreen,
            Name.NOUVEAU_CV: CvScreen,
            Name.BILAN_LOT: BilanLotScreen,
            Name.PIECE: partial(PieceScreen, apercu=apercu),
            Name.RELECTURE: partial(Relecture, apercu=apercu),
            Name.IMPRESSION: partial(Impression, apercu=apercu),
            Name.SIGNATURE: partial(SignatureScreen, apercu=apercu),
        },
    )


def new_vault(
    folder: Path, authority: Authority, clock: Callable[[], datetime], **changes: str
) -> Vault:
    """Return an enrolled vault, empty, of the person of these tests; `changes` are of who they are."""
    around = replace(vaults.surroundings(), clock=clock)
    who = replace(identity(authority), **changes)
    return vaults.copied(folder / "coffre", vaults.PHRASE, who, around=around)


@cache
def identity(authority: Authority) -> line.Identity:
    """Return who is at the machine, the same for all the tests of a session."""
    sealer = authority.sealer(
        "Odilon Carpentras", start=NOW - timedelta(days=30), end=NOW + timedelta(days=365)
    )
    return vaults.une_identite(
        private_key=sealer.key_pem.decode(),
        certificate=sealer.certificate_pem.decode(),
        authority=sealer.authority_pem.decode(),
        url="https://magasin.invalid",
        token="jeton",
    )
