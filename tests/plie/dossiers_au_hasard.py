"""Dossiers as DOSSIER.json has them, drawn at random: every state, every kind of fact, two years."""

from datetime import date, timedelta
from random import Random

from tests.plie.naive_suivi import Form
from tests.plie.scenarios import DEUX_ANS, jour

ETATS = ("integre",) * 6 + ("suspendu", "sorti", "diagnostic", "presente", "diagnostic_renforce")
MODALITES = ("physique", "physique", "telephone", "visio")
NATURES = ("suivi", "suivi", "bilan", "diagnostic")
PARTICIPATIONS = (None, "accompagnement", "actions", "actions_exterieur", "inconnue_ici")
MOTIFS = ("trois_ans", "trois_ans", "hors_parcours_6_mois")


def un_dossier_au_hasard(seed: int, *, emplois: bool = False) -> Form:
    """Draw a dossier; `emplois`: with contracts and certifications that may make an exit."""
    draw = _Draw(seed)
    etat = "integre" if emplois else ETATS[seed % len(ETATS)]
    joined = jour(draw.random.choice((-1050, -1000, -400, -20, 10)) + draw.random.randrange(60))
    candidate = etat in ("diagnostic", "presente", "diagnostic_renforce")
    return {
        "etat": etat,
        "orientation": joined - timedelta(days=60),
        "integration": None if candidate else joined,
        "suspensions": draw.suspensions(),
        "suspendu_jusqu_au": draw.day() if etat == "suspendu" else None,
        "diagnostic_renforce_le": draw.day() if etat == "diagnostic_renforce" else None,
        "prochain_reexamen": draw.maybe(draw.day(), 0, 90),
        "acte_signe_le": draw.maybe(joined, 0, 120),
        "entretiens": [draw.entretien(n) for n in range(12)],
        "etapes": [draw.etape(n) for n in range(5)],
        "reexamens": [
            {"date": draw.day(), "motif": draw.random.choice(MOTIFS), "decision": "maintien"}
            for _ in range(draw.random.randrange(3))
        ],
        "objectifs": [draw.objectif(n) for n in range(3)],
        "cvs": [{"date": draw.day()} for _ in range(draw.random.randrange(3))],
        "contrats": draw.contrats(emplois=emplois),
        "certifications": draw.certifications() if emplois or seed % 2 else [],
        "sortie_proposee_le": draw.maybe(draw.day(), 0, 0, 0.3),
        "reorientation_preparee_le": draw.maybe(draw.day(), 0, 0, 0.3),
        "participation": PARTICIPATIONS[seed % len(PARTICIPATIONS)],
    }


class _Draw:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 — facts to try, not secrets

    def day(self) -> date:
        return jour(self.random.randrange(DEUX_ANS))

    def maybe(self, day: date, low: int, high: int, chance: float = 0.6) -> date | None:
        moved = day + timedelta(days=self.random.randint(low, high))
        return moved if self.random.random() < chance else None

    def suspensions(self) -> list[Form]:
        begun = self.day()
        end = begun + timedelta(days=self.random.randrange(90))
        return [{"debut": begun, "fin": end}] if self.random.random() < 0.5 else []

    def entretien(self, n: int) -> Form:
        day = self.day()
        etat = self.random.choice(("brouillon", "finalise", "signe", "signe"))
        finalised = day + timedelta(days=self.random.randrange(5))
        return {
            "id": f"cr-{n}" if n % 2 else None,
            "date": day,
            "duree_min": 45,
            "modalite": self.random.choice(MODALITES),
            "nature": self.random.choice(NATURES),
            "etat": etat,
            "finalise_le": None if etat == "brouillon" else finalised,
            "signe_le": self.maybe(finalised, 0, 40, 1) if etat == "signe" else None,
            "remplace": self.random.random() < 0.1,
            "refus_signature": "n’a pas le temps" if self.random.random() < 0.1 else None,
        }

    def etape(self, n: int) -> Form:
        proposed = self.day()
        start = self.maybe(proposed, -5, 40, 0.8)
        return {
            "id": f"etape-{n}" if n % 2 else None,
            "intitule": f"Atelier {n}",
            "proposee_le": self.maybe(proposed, 0, 0, 0.8),
            "debut_prevu": self.maybe(proposed, 0, 60, 0.5),
            "debut": start,
            "fin_prevue": self.maybe(start or proposed, 20, 120),
            "fin": self.maybe(start, 0, 130) if start else None,
            "abandonnee_le": self.maybe(proposed, 0, 90, 0.25),
            "partenaire": self.random.choice(("Les Ateliers du Pré", None)),
            "objectifs_transmis_le": self.maybe(proposed, 0, 30, 0.4),
            "bilan_signe_le": self.maybe(proposed, 60, 250, 0.4),
            "specifique_plie": self.random.random() < 0.2,
        }

    def objectif(self, n: int) -> Form:
        due = self.day()
        return {
            "id": None,
            "intitule": f"Objectif {n}",
            "echeance": due,
            "atteint_le": self.maybe(due, -60, 60),
            "abandonne_le": self.maybe(due, -60, 60, 0.2),
        }

    def contrats(self, *, emplois: bool) -> list[Form]:
        types = ("cdi", "cdd", "alternance") if emplois else ("cddi", "aide_non_marchand")
        begun = self.day()
        one = {
            "type": self.random.choice(types),
            "debut": begun,
            "fin": self.maybe(begun, 30, 400, 0.5),
            "heures_hebdo": 35.0,
        }
        return [one] if emplois or self.random.random() < 0.3 else []

    def certifications(self) -> list[Form]:
        day = self.day()
        return [
            {
                "nature": "titre",
                "obtenue_le": day,
                "suivi_jusqu_au": self.maybe(day, 10, 200, 0.4),
                "formation_superieure_jusqu_au": self.maybe(day, 30, 200, 0.3),
            }
        ]
