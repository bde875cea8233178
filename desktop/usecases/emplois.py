"""The contracts and certifications of a dossier: opened one by one, removed when entered by mistake (P7, C2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Seen, Work
from desktop.usecases import evenements
from desktop.usecases.feuilles import Feuille, Partie, lire
from plie.kinds import CertificationObtenue, Emploi, PieceVersee, SortieProposee, by_class
from plie.phrases import short_date
from plie.refus import Refus
from plie.rome import rome

EMPLOI = (
    "type", "employeur", "poste", "code_rome", "debut", "fin", "heures_hebdo", "temps_plein",
    "temps_partiel_convenu", "derogation_duree", "tuteur_nom", "tuteur_telephone", "tuteur_courriel",
    "accord_contact", "accord_contact_le", "objectifs", "difficultes", "formation_utile",
)  # fmt: skip
CERTIFICATION = (
    "nature", "niveau", "intitule", "obtenue_le", "suivi_jusqu_au", "formation_superieure_jusqu_au",
)  # fmt: skip

_ACCORD = {
    None: "La personne n’a pas encore dit si elle accepte que l’employeur soit contacté.",
    False: "La personne n’accepte pas que cet employeur soit contacté.",
}

T = TypeVar("T", Emploi, CertificationObtenue)


@dataclass(frozen=True, slots=True)
class EmploiOuvert:
    """A contract as its screen opens it, the contacts with its employer, what to know before one more."""

    feuille: Feuille
    contacts: tuple[str, ...]
    prevenir: str


def ouvrir_emploi(rows: Rows, dossier: str, id_: str) -> EmploiOuvert:
    """Return a contract as its form opens it; `id_` is "" for one that is not written yet.

    Raises:
        KeyError: the dossier or the contract is not here.
    """
    whose = rows.get(Emploi, id_).dossier if id_ else dossier
    told = evenements.contacts(rows, id_) if id_ else ()
    return EmploiOuvert(
        lire(rows, whose, (Partie(Emploi, EMPLOI, id_),)),
        tuple(f"{short_date(e.date)} — {e.texte}" for e in told),
        _ACCORD.get(rows.get(Emploi, id_).accord_contact, "") if id_ else "",
    )


def completer(values: Mapping[str, object]) -> dict[str, object]:
    """Return what was typed of a contract with its ROME code as it is kept."""
    code = values.get("code_rome")
    return {**values, **({"code_rome": "".join(rome((code,)))} if isinstance(code, str) else {})}


def ouvrir_certification(rows: Rows, dossier: str, id_: str) -> Feuille:
    """Return a certification as its form opens it; `id_` is "" for one that is not written yet.

    Raises:
        KeyError: the dossier or the certification is not here.
    """
    whose = rows.get(CertificationObtenue, id_).dossier if id_ else dossier
    return lire(rows, whose, (Partie(CertificationObtenue, CERTIFICATION, id_),))


def retirer(work: Work, cls: type[T], id_: str, *, seen: Seen) -> Changes:
    """Remove what was entered by mistake; its history stays.

    Raises:
        Refus: a pièce was received for it, or an exit proposed on it.
    """
    word, dossier = by_class(cls).word, work.get(cls, id_).dossier
    if any(p.pour_id == id_ for p in work.rows.all(PieceVersee, dossier=dossier)):
        raise Refus(
            "fiche_prouvee",
            "Une pièce a été reçue pour cette fiche\u00a0: elle reste dans le dossier. Corrigez-la plutôt.",
            article="C9-3-5",
        )
    if any(getattr(s, word) == id_ for s in work.rows.all(SortieProposee, dossier=dossier)):
        raise Refus(
            "fiche_citee",
            "Une sortie a été proposée sur cette fiche\u00a0: elle reste dans le dossier. Corrigez-la plutôt.",
            article="C7-3",
        )
    work.delete(cls, id_, seen)
    return work.commit()
