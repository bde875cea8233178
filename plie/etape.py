"""An étape and an objectif: where they stand, what the rules hold against what is typed (C9-1, C9-3-6)."""

from collections.abc import Iterable
from datetime import date

from plie import phrases
from plie.immersion import depassements
from plie.kinds import BilanEtape, Etape, Objectif
from plie.objection import Objection
from plie.refus import Refus
from plie.regles.dossier import Immersion
from plie.vocabulaire_dossier import EtatEtape, EtatObjectif, VerdictObjectif

ARTICLE = "C9-3-6"
# What an abandon is told by: neither goes without the other.
ABANDON = frozenset({"abandonnee_le", "motif_abandon"})
_NO_REASON = Objection(
    "motif_abandon",
    "abandon_sans_motif",
    "Dites pourquoi l’étape est abandonnée\u00a0: sans motif, l’abandon n’est pas enregistré.",
    article="C9-3-5",
)


def etat(etape: Etape, *, on: date) -> EtatEtape:
    """Return where an étape stands on a day."""
    if etape.abandonnee_le is not None and etape.abandonnee_le <= on:
        return EtatEtape.ABANDONNEE
    if etape.fin is not None and etape.fin <= on:
        return EtatEtape.TERMINEE
    if etape.debut is not None and etape.debut <= on:
        return EtatEtape.EN_COURS
    return EtatEtape.PREVUE


def a_commencer(etapes: Iterable[Etape], *, on: date) -> Etape | None:
    """Return the étape proposed on a day and not begun, the first to come; None when there is none."""
    waiting = [
        e
        for e in etapes
        if etat(e, on=on) is EtatEtape.PREVUE and (e.proposee_le is None or e.proposee_le <= on)
    ]
    return min(
        waiting, key=lambda e: (e.debut_prevu or e.proposee_le or date.max, e.id), default=None
    )


def etat_objectif(objectif: Objectif, *, on: date) -> EtatObjectif:
    """Return where an objectif stands on a day."""
    if objectif.atteint_le is not None and objectif.atteint_le <= on:
        return EtatObjectif.ATTEINT
    if objectif.abandonne_le is not None and objectif.abandonne_le <= on:
        return EtatObjectif.ABANDONNE
    return EtatObjectif.OUVERT


def lignes(objectifs: str) -> tuple[str, ...]:
    """Return the objectives of an étape one by one: each is a line of the field."""
    return tuple(line.strip() for line in objectifs.splitlines() if line.strip())


def transmis_tard(etape: Etape) -> bool:
    """Whether the partner got the objectives after the étape had begun (C9-3-6: before)."""
    sent, begun = etape.objectifs_transmis_le, etape.debut
    return sent is not None and begun is not None and sent > begun


def transmission(etape: Etape) -> str:
    """Say when the objectives went to the partner, or that they did not; "" when there are none."""
    if etape.objectifs_transmis_le is None:
        return "objectifs à transmettre" if lignes(etape.objectifs) else ""
    day = phrases.short_date(etape.objectifs_transmis_le)
    if transmis_tard(etape):
        return f"objectifs transmis après le démarrage, le {day}"
    return f"objectifs transmis le {day}"


def objections(
    etape: Etape, others: Iterable[Etape], *, immersion: Immersion | None
) -> tuple[Objection, ...]:
    """Return what the rules hold against an étape as it is typed; a draft is kept all the same, but for an abandon."""
    found = [*_order(etape)]
    if abandon_sans_motif(etape):
        found.append(_NO_REASON)
    if etape.abandonnee_le is not None and etape.fin is not None:
        found.append(
            _warn(
                "abandonnee_le",
                "fin_et_abandon",
                "Une étape est terminée ou abandonnée, pas les deux.",
            )
        )
    if transmis_tard(etape):
        found.append(
            _warn("objectifs_transmis_le", "transmis_tard", "Transmis après le démarrage.")
        )
    return (*found, *depassements(etape, others, immersion))


def abandon_sans_motif(etape: Etape) -> bool:
    """Whether an étape is said to be abandoned without saying why (C9-3-5)."""
    return etape.abandonnee_le is not None and not etape.motif_abandon.strip()


def juger_abandon(etape: Etape) -> None:
    """Refuse an abandon without its reason: unlike what else lacks, nobody would find it again later (C9-3-5).

    Raises:
        Refus: it has none.
    """
    if abandon_sans_motif(etape):
        raise _NO_REASON.refus()


def objections_objectif(objectif: Objectif) -> tuple[Objection, ...]:
    """Return what the rules hold against an objectif as it is typed."""
    found = []
    set_on, due = objectif.fixe_le, objectif.echeance
    if set_on is not None and due is not None and due < set_on:
        found.append(
            _warn("echeance", "echeance_avant", "L’échéance précède le jour où il est fixé.")
        )
    if objectif.atteint_le is not None and objectif.abandonne_le is not None:
        found.append(
            _warn(
                "abandonne_le",
                "atteint_et_abandonne",
                "Un objectif est atteint ou abandonné, pas les deux.",
            )
        )
    return tuple(found)


def juger_bilan(bilan: BilanEtape, etape: Etape, *, on: date) -> None:
    """Refuse a bilan that does not answer each objective, or that nobody signed (C9-3-6).

    Raises:
        Refus: what lacks, in one sentence.
    """
    if len(bilan.verdicts) != len(bilan.objectifs) or not all(
        verdict in tuple(VerdictObjectif) for verdict in bilan.verdicts
    ):
        raise Refus(
            "bilan_sans_verdict",
            "Il reste à dire de chaque objectif s’il est atteint.",
            article=ARTICLE,
        )
    if not bilan.objectifs and not bilan.texte.strip():
        raise Refus("bilan_vide", "Le bilan ne dit rien encore\u00a0: écrivez-le.", article=ARTICLE)
    if not bilan.signataire_nom.strip() or bilan.signe_le is None:
        raise Refus(
            "bilan_sans_signature",
            "Dites qui l’a signé chez le partenaire, et quel jour.",
            article=ARTICLE,
        )
    if bilan.signe_le > on:
        raise Refus("bilan_futur", "Ce bilan serait signé un jour à venir.", article=ARTICLE)
    if etape.debut is not None and bilan.signe_le < etape.debut:
        raise Refus(
            "bilan_avant_etape", "Ce bilan serait signé avant le début de l’étape.", article=ARTICLE
        )


def _order(etape: Etape) -> Iterable[Objection]:
    begun, planned = etape.debut, etape.debut_prevu
    if planned is not None and etape.fin_prevue is not None and etape.fin_prevue < planned:
        yield _warn("fin_prevue", "fin_avant_debut", "La fin prévue précède le début prévu.")
    if begun is None:
        if etape.fin is not None:
            yield _warn(
                "fin",
                "fin_sans_debut",
                "Une étape terminée a commencé un jour\u00a0: lequel\u202f?",
            )
        return
    for field, day, phrase in (
        ("fin_prevue", etape.fin_prevue, "La fin prévue précède le début."),
        ("fin", etape.fin, "La fin précède le début."),
        ("abandonnee_le", etape.abandonnee_le, "L’abandon précède le début."),
    ):
        if day is not None and day < begun:
            yield _warn(field, "fin_avant_debut", phrase)


def _warn(field: str, code: str, phrase: str) -> Objection:
    return Objection(field, code, phrase, article=ARTICLE, blocking=False)
