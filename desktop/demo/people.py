"""`Profil`: an invented person of the demonstration, and what the sentences need to know of them."""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import resources
from desktop.demo.library import Library, Metier
from plie.calendrier import age
from plie.kinds import Coordonnees, Id, Personne

_YEAR = 365
_JEUNE, _ADULTE, _SENIOR = (21, 25), (30, 49), (53, 59)
_RESSOURCES = {
    "rsa": "le RSA",
    "ass": "l’allocation de solidarité spécifique",
    "are": "l’allocation d’aide au retour à l’emploi",
    "soutien": "une aide de sa famille",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Besoin:
    """What an arc asks of its person; `tags` are added to those drawn, `sauf` never drawn.

    `metiers`: the codes among which the job aimed at is drawn; any, when there is none.
    """

    femme: bool | None = None
    tranche: str = "adulte"
    tags: frozenset[str] = frozenset()
    sauf: frozenset[str] = frozenset()
    metiers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profil:
    """Someone. `tags` decide which sentences may be told of them."""

    femme: bool
    prenom: str
    nom: str
    naissance_le: date
    nationalite: str
    commune: str
    insee: str
    code_postal: str
    adresse: str
    telephone: str
    courriel: str
    enfants: tuple[date, ...]
    tags: frozenset[str]
    metier: Metier
    ressource: str

    @property
    def civilite(self) -> str:
        """« Mme » or « M. »."""
        return "Mme" if self.femme else "M."

    def age(self, on: date) -> int:
        """Return the age in whole years."""
        return age(self.naissance_le, on=on)

    def personne(self, id_: Id) -> Personne:
        """Return the person as a kind."""
        return Personne(
            id=id_,
            civilite=self.civilite,
            nom_naissance=self.nom,
            prenoms=self.prenom,
            naissance_le=self.naissance_le,
            nationalite=self.nationalite,
            difficulte_lecture="allophone" in self.tags,
        )

    def coordonnees(self, id_: Id, dossier: Id) -> Coordonnees:
        """Return how to reach them, as a kind."""
        return Coordonnees(
            id=id_,
            dossier=dossier,
            adresse=self.adresse,
            code_postal=self.code_postal,
            commune=self.commune,
            commune_insee=self.insee,
            qpv="oui" if "qpv" in self.tags else "non",
            telephone=self.telephone,
            courriel=self.courriel,
            contact_prefere="telephone" if "numerique_faible" in self.tags else "courriel",
        )


class People:
    """Draws people who share neither name nor telephone."""

    def __init__(self, library: Library, *, today: date) -> None:
        self._library = library
        self._today = today
        self._names: set[str] = set()
        self._drawn = 0
        self._communes = _communes()

    def draw(self, besoin: Besoin, rng: Random) -> Profil:
        """Invent someone who answers a need."""
        self._drawn += 1
        femme = rng.random() < 0.56 if besoin.femme is None else besoin.femme  # noqa: PLR2004 - as in the public statistics
        prenom, nom, nationalite = self._name(femme, besoin, rng)
        tags = _tags(besoin, rng) | ({"hors_ue"} if nationalite == "hors_ue" else set())
        served = self._library.lieux.commune
        commune = rng.choices(served, [c.poids for c in served])[0].nom
        insee, code_postal = self._communes[commune]
        return Profil(
            femme=femme,
            prenom=prenom,
            nom=nom,
            naissance_le=self._birth(besoin.tranche, rng),
            nationalite=nationalite,
            commune=commune,
            insee=insee,
            code_postal=code_postal,
            adresse=self._address(rng),
            # The ranges that the regulator keeps for fiction: 06 39 98 and 02 61 91.
            telephone=f"06 39 98 {self._drawn // 100 + 10:02} {self._drawn % 100:02}",
            courriel=f"{_plain(prenom)}.{_plain(nom)}@courriel.example",
            enfants=self._children(rng) if "enfants" in tags else (),
            tags=frozenset(tags),
            metier=rng.choice(_suitable(self._library.metiers, tags, besoin.metiers)),
            ressource=next(_RESSOURCES[tag] for tag in _RESSOURCES if tag in tags),
        )

    def _name(self, femme: bool, besoin: Besoin, rng: Random) -> tuple[str, str, str]:  # noqa: FBT001 - a fact of the person
        groups = [
            group
            for group in self._library.noms.groupe
            if "allophone" not in besoin.tags or "hors_ue" in group.nationalite
        ]
        while True:
            group = rng.choices(groups, [g.poids for g in groups])[0]
            nom = rng.choice(group.noms)
            prenom = rng.choice(group.feminins if femme else group.masculins)
            if not {nom, prenom} & self._names:
                break
            if nom not in self._names and rng.random() < _SAME_FIRST_NAME:
                break
        self._names |= {nom, prenom}
        allowed = [n for n in group.nationalite if n == "hors_ue" or "allophone" not in besoin.tags]
        return prenom, nom, rng.choice(allowed)

    def _birth(self, tranche: str, rng: Random) -> date:
        low, high = {"jeune": _JEUNE, "senior": _SENIOR}.get(tranche, _ADULTE)
        return self._today - timedelta(days=rng.randint(low * _YEAR + 30, high * _YEAR))

    def _children(self, rng: Random) -> tuple[date, ...]:
        ages = sorted(rng.sample(range(5, 13), rng.choice((1, 2, 2, 3))))
        return tuple(self._today - timedelta(days=a * _YEAR + rng.randint(20, 340)) for a in ages)

    def _address(self, rng: Random) -> str:
        rues = self._library.noms.rues
        return f"{rng.randint(1, 96)}, {rng.choice(rues.voies)} {rng.choice(rues.noms)}"


_SAME_FIRST_NAME = 0.03


def _tags(besoin: Besoin, rng: Random) -> set[str]:
    tags = {besoin.tranche, *besoin.tags}
    _toss(tags, besoin, rng, ("enfants", "sans_enfant"), 0.45, unless="jeune")
    _toss(tags, besoin, rng, ("permis", "sans_permis"), 0.38, unless="jeune")
    _toss(tags, besoin, rng, ("logement_precaire", "logement_stable"), 0.16)
    _toss(tags, besoin, rng, ("frein_sante", "sante_ok"), 0.14)
    _toss(tags, besoin, rng, ("numerique_faible", "numerique_ok"), 0.40)
    _toss(tags, besoin, rng, ("qpv", "hors_qpv"), 0.30)
    _toss(tags, besoin, rng, ("allophone", "scolaire_france"), 0.10, unless="jeune")
    if "jeune" in tags:
        tags.add("soutien")
    elif not tags & set(_RESSOURCES):
        tags.add(rng.choices(("rsa", "ass", "are"), (6, 2, 2))[0])
    return tags


def _toss(
    tags: set[str],
    besoin: Besoin,
    rng: Random,
    either: tuple[str, str],
    odds: float,
    *,
    unless: str = "",
) -> None:
    yes, no = either
    drawn = rng.random() < odds and unless not in tags
    if {yes, no} & tags:
        return
    tags.add(no if yes in besoin.sauf or not drawn else yes)


def _suitable(metiers: tuple[Metier, ...], tags: set[str], wanted: frozenset[str]) -> list[Metier]:
    heavy = {"logistique", "batiment", "espaces_verts", "conduite"}
    needs_licence = {"conduite"}
    return [
        metier
        for metier in metiers
        if (not wanted or metier.code in wanted)
        and not ("frein_sante" in tags and metier.code in heavy)
        and not ("sans_permis" in tags and metier.code in needs_licence)
    ]


def _communes() -> dict[str, tuple[str, str]]:
    rows = csv.DictReader(io.StringIO(resources.text("communes", "communes.csv")))
    return {row["nom"]: (row["insee"], row["code_postal"]) for row in rows}


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.replace("ı", "i")).encode("ascii", "ignore")
    return re.sub(r"[^a-z]+", "-", folded.decode().lower()).strip("-")
