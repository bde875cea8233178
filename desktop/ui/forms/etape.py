"""The forms of an étape and of an objectif as data; widgets are named `etape_<field>`, `objectif_<field>`."""

from collections.abc import Iterable

from desktop.ui.field import Field
from desktop.usecases.etapes import CompetenceOuverte, EtapeOuverte
from plie.kinds import Etape
from plie.referentiel import Referentiel


def etape(opened: EtapeOuverte, referentiel: Referentiel) -> tuple[Field, ...]:
    """Return the fields of an étape; its kinds are the référentiel's, its partners the directory's."""
    kinds = tuple((g.code, g.libelle) for g in referentiel.etapes)
    people = tuple((p.id, f"{p.prenom} {p.nom}".strip()) for p in opened.professionnels)
    return (
        Field("intitule", "Intitulé", "line"),
        Field("genre", "Genre", "choice", options=kinds, beside=True),
        Field("specifique_plie", "Action propre au PLIE (sinon, de droit commun)", "check"),
        Field("partenaire", "Partenaire", "line", options=_partners(opened)),
        Field("contact_nom", "Contact chez le partenaire", "line", options=people, beside=True),
        Field("contact_telephone", "Téléphone du contact", "line"),
        Field("contact_courriel", "Courriel du contact", "line", beside=True),
        Field("proposee_le", "Proposée le", "date"),
        Field("debut_prevu", "Début prévu le", "date", beside=True),
        Field("fin_prevue", "Fin prévue le", "date", beside=True),
        Field("debut", "Commencée le", "date"),
        Field("fin", "Terminée le", "date", beside=True),
        Field(
            "objectifs",
            "Objectifs de l’étape",
            "text",
            help="Un objectif par ligne\u00a0: le bilan donnera un verdict pour chacun.",
        ),
        Field(
            "objectifs_transmis_le",
            "Objectifs transmis au partenaire le",
            "date",
            help="Avant le démarrage\u202f; un envoi plus tardif est gardé, et dit comme tel.",
        ),
        Field("abandonnee_le", "Abandonnée le", "date"),
        Field("motif_abandon", "Motif de l’abandon", "line", beside=True),
    )


def objectif(etapes: Iterable[Etape]) -> tuple[Field, ...]:
    """Return the fields of an intermediate objective (C9-3-6)."""
    named = tuple((e.id, e.intitule) for e in etapes if e.intitule)
    return (
        Field("intitule", "Objectif", "line"),
        Field(
            "mesure",
            "Comment il se mesure",
            "line",
            help="Ce qui dira qu’il est atteint, par exemple trois candidatures déposées.",
        ),
        Field("fixe_le", "Fixé le", "date"),
        Field("echeance", "Échéance", "date", beside=True),
        Field("etape", "Étape qui y mène", "choice", options=named, beside=True),
        Field("avancement", "Avancement (en\u00a0%)", "number"),
        Field("constate_le", "Constaté le", "date", beside=True),
        Field("constat", "Ce qui est constaté", "text"),
        Field("atteint_le", "Atteint le", "date"),
        Field("abandonne_le", "Abandonné le", "date", beside=True),
    )


def competence(opened: CompetenceOuverte) -> tuple[Field, ...]:
    """Return the fields of a competence acquired (C9-3-5)."""
    return (
        Field("intitule", "Compétence", "line"),
        Field("acquise_le", "Acquise le", "date"),
        Field("etape", "Étape qui la prouve", "choice", options=opened.etapes),
        Field("emploi", "Emploi qui la prouve", "choice", options=opened.emplois, beside=True),
        Field(
            "preuve",
            "Ce qui en témoigne",
            "line",
            help="Par exemple une attestation, un bilan, une mise en situation.",
        ),
    )


def _partners(opened: EtapeOuverte) -> tuple[tuple[str, str], ...]:
    """Return the structures of the directory, then the other partners that this dossier has known."""
    here = opened.annuaire
    known: dict[str, str] = {here.appel(s): s.id for s in here.en_vigueur if s.nom}
    known |= {e.partenaire: e.partenaire for e in opened.autres if e.partenaire not in known}
    return tuple((code, name) for name, code in known.items() if name)
