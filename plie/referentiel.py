"""`Referentiel`: what differs from one PLIE to another, read from a TOML text and never from code.

A référentiel refuses unknown keys, missing ones and wrong shapes, and says which. Every key is
explained to its writers in resources/referentiels/LISEZMOI.md.
"""

import re
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from plie import mots as regles_mots
from plie.mots import Mots
from plie.regles import (
    accords,
    adhesion,
    articles,
    bilan,
    commission,
    conservation,
    entretien,
    financement,
    fins,
    lots,
    objectifs,
    participation,
    sommeil,
    suivi_emploi,
)
from plie.regles import alertes as regles_alertes
from plie.regles import dossier as dossiers
from plie.regles import sortie as sorties
from plie.regles.adhesion import ReglesAdhesion
from plie.regles.alertes import RegleAlerte
from plie.regles.articles import Articles
from plie.regles.bilan import PeriodeBilan
from plie.regles.commission import ReglesCommission
from plie.regles.conservation import Conservation
from plie.regles.dossier import ReglesDossier
from plie.regles.entretien import GenreEtape, ReglesEntretien
from plie.regles.financement import Financement, Operation
from plie.regles.fins import MotifSortie
from plie.regles.lots import LotPrevu
from plie.regles.objectifs import ObjectifDate
from plie.regles.participation import ReglesParticipation
from plie.regles.sommeil import ReglesSommeil
from plie.regles.sortie import ReglesSortie
from plie.regles.suivi_emploi import ReglesSuiviEmploi
from plie.toml_table import TomlTable
from plie.vocabulaire import AccordEcran

# The words that vary from one PLIE to another; a référentiel gives them all.
MOTS = tuple(regles_mots.codes())
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST_DOSSIERS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureEcran:
    """Since when a signature on screen is admitted; None while no agreement is known (C9-3-6).

    `admise`: False where the agreement was asked for and not given.
    """

    admise: bool
    admise_depuis: date | None
    phrase: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Referentiel:
    """A PLIE's protocol as data, valid from `debut` to `fin`, both included.

    `fuseau` names the zone of its people: every hour typed, judged, shown, printed or exported is of
    its clocks, whatever the machine's own. `file_prevue`: dossiers followed at a time by one
    accompagnateur·rice, on average (P8); None when the protocol says nothing of it. `sortie`: None
    when no exit is judged. A table that the text does not have is None, or empty: no key, no rule.
    """

    id: str
    nom: str
    fuseau: str
    debut: date
    fin: date
    mots: tuple[tuple[str, str], ...]
    brefs: Mots
    articles: Articles
    operation: Operation
    financements: tuple[Financement, ...]
    entretien: ReglesEntretien
    etapes: tuple[GenreEtape, ...]
    signature_ecran: SignatureEcran
    file_prevue: int | None
    participation: ReglesParticipation | None
    alertes: tuple[RegleAlerte, ...]
    bilans: tuple[PeriodeBilan, ...]
    sommeil: ReglesSommeil | None
    sortie: ReglesSortie | None
    suivi_emploi: ReglesSuiviEmploi | None
    motifs_sortie: tuple[MotifSortie, ...]
    adhesion: ReglesAdhesion | None
    lots: tuple[LotPrevu, ...]
    commission: ReglesCommission | None
    dossier: ReglesDossier | None
    objectifs: tuple[ObjectifDate, ...]
    conservation: Conservation | None

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose clocks the people of this PLIE read."""
        return ZoneInfo(self.fuseau)

    def mot(self, code: str) -> str:
        """Return the word this PLIE uses (singular, no capital): `mot("adherent")`.

        Raises:
            KeyError: the code is not one of `MOTS`.
        """
        return dict(self.mots)[code]

    def dire(self, phrase: str) -> str:
        """Say a sentence of the program with the words of this PLIE; never one that a person wrote."""
        return self.brefs.dire(phrase)

    def citer(self, article: str) -> str:
        """Return an article named by a rule of the program as this protocol calls it; "" when it has none."""
        return self.articles.citer(article)

    def financement(self, on: date) -> Financement:
        """Return the funding notice of a fact of that day; there is always exactly one."""
        return next(f for f in self.financements if f.jusqu_au is None or on <= f.jusqu_au)

    def sujet(self, code: str) -> str:
        """Return a subject's wording, or its code when this référentiel has it no more."""
        return next((s.libelle for s in self.entretien.sujets if s.code == code), code)

    def accord_ecran(self, on: date) -> AccordEcran:
        """Return what is known that day of the agreement on signatures on screen (C9-3-6)."""
        if not self.signature_ecran.admise:
            return AccordEcran.PAS_ADMIS
        since = self.signature_ecran.admise_depuis
        if since is None:
            return AccordEcran.A_CONFIRMER
        return AccordEcran.ADMIS if since <= on else AccordEcran.PAS_ENCORE


