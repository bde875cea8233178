"""`ReglesCommission`: which bodies decide what, and what a dossier must hold before them (C7, A5.4)."""

from dataclasses import dataclass

from plie.regles import choix
from plie.regles.choix import Choix
from plie.table import Table
from plie.vocabulaire import Mot, ObjetCommission

_MOST_DAYS = 366


class ElementDossier(Mot):
    """What a checklist can ask of a dossier; each is found in its facts (C7, C9-3-5)."""

    IDENTITE = "identite", "Identité complète"
    TERRITOIRE = "territoire", "Commune du territoire"
    CRITERE = "critere", "Critère administratif"
    CONDITIONS = "conditions", "Conditions d’adhésion argumentées"
    PRESCRIPTION = "prescription", "Prescription et pré-diagnostic"
    DIAGNOSTIC = "diagnostic", "Diagnostic (freins, atouts, motivation, étapes envisagées)"
    PRECONISATIONS = "preconisations", "Préconisations"
    CV = "cv", "CV"
    ENTRETIENS = "entretiens", "Entretiens à jour"
    ETAPES = "etapes", "Étapes à jour"
    MOYENS = "moyens", "Moyens utilisés pour maintenir ou rétablir la relation"
    ANALYSE = "analyse", "Analyse avec le prescripteur ou le référent social"
    MOTIF = "motif", "Motif de la sortie"
    PIECES = "pieces", "Pièces de la sortie"
    VISA = "visa", "Visa de conformité"
    AVIS_MOTIVE = "avis_motive", "Avis motivé"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A body: what it decides, what it only takes note of, and by what name documents call it.

    `hors_criteres`: it decides on the exits that no rule admits (P7). `membres`: who sits, as the protocol says;
    `signataires`: who signs what it decided. Empty where it names nobody.
    """

    code: str
    libelle: str
    decide: tuple[ObjetCommission, ...]
    prend_acte: tuple[ObjetCommission, ...]
    hors_criteres: bool
    membres: tuple[str, ...]
    signataires: tuple[str, ...]
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """What a dossier must hold to be complete before a body, and what is only wished for."""

    objet: ObjetCommission
    requis: tuple[ElementDossier, ...]
    souhaites: tuple[ElementDossier, ...]
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReglesCommission:
    """The bodies, their checklists, why a parcours is examined again; `renforce_jours`: days of a diagnostic renforcé, at most."""

    instances: tuple[Instance, ...]
    checklists: tuple[Checklist, ...]
    motifs: tuple[Choix, ...]
    renforce_jours: int | None
    reorientation_requise: bool
    article: str

    def decideur(self, objet: ObjetCommission) -> Instance | None:
        """Return the body that decides on an object; None where none does."""
        return next((one for one in self.instances if objet in one.decide), None)

    def examine(self, objet: ObjetCommission) -> Instance | None:
        """Return the body that decides on an object, else the one that takes note of it."""
        told = (one for one in self.instances if objet in one.prend_acte)
        return self.decideur(objet) or next(told, None)

    def instance(self, code: str) -> Instance | None:
        """Return a body by its code."""
        return next((one for one in self.instances if one.code == code), None)

    @property
    def courante(self) -> Instance | None:
        """The body that the words of the PLIE call its Commission: the one of entries, else the first."""
        return self.examine(ObjetCommission.ENTREE) or next(iter(self.instances), None)

    def autre(self, body: Instance | None) -> str:
        """Return the name of a body that is not `courante`, hence said by it; "" for that one, or for none."""
        return body.libelle if body is not None and body != self.courante else ""

    def ailleurs(self, objet: str) -> str:
        """Return the name of the body that an object goes before, where it is not `courante`; "" elsewhere."""
        return next((self.autre(self.examine(one)) for one in ObjetCommission if one == objet), "")

    @property
    def hors_criteres(self) -> Instance | None:
        """The body that decides on the exits outside the criteria; None where none does."""
        return next((one for one in self.instances if one.hors_criteres), None)

    def checklist(self, objet: ObjetCommission) -> Checklist | None:
        """Return what is asked of a dossier for an object; None when nothing is."""
        return next((one for one in self.checklists if one.objet is objet), None)


def read(table: Table) -> ReglesCommission:
    """Read `[commission]`.

    Raises:
        Illisible: a key is unknown, missing, or of a wrong shape.
    """
    regles = ReglesCommission(
        instances=tuple(_instance(item) for item in table.tables("instances")),
        checklists=tuple(_checklist(item) for item in table.tables("checklists")),
        motifs=choix.read(table, "motifs") if table.has("motifs") else (),
        renforce_jours=table.integer("renforce_jours", low=1, high=_MOST_DAYS)
        if table.has("renforce_jours")
        else None,
        reorientation_requise=table.boolean("reorientation_requise"),
        article=table.text("article"),
    )
    choix.once(table, "instances", (one.code for one in regles.instances))
    choix.once(table, "instances", (objet for one in regles.instances for objet in one.decide))
    choix.once(table, "checklists", (one.objet for one in regles.checklists))
    examines = {o for one in regles.instances for o in (*one.decide, *one.prend_acte)}
    for one in regles.checklists:
        choix.known(table, "checklists", (one.objet,), examines, "[[commission.instances]]")
    table.close()
    return regles


def _instance(table: Table) -> Instance:
    found = Instance(
        code=choix.code(table),
        libelle=table.text("libelle"),
        decide=_objets(table, "decide"),
        prend_acte=_objets(table, "prend_acte"),
        hors_criteres=table.boolean("hors_criteres") if table.has("hors_criteres") else False,
        membres=table.optional_texts("membres"),
        signataires=table.optional_texts("signataires"),
        article=table.text("article"),
    )
    table.close()
    return found


def _objets(table: Table, key: str) -> tuple[ObjetCommission, ...]:
    return table.mots(key, ObjetCommission) if table.has(key) else ()


def _checklist(table: Table) -> Checklist:
    found = Checklist(
        objet=table.mot("objet", ObjetCommission),
        requis=table.mots("requis", ElementDossier),
        souhaites=table.mots("souhaites", ElementDossier) if table.has("souhaites") else (),
        article=table.text("article"),
    )
    table.close()
    return found
