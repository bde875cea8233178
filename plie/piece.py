"""Pièces: which ones a situation asks for, which one stands in a slot, and where it is: derived, never stored.

An accepted pièce is locked: one received later, on another machine, does not take its place (C7, C9-3-5).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plie.dossier import Dossier
from plie.kinds import Id, PieceExamen, PieceVersee, SortieProposee
from plie.referentiel import Referentiel
from plie.regles.dossier import BesoinPiece, CasPiece
from plie.regles.dossier import Piece as GenrePiece
from plie.vocabulaire_dossier import EtatPiece, IssueExamen

_TENUE = (EtatPiece.ACCEPTEE, EtatPiece.RECUE)
_OF_KIND = {
    "etape": BesoinPiece.ETAPE,
    "emploi": BesoinPiece.EMPLOI,
    "certification": BesoinPiece.CERTIFICATION,
    "sortie_proposee": BesoinPiece.SORTIE,
}
_BEST = (EtatPiece.ACCEPTEE, EtatPiece.RECUE, EtatPiece.REFUSEE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Emplacement:
    """A slot: one of `codes` is asked for, about a thing of the dossier.

    `avant` names the proposals of exit that this one replaces: what proved them proves it.
    """

    besoin: BesoinPiece
    codes: tuple[str, ...]
    pour_kind: str
    pour_id: Id
    article: str = ""
    avant: tuple[Id, ...] = ()

    def holds(self, piece: PieceVersee) -> bool:
        """Whether a pièce was put in this slot."""
        return piece.code in self.codes and piece.pour_id in (self.pour_id, *self.avant)


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecePlacee:
    """A slot with the pièce that stands in it, if any, its examination and its state."""

    emplacement: Emplacement
    piece: PieceVersee | None = None
    examen: PieceExamen | None = None
    etat: EtatPiece = EtatPiece.MANQUANTE


def dernier_examen(dossier: Dossier, piece: str) -> PieceExamen | None:
    """Return the examination of a pièce that holds: the last one, but that an acceptance locks it (C9-3-5).

    Two who examine it apart, each without the other's answer, may write a refusal after it.
    """
    said = (examen for examen in dossier.examens if examen.piece == piece)
    return max(
        said,
        key=lambda e: (e.issue == IssueExamen.ACCEPTEE, e.examinee_le, e.id),
        default=None,
    )


def etat(dossier: Dossier, piece: PieceVersee) -> EtatPiece:
    """Return where a pièce received is: the examination that holds says."""
    said = dernier_examen(dossier, piece.id)
    if said is None:
        return EtatPiece.RECUE
    return EtatPiece.ACCEPTEE if said.issue == IssueExamen.ACCEPTEE else EtatPiece.REFUSEE


def placee(dossier: Dossier, slot: Emplacement) -> PiecePlacee:
    """Return what stands in a slot: what was accepted, else what was received last."""
    found = [piece for piece in dossier.pieces if slot.holds(piece)]
    if not found:
        return PiecePlacee(emplacement=slot)
    found.sort(key=lambda piece: (piece.recue_le, piece.id), reverse=True)
    states = {piece.id: etat(dossier, piece) for piece in found}
    last = {code: next((p for p in found if p.code == code), None) for code in slot.codes}
    # Of several codes, the one that goes furthest; of one code, a pièce refused gives way to a later one.
    standing = [
        next((p for p in found if p.code == code and states[p.id] is EtatPiece.ACCEPTEE), one)
        for code, one in last.items()
        if one is not None
    ]
    held = min(standing, key=lambda piece: _BEST.index(states[piece.id]))
    return PiecePlacee(
        emplacement=slot,
        piece=held,
        examen=dernier_examen(dossier, held.id),
        etat=states[held.id],
    )


def tenues(dossier: Dossier, pour_id: str) -> frozenset[str]:
    """Return the codes of the pièces held for a thing: received or accepted, not refused."""
    codes = {piece.code for piece in dossier.pieces if piece.pour_id == pour_id}
    return frozenset(
        code
        for code in codes
        if any(
            piece.pour_id == pour_id and piece.code == code and etat(dossier, piece) in _TENUE
            for piece in dossier.pieces
        )
    )


def manquantes(dossier: Dossier, referentiel: Referentiel, pour_id: Id) -> tuple[str, ...]:
    """Return what is asked for a thing and not held, as the rules write it: « a|b », one of them."""
    asked = (slot for slot in emplacements(dossier, referentiel) if slot.pour_id == pour_id)
    return tuple("|".join(s.codes) for s in asked if placee(dossier, s).etat not in _TENUE)


def emplacements(dossier: Dossier, referentiel: Referentiel) -> tuple[Emplacement, ...]:
    """Return the slots that the situation of a dossier asks for, in the order of a parcours."""
    return (
        *_entree(dossier, referentiel),
        *_acte(dossier, referentiel),
        *_etapes(dossier, referentiel),
        *_emplois(dossier, referentiel),
        *_certifications(dossier, referentiel),
        *_sortie(dossier, referentiel),
    )


def gardees(dossier: Dossier, referentiel: Referentiel) -> tuple[Emplacement, ...]:
    """Return the slots of the pièces that were given and that nothing asks for any more, in the order received.

    A contract corrected, an exit proposed for another motive, a parcours before this one: what proved it stays.
    """
    asked = emplacements(dossier, referentiel)
    left = (p for p in dossier.pieces if not any(slot.holds(p) for slot in asked))
    by_slot = {(p.pour_kind, p.pour_id, p.code): p for p in left}
    return tuple(
        _slot(_OF_KIND.get(kind, BesoinPiece.ENTREE), (code,), kind, id_ or Id(""), "")
        for kind, id_, code in by_slot
    )


def proposition(dossier: Dossier) -> SortieProposee | None:
    """Return the proposal of exit in force in the current parcours: the last that none replaces."""
    replaced = {one.remplace for one in dossier.sorties_proposees}
    standing = (
        one
        for one in dossier.sorties_proposees
        if one.id not in replaced and dossier.belongs(one.parcours, one.proposee_le)
    )
    return max(standing, key=lambda one: (one.proposee_le, one.id), default=None)


def _entree(dossier: Dossier, referentiel: Referentiel) -> Iterator[Emplacement]:
    def asked(genre: GenrePiece) -> bool:
        return not genre.quand or any(_known(dossier, case) for case in genre.quand)

    return _of_parcours(dossier, referentiel, BesoinPiece.ENTREE, asked)


def _acte(dossier: Dossier, referentiel: Referentiel) -> Iterator[Emplacement]:
    """Yield the place of the signed acte: of the parcours, for two actes made apart are one (decision 0042)."""
    joined = dossier.integration is not None
    return _of_parcours(dossier, referentiel, BesoinPiece.ACTE, lambda _: joined)


def _of_parcours(
    dossier: Dossier,
    referentiel: Referentiel,
    besoin: BesoinPiece,
    asked: Callable[[GenrePiece], bool],
) -> Iterator[Emplacement]:
    parcours = dossier.parcours_courant
    if parcours is None:
        return
    for genre in _asked(referentiel, besoin):
        slot = _slot(besoin, (genre.code,), "parcours", parcours.id, genre.article)
        # What was given stays, whatever the situation has become.
        if asked(genre) or any(slot.holds(piece) for piece in dossier.pieces):
            yield slot


def _known(dossier: Dossier, case: CasPiece) -> bool:
    """Whether the last situation noted says so."""
    last = dossier.situations[-1] if dossier.situations else None
    if last is None:
        return False
    match case:
        case CasPiece.MINIMA:
            return bool(last.minima)
        case CasPiece.FRANCE_TRAVAIL:
            return bool(last.france_travail_id or last.france_travail_le)


def _etapes(dossier: Dossier, referentiel: Referentiel) -> Iterator[Emplacement]:
    asked = _asked(referentiel, BesoinPiece.ETAPE)
    for etape in dossier.etapes:
        # An étape that never began proves nothing.
        if etape.debut is None or not dossier.belongs(etape.parcours, etape.debut):
            continue
        for genre in asked:
            if not genre.etapes or etape.genre in genre.etapes:
                yield _slot(BesoinPiece.ETAPE, (genre.code,), "etape", etape.id, genre.article)


def _emplois(dossier: Dossier, referentiel: Referentiel) -> Iterator[Emplacement]:
    rules = referentiel.sortie
    for emploi in dossier.emplois:
        famille = rules.famille(emploi.type) if rules is not None else None
        if famille is None or not dossier.belongs(emploi.parcours, emploi.debut):
            continue
        for either in famille.pieces:
            yield _slot(BesoinPiece.EMPLOI, _codes(either), "emploi", emploi.id, famille.article)


def _certifications(dossier: Dossier, referentiel: Referentiel) -> Iterator[Emplacement]:
    rule = referentiel.sortie.certification if referentiel.sortie is not None else None
    for one in dossier.certifications:
        if rule is None or not dossier.belongs(one.parcours, one.obtenue_le):
            continue
        for either in rule.pieces:
            yield _slot(
                BesoinPiece.CERTIFICATION, _codes(either), "certification", one.id, rule.article
            )


def _sortie(dossier: Dossier, referentiel: Referentiel) -> Iterator[Emplacement]:
    proposed = proposition(dossier)
    if proposed is None:
        return
    motif = next((m for m in referentiel.motifs_sortie if m.code == proposed.motif), None)
    for either in motif.pieces if motif is not None else ():
        yield Emplacement(
            besoin=BesoinPiece.SORTIE,
            codes=_codes(either),
            pour_kind="sortie_proposee",
            pour_id=proposed.id,
            article=motif.article if motif is not None else "",
            avant=tuple(_replaced_by(dossier, proposed)),
        )


def _replaced_by(dossier: Dossier, proposed: SortieProposee) -> Iterator[Id]:
    known = {one.id: one for one in dossier.sorties_proposees}
    seen = {proposed.id}
    before = proposed.remplace
    while before is not None and before not in seen:
        seen.add(before)
        yield before
        before = known[before].remplace if before in known else None


def _asked(referentiel: Referentiel, besoin: BesoinPiece) -> tuple[GenrePiece, ...]:
    rules = referentiel.dossier
    return tuple(p for p in rules.pieces if besoin in p.besoins) if rules is not None else ()


def _codes(either: str) -> tuple[str, ...]:
    return tuple(either.split("|"))


def _slot(
    besoin: BesoinPiece, codes: tuple[str, ...], kind: str, id_: Id, article: str
) -> Emplacement:
    return Emplacement(besoin=besoin, codes=codes, pour_kind=kind, pour_id=id_, article=article)
