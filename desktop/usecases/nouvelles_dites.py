"""What each piece of news is called, and what was written there: one reading a kind, whatever its number."""

import textwrap
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from desktop.models import nouvelles
from desktop.models.rows import Rows
from desktop.usecases.noms import KINDS
from plie import annulation, phrases
from plie.compte_rendu import etat
from plie.kinds import (
    Annulation,
    Commentaire,
    CompteRendu,
    Decision,
    Emploi,
    Etape,
    Inscription,
    RetraitInscription,
    Signature,
    by_word,
)
from plie.referentiel import Referentiel
from plie.vocabulaire import (
    GenreAnnule,
    IssueCommission,
    NatureEntretien,
    ObjetCommission,
    Origine,
    TypeContrat,
    label,
)
from plie.vocabulaire_dossier import Avis, MotifCloture

# Every kind that is news, in the order of the list; what its group is called.
GENRES = {
    "compte_rendu": "Comptes-rendus",
    "personne": "Dossiers ouverts",
    "prescription": "Nouvelles orientations",
    "diagnostic": "Diagnostics",
    "etape": "Étapes",
    "bilan_etape": "Bilans d’étape",
    "objectif": "Objectifs",
    "emploi": "Emplois",
    "piece": "Pièces",
    "inscription": "Inscriptions en Commission",
    "retrait_inscription": "Retraits de l’ordre du jour",
    "visa": "Visas",
    "avis_motive": "Avis motivés",
    "decision": "Décisions de la Commission",
    "annulation": "Annulations",
    "sortie_proposee": "Sorties proposées",
    "cloture": "Clôtures sans suite",
    "commentaire": "Commentaires",
}
Dire = Callable[[str], str]
_LONG = ("contenu", "suites", "presents", "sujets")
_EXTRACT = 80  # of a commentaire, in the list


@dataclass(frozen=True, slots=True)
class Dite:
    """What is said of one: in a few words, where, by whom, and what was written there."""

    titre: str
    lieu: str = ""
    par: str = ""
    texte: str = ""


def dites(
    rows: Rows, kinds: Collection[str], referentiel: Referentiel, *, seen: bool, most: int = -1
) -> dict[tuple[str, str], Dite]:
    """Return (kind, id) to what is said of it, for the news of these kinds."""
    told: dict[tuple[str, str], Dite] = {}
    for kind in kinds:
        spec = by_word(kind)
        if spec is None or kind not in GENRES:
            continue
        without = _LONG if kind == "compte_rendu" else ()
        things: tuple[Any, ...] = nouvelles.of_news(
            rows, spec.cls, kind, seen=seen, most=most, without=without
        )
        say = _sayer(rows, kind, things, referentiel, seen=seen, most=most)
        told |= {(kind, thing.id): say(thing) for thing in things}
    # What came in and was cancelled since is told as such, for who had not looked at it yet.
    for one in rows.all(Annulation):
        said = told.get((one.genre, one.fait))
        if said is not None:
            told[one.genre, one.fait] = replace(said, titre=f"{said.titre}{annulation.dit(one)}")
    return told


def _sayer(
    rows: Rows,
    kind: str,
    things: tuple[Any, ...],
    referentiel: Referentiel,
    *,
    seen: bool,
    most: int,
) -> Callable[[Any], Dite]:
    """Return what says a thing of a kind; what it needs besides is read once."""
    if kind == "compte_rendu":
        signatures: dict[str, list[Signature]] = {}
        for s in nouvelles.of_news(
            rows, Signature, kind, seen=seen, most=most, column="compte_rendu"
        ):
            signatures.setdefault(s.compte_rendu, []).append(s)
        return lambda cr: _compte_rendu(cr, signatures.get(cr.id, ()))
    if kind == "bilan_etape":
        names = {e.id: e.intitule for e in rows.among(Etape, "id", {b.etape for b in things})}
        return lambda b: Dite(_said("Bilan d’étape", names.get(b.etape, "")), texte=b.texte)
    if kind == "piece":
        asked = referentiel.dossier.pieces if referentiel.dossier else ()
        known = {p.code: p.libelle for p in asked}
        return lambda p: Dite(_said("Pièce reçue", known.get(p.code, p.code)), texte=p.nom_fichier)
    if kind == "sortie_proposee":
        motives = {m.code: m.libelle for m in referentiel.motifs_sortie}
        return lambda s: Dite(
            _said("Sortie proposée", motives.get(s.motif, s.motif)), texte=s.texte
        )
    if kind in _SEATED:
        return partial(_SEATED[kind], referentiel)
    return partial(_SAID[kind], referentiel.dire)


