"""The real application at work until it is killed: `main(VAULTS, TURN, ACTIVITY)`, forked by `nursery.py`.

Real door, real windows, driven by keys and mouse on a vault and a store made before. Each line it
prints is a JSON list: an acknowledgement, said once the screens were told that something is kept,
or `["about", what]`, said just before a gesture so that a kill may fall into it.
"""

import faulthandler
import json
import logging
import os
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import cycle, islice
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from PySide6.QtWidgets import QAbstractButton

from desktop.app.house import House
from desktop.app.qt import application
from desktop.demo import scene
from desktop.demo.seat import Seat
from desktop.models.rows import Rows
from desktop.ui.places import Name
from desktop.usecases import Changes
from desktop.usecases.synchronisation import Outcome
from plie.compte_rendu import etat
from plie.kinds import CompteRendu, Entretien, Signature
from plie.vocabulaire import EtatCompteRendu
from tests.stories import gestes

SENTENCE = "Le projet d’aide-soignante se précise\u202f; une visite est fixée. "


class Worker:
    """Someone at the window, and what the window told them."""

    def __init__(self, seat: Seat, turn: int) -> None:
        self.seat, self.hands = seat, seat.hands
        self.turn = turn
        self.told: Counter[str] = Counter()
        self.places = 0
        self.asked = False  # an exchange; those that begin by themselves are not told
        seat.door.entered.connect(self._listen)

    def enter(self) -> None:
        self.hands.write("deverrouillage_phrase_line", scene.PASSPHRASE)
        self.hands.click("deverrouiller")
        self.seat.enter()

    def typing(self) -> None:
        """Type and wait to be told, then type and leave at once."""
        self._open_draft()
        for _ in range(2):
            self._type()
            self._until_told("saved")
        self._type()
        self._about("leave")
        self.hands.click("revenir")
        gestes.attendre(self.seat, "rail", "le dossier")

    def finalising(self) -> None:
        self._finalise()
        self.hands.click("revenir")
        gestes.attendre(self.seat, "rail", "le dossier")

    def sealing(self) -> None:
        """Have both sign what waits for it; a line that was cut is taken up where it stood."""
        waiting = self._look(_to_sign)
        if waiting:
            self._from_the_day("signer", waiting)
        else:
            self._finalise()
        self.hands.click("faire_signer")
        shown = self.hands.shows
        self.hands.until(lambda: shown("remise_ok") or shown("rendre_ok"), "la remise")
        if shown("remise_ok"):
            self.hands.click("remise_ok")
            gestes.pages(self.seat, "pdf_personne")
            self._about("person")
            self._have_the_person_sign()
        gestes.reprendre(self.seat)
        self._about("adviser")
        gestes.accompagnatrice_signe(self.seat)
        gestes.fin(self.seat)
        self.hands.click("termine_retour")
        gestes.attendre(self.seat, "rail", "le dossier")

    def _have_the_person_sign(self) -> None:
        """One alone is signed where it is read; several are answered one by one, then signed at once."""
        shown = self.hands.shows
        if shown("pad_personne"):
            gestes.personne_signe(self.seat)
        else:
            self.hands.until(lambda: self._agree() or shown("pad_approuves"), "la liste")
            self.hands.draw("pad_approuves", scene.with_the_mouse(3))
            self.hands.click("valider_approuves")
        gestes.attendre(self.seat, "rendre_ok", "le retour de l’ordinateur")

    def _agree(self) -> bool:
        for gesture in ("position_accord", "valider_personne"):
            found = self.seat.window.findChild(QAbstractButton, gesture)
            if found is not None and found.isVisible() and found.isEnabled():
                found.click()
        return False

    def exchanging(self) -> None:
        """Exchange again and again, with something new each time."""
        for _ in range(2):
            self._open_draft()
            self._type()
            self.hands.click("revenir")
            self._about("exchange")
            self.asked = True
            self.hands.click("status_action")
            self._until_told("exchanged")
            self.asked = False

    def boasting(self) -> None:
        """A fault on purpose: what is typed is told as kept at once."""
        self._open_draft()
        (draft,), typed = self._look(_drafts), ""
        while True:
            self._type()
            typed += SENTENCE
            self._say("saved", draft, len(typed), digest(typed), 0)

    def _finalise(self) -> None:
        self._open_draft()
        self.hands.write("entretien_duree_min", "2")
        self._type()
        self._about("finalise")
        self.hands.click("finaliser")
        gestes.attendre(self.seat, "faire_signer", "le compte-rendu")

    def _open_draft(self) -> None:
        drafts = self._look(_drafts)
        if drafts:
            self._from_the_day("terminer", drafts)
        else:
            self.hands.click_item("rail", Name.FILE)
            self.hands.click("nouvel_entretien")
        self.hands.until(self.hands.find_any("entretien_contenu").isEnabled, "l’entretien ouvert")

    def _type(self) -> None:
        """Go on with what was said; say the place again, another one each time."""
        self.places += 1
        self.hands.write("entretien_contenu", SENTENCE)
        self.hands.write("entretien_lieu", f"Bureau {self.turn * 1_000 + self.places}")

    def _from_the_day(self, action: str, things: Sequence[str]) -> None:
        """Press an action of « Ma journée » on one of these things: it shows a few of each."""
        names = [f"{action}_{id_}" for id_ in things]
        self.hands.click_item("rail", Name.FILE)
        self.hands.click_item("rail", Name.JOURNEE)
        self.hands.until(lambda: any(map(self.hands.shows, names)), f"{action}, dans la journée")
        self.hands.click(next(filter(self.hands.shows, names)))

    def _until_told(self, what: str) -> None:
        before = self.told[what]
        self.hands.until(lambda: self.told[what] > before, f"{what}, encore une fois")

    def _look(self, ask: Callable[[Rows], list[str]]) -> list[str]:
        with self.seat.house.vault.look() as rows:
            return ask(rows)

    def _listen(self, house: House) -> None:
        house.jobs.changed.connect(self._changed)
        house.heart.beaten.connect(self._beaten)

    def _changed(self, changes: Changes) -> None:
        """Acknowledge what the screens were just told is written, as it is in the vault."""
        with self.seat.house.vault.look() as rows:
            for written in changes.written:
                if written.kind == "entretien":
                    self._saved(rows.find(Entretien, written.id))
                elif written.kind == "compte_rendu":
                    cr = rows.get(CompteRendu, written.id)
                    self._say("finalised", cr.id, cr.pdf, digest(cr.contenu))
                elif written.kind == "signature":
                    sign = rows.get(Signature, written.id)
                    self._say("signed", sign.id, sign.compte_rendu, sign.qui, sign.sha256_scelle)

    def _saved(self, draft: Entretien | None) -> None:
        if draft is not None and draft.contenu:
            text = draft.contenu
            self._say("saved", draft.id, len(text), digest(text), place(draft.lieu))

    def _beaten(self, outcome: Outcome | None) -> None:
        if self.asked and outcome is not None and outcome.complete:
            with self.seat.house.vault.look() as rows:
                self._say("exchanged", rows.cursor().since)

    def _about(self, what: str) -> None:
        self._say("about", what)

    def _say(self, what: str, *more: str | int) -> None:
        print(json.dumps([what, *more]), flush=True)  # noqa: T201 - an acknowledgement
        self.told[what] += 1


