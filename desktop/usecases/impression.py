"""What is sent to the printer: one compte-rendu to sign, or all of a day, a week, a place."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from desktop.documents import liste_a_signer, rendez_vous_du_jour
from desktop.documents.batch import batch
from desktop.documents.boxes import page_count
from desktop.documents.liste_a_signer import ListeData
from desktop.documents.rendez_vous_du_jour import RendezVousDuJourData
from desktop.models import tray
from desktop.models.rows import Rows
from desktop.pages import scans
from desktop.usecases.a_signer import lire
from desktop.usecases.agenda import hours, jours
from desktop.usecases.apercu import is_pdf
from desktop.usecases.comptes_rendus import partout
from desktop.usecases.paper import compte_rendu_pdf
from desktop.usecases.papiers_seance import ORDRE_DU_JOUR, RELEVE, papier
from plie import phrases
from plie.agenda import semaine
from plie.kinds import CompteRendu
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.vocabulaire import DemiJournee, EtatCompteRendu, IssueRendezVous, label

UN, TOUS, JOUR, SEMAINE, LIEU, SCAN = "cr", "tous", "jour", "semaine", "lieu", "scan"
JOURNEE = "rendez_vous"


@dataclass(frozen=True, slots=True)
class Tirage:
    """A job: its name on the screen, its PDF, its comptes-rendus; whether both sign them by hand.

    `attendus` are the files, by sha256, without which it cannot be made: `pdf` is then empty. `fichier` names the
    copy that is saved, "" where its comptes-rendus do.
    """

    titre: str
    pdf: bytes
    comptes_rendus: tuple[CompteRendu, ...]
    a_signer: bool = False
    attendus: tuple[str, ...] = ()
    fichier: str = ""


def a_signer(rows: Rows) -> tuple[CompteRendu, ...]:
    """Return every compte-rendu that waits for both signatures, by day then by person.

    One that the person signed on the screen already is ended on the screen.
    """
    waiting = [
        one.cr for one in partout(rows) if not one.repondu and one.etat is EtatCompteRendu.FINALISE
    ]
    return tuple(sorted(waiting, key=lambda cr: (cr.date, cr.adherent_nom, cr.id)))


def tirage(rows: Rows, quoi: str, *, referentiel: Referentiel, now: datetime) -> Tirage:
    """Return the job asked for.

    Args:
        rows: the vault at one moment.
        quoi: « cr:<id> », « tous: », « jour:<ISO day> », « semaine:<ISO day> », « lieu:<place> »,
            « scan:<sha256> » for pages put aside, « rendez_vous:<ISO day> » for those of a day,
            « ordre_du_jour:<id> » or « releve:<id> » for the papers of a sitting.
        referentiel: the PLIE's.
        now: local, aware.

    Raises:
        Refus: nothing waits there, or this role does not see all of it.
        KeyError: no such compte-rendu here.
    """
    kind, _, value = quoi.partition(":")
    if kind == JOURNEE:
        return _journee(rows, date.fromisoformat(value), now)
    if kind in {ORDRE_DU_JOUR, RELEVE}:
        titre, name, pdf = papier(rows, kind, value, referentiel=referentiel, now=now)
        return Tirage(titre, pdf, (), fichier=name)
    if kind == SCAN:
        return Tirage("Pages à ranger à la main", tray.content(rows.connection, value), ())
    if kind == UN:
        return _un(rows, value, referentiel)
    chosen = tuple(cr for cr in a_signer(rows) if convient(cr, quoi))
    if not chosen:
        raise Refus("rien_a_imprimer", "Aucun compte-rendu n’attend de signature ici.")
    titre = _titre(kind, value)
    found = [(cr, _pdf(rows, cr, referentiel)) for cr in chosen]
    awaited = tuple(cr.pdf for cr, paper in found if paper is None)
    if awaited:
        return Tirage(titre, b"", chosen, a_signer=True, attendus=awaited)
    papers = [paper for _, paper in found if paper is not None]
    lines = [
        (cr.adherent_nom, cr.date, page_count(paper))
        for cr, paper in zip(chosen, papers, strict=True)
    ]
    cover = liste_a_signer.render(
        ListeData(
            accompagnateur=referentiel.dire("l’accompagnateur·rice"),
            titre=titre,
            lignes=tuple(lines),
            at=now,
        )
    )
    return Tirage(titre, batch([cover, *papers]), chosen, a_signer=True)


def en_pdf(tirage: Tirage) -> Tirage:
    """Return a job as a PDF: a scan kept as the picture it was becomes one, which holds the picture as it came.

    Raises:
        UnreadableScan: the picture cannot be read again.
    """
    content = tirage.pdf
    if not content or is_pdf(content):
        return tirage
    pages = scans.read_pages(content)
    made = scans.gather((content,), tuple((0, page.number) for page in pages))
    return replace(tirage, pdf=made)


def nom_du_fichier(tirage: Tirage) -> str:
    """Return the name proposed for a copy: nobody's, but one of one compte-rendu only."""
    if tirage.fichier:
        return tirage.fichier
    if len(tirage.comptes_rendus) == 1:
        return _nom_de_l_un(tirage.comptes_rendus[0])
    days = {cr.date.isoformat() for cr in tirage.comptes_rendus}
    if len(days) == 1:
        return f"comptes-rendus-{days.pop()}.pdf"
    return "comptes-rendus.pdf" if days else "liste.pdf"


