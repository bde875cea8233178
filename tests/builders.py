"""Builders shared by the tests: each gives a valid thing, changed by keyword. People are invented."""

from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from plie.dossier import Dossier
from plie.kinds import (
    ActeEngagement,
    Annulation,
    CompteRendu,
    Coordonnees,
    Cv,
    Decision,
    Emploi,
    Entretien,
    Etape,
    Evenement,
    Id,
    Inscription,
    Objectif,
    Parcours,
    Personne,
    Prescription,
    RendezVous,
    RetraitInscription,
    Sha256,
    Signature,
    SignatureActe,
)
from plie.referentiel import Referentiel, read
from plie.vocabulaire_dossier import PartieActe
from wire.op import Op, Verb

REFERENTIELS = Path(__file__).parents[1] / "resources" / "referentiels"
PERSONNE, PARCOURS, ENTRETIEN, CR, AE = (
    Id(f"00000000-0000-7000-8000-00000000000{n}") for n in range(1, 6)
)
UN_PDF = Sha256("a" * 64)
MIDI = datetime(2026, 9, 10, 12, 0, tzinfo=UTC)
AUJOURDHUI = MIDI.date()


@cache
def le_referentiel(id_: str = "demo") -> Referentiel:
    path = REFERENTIELS / f"{id_}.toml"
    return read(path.read_text(encoding="utf-8"), source=path.name)


