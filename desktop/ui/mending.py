"""What a screen does when a line of the story is to be corrected or cancelled: a card, then a fact more."""

from collections.abc import Callable
from datetime import date

from desktop.ui.binding import Form
from desktop.ui.ending import take_back
from desktop.ui.forms.line_card import LineCard
from desktop.ui.kept import Kept
from desktop.ui.places import Name
from desktop.ui.screen import Screen
from desktop.ui.widgets.dossier_view import DossierView
from desktop.usecases import Changes, Work
from desktop.usecases.evenements import GENRES, annuler, corriger, lire
from desktop.usecases.saisies import Carte
from plie.kinds import Evenement


def mend(screen: Screen, view: DossierView, id_: str) -> None:
    """Show a line in its dossier, with what can be done of it; another that was shown goes."""
    screen.desk.jobs.look(
        screen, lambda rows: lire(rows, id_), lambda line: _show(screen, view, line)
    )


def _show(screen: Screen, view: DossierView, line: Evenement) -> None:
    desk = screen.desk

    def keep(title: str, form: Form) -> Kept:
        told = f"Correction d’une ligne du fil, {title}"
        carte = Carte(line.dossier, f"ligne:{line.id}", told, Name.FILE, line.dossier)
        return Kept(desk, carte, form)

    card = LineCard(line, GENRES, today=lambda: desk.clock().date(), keep=keep)

    def close() -> None:
        view.put_card_away()

    def write(gesture: Callable[[Work], Changes], told: str) -> None:
        def done(_changes: Changes) -> None:
            close()
            desk.speak.say(told)

        card.words.write(screen, gesture, done, failed=refused)

    def refused(error: Exception) -> None:
        if not card.object_to(getattr(error, "phrase", "")):
            desk.speak.refuse(error)

    def correct(values: dict[str, object]) -> None:
        le, now = values.get("le"), desk.clock()
        day = le if isinstance(le, date) else now.date()
        genre, texte, motif = (str(values.get(n) or "") for n in ("genre", "texte", "motif"))
        write(
            lambda work: corriger(
                work, line.id, genre=genre, le=day, texte=texte, motif=motif, now=now
            ),
            "La ligne est corrigée\u202f; celle d’avant reste dans le fil.",
        )

    def cancel(motif: str) -> None:
        if line.rendez_vous:
            take_back(screen, line.rendez_vous)
            card.words.forget()
            close()
            return
        now = desk.clock()
        write(
            lambda work: annuler(work, line.id, motif=motif, now=now),
            "La ligne est annulée\u202f; le fil la garde, avec sa raison.",
        )

    card.corrected.connect(correct)
    card.cancelled.connect(cancel)
    card.closed.connect(close)
    view.show_card(card)
    card.take_focus()
