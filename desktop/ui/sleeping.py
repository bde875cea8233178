"""What a screen does when an alert is put off, or woken: a short card, then a fact more.

Names: `sommeil_jusqu_au`, `sommeil_motif`, `sommeil_garder`, `sommeil_annuler`.
"""

from datetime import date

from desktop.ui.binding import Form
from desktop.ui.field import Field
from desktop.ui.forms.day_card import DayCard
from desktop.ui.kept import Kept
from desktop.ui.places import Name
from desktop.ui.screen import Screen
from desktop.ui.widgets.dossier_view import DossierView
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.saisies import Carte
from desktop.usecases.sommeils import mettre_en_sommeil, objections, reveiller
from plie import phrases
from plie.alertes.alerte import Alerte
from plie.objection import Objection
from plie.sommeil import Endormie

_FIELDS = (
    Field("jusqu_au", "Jusqu’au", "date"),
    Field("motif", "Pourquoi", "line", beside=True),
)
_MEANS = (
    "Elle reviendra d’elle-même ce jour-là. D’ici là elle ne compte plus dans les listes\u202f; la "
    "coordination voit dans le dossier qu’elle dort, et pourquoi."
)


def put_off(screen: Screen, view: DossierView, alerte: Alerte) -> None:
    """Ask in the dossier until when an alert sleeps, and why; another that was asked about goes."""
    desk, dossier = screen.desk, view.dossier

    def keep_words(form: Form) -> Kept:
        name = f"sommeil:{alerte.code.value}:{alerte.objet or ''}"
        told = f"Mise en sommeil\u00a0: {alerte.titre}"
        return Kept(desk, Carte(dossier, name, told, Name.FILE, dossier), form)

    card = DayCard(
        "sommeil",
        f"Mettre en sommeil\u00a0: {alerte.titre}",
        _FIELDS,
        today=lambda: desk.clock().date(),
        keep=keep_words,
        means=_MEANS,
        keep_words="Mettre en sommeil",
    )

    def keep(jusqu_au: date | None, motif: str) -> None:
        referentiel, on = desk.referentiel, desk.clock().date()

        def against(rows: Rows) -> tuple[Objection, ...]:
            return objections(
                rows, dossier, alerte,
                jusqu_au=jusqu_au, motif=motif, referentiel=referentiel, on=on,
            )  # fmt: skip

        def write(work: Work) -> Changes:
            return mettre_en_sommeil(
                work, dossier, alerte,
                jusqu_au=jusqu_au, motif=motif, referentiel=referentiel, on=on,
            )  # fmt: skip

        def judged(found: tuple[Objection, ...]) -> None:
            if found:
                card.object_all(found)
            else:
                card.words.write(screen, write, done, failed=refused)

        def refused(error: Exception) -> None:
            view.put_alert_away()
            desk.speak.refuse(error)

        def done(_changes: Changes) -> None:
            view.put_alert_away()
            if jusqu_au is not None:
                desk.speak.say(f"L’alerte dort jusqu’au {phrases.short_date(jusqu_au)}.")

        desk.jobs.look(card, against, judged)

    card.given.connect(keep)
    card.put_away.connect(lambda: view.put_alert_away(back_to=alerte))
    view.show_alert(card)
    card.begin()


def wake(screen: Screen, view: DossierView, endormie: Endormie) -> None:
    """Wake an alert today."""
    desk, dossier = screen.desk, view.dossier
    referentiel, on = desk.referentiel, desk.clock().date()
    desk.jobs.write(
        screen,
        lambda work: reveiller(work, dossier, endormie, referentiel=referentiel, on=on),
        lambda _changes: desk.speak.say("L’alerte est réveillée."),
        failed=desk.speak.refuse,
    )
