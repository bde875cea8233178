"""`Reviewing`: in a panel of a dossier, what leads to the review of each thing, and the card open about one of them.

For who follows the review of what they work on only, and has no Nouveautés. Each thing has a button
`revue_<kind>_<id>`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout

from desktop.ui.forms.review_card import ReviewCard
from desktop.ui.kept import Kept
from desktop.ui.panel import Panel
from desktop.ui.places import Name, side
from desktop.ui.typed_text import Typed, TypedText
from desktop.ui.widgets.panel_page import empty
from desktop.ui.widgets.plain import button
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.demandes import Question, clore, demander, repondre
from desktop.usecases.discussions import Discussion, discussions
from desktop.usecases.revue import commenter
from desktop.usecases.saisies import Carte, Saisie, du_dossier
from plie.droits import judged_by_subject, may_write

_REVIEW, _ANSWER = "revue:", "reponse:"
_NOTHING = Discussion()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a panel reads of it: what was said of each thing, and the words typed that wait."""

    said: Mapping[tuple[str, str], Discussion] = field(default_factory=dict)
    waiting: tuple[Saisie, ...] = ()


class Reviewing:
    """`place` stands above what the panel draws again: what is typed there is left as it is."""

    def __init__(self, panel: Panel) -> None:
        self._panel, self._desk = panel, panel.desk
        self._follows = judged_by_subject(panel.desk.user.role, "commentaire")
        self._found = Reviewed()
        self._titles: dict[tuple[str, str], str] = {}
        self._thing = ("", "")
        self._card: ReviewCard | None = None
        self._held = ""  # the button that is to have the keyboard once it is drawn again
        self.place = QVBoxLayout()

    def read(self, rows: Rows, dossier: str) -> Reviewed:
        """Read what was said in a dossier; for whom the panel says nothing of it, nothing."""
        if not self._follows:
            return Reviewed()
        return Reviewed(discussions(rows, dossier), du_dossier(rows, dossier))

    def redraw(self, found: Reviewed) -> None:
        """Take what was read: the panel is about to draw its things again."""
        here = QApplication.focusWidget()
        if isinstance(here, QPushButton) and here.objectName() in map(_name, self._titles):
            self._held = here.objectName()
        self._found = found
        self._titles = {}

    def leading(self, kind: str, id_: str, title: str) -> QPushButton | None:
        """Return what leads to the review of a thing, for whoever writes it there; None for others."""
        role = self._desk.user.role
        if not self._follows or not may_write(role, "insert", "demande", about=kind).allowed:
            return None
        thing = (kind, id_)
        self._titles[thing] = title
        said = self._found.said.get(thing, _NOTHING)
        words = _words(said)
        made = button(words, role="" if said.attendues else "quiet", name=_name(thing))
        made.setAccessibleName(f"{words}, {title}")
        made.clicked.connect(partial(self._begin, thing))
        return made

    def drawn(self) -> None:
        """Say what came since in the card that is open; open again the one that was left with words in it."""
        held, self._held = self._held, ""
        if held:
            self._panel.give_keyboard(held)
        if self._card is not None and self._thing in self._titles:
            self._card.show_said(self._found.said.get(self._thing, _NOTHING))
        elif self._card is not None:
            self.turn()
        else:
            self._reopen()

    def begin_at(self, at: str) -> None:
        """Open the card that a place leads to."""
        thing = _thing(at)
        if thing in self._titles:
            self._begin(thing)

    def turn(self) -> None:
        """Put the card away; what is typed in it waits."""
        self._card = None
        empty(self.place)

    def _reopen(self) -> None:
        names = [one.carte.nom for one in self._found.waiting]
        for thing in self._titles:
            asked = self._found.said.get(thing, _NOTHING).questions
            if any(n in names for n in (_at(thing), *(f"{_ANSWER}{q.id}" for q in asked))):
                self._open(thing)
                return

    def _begin(self, thing: tuple[str, str]) -> None:
        card = self._card if self._card is not None and thing == self._thing else self._open(thing)
        card.begin()
        self._panel.bring(card)

    def _open(self, thing: tuple[str, str]) -> ReviewCard:
        self.turn()
        self._thing = thing
        title, dossier = self._titles[thing], self._panel.dossier
        card = ReviewCard(title, self._keep_answer, self._desk.referentiel.dire)
        about = f"Commentaire ou question, {title}"
        place = side(dossier, self._panel.word, _at(thing))
        kept = Kept(
            self._desk,
            Carte(dossier, _at(thing), about, Name.FILE, place),
            TypedText(card.field),
        )
        self._card = card
        card.say_above(kept)
        card.show_said(self._found.said.get(thing, _NOTHING))
        card.commented.connect(partial(self._comment, kept, thing))
        card.asked.connect(partial(self._ask, kept, thing))
        card.answered.connect(self._answer)
        card.closed.connect(self._close)
        card.put_away.connect(self._give_up)
        self.place.addWidget(card)
        card.show()
        return card

    def _keep_answer(self, question: Question, source: Typed) -> Kept:
        place = side(self._panel.dossier, self._panel.word, _at(self._thing))
        about = f"Réponse à une question, {self._titles[self._thing]}"
        carte = Carte(self._panel.dossier, f"{_ANSWER}{question.id}", about, Name.FILE, place)
        return Kept(self._desk, carte, source)

    def _comment(self, kept: Kept, thing: tuple[str, str], text: str) -> None:
        (kind, id_), now = thing, self._desk.clock()
        self._write(
            kept,
            lambda work: commenter(work, id_, kind=kind, texte=text, now=now),
            "Commentaire enregistré\u202f; il part avec le prochain échange.",
        )

    def _ask(self, kept: Kept, thing: tuple[str, str], text: str) -> None:
        (kind, id_), dossier, now = thing, self._panel.dossier, self._desk.clock()
        self._write(
            kept,
            lambda work: demander(work, kind, id_, dossier=dossier, texte=text, now=now),
            "Question enregistrée\u202f; elle reste ouverte jusqu’à ce que vous la fermiez.",
        )

    def _answer(self, kept: Kept, question: str, text: str) -> None:
        now = self._desk.clock()
        self._write(
            kept,
            lambda work: repondre(work, question, texte=text, now=now),
            "Réponse enregistrée\u202f; elle part avec le prochain échange.",
        )

    def _write(self, kept: Kept, do: Callable[[Work], Changes], told: str) -> None:
        if kept.over:
            return
        card = self._card

        def done(_changes: Changes) -> None:
            if card is self._card:
                self._held = _name(self._thing)
                self.turn()
            self._desk.speak.say(told)

        kept.write(self._panel, do, done, failed=self._desk.speak.refuse)

    def _close(self, question: str) -> None:
        now = self._desk.clock()
        self._panel.write(
            lambda work: clore(work, question, now=now),
            lambda: self._desk.speak.say("Question close."),
        )

    def _give_up(self) -> None:
        card, name = self._card, _name(self._thing)
        if card is None:
            return
        for kept in card.findChildren(Kept):
            kept.forget()
        self.turn()
        self._panel.give_keyboard(name)


def en_attente(count: int) -> str:
    """Return how many questions wait for an answer, in words."""
    return f"{count}\u00a0questions à répondre" if count > 1 else "1\u00a0question à répondre"


def _words(said: Discussion) -> str:
    mine = [q for q in said.questions if q.mienne]
    if said.attendues:
        return f"{en_attente(said.attendues)}…"
    if any(q.repondue for q in mine):
        return "Réponse reçue…"
    if mine:
        return "Question posée…"
    return (
        f"Commenter, demander… ({len(said.commentaires)})"
        if said.commentaires
        else "Commenter, demander…"
    )


def _name(thing: tuple[str, str]) -> str:
    return "revue_" + "_".join(thing)


def _at(thing: tuple[str, str]) -> str:
    return _REVIEW + ":".join(thing)


def _thing(at: str) -> tuple[str, str]:
    kind, _, id_ = at.removeprefix(_REVIEW).partition(":")
    return kind, id_
