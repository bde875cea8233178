"""A thing of the dossier typed field by field, as contracts and certifications are: read, kept, removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Seen, Work
from plie import nir
from plie.kinds import (
    CertificationObtenue,
    Emploi,
    Parcours,
    Personne,
    PieceVersee,
    SortieProposee,
    by_class,
)
from plie.refus import Refus
from wire.op import EXISTS

T = TypeVar("T", Emploi, CertificationObtenue)


@dataclass(frozen=True, slots=True)
class Fiche:
    """What a form shows of a thing: the values, what each field had seen, and whose dossier it is.

    `a_trancher` names the fields that were written in two ways, of which the form shows one.
    """

    dossier: str
    nom: str
    values: dict[str, object]
    seen: Seen
    a_trancher: tuple[str, ...] = ()


def lire(rows: Rows, cls: type[T], id_: str) -> Fiche:
    """Return a thing, to be typed further.

    Raises:
        KeyError: no such thing here.
    """
    found = rows.get(cls, id_)
    return Fiche(
        found.dossier,
        rows.get(Personne, found.dossier).nom,
        {field.name: getattr(found, field.name) for field in by_class(cls).fields},
        rows.shown(cls, id_),
        tuple(name for name in rows.conflicts(cls, id_) if name != EXISTS),
    )


def nom_de(rows: Rows, dossier: str) -> str:
    """Return whose dossier it is, before there is anything in a form.

    Raises:
        KeyError: no such dossier here.
    """
    return rows.get(Personne, dossier).nom


def commencer(work: Work, cls: type[T], dossier: str, *, values: Mapping[str, object]) -> Changes:
    """Begin a thing with the first words typed of it, in the current parcours.

    Raises:
        Refus: a NIR is written in it.
    """
    _refuse_nir(values)
    parcours = max(
        work.rows.all(Parcours, dossier=dossier), key=lambda p: (p.numero, p.id), default=None
    )
    whose = work.get(Personne, dossier).id
    work.insert(
        cls(
            id=work.new_id(),
            dossier=whose,
            parcours=parcours.id if parcours else None,
            **values,  # type: ignore[arg-type]  # the form's editors give the kind's shapes
        )
    )
    return work.commit()


def enregistrer(
    work: Work, cls: type[T], id_: str, *, seen: Seen, values: Mapping[str, object]
) -> Changes:
    """Keep the fields that changed; a draft may lack anything.

    Raises:
        Refus: it is no longer here, or a NIR is written in it.
    """
    _refuse_nir(values)
    try:
        work.patch(cls, id_, seen, **values)
    except KeyError:
        raise Refus(
            "fiche_absente",
            "Cette fiche n’est plus dans le dossier\u00a0: elle a été retirée ailleurs, ou mise de côté par le "
            "magasin central. Votre texte reste à l’écran\u00a0: copiez-le avant de quitter.",
        ) from None
    return work.commit()


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


def _refuse_nir(values: Mapping[str, object]) -> None:
    for value in values.values():
        if isinstance(value, str):
            nir.refuse(value)
