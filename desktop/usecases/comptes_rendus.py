"""Comptes-rendus to be found again, of a dossier or of all: the version in force of each entretien, newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.models.rows import Rows
from plie import phrases
from plie.compte_rendu import etat, in_force
from plie.kinds import CompteRendu, Signature
from plie.vocabulaire import EtatCompteRendu, NatureEntretien, label


@dataclass(frozen=True, slots=True)
class LigneCompteRendu:
    """One: whose, of which day and kind, and where its signatures are."""

    id: str
    nom: str
    titre: str
    etat: EtatCompteRendu

    @property
    def resume(self) -> str:
        """What tells it from the others of the same person."""
        return f"{self.titre} — {self.etat.label.lower()}"


@dataclass(frozen=True, slots=True)
class EnVigueur:
    """A compte-rendu that no newer version replaces, its state, and whether anyone answered to it."""

    cr: CompteRendu
    etat: EtatCompteRendu
    repondu: bool


def tous(rows: Rows) -> tuple[LigneCompteRendu, ...]:
    """Return those of every dossier of this machine."""
    return _lines(partout(rows))


def du_dossier(rows: Rows, dossier: str) -> tuple[LigneCompteRendu, ...]:
    """Return those of one."""
    signed = rows.all(Signature, dossier=dossier)
    return _lines(_in_force(rows.all(CompteRendu, dossier=dossier), signed))


def partout(rows: Rows) -> tuple[EnVigueur, ...]:
    """Return the version in force of each entretien of this machine, without its text; read once for all who ask."""
    return rows.once("comptes_rendus", lambda: tuple(_everywhere(rows)))


def _everywhere(rows: Rows) -> Iterator[EnVigueur]:
    signed = rows.by_dossier(Signature)
    for dossier, all_ in rows.by_dossier(CompteRendu, ("contenu",)).items():
        yield from _in_force(all_, signed.get(dossier, ()))


def _in_force(
    comptes_rendus: Iterable[CompteRendu], signatures: Iterable[Signature]
) -> Iterator[EnVigueur]:
    """Give those of one dossier."""
    signed = tuple(signatures)
    answered = {s.compte_rendu for s in signed}
    for cr in in_force(comptes_rendus):
        yield EnVigueur(cr, etat(cr, signed), cr.id in answered)


def _lines(found: Iterable[EnVigueur]) -> tuple[LigneCompteRendu, ...]:
    newest = sorted(found, key=lambda one: (one.cr.date, one.cr.id), reverse=True)
    return tuple(_line(one.cr, one.etat) for one in newest)


def _line(cr: CompteRendu, state: EtatCompteRendu) -> LigneCompteRendu:
    version = f", version {cr.version}" if cr.version > 1 else ""
    what = f"{label(NatureEntretien, cr.nature)} du {phrases.medium_date(cr.date)}{version}"
    return LigneCompteRendu(cr.id, cr.adherent_nom, what, state)
