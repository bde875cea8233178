"""What two tables of a référentiel say of one thing, and that may not differ: each disagreement is refused at start.

A rule whose other half is missing would never be heard of: an alert that nothing answers, an exit on which
nobody decides. What a table may do without is not looked for here: no key, no rule, no alert.
"""

from collections.abc import Collection, Iterable

from plie.regles.alertes import RegleAlerte
from plie.regles.commission import ReglesCommission
from plie.regles.entretien import ReglesEntretien
from plie.regles.fins import MotifSortie
from plie.regles.sortie import ReglesSortie
from plie.table import Table
from plie.vocabulaire import CodeAlerte, NatureEntretien, ObjetCommission
from plie.vocabulaire_dossier import MotifReexamen

_INSTANCES = "commission.instances"


def alertes(
    top: Table,
    regles: Iterable[RegleAlerte],
    *,
    entretien: ReglesEntretien,
    commission: ReglesCommission | None,
    sorties: Collection[MotifSortie],
) -> None:
    """Refuse an alert that no fact of this PLIE could ever clear, or that counts otherwise than its rule.

    Raises:
        Illisible: there is one.
    """
    held = {regle.code: regle for regle in regles}
    motifs = {motif.code for motif in commission.motifs} if commission else set()
    if CodeAlerte.TROIS_ANS in held and MotifReexamen.TROIS_ANS.value not in motifs:
        raise top.refusal(
            "commission.motifs",
            "le motif «\u00a0trois_ans\u00a0» manque\u00a0: sans lui, rien ne lève l’alerte de ce nom",
        )
    if CodeAlerte.POINT_ETAPE_6_MOIS in held and NatureEntretien.BILAN not in entretien.natures:
        raise top.refusal(
            "entretien.natures",
            "la nature «\u00a0bilan\u00a0» manque\u00a0: sans elle, rien ne lève l’alerte «\u00a0point_etape_6_mois\u00a0»",
        )
    during = held.get(CodeAlerte.REORIENTATION_A_PREPARER)
    codes = {motif.code for motif in sorties}
    if during is not None and not (during.motifs and codes.issuperset(during.motifs)):
        raise top.refusal(
            "motif_sortie",
            "l’alerte «\u00a0reorientation_a_preparer\u00a0» est levée par une sortie de ses «\u00a0motifs\u00a0»\u00a0: un au moins, et chacun d’ici",
        )
    renforce = held.get(CodeAlerte.DIAGNOSTIC_RENFORCE)
    days = commission.renforce_jours if commission else None
    if renforce is not None and days is not None and renforce.jours != days:
        raise top.refusal(
            "commission.renforce_jours",
            "l’alerte «\u00a0diagnostic_renforce\u00a0» dit une autre durée\u00a0: le même nombre de jours est attendu",
        )


def sorties(
    top: Table,
    sortie: ReglesSortie | None,
    motifs: Collection[MotifSortie],
    commission: ReglesCommission | None,
) -> None:
    """Refuse exits that nobody would hear of, and a body of the exits outside the criteria without its cases.

    Raises:
        Illisible: there are some.
    """
    comite = sortie.comite if sortie is not None else None
    body = commission.hors_criteres if commission is not None else None
    asked = comite is not None or any(motif.comite for motif in motifs)
    if asked and body is None:
        key = "sortie.comite" if comite is not None else "motif_sortie"
        raise top.refusal(
            key, f"aucune instance de «\u00a0{_INSTANCES}\u00a0» n’a «\u00a0hors_criteres\u00a0»"
        )
    if body is not None and not asked:
        raise top.refusal(
            _INSTANCES,
            f"«\u00a0{body.code}\u00a0» décide hors des critères, et ni «\u00a0sortie.comite\u00a0» ni aucun motif ne lui en soumet",
        )
    if commission is None or (sortie is None and not motifs):
        return
    if commission.examine(ObjetCommission.SORTIE) is None:
        raise top.refusal(
            _INSTANCES,
            "aucune ne décide des sorties ni n’en prend acte («\u00a0decide\u00a0», «\u00a0prend_acte\u00a0»)",
        )
