"""The pièces of a dossier: what is asked for, put in its slot, seen, examined (C7, C9-3-5)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.models import blobs
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases import depouillement
from desktop.usecases.dossiers import assemble
from desktop.usecases.sortie import certification_en_mots, contrat_en_mots
from plie import nir, phrases
from plie.dossier import Dossier
from plie.droits import may_write
from plie.kinds import Cv, Id, Personne, PieceExamen, PieceVersee
from plie.piece import (
    Emplacement,
    PiecePlacee,
    dernier_examen,
    emplacements,
    etat,
    gardees,
    placee,
)
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.regles.dossier import BesoinPiece
from plie.vocabulaire_dossier import EtatPiece, IssueExamen

ARTICLE = "C9-3-5"


@dataclass(frozen=True, slots=True)
class LignePiece:
    """A slot as it is shown. `choix`: the codes that it takes, with their words; `piece`: what stands there."""

    emplacement: Emplacement
    libelle: str
    choix: tuple[tuple[str, str], ...]
    etat: EtatPiece
    detail: str
    piece: str = ""

    @property
    def cle(self) -> str:
        """What names the slot on a screen."""
        return f"{self.emplacement.pour_id}_{'_'.join(self.emplacement.codes)}"

    @property
    def verrouillee(self) -> bool:
        """Whether nothing more is put there: it was accepted."""
        return self.etat is EtatPiece.ACCEPTEE


@dataclass(frozen=True, slots=True)
class GroupePieces:
    """The slots of one thing of the dossier."""

    titre: str
    lignes: tuple[LignePiece, ...]


@dataclass(frozen=True, slots=True)
class PieceLue:
    """A pièce, or a CV, to be seen: its bytes, None while they have not arrived, and where it is.

    A CV is examined by nobody: it has no state.
    """

    dossier: str
    nom: str
    libelle: str
    detail: str
    etat: EtatPiece | None
    contenu: bytes | None
    fichier: str = ""  # its sha256, whether or not it is here yet


def pieces(rows: Rows, dossier: str, *, referentiel: Referentiel) -> tuple[GroupePieces, ...]:
    """Return the slots that the situation of a dossier asks for, thing by thing; last, what it asked for before.

    Raises:
        KeyError: no such dossier here.
    """
    known = assemble(rows, dossier)
    groups: dict[tuple[str, str], list[LignePiece]] = {}
    for slot in emplacements(known, referentiel):
        line = _line(placee(known, slot), referentiel)
        groups.setdefault((slot.besoin, slot.pour_id), []).append(line)
    kept = tuple(_line(placee(known, slot), referentiel) for slot in gardees(known, referentiel))
    return (
        *(
            GroupePieces(_title(known, lines[0].emplacement, referentiel), tuple(lines))
            for lines in groups.values()
        ),
        *((GroupePieces(_KEPT, kept),) if kept else ()),
    )


def lire_fichiers(paths: Sequence[Path]) -> tuple[str, bytes]:
    """Return the name and the pages of what the adviser gives for one pièce, once read in a child process.

    Several files are one document, by name: a card photographed on both sides is two pictures.

    Raises:
        Empechement: one cannot be opened.
        UnreadableScan: one is no document, or they are too large; the sentence says so.
    """
    ordered = sorted(paths, key=_as_numbered)
    first, others = ordered[0], len(ordered) - 1
    nom = f"{first.stem} et {others} autre{'s' * (others > 1)}.pdf" if others else first.name
    return nom, depouillement.lire_ensemble(ordered)


def verser(
    work: Work,
    dossier: str,
    slot: Emplacement,
    code: str,
    content: bytes,
    *,
    nom: str,
    now: datetime,
) -> Changes:
    """Put a file in a slot; what stood there is replaced, and stays. `now` is local, aware.

    Raises:
        Refus: what stands there was accepted, or the slot takes no such pièce.
    """
    known = assemble(work.rows, dossier)
    standing = placee(known, slot)
    if standing.etat is EtatPiece.ACCEPTEE:
        raise Refus(
            "piece_verrouillee",
            "Cette pièce a été acceptée\u00a0: elle ne se remplace plus. Rien n’a changé.",
            article=ARTICLE,
        )
    if code not in slot.codes:
        raise Refus("piece_inconnue", "Choisissez quelle pièce c’est.", article=ARTICLE)
    before = standing.piece if standing.piece is not None and standing.piece.code == code else None
    work.insert(
        PieceVersee(
            id=work.new_id(),
            dossier=known.id,
            parcours=known.parcours_courant.id if known.parcours_courant else None,
            code=code,
            pour_kind=slot.pour_kind,
            pour_id=slot.pour_id,
            fichier=blobs.file(work.connection, content, scope=known.id),
            nom_fichier=_safe(nom),
            recue_le=now.date(),
            remplace=before.id if before is not None else None,
        )
    )
    return work.commit()


def ouvrir(rows: Rows, id_: str, *, referentiel: Referentiel) -> PieceLue:
    """Return a pièce, or a version of the CV, to be seen.

    Raises:
        KeyError: no such thing here.
    """
    piece = rows.find(PieceVersee, id_)
    if piece is None:
        return _cv(rows, rows.get(Cv, id_))
    known = assemble(rows, piece.dossier)
    slot = Emplacement(
        besoin=BesoinPiece.ENTREE,
        codes=(piece.code,),
        pour_kind=piece.pour_kind,
        pour_id=piece.pour_id or Id(""),
    )
    standing = PiecePlacee(
        emplacement=slot,
        piece=piece,
        examen=dernier_examen(known, id_),
        etat=etat(known, piece),
    )
    return PieceLue(
        piece.dossier,
        rows.get(Personne, piece.dossier).nom,
        _named((piece.code,), referentiel),
        _detail(standing),
        standing.etat,
        rows.blob(piece.fichier),
        piece.fichier,
    )


def examiner_piece(
    work: Work, id_: str, issue: IssueExamen, *, motif: str = "", now: datetime
) -> Changes:
    """Accept a pièce, which locks it, or refuse it with the reason (C7).

    Raises:
        Refus: not this role's, refused without a reason, a NIR in it, or accepted already.
    """
    if not may_write(work.auteur.role, "insert", "piece_examen").allowed:
        raise Refus(
            "droit_refuse",
            "L’examen d’une pièce revient à la coordination ou à la gestion.",
            article=ARTICLE,
        )
    piece = work.get(PieceVersee, id_)
    reason = motif.strip()
    if etat(assemble(work.rows, piece.dossier), piece) is EtatPiece.ACCEPTEE:
        raise Refus(
            "piece_deja_acceptee",
            "Cette pièce est déjà acceptée\u00a0: elle est verrouillée. Rien n’a changé.",
            article=ARTICLE,
        )
    if issue is IssueExamen.REFUSEE and not reason:
        raise Refus(
            "refus_sans_motif",
            "Dites pourquoi la pièce est refusée\u00a0: l’accompagnateur·rice saura quoi demander.",
            article=ARTICLE,
        )
    nir.refuse(reason)
    work.insert(
        PieceExamen(
            id=work.new_id(),
            dossier=piece.dossier,
            piece=piece.id,
            issue=issue,
            motif=reason,
            auteur_nom=work.rows.identity().nom,
            examinee_le=now.astimezone(UTC),
        )
    )
    return work.commit()


def _cv(rows: Rows, cv: Cv) -> PieceLue:
    return PieceLue(
        cv.dossier,
        rows.get(Personne, cv.dossier).nom,
        f"CV pour «\u00a0{cv.cible}\u00a0»" if cv.cible else "CV",
        f"Version du {phrases.short_date(cv.date)}",
        None,
        rows.blob(cv.fichier) if cv.fichier else None,
        cv.fichier or "",
    )


def _line(standing: PiecePlacee, referentiel: Referentiel) -> LignePiece:
    slot = standing.emplacement
    return LignePiece(
        slot,
        _named(slot.codes, referentiel),
        tuple((code, _named((code,), referentiel)) for code in slot.codes),
        standing.etat,
        _detail(standing),
        standing.piece.id if standing.piece is not None else "",
    )


def _detail(standing: PiecePlacee) -> str:
    piece, said = standing.piece, standing.examen
    if piece is None:
        return ""
    named = f"{piece.nom_fichier}, " if piece.nom_fichier else ""
    told = f"{named}reçue le {phrases.short_date(piece.recue_le)}"
    if said is None:
        return told
    on = phrases.short_date(said.examinee_le.date())
    if standing.etat is EtatPiece.ACCEPTEE:
        return f"{told} · acceptée le {on} par {said.auteur_nom}"
    return f"{told} · refusée le {on} par {said.auteur_nom}\u00a0: {said.motif}"


def _named(codes: tuple[str, ...], referentiel: Referentiel) -> str:
    known = {p.code: p.libelle for p in referentiel.dossier.pieces} if referentiel.dossier else {}
    return " ou ".join(known.get(code, code) for code in codes)


def _title(known: Dossier, slot: Emplacement, referentiel: Referentiel) -> str:
    if slot.besoin is BesoinPiece.EMPLOI:
        return next(contrat_en_mots(e) for e in known.emplois if e.id == slot.pour_id)
    if slot.besoin is BesoinPiece.CERTIFICATION:
        return next(certification_en_mots(c) for c in known.certifications if c.id == slot.pour_id)
    if slot.besoin is BesoinPiece.ETAPE:
        found = next((e.intitule for e in known.etapes if e.id == slot.pour_id), "")
        return f"Étape\u00a0: {found}" if found else "Étape"
    return referentiel.dire(_TITLES.get(slot.besoin, "Entrée"))


_TITLES = {BesoinPiece.ACTE: "Acte d’engagement", BesoinPiece.SORTIE: "Sortie proposée"}
_KEPT = "Gardées, qui ne sont plus demandées"
_LONGEST = 80


def _as_numbered(path: Path) -> tuple[tuple[int, str], ...]:
    """Return what files are put in order by: « page 10 » comes after « page 2 »."""
    parts = re.findall(r"[0-9]+|[^0-9]+", path.name.casefold())
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


def _safe(nom: str) -> str:
    """Return a file's name without what a name may hide: a NIR, or a length that breaks a line."""
    return "" if nir.holds_nir(nom) else nom[-_LONGEST:]
