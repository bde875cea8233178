"""The state of the files of each lot, as coordination sees it: figures of files, never a ranking.

One reading gives the lists; a figure is the length of its list, so that both always agree. Nothing that
is followed by nobody is left out: a lot to fill and the dossiers without an AE have their lines.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from desktop.models import etats
from desktop.models.rows import Rows, by_dossier
from desktop.usecases import demandes
from desktop.usecases.mis_de_cote_ailleurs import mis_de_cote_ailleurs
from desktop.usecases.titulaires import titulaires
from plie import instruction, legalite, participation, phrases
from plie.dossier import Dossier
from plie.instruction import Apport
from plie.kinds import (
    Annulation,
    AvisMotive,
    Cloture,
    Decision,
    Diagnostic,
    Inscription,
    Lot,
    Parcours,
    Personne,
    RetraitInscription,
    Utilisateur,
    Visa,
)
from plie.lettres import folded
from plie.referentiel import Referentiel
from plie.rendez_vous import sans_rendez_vous
from plie.vocabulaire import EtatParcours, Mot, Role

_TO_FILL = "À pourvoir"
_NOBODY = "Sans accompagnateur·rice"
# What is over waits for no AE.
_OVER = frozenset({EtatParcours.REFUSE, EtatParcours.SANS_SUITE, EtatParcours.SORTI})


class Figure(Mot):
    """What is counted of a file."""

    ACTIFS = "actifs", "File active"
    A_SIGNER = "a_signer", "À signer"
    SANS_RDV = "sans_rendez_vous", "Sans rendez-vous"
    A_INSTRUIRE = "a_instruire", "Visa ou avis motivé attendu"
    QUESTIONS = "questions", "Questions en attente"
    MIS_DE_COTE = "mis_de_cote", "Mis de côté chez eux"
    DOSSIERS = "dossiers", "Tous les dossiers"


@dataclass(frozen=True, slots=True)
class Element:
    """One line of the list that a figure opens: what it leads to, about whom, and why it is there."""

    kind: str
    id: str
    dossier: str
    nom: str
    detail: str


@dataclass(frozen=True, slots=True)
class LigneEquipe:
    """One AE's files, a lot that nobody has, or the dossiers that nobody follows.

    Attributes:
        numero, lot: of the lot (0: it has none).
        accompagnateur: the AE's name, or what stands in its place.
        id: the AE's, the lot's when nobody has it; "" for the dossiers of nobody.
        listes: one list a figure.
    """

    numero: int
    lot: str
    accompagnateur: str
    id: str
    listes: dict[Figure, tuple[Element, ...]]

    def chiffre(self, figure: Figure) -> int:
        """Return a figure: how many lines its list has."""
        return len(self.listes[figure])


def equipe(rows: Rows, *, referentiel: Referentiel, on: date) -> tuple[LigneEquipe, ...]:
    """Return one line per AE and per lot to fill, by lot then by name, then the dossiers of nobody."""
    users: dict[str, Utilisateur] = {u.id: u for u in rows.all(Utilisateur)}
    lots: dict[str, Lot] = {lot.id: lot for lot in rows.all(Lot)}
    there = {u.id for u in users.values() if _accompanies(u, on)}
    followed: dict[str, set[str]] = {id_: set() for id_ in there}
    for dossier, charged in titulaires(rows, on=on).items():
        followed.setdefault(charged.id, set()).add(dossier)
    whole: dict[str, Dossier] = {d.id: d for d in dossiers_en_bref(rows, on=on)}
    asked: dict[str, list[Element]] = {}
    for q in demandes.a_repondre(rows):
        said = f"{q.auteur_nom}, le {phrases.short_date(q.le.date())}\u00a0: {q.texte}"
        asked.setdefault(q.dossier, []).append(Element("demande", q.id, q.dossier, q.nom, said))
    aside: dict[str, list[Element]] = {}
    for one in mis_de_cote_ailleurs(rows):
        told = f"{one.objet}\u00a0: {one.raison}"
        aside.setdefault(one.utilisateur, []).append(
            Element("mise_de_cote", one.id, one.dossier, one.personne, told)
        )

    def line(lot: Lot | None, name: str, id_: str, dossiers: Iterable[Dossier]) -> LigneEquipe:
        held = sorted(dossiers, key=lambda d: (folded(d.personne.nom), d.id))
        return LigneEquipe(
            lot.numero if lot else 0,
            phrases.nom_du_lot(lot.numero, lot.nom) if lot else "",
            name,
            id_,
            _listes(held, [e for d in held for e in asked.get(d.id, ())], referentiel, on)
            | {
                Figure.A_INSTRUIRE: tuple(_a_instruire(held, referentiel)),
                Figure.MIS_DE_COTE: tuple(aside.get(id_, ())),
            },
        )

    lines = [
        line(lots.get(users[id_].lot or ""), users[id_].nom, id_, _among(whole, mine))
        for id_, mine in followed.items()
    ]
    filled = {users[id_].lot for id_ in there}
    lines += [line(lot, _TO_FILL, lot.id, ()) for lot in lots.values() if lot.id not in filled]
    nobody = set(whole).difference(*followed.values())
    alone = [d for d in _among(whole, nobody) if d.etat not in _OVER]
    if alone:
        lines.append(line(None, referentiel.dire(_NOBODY), "", alone))
    return tuple(sorted(lines, key=_order))


def dossiers_en_bref(rows: Rows, *, on: date) -> tuple[Dossier, ...]:
    """Return every dossier with what its figures need: hundreds of them, whole, would be slow."""
    parcours = rows.by_dossier(Parcours)
    inscriptions, decisions = rows.by_dossier(Inscription), rows.by_dossier(Decision)
    retraits, annulations = rows.by_dossier(RetraitInscription), rows.by_dossier(Annulation)
    met, planned = (
        by_dossier(etats.rencontres(rows)),
        by_dossier(etats.rendez_vous_prevus(rows, on)),
    )
    open_, theirs = etats.ouverts(rows)
    written, signed = by_dossier(open_), by_dossier(theirs)
    visas, avis = rows.by_dossier(Visa), rows.by_dossier(AvisMotive)
    diagnostics, clotures = rows.by_dossier(Diagnostic), rows.by_dossier(Cloture)
    return tuple(
        Dossier(
            personne=p,
            parcours=parcours.get(p.id, ()),
            entretiens=met.get(p.id, ()),
            comptes_rendus=written.get(p.id, ()),
            signatures=signed.get(p.id, ()),
            rendez_vous=planned.get(p.id, ()),
            inscriptions=inscriptions.get(p.id, ()),
            retraits=retraits.get(p.id, ()),
            decisions=decisions.get(p.id, ()),
            diagnostics=diagnostics.get(p.id, ()),
            clotures=clotures.get(p.id, ()),
            visas=visas.get(p.id, ()),
            avis=avis.get(p.id, ()),
            annulations=annulations.get(p.id, ()),
        )
        for p in rows.all(Personne)
    )


def _order(line: LigneEquipe) -> tuple[bool, bool, bool, int, str, str, str]:
    """Numbered lots, then those that have a name only, then the AEs of none; the dossiers of nobody last."""
    return (
        not line.id, not line.lot, not line.numero, line.numero, folded(line.lot),
        folded(line.accompagnateur), line.id,
    )  # fmt: skip


def _accompanies(user: Utilisateur, on: date) -> bool:
    left = user.desactive_le is not None and user.desactive_le <= on
    return user.role == Role.ACCOMPAGNATEUR and not left


def _among(whole: dict[str, Dossier], ids: Iterable[str]) -> Iterator[Dossier]:
    return (whole[id_] for id_ in ids if id_ in whole)


def _listes(
    held: Iterable[Dossier], asked: list[Element], referentiel: Referentiel, on: date
) -> dict[Figure, tuple[Element, ...]]:
    dossiers = tuple(held)
    return {
        Figure.ACTIFS: tuple(_of(d, d.etat.label) for d in dossiers if d.file_active),
        Figure.A_SIGNER: tuple(
            Element(
                "compte_rendu", cr.id, d.id, d.personne.nom,
                f"Compte-rendu du {phrases.short_date(cr.date)} à signer",
            )
            for d in dossiers
            for cr in d.a_signer()
        ),
        Figure.SANS_RDV: tuple(
            _of(d, "Sans rendez-vous prévu ce mois-ci")
            for d in dossiers
            if sans_rendez_vous(d, on) and not participation.ailleurs(d, referentiel)
        ),
        Figure.QUESTIONS: tuple(asked),
        Figure.DOSSIERS: tuple(_of(d, d.etat.label) for d in dossiers),
    }  # fmt: skip


_ATTENDU = {Apport.VISER: "visa", Apport.AVISER: "avis motivé"}


def _a_instruire(held: Iterable[Dossier], referentiel: Referentiel) -> Iterator[Element]:
    for dossier in held:
        awaited = instruction.attendus(dossier, referentiel)
        waiting = legalite.en_attente(dossier)
        if awaited and waiting:
            what = phrases.join_words([_ATTENDU[one] for one in awaited])
            day = phrases.short_date(waiting.commission_le)
            yield Element(
                "instruction", dossier.id, dossier.id, dossier.personne.nom,
                f"{day}\u00a0: {what}",
            )  # fmt: skip


def _of(dossier: Dossier, detail: str) -> Element:
    return Element("dossier", dossier.id, dossier.id, dossier.personne.nom, detail)