def _nom_de_l_un(cr: CompteRendu) -> str:
    # One person may have several of a day, and each several versions.
    hour = f"-{cr.debut:%Hh%M}" if cr.debut else ""
    version = f"-v{cr.version}" if cr.version > 1 else ""
    return f"compte-rendu-{cr.date.isoformat()}{hour}{version}.pdf"


def _un(rows: Rows, id_: str, referentiel: Referentiel) -> Tirage:
    cr = rows.get(CompteRendu, id_)
    titre = f"Compte-rendu de l’entretien du {phrases.medium_date(cr.date)}"
    # What was signed is printed as it was signed.
    lecture = lire(rows, id_, referentiel=referentiel)
    waits = lecture.etat is EtatCompteRendu.FINALISE and not lecture.remplace_par
    waits = waits and not lecture.signatures
    if lecture.pdf is None:
        return Tirage(titre, b"", (cr,), waits, (lecture.fichier,))
    return Tirage(titre, lecture.pdf, (cr,), waits)


def convient(cr: CompteRendu, quoi: str) -> bool:
    """Whether a compte-rendu belongs to a job: all, a day, a week, a place (see `tirage`)."""
    kind, _, value = quoi.partition(":")
    return _FILTERS[kind](cr, value)


def tirages(waiting: Iterable[CompteRendu]) -> tuple[tuple[str, str], ...]:
    """Return (name, what `tirage` is asked) of each job that has something: days and weeks, latest first."""
    waiting = tuple(waiting)
    days = sorted({cr.date for cr in waiting}, reverse=True)
    weeks = sorted({semaine(day)[0] for day in days}, reverse=True)
    places = sorted({cr.lieu for cr in waiting if cr.lieu})
    asked = [
        *(f"{JOUR}:{day.isoformat()}" for day in days),
        *(f"{SEMAINE}:{monday.isoformat()}" for monday in weeks),
        *(f"{LIEU}:{place}" for place in places),
    ]
    return (("Tous", f"{TOUS}:"), *((_titre(*one.split(":", 1)), one) for one in asked))


def _same_week(cr: CompteRendu, value: str) -> bool:
    return cr.date.isocalendar()[:2] == date.fromisoformat(value).isocalendar()[:2]


_FILTERS: dict[str, Callable[[CompteRendu, str], bool]] = {
    TOUS: lambda _cr, _value: True,
    JOUR: lambda cr, value: cr.date.isoformat() == value,
    SEMAINE: _same_week,
    LIEU: lambda cr, value: cr.lieu == value,
}


def _titre(kind: str, value: str) -> str:
    match kind:
        case "jour":
            return f"Entretiens du {phrases.medium_date(date.fromisoformat(value))}"
        case "semaine":
            monday = semaine(date.fromisoformat(value))[0]
            return f"Entretiens de la semaine du {phrases.medium_date(monday)}"
        case "lieu":
            return f"Entretiens\u00a0: {value}"
        case _:
            return "Tous les entretiens dont le compte-rendu attend d’être signé"


def _pdf(rows: Rows, cr: CompteRendu, referentiel: Referentiel) -> bytes | None:
    """Return the sheet to sign; None while its file is not on this machine."""
    return rows.blob(cr.pdf) if cr.pdf else compte_rendu_pdf(cr, referentiel=referentiel)


def _journee(rows: Rows, day: date, now: datetime) -> Tirage:
    (jour,) = jours(rows, (day,))
    lines = tuple(
        (hours(line.creneau), line.nom, line.lieu)
        for line in jour.rendez_vous
        if line.issue is IssueRendezVous.PREVU
    )
    held = tuple(
        f"{p.lieu}, {label(DemiJournee, p.demi_journee).lower()}" for p in jour.permanences
    )
    pdf = rendez_vous_du_jour.render(
        RendezVousDuJourData(le=day, permanences=held, lignes=lines, at=now)
    )
    return Tirage(f"Rendez-vous du {phrases.medium_date(day)}", pdf, ())
