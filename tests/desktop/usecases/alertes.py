"""An alert of each code, put in a real vault, and the gesture that answers it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone

from desktop.models.vault import Vault
from desktop.usecases import actes, cv, entretiens, signatures, sortie_proposee
from desktop.usecases.etapes import ETAPE, OBJECTIF, faire_bilan
from desktop.usecases.feuilles import Partie, enregistrer, lire
from desktop.usecases.parcours import Geste, faire
from plie.kinds import CertificationObtenue, Entretien, Etape, Id, Objectif
from plie.referentiel import Referentiel
from plie.vocabulaire import CodeAlerte
from plie.vocabulaire_dossier import PartieActe
from tests import builders

NOW = datetime(2026, 9, 30, 8, 15, tzinfo=timezone(timedelta(hours=2)))
ON = NOW.date()
LATER = ON + timedelta(days=90)
WHO = builders.PERSONNE
AE, COORDINATION = "accompagnateur", "coordination"


def without_checklists(id_: str) -> Referentiel:
    """Return a protocol that asks nothing more of a dossier put to the Commission."""
    known = builders.le_referentiel(id_)
    assert known.commission is not None
    return replace(known, commission=replace(known.commission, checklists=()))


def in_its_last_year(id_: str) -> Referentiel:
    """Return a protocol whose accompaniment ends with this year."""
    known = without_checklists(id_)
    year = {"depuis": date(ON.year, 1, 1), "jusqu_au": date(ON.year, 12, 31)}
    return replace(
        known, alertes=tuple(replace(r, **year) if r.depuis else r for r in known.alertes)
    )


ROUEN, ATOUT = without_checklists("rouen-2021-2027"), without_checklists("atout-plie-2018-2022")
ENDING = in_its_last_year("rouen-2021-2027")


def ago(days: int) -> date:
    return ON - timedelta(days=days)


LATELY, A_SEASON_AGO = ago(3), ago(100)


@dataclass(frozen=True)
class Case:
    """What a dossier must hold for an alert, and what its adviser, or coordination, then does."""

    things: tuple[object, ...]
    answer: Callable[[Vault], None]
    met: date = LATELY
    integre: date | None = A_SEASON_AGO
    busy: bool = True
    cv: bool = True
    acte: bool = True
    referentiel: Referentiel = ROUEN


def put(vault: Vault, case: Case) -> None:
    """Put the person of a case in the vault: in parcours, met, in an étape, the acte signed, unless it says otherwise."""
    taken = case.integre is not None
    found = [
        builders.une_personne(),
        builders.un_parcours(
            origine="reprise" if taken else "prescripteur",
            ouvert_le=case.integre or ago(90),
            integre_le=case.integre,
        ),
        builders.une_prescription(recue_le=case.integre or ago(90)),
        builders.un_entretien(date=case.met),
        *((builders.un_cv(date=ago(30)),) if case.cv else ()),
        *((builders.une_etape(debut=case.integre),) if case.busy else ()),
        *(builders.un_acte_signe(case.integre) if case.acte and case.integre else ()),
        *case.things,
    ]
    with vault.work() as work:
        for thing in found:
            work.insert(thing)
        work.commit()


def as_(vault: Vault, role: str) -> None:
    with vault.work() as work:
        work.identify(replace(work.rows.identity(), role=role))
        work.commit()


def meet(nature: str) -> Callable[[Vault], None]:
    """Begin an entretien, of a nature: it counts whatever becomes of its compte-rendu."""

    def done(vault: Vault) -> None:
        with vault.work() as work:
            id_ = entretiens.ouvrir(work, WHO, now=NOW).id_of("entretien")
        with vault.work() as work:
            entretiens.enregistrer(
                work, id_, seen=work.seen(Entretien, id_), values={"nature": nature}
            )

    return done


def fill(cls: type, fields: tuple[str, ...], id_: str, **values: object) -> Callable[[Vault], None]:
    """Type in the form of a thing, or of a new one."""

    def done(vault: Vault) -> None:
        partie = Partie(cls, fields, id=id_)
        with vault.work() as work:
            seen = lire(work.rows, WHO, (partie,)).seen
            enregistrer(work, WHO, (partie,), values=values, seen=seen)

    return done


def decide(
    objet: str, issue: str, *, motif_reexamen: str = "", **asked: object
) -> Callable[[Vault], None]:
    """Put the dossier on the agenda, then decide as coordination does."""

    def done(vault: Vault) -> None:
        with vault.work() as work:
            faire(
                work, Geste.INSCRIRE, WHO,
                {"objet": objet, "commission_le": ON, "motif_reexamen": motif_reexamen},
                referentiel=ROUEN, on=ON,
            )  # fmt: skip
        as_(vault, COORDINATION)
        with vault.work() as work:
            told = {"issue": issue, "prise_le": ON, "prochain_reexamen": LATER, **asked}
            faire(work, Geste.DECIDER, WHO, told, referentiel=ROUEN, on=ON)

    return done


def refuse_to_sign(vault: Vault) -> None:
    with vault.work() as work:
        signatures.refuser(
            work, builders.CR, motif="Je veux relire avec ma sœur", montre=builders.UN_PDF, now=NOW
        )


def keep_a_cv(vault: Vault) -> None:
    with vault.work() as work:
        cv.ajouter(
            work, WHO, b"%PDF-1.7", nom="cv.pdf", cible="aide-soignante", code_rome="", le=ON, now=NOW
        )  # fmt: skip


def propose(vault: Vault) -> None:
    with vault.work() as work:
        values = sortie_proposee.preparer(work.rows, WHO, referentiel=ROUEN, on=ON).values
        sortie_proposee.proposer(work, WHO, values, referentiel=ROUEN, now=NOW)


def prepare(vault: Vault) -> None:
    """Say where to, and when: it is proposed once its day has come (C9-3-4)."""
    with vault.work() as work:
        values = sortie_proposee.preparer(
            work.rows, WHO, referentiel=ENDING, on=ON, ahead=True
        ).values
        told = {**values, "sortie_le": LATER, "texte": "Le Département, avec la référente RSA"}
        sortie_proposee.proposer(work, WHO, told, referentiel=ENDING, now=NOW)


def sign_the_acte(vault: Vault) -> None:
    """The AE notes two signatures of the paper, coordination that of the équipe."""
    for partie in PartieActe:
        as_(vault, COORDINATION if partie is PartieActe.EQUIPE else AE)
        with vault.work() as work:
            actes.noter_signature(work, WHO, partie, signe_le=LATELY, nom="Ysée Lormont", on=ON)


def keep_the_bilan(vault: Vault) -> None:
    with vault.work() as work:
        faire_bilan(
            work, "etape-2", verdicts=("atteint",), texte="", signataire_nom="Ysée Lormont",
            signe_le=ON, on=ON,
        )  # fmt: skip


def partnered(**changes: object) -> Etape:
    return builders.une_etape(
        id=Id("etape-2"), partenaire="Les Ateliers du Pré", objectifs="Tenir les horaires",
        proposee_le=ago(90), **changes,
    )  # fmt: skip


def decided(issue: str, days: int, **changes: object) -> object:
    return builders.une_decision(
        id=Id(f"decision-{days}"), issue=issue, prise_le=ago(days), **changes
    )


SUSPENDED = decided(
    "suspension", 60, objet="reexamen", motif="Indisponible", suspendu_jusqu_au=ago(5)
)
CASES: dict[CodeAlerte, Case] = {
    CodeAlerte.ENTRETIEN_MENSUEL: Case((), meet("suivi"), met=ago(45)),
    CodeAlerte.SANS_ENTRETIEN_2_MOIS: Case((), meet("suivi"), met=ago(75)),
    CodeAlerte.SANS_ETAPE_2_MOIS: Case(
        (), fill(Etape, ETAPE, "", intitule="Atelier mobilité", debut=ON), busy=False
    ),
    CodeAlerte.HORS_PARCOURS_6_MOIS: Case(
        (),
        decide("reexamen", "suspension", motif_reexamen="hors_parcours_6_mois",
               motif="Indisponible", suspendu_jusqu_au=LATER),
        met=ago(200), integre=ago(300),
    ),
    CodeAlerte.TROIS_ANS: Case(
        (), decide("reexamen", "maintien", motif_reexamen="trois_ans", motif="Projet en cours"),
        integre=ago(1100),
    ),
    CodeAlerte.DIAGNOSTIC_RENFORCE: Case(
        (decided("diagnostic_renforce", 40),),
        decide("entree", "integration"), integre=None, busy=False, met=ago(50),
    ),
    CodeAlerte.REEXAMEN_DU: Case(
        (decided("maintien", 80, objet="reexamen", prochain_reexamen=ago(2)),),
        decide("reexamen", "maintien", motif_reexamen="interet_a_reevaluer", motif="Projet en cours"),
    ),
    CodeAlerte.SUSPENSION_FINIE: Case(
        (SUSPENDED,),
        decide("reexamen", "reprise", motif_reexamen="interet_a_reevaluer", motif="De retour"),
    ),
    CodeAlerte.CR_A_SIGNER: Case(
        (builders.un_compte_rendu(date=ago(20), finalise_le=builders.un_instant(ago(20))),),
        refuse_to_sign, met=ago(20),
    ),
    CodeAlerte.OBJECTIF_ECHU: Case(
        (builders.un_objectif(fixe_le=ago(60), echeance=ago(5)),),
        fill(Objectif, OBJECTIF, "objectif-1", atteint_le=ON),
    ),
    CodeAlerte.CV_PERIME: Case((), keep_a_cv, cv=False),
    CodeAlerte.SORTIE_POSSIBLE: Case(
        (builders.un_emploi(type="cdi", debut=ago(200), heures_hebdo=35.0),), propose, integre=ago(300),
    ),
    CodeAlerte.FIN_POST_FORMATION: Case(
        (
            CertificationObtenue(
                id=Id("certification-1"), dossier=WHO, parcours=builders.PARCOURS, nature="titre",
                intitule="Agent de propreté", obtenue_le=ago(200),
            ),
        ),
        propose, integre=ago(300),
    ),
    CodeAlerte.POINT_ETAPE_6_MOIS: Case((), meet("bilan"), integre=ago(190), referentiel=ATOUT),
    CodeAlerte.ETAPE_A_CLOTURER: Case(
        (partnered(debut=ago(40), fin_prevue=ago(10)),), fill(Etape, ETAPE, "etape-2", fin=ON)
    ),
    CodeAlerte.LIAISON_A_TRANSMETTRE: Case(
        (partnered(debut=ON + timedelta(days=2)),),
        fill(Etape, ETAPE, "etape-2", objectifs_transmis_le=ON),
    ),
    CodeAlerte.BILAN_ETAPE_DU: Case(
        (partnered(debut=ago(70), fin_prevue=ago(40), fin=ago(40)),), keep_the_bilan
    ),
    CodeAlerte.ACTE_A_SIGNER: Case((), sign_the_acte, acte=False),
    CodeAlerte.REORIENTATION_A_PREPARER: Case((), prepare, referentiel=ENDING),
}  # fmt: skip
MORNING = time(9, 30)