def _said(*words: str) -> str:
    """Return what it is, then what tells it from the others of its kind."""
    return "\u00a0: ".join(filter(None, words))


def _compte_rendu(cr: CompteRendu, signatures: Sequence[Signature]) -> Dite:
    version = f" (version {cr.version})" if cr.version > 1 else ""
    day, state = phrases.short_date(cr.date), etat(cr, signatures).label
    titre = f"{label(NatureEntretien, cr.nature)} du {day}{version} · {state}"
    return Dite(titre, cr.lieu, cr.accompagnateur_nom)


def _emploi(_dire: Dire, j: Emploi) -> Dite:
    parts = (label(TypeContrat, j.type), j.poste, j.employeur)
    return Dite(_said("Emploi", " · ".join(filter(None, parts))))


def _inscription(referentiel: Referentiel, i: Inscription) -> Dite:
    head = _before(referentiel, "À l’ordre du jour", i.objet, i.commission_le)
    return Dite(_said(head, referentiel.dire(label(ObjetCommission, i.objet))))


def _retrait(dire: Dire, r: RetraitInscription) -> Dite:
    what = (
        "Changement de séance" if r.remplacee_par else "Retiré de l’ordre du jour de la Commission"
    )
    return Dite(dire(what), par=r.auteur_nom, texte=r.motif)


def _decision(referentiel: Referentiel, d: Decision) -> Dite:
    head = _before(referentiel, "Décision", d.objet, d.prise_le)
    texte = "\n".join(filter(None, (d.motif, d.preconisations)))
    return Dite(_said(head, referentiel.dire(label(IssueCommission, d.issue))), texte=texte)


def _commentaire(dire: Dire, c: Commentaire) -> Dite:
    about = dire(KINDS.get(c.sur_kind, ""))
    head = f"Commentaire ({about.lower()})" if about else "Commentaire"
    short = textwrap.shorten(c.texte, _EXTRACT, placeholder="…")
    return Dite(_said(head, short), par=c.auteur_nom, texte=c.texte)


def _before(referentiel: Referentiel, what: str, objet: str, day: date) -> str:
    """Return what a body was asked or answered, and when: another than the one of every day has its name."""
    body = referentiel.commission.ailleurs(objet) if referentiel.commission else ""
    said = f"{what} ({body})" if body else referentiel.dire(f"{what} de la Commission")
    return f"{said} du {phrases.short_date(day)}"


_SEATED: dict[str, Callable[[Referentiel, Any], Dite]] = {
    "inscription": _inscription,
    "decision": _decision,
}
# What needs no other reading.
_SAID: dict[str, Callable[[Dire, Any], Dite]] = {
    "personne": lambda *_: Dite("Dossier ouvert"),
    "prescription": lambda _, p: Dite(
        _said("Nouvelle orientation", label(Origine, p.origine)), texte=p.motif
    ),
    "diagnostic": lambda _, d: Dite("Diagnostic terminé", texte=d.synthese),
    "etape": lambda _, e: Dite(_said("Étape", e.intitule)),
    "objectif": lambda _, o: Dite(
        _said("Objectif atteint" if o.atteint_le else "Objectif", o.intitule)
    ),
    "emploi": _emploi,
    "retrait_inscription": _retrait,
    "annulation": lambda dire, a: Dite(
        _said("Annulation", dire(label(GenreAnnule, a.genre))), par=a.auteur_nom, texte=a.motif
    ),
    "visa": lambda _, v: Dite(
        _said("Visa", "conforme" if v.conforme else "non conforme"), texte=v.reserves
    ),
    "avis_motive": lambda _, a: Dite(_said("Avis motivé", label(Avis, a.avis)), texte=a.texte),
    "cloture": lambda _, c: Dite(
        _said("Clôture sans suite", label(MotifCloture, c.motif)), texte=c.moyens
    ),
    "commentaire": _commentaire,
}