ACTIVITIES: dict[str, Callable[[Worker], None]] = {
    "typing": Worker.typing,
    "finalising": Worker.finalising,
    "sealing": Worker.sealing,
    "exchanging": Worker.exchanging,
}
FAULTS: dict[str, Callable[[Worker], None]] = {"boasting": Worker.boasting}


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def place(text: str) -> int:
    """Return the number of a place typed; 0 when none was."""
    return int(text.rsplit(maxsplit=1)[-1]) if text else 0


def _drafts(rows: Rows) -> list[str]:
    frozen = {cr.entretien for cr in rows.all(CompteRendu)}
    return [e.id for e in rows.all(Entretien) if e.id not in frozen]


def _to_sign(rows: Rows) -> list[str]:
    signatures = rows.all(Signature)
    papers = rows.all(CompteRendu)
    return [cr.id for cr in papers if etat(cr, signatures) is EtatCompteRendu.FINALISE]


def _die(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> NoReturn:
    """A bug in a slot would only be printed by Qt: here it ends the process, which is noticed."""
    traceback.print_exception(kind, error, trace)
    os._exit(3)


class _DieOfALog(logging.Handler):
    def emit(self, record: logging.LogRecord) -> NoReturn:
        sys.stderr.write(f"logged: {vars(record)}\n")
        os._exit(3)


def main(vaults: str, turn: str, activity: str) -> None:
    faulthandler.enable()
    sys.excepthook = _die
    logging.getLogger().addHandler(_DieOfALog(logging.WARNING))
    _, look = application(["permanence"], "clair")
    sys.stdin.readline()
    seat = gestes.ouvrir(Path(vaults), look)
    worker = Worker(seat, int(turn))
    worker.enter()
    if activity in FAULTS:
        FAULTS[activity](worker)
    first = list(ACTIVITIES).index(activity)
    for work in islice(cycle(ACTIVITIES.values()), first, None):
        work(worker)