def read(text: str, *, source: str) -> Referentiel:
    """Read a référentiel; `source` is the name by which a refusal calls the file.

    Raises:
        Illisible: a key is unknown, missing, of a wrong shape, or contradicts another.
    """
    top = TomlTable.parse(text, source=source)
    # Before anything is read: what is read is cited no more.
    cited = [*top.everywhere("article"), *top.everywhere("decision")]
    cites = articles.read(top.table("articles") if top.has("articles") else None, cited)
    etapes = entretien.etapes(top)
    instances = commission.read(top.table("commission")) if top.has("commission") else None
    mots, brefs = _mots(top.table("mots"), instances)
    genres = {etape.code for etape in etapes}
    dossier = dossiers.read(top.table("dossier"), etapes=genres) if top.has("dossier") else None
    pieces = {piece.code for piece in dossier.pieces} if dossier else set()
    regles_adhesion = adhesion.read(top.table("adhesion")) if top.has("adhesion") else None
    alertes = regles_alertes.read(top, brefs)
    prevus = lots.read(top, "lot", adhesion=regles_adhesion)
    referentiel = Referentiel(
        id=_id(top),
        nom=top.text("nom"),
        fuseau=_fuseau(top),
        debut=top.day("debut"),
        fin=top.day("fin"),
        mots=mots,
        brefs=brefs,
        articles=cites,
        operation=financement.operation(top.table("operation")),
        financements=financement.read(top),
        etapes=etapes,
        entretien=entretien.read(top.table("entretien"), etapes=genres),
        signature_ecran=_signature_ecran(top.table("signature_ecran")),
        file_prevue=_file_prevue(top),
        participation=participation.read(top.table("participation"), alertes=alertes)
        if top.has("participation")
        else None,
        alertes=alertes,
        bilans=bilan.read(top, alertes),
        sommeil=sommeil.read(top.table("sommeil")) if top.has("sommeil") else None,
        sortie=sorties.read(top.table("sortie"), pieces=pieces, mots=brefs)
        if top.has("sortie")
        else None,
        suivi_emploi=suivi_emploi.read(top.table("suivi_emploi"), etapes=genres)
        if top.has("suivi_emploi")
        else None,
        motifs_sortie=fins.read(top, "motif_sortie", pieces=pieces),
        adhesion=regles_adhesion,
        lots=prevus,
        commission=instances,
        dossier=dossier,
        objectifs=objectifs.read(top, "objectif", lots={lot.code for lot in prevus}),
        conservation=conservation.read(top.table("conservation"))
        if top.has("conservation")
        else None,
    )
    top.close()
    accords.alertes(
        top,
        alertes,
        entretien=referentiel.entretien,
        commission=referentiel.commission,
        sorties=referentiel.motifs_sortie,
    )
    accords.sorties(top, referentiel.sortie, referentiel.motifs_sortie, referentiel.commission)
    if referentiel.fin < referentiel.debut:
        raise top.refusal("fin", "la fin précède le début")
    return referentiel


def _fuseau(top: TomlTable) -> str:
    name = top.text("fuseau")
    try:
        return ZoneInfo(name).key
    # A name that leaves the folder of zones, or that is one of its folders.
    except (LookupError, ValueError, OSError) as problem:
        raise top.refusal(
            "fuseau", "un fuseau horaire de l’IANA est attendu («\u00a0Europe/Paris\u00a0»)"
        ) from problem


def _mots(
    table: TomlTable, instances: ReglesCommission | None
) -> tuple[tuple[tuple[str, str], ...], Mots]:
    mots = tuple((code, table.text(code)) for code in MOTS)
    table.text("article")
    brefs = _brefs(table.table("brefs"), instances)
    table.close()
    return mots, brefs


def _brefs(table: TomlTable, instances: ReglesCommission | None) -> Mots:
    brefs = [(code, table.text(code)) for code in MOTS]
    body = instances.hors_criteres if instances else None
    if table.has(regles_mots.COMITE):
        brefs.append((regles_mots.COMITE, table.text(regles_mots.COMITE)))
    elif body is not None:
        # An article that any name stands behind.
        brefs.append((regles_mots.COMITE, f"l’instance «\u00a0{body.libelle}\u00a0»"))
    brefs += [(code, table.text(code)) for code in regles_mots.FACULTATIFS if table.has(code)]
    for code, bref in brefs:
        if not regles_mots.well_formed(bref):
            raise table.refusal(code, "un article est attendu devant le mot (le, la, l’, le·la)")
    table.text("article")
    table.close()
    return Mots(tuple(brefs))


def _signature_ecran(table: TomlTable) -> SignatureEcran:
    admise = table.optional_boolean("admise") is not False
    if not admise and table.has("admise_depuis"):
        raise table.refusal("admise_depuis", "ôtez ce jour, ou «\u00a0admise = false\u00a0»")
    signature = SignatureEcran(
        admise=admise,
        admise_depuis=table.optional_day("admise_depuis"),
        phrase=table.text("phrase"),
        article=table.text("article"),
    )
    table.close()
    return signature


def _file_prevue(top: TomlTable) -> int | None:
    if not top.has("file_active"):
        return None
    table = top.table("file_active")
    expected = table.integer("prevue", low=1, high=_MOST_DOSSIERS)
    table.text("article")
    table.close()
    return expected


def _id(top: TomlTable) -> str:
    id_ = top.text("id")
    if not _ID.fullmatch(id_):
        raise top.refusal("id", "des minuscules sans accent et des chiffres sont attendus")
    return id_