def un_instant(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def une_personne(**changes: Any) -> Personne:
    return Personne(
        **{
            "id": PERSONNE,
            "civilite": "Mme",
            "nom_naissance": "Trévignac",
            "prenoms": "Maïwenn",
            "naissance_le": date(1985, 7, 12),
            **changes,
        }
    )


def des_coordonnees(**changes: Any) -> Coordonnees:
    return Coordonnees(
        **{
            "id": Id("coordonnees-1"),
            "dossier": PERSONNE,
            "adresse": "4, allée des Essais",
            "telephone": "01 99 00 12 34",
            **changes,
        }
    )


def un_parcours(**changes: Any) -> Parcours:
    return Parcours(**{"id": PARCOURS, "dossier": PERSONNE, "origine": "prescripteur", **changes})


def une_prescription(**changes: Any) -> Prescription:
    return Prescription(
        **{
            "id": Id("prescription-1"),
            "dossier": PERSONNE,
            "parcours": PARCOURS,
            "recue_le": date(2026, 1, 5),
            "origine": "prescripteur",
            **changes,
        }
    )


def un_entretien(**changes: Any) -> Entretien:
    return Entretien(
        **{
            "id": ENTRETIEN,
            "dossier": PERSONNE,
            "parcours": PARCOURS,
            "date": date(2026, 9, 3),
            "debut": time(14, 0),
            "duree_min": 45,
            "modalite": "physique",
            "lieu": "Mairie annexe",
            "nature": "suivi",
            "sujets": ("emploi", "mobilite"),
            "contenu": "Le projet d’aide-soignante se précise.",
            "suites": ("Appeler l’école",),
            **changes,
        }
    )


def un_compte_rendu(**changes: Any) -> CompteRendu:
    return CompteRendu(
        **{
            "id": CR,
            "dossier": PERSONNE,
            "entretien": ENTRETIEN,
            "date": date(2026, 9, 3),
            "duree_min": 45,
            "modalite": "physique",
            "nature": "suivi",
            "adherent_nom": "Maïwenn Trévignac",
            "accompagnateur": AE,
            "accompagnateur_nom": "Odilon Carpentras",
            "finalise_le": datetime(2026, 9, 3, 15, 0, tzinfo=UTC),
            "pdf": UN_PDF,
            **changes,
        }
    )


def une_signature(**changes: Any) -> Signature:
    qui = changes.get("qui", "adherent")
    return Signature(
        **{
            "id": Id(f"signature-{qui}"),
            "dossier": PERSONNE,
            "compte_rendu": CR,
            "qui": qui,
            "nom": "Maïwenn Trévignac" if qui == "adherent" else "Odilon Carpentras",
            "moyen": "ecran",
            "position": "accord",
            "sha256_montre": UN_PDF,
            "signe_le": datetime(2026, 9, 3, 15, 5, tzinfo=UTC),
            **changes,
        }
    )


def les_deux_signatures(**changes: Any) -> tuple[Signature, Signature]:
    stem = changes.pop("id", "signature")
    return (
        une_signature(id=Id(f"{stem}-adherent"), qui="adherent", **changes),
        une_signature(id=Id(f"{stem}-accompagnateur"), qui="accompagnateur", **changes),
    )


def un_rendez_vous(**changes: Any) -> RendezVous:
    return RendezVous(
        **{"id": Id("rdv-1"), "dossier": PERSONNE, "date": date(2026, 9, 17), **changes}
    )


def un_evenement(**changes: Any) -> Evenement:
    return Evenement(
        **{
            "id": Id("evenement-1"),
            "dossier": PERSONNE,
            "date": date(2026, 9, 1),
            "genre": "relance",
            **changes,
        }
    )


def une_etape(**changes: Any) -> Etape:
    return Etape(
        **{
            "id": Id("etape-1"),
            "dossier": PERSONNE,
            "parcours": PARCOURS,
            "intitule": "Atelier mobilité",
            **changes,
        }
    )


def un_objectif(**changes: Any) -> Objectif:
    return Objectif(
        **{
            "id": Id("objectif-1"),
            "dossier": PERSONNE,
            "parcours": PARCOURS,
            "intitule": "Obtenir le code",
            **changes,
        }
    )


def un_cv(**changes: Any) -> Cv:
    return Cv(**{"id": Id("cv-1"), "dossier": PERSONNE, "date": date(2026, 8, 20), **changes})


def un_emploi(**changes: Any) -> Emploi:
    return Emploi(
        **{
            "id": Id("emploi-1"),
            "dossier": PERSONNE,
            "parcours": PARCOURS,
            "type": "cdd",
            **changes,
        }
    )


def une_inscription(**changes: Any) -> Inscription:
    return Inscription(
        **{
            "id": Id("inscription-1"),
            "dossier": PERSONNE,
            "parcours": PARCOURS,
            "commission_le": date(2026, 2, 10),
            "objet": "entree",
            **changes,
        }
    )


def un_retrait(**changes: Any) -> RetraitInscription:
    return RetraitInscription(
        **{
            "id": Id("retrait-1"),
            "dossier": PERSONNE,
            "parcours": PARCOURS,
            "inscription": Id("inscription-1"),
            "motif": "Hospitalisée jusqu’au printemps",
            "auteur_nom": "Camille Ferrand",
            "retire_le": date(2026, 2, 1),
            **changes,
        }
    )


def une_annulation(**changes: Any) -> Annulation:
    return Annulation(
        **{
            "id": Id("annulation-1"),
            "dossier": PERSONNE,
            "parcours": PARCOURS,
            "genre": "decision",
            "fait": Id("decision-1"),
            "motif": "Notée sur le dossier d’une autre personne",
            "auteur_nom": "Camille Ferrand",
            "annule_le": date(2026, 2, 12),
            **changes,
        }
    )


def une_decision(**changes: Any) -> Decision:
    return Decision(
        **{
            "id": Id("decision-1"),
            "dossier": PERSONNE,
            "parcours": PARCOURS,
            "prise_le": date(2026, 2, 10),
            "objet": "entree",
            "issue": "integration",
            **changes,
        }
    )


def un_acte_signe(
    le: date, *, dossier: Id = PERSONNE, parcours: Id = PARCOURS
) -> tuple[ActeEngagement | SignatureActe, ...]:
    """Return the acte d’engagement made on a day, and that each of the three parties signed it then (C7-1)."""
    acte = ActeEngagement(
        id=Id(f"acte-{dossier}"), dossier=dossier, parcours=parcours, etabli_le=le
    )
    return (
        acte,
        *(
            SignatureActe(
                id=Id(f"{acte.id}-{partie}"), dossier=dossier, acte=acte.id, qui=partie,
                nom="Odilon Carpentras", moyen="papier", signe_le=le,
            )
            for partie in PartieActe
        ),
    )  # fmt: skip


def un_dossier(**changes: Any) -> Dossier:
    return Dossier(**{"personne": une_personne(), "parcours": (un_parcours(),), **changes})


def un_dossier_integre(le: date = date(2026, 1, 15), **changes: Any) -> Dossier:
    return un_dossier(**{"decisions": (une_decision(prise_le=le),), **changes})


def une_op(**changes: Any) -> Op:
    return Op(
        **{
            "op_id": "op-1",
            "kind": "personne",
            "id": PERSONNE,
            "scope": PERSONNE,
            "verb": Verb.INSERT,
            "author": AE,
            "role": "accompagnateur",
            "made_at": MIDI.isoformat(),
            **changes,
        }
    )
