"""What is added to a file for the Commission, and moves nothing: visa, avis motivé, préconisations (C7, C7-2).

What a protocol's checklists never ask for is offered to nobody.
"""

from collections.abc import Iterator
from datetime import date

from plie import completude, legalite, nir, phrases
from plie.completude import constater, manquants, sortie_en_vigueur
from plie.dossier import Dossier
from plie.kinds import AvisMotive, Preconisation, Visa
from plie.objection import Objection
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.regles.commission import ElementDossier
from plie.vocabulaire import Mot, ObjetCommission
from plie.vocabulaire_dossier import Avis

ARTICLE = "C7"
_REEXAMEN = "C7-2"


class Apport(Mot):
    """What the file receives before it is decided on, as the dossier offers it."""

    PRECONISER = "preconiser", "Écrire une préconisation"
    VISER = "viser", "Viser la conformité"
    AVISER = "aviser", "Rendre l’avis motivé"


_ELEMENTS = {
    Apport.PRECONISER: ElementDossier.PRECONISATIONS,
    Apport.VISER: ElementDossier.VISA,
    Apport.AVISER: ElementDossier.AVIS_MOTIVE,
}
# Given by the responsable once the rest is there.
_OF_RESPONSABLE = frozenset({ElementDossier.VISA, ElementDossier.AVIS_MOTIVE})
Apporte = Visa | AvisMotive | Preconisation


def connu(apport: Apport, referentiel: Referentiel) -> bool:
    """Whether a checklist of this protocol asks for it at all."""
    return any(_asks(apport, objet, referentiel) for objet in _objets_of(apport))


def objets(
    apport: Apport, dossier: Dossier, referentiel: Referentiel
) -> tuple[ObjetCommission, ...]:
    """Return for what it may be given now: what the dossier is on an agenda for, else what it could be."""
    waiting = legalite.en_attente(dossier)
    now = [o for o in ObjetCommission if waiting and o == waiting.objet]
    return tuple(
        objet
        for objet in now or legalite.objets(dossier)
        if objet in _objets_of(apport)
        and _asks(apport, objet, referentiel)
        and (objet is not ObjetCommission.SORTIE or sortie_en_vigueur(dossier) is not None)
    )


def refus(apport: Apport, dossier: Dossier, referentiel: Referentiel) -> Refus | None:
    """Return why it is not given now; None when it may be."""
    if dossier.etat in legalite.FINI:
        return Refus("parcours_fini", "Ce parcours est terminé.", article=ARTICLE)
    if objets(apport, dossier, referentiel):
        return None
    return Refus(
        "apport_sans_objet", "Rien ne l’attend\u00a0: aucun passage en Commission ne se prépare.",
        article=ARTICLE,
    )  # fmt: skip


def attendus(dossier: Dossier, referentiel: Referentiel) -> tuple[Apport, ...]:
    """Return what a sitting awaits of the responsable: required there, and not given yet."""
    waiting = legalite.en_attente(dossier)
    rules = referentiel.commission
    objet = next((o for o in ObjetCommission if waiting and o == waiting.objet), None)
    asked = rules.checklist(objet) if rules and objet else None
    if asked is None or objet is None:
        return ()
    return tuple(
        apport
        for apport in (Apport.VISER, Apport.AVISER)
        if _ELEMENTS[apport] in asked.requis
        and completude.manque(dossier, objet, _ELEMENTS[apport], referentiel)
    )


def objections(
    made: Apporte, dossier: Dossier, referentiel: Referentiel, *, on: date
) -> tuple[Objection, ...]:
    """Return what stands against it, field by field."""
    match made:
        case Visa():
            return tuple(_visa(made, dossier, referentiel, on))
        case AvisMotive():
            return tuple(_avis(made, dossier, on))
        case Preconisation():
            return tuple(_preconisation(made, dossier, on))


def _visa(made: Visa, dossier: Dossier, referentiel: Referentiel, on: date) -> Iterator[Objection]:
    yield from _day("vise_le", made.vise_le, made.objet, dossier, on)
    lacking = _manque(made.objet, dossier, referentiel)
    if made.conforme and lacking:
        yield _object(
            "conforme", "visa_incomplet",
            f"Il manque encore\u00a0: {lacking}. Dites «\u00a0À compléter\u00a0» et ce qui manque, "
            "ou attendez que ce soit là.",
        )  # fmt: skip
    if not made.conforme and not made.reserves.strip():
        yield _object("reserves", "visa_sans_reserves", "Dites ce qui manque ou ne convient pas.")
    yield from _nir("reserves", made.reserves)


def _avis(made: AvisMotive, dossier: Dossier, on: date) -> Iterator[Objection]:
    if made.avis not in {one.value for one in Avis}:
        yield _object("avis", "avis_attendu", "Choisissez l’avis.")
    yield from _day("rendu_le", made.rendu_le, made.objet, dossier, on)
    if not made.texte.strip():
        yield _object("texte", "avis_sans_motif", "Un avis motivé dit pourquoi.")
    yield from _nir("texte", made.texte)


def _preconisation(made: Preconisation, dossier: Dossier, on: date) -> Iterator[Objection]:
    yield from _day("proposee_le", made.proposee_le, made.objet, dossier, on)
    if not made.texte.strip():
        yield _object("texte", "preconisation_vide", "Écrivez ce que vous préconisez.", _REEXAMEN)
    yield from _nir("texte", made.texte)


def _manque(objet: str, dossier: Dossier, referentiel: Referentiel) -> str:
    """Say what the checklist still lacks, what the responsable gives apart."""
    known = next((one for one in ObjetCommission if one == objet), None)
    lacking = manquants(constater(dossier, known, referentiel)) if known else ()
    return phrases.join_words([one.label.lower() for one in lacking if one not in _OF_RESPONSABLE])


def _objets_of(apport: Apport) -> tuple[ObjetCommission, ...]:
    # Those of the entry are written with the diagnostic.
    entree = apport is not Apport.PRECONISER
    return tuple(o for o in ObjetCommission if entree or o is not ObjetCommission.ENTREE)


def _asks(apport: Apport, objet: ObjetCommission, referentiel: Referentiel) -> bool:
    rules = referentiel.commission
    found = rules.checklist(objet) if rules else None
    return found is not None and _ELEMENTS[apport] in (*found.requis, *found.souhaites)


def _day(
    name: str, day: date | None, objet: str, dossier: Dossier, on: date
) -> Iterator[Objection]:
    """An earlier answer on the same object asks for a new one: what was given before counts no more."""
    since = completude.repondu_le(dossier, objet)
    if day is None:
        yield _object(name, "geste_sans_date", "Indiquez la date.")
    elif day > on:
        yield _object(name, "fait_futur", f"Le {phrases.short_date(day)} est encore à venir.")
    elif day < since:
        yield _object(
            name, "fait_anterieur",
            f"La Commission a répondu le {phrases.short_date(since)}\u00a0: donnez une date depuis.",
        )  # fmt: skip


def _nir(name: str, words: str) -> Iterator[Objection]:
    if nir.holds_nir(words):
        yield Objection(name, "nir_ecrit", nir.PHRASE, article=None)


def _object(field: str, code: str, phrase: str, article: str = ARTICLE) -> Objection:
    return Objection(field, code, phrase, article=article)
