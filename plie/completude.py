"""`Constat`: what a checklist asks of a dossier before a Commission, and what is there or lacks (C7, C9-3-5).

Each element is looked for in the facts of the current parcours; those given for an earlier sitting on the
same object count no more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from plie.dossier import Dossier
from plie.droits import reads_field
from plie.kinds import ConditionAdhesion, Evenement, Id, SortieProposee
from plie.phrases import join_words, short_date
from plie.piece import Emplacement, emplacements, placee, proposition
from plie.referentiel import Referentiel
from plie.regles.commission import Checklist, ElementDossier
from plie.vocabulaire import GenreEvenement, IssueCommission, ObjetCommission
from plie.vocabulaire_dossier import EtatPiece, SujetEvaluation

_LIEN = frozenset(
    {
        GenreEvenement.APPEL,
        GenreEvenement.COURRIEL,
        GenreEvenement.COURRIER,
        GenreEvenement.VISITE,
        GenreEvenement.RELANCE,
    }
)
# The words in which an element is looked for, where a role may read the rest without them (domain.md §2).
_WORDS: dict[ElementDossier, tuple[tuple[str, str], ...]] = {
    ElementDossier.CONDITIONS: (("condition_adhesion", "argument"),),
    ElementDossier.DIAGNOSTIC: (
        ("diagnostic", "atouts"),
        ("diagnostic", "motivation"),
        ("diagnostic", "etapes_envisagees"),
    ),
    ElementDossier.PRECONISATIONS: (("preconisation", "texte"),),
}
_TENUE = (EtatPiece.ACCEPTEE, EtatPiece.RECUE)


@dataclass(frozen=True, slots=True)
class Constat:
    """One element of a checklist: whether it is there, whether it is required, what lacks in words."""

    element: ElementDossier
    present: bool
    requis: bool
    manque: str = ""


def constater(
    dossier: Dossier, objet: ObjetCommission, referentiel: Referentiel
) -> tuple[Constat, ...]:
    """Return each element of the checklist of an object, in its order; none where no checklist is."""
    rules = referentiel.commission
    checklist: Checklist | None = rules.checklist(objet) if rules else None
    if checklist is None:
        return ()
    look = _Regard(dossier, objet, referentiel)
    return tuple(
        Constat(element, not lack, element in checklist.requis, lack)
        for element in (*checklist.requis, *checklist.souhaites)
        for lack in (look.manque(element),)
    )


def manque(
    dossier: Dossier, objet: ObjetCommission, element: ElementDossier, referentiel: Referentiel
) -> str:
    """Say what lacks of one element, for an object; "" when it is there."""
    return _Regard(dossier, objet, referentiel).manque(element)


def manquants(constats: tuple[Constat, ...]) -> tuple[ElementDossier, ...]:
    """Return the required elements that lack."""
    return tuple(one.element for one in constats if one.requis and not one.present)


def lisible(element: ElementDossier, role: str) -> bool:
    """Tell whether a role reads what an element is looked for in: else it would see a lack where the words are."""
    return all(reads_field(role, kind, field) for kind, field in _WORDS.get(element, ()))


def sortie_en_vigueur(dossier: Dossier) -> SortieProposee | None:
    """Return the sortie proposed that no later one replaces, and that no Commission answered yet."""
    found, since = proposition(dossier), repondu_le(dossier, ObjetCommission.SORTIE)
    return found if found is not None and found.proposee_le >= since else None


def repondu_le(dossier: Dossier, objet: str) -> date:
    """Return the day of the last answer on an object; an ajournement asks for the same file again."""
    days = (
        d.prise_le
        for d in dossier.decisions
        if d.objet == objet
        and d.issue != IssueCommission.AJOURNEMENT
        and dossier.belongs(d.parcours, d.prise_le)
    )
    return max(days, default=date.min)


class _Regard:
    """Looks for the elements in a dossier: `manque` says in words what lacks, "" when it is there."""

    def __init__(self, dossier: Dossier, objet: ObjetCommission, referentiel: Referentiel) -> None:
        self._d, self._objet, self._r = dossier, objet, referentiel
        decided = [repondu_le(dossier, one) for one in (objet, ObjetCommission.REEXAMEN)]
        self._since = decided[0]
        # The relation is told since the last réexamen, else since the integration.
        self._relation = max(decided[1], dossier.integration or date.min)
        self._looks: dict[ElementDossier, Callable[[], str]] = {
            ElementDossier.IDENTITE: self._identite,
            ElementDossier.TERRITOIRE: self._territoire,
            ElementDossier.CRITERE: self._critere,
            ElementDossier.CONDITIONS: self._conditions,
            ElementDossier.PRESCRIPTION: self._prescription,
            ElementDossier.DIAGNOSTIC: self._diagnostic,
            ElementDossier.PRECONISATIONS: self._preconisations,
            ElementDossier.CV: lambda: "" if dossier.cvs else "aucun CV",
            ElementDossier.ENTRETIENS: self._entretiens,
            ElementDossier.ETAPES: self._etapes,
            ElementDossier.MOYENS: self._moyens,
            ElementDossier.ANALYSE: self._analyse,
            ElementDossier.MOTIF: self._motif,
            ElementDossier.PIECES: self._pieces,
            ElementDossier.VISA: self._visa,
            ElementDossier.AVIS_MOTIVE: self._avis,
        }

    def manque(self, element: ElementDossier) -> str:
        return self._looks[element]()

    def _identite(self) -> str:
        person, reached = self._d.personne, self._d.coordonnees
        lacks = [
            word
            for word, value in (
                ("prénoms", person.prenoms),
                ("nom", person.nom_naissance),
                ("date de naissance", person.naissance_le),
                (
                    "adresse, téléphone ou courriel",
                    reached and (reached.adresse or reached.telephone or reached.courriel),
                ),
            )
            if not value
        ]
        return join_words(lacks)

    def _territoire(self) -> str:
        rules, reached = self._r.adhesion, self._d.coordonnees
        if rules is None or not rules.communes:
            return ""
        insee = reached.commune_insee if reached else ""
        if not insee:
            return "commune à choisir dans la liste"
        return "" if rules.in_territory(insee) else "commune hors du territoire"

    def _critere(self) -> str:
        rules = self._r.adhesion
        if rules is None:
            return ""
        codes = {choix.code for choix in rules.criteres}
        met = {c.code for c in self._conditions_of_now() if c.reponse and c.code in codes}
        return "" if len(met) >= rules.criteres_requis else "aucun critère retenu"

    def _conditions(self) -> str:
        rules = self._r.adhesion
        argued = {
            c.code
            for c in self._conditions_of_now()
            if c.reponse is not None and c.argument.strip()
        }
        lacks = [c for c in rules.conditions if c.code not in argued] if rules else []
        return f"{len(lacks)} à répondre et à argumenter" if lacks else ""

    def _conditions_of_now(self) -> list[ConditionAdhesion]:
        return [c for c in self._d.conditions if self._d.belongs(c.parcours, c.verifiee_le)]

    def _prescription(self) -> str:
        held = [p for p in self._d.prescriptions if self._d.belongs(p.parcours, p.recue_le)]
        if not held:
            return "aucune prescription"
        return "" if any(p.pre_diagnostic.strip() for p in held) else "pré-diagnostic"

    def _diagnostic(self) -> str:
        held = [d for d in self._d.diagnostics if self._d.belongs(d.parcours, d.commence_le)]
        if not held:
            return "aucun diagnostic"
        last = held[-1]
        freins = any(
            e.sujet == SujetEvaluation.FREIN and self._d.belongs(e.parcours, e.evalue_le)
            for e in self._d.evaluations
        )
        motivation = last.motivation.strip() or any(
            e.sujet == SujetEvaluation.MOTIVATION and self._d.belongs(e.parcours, e.evalue_le)
            for e in self._d.evaluations
        )
        return join_words(
            [
                word
                for word, value in (
                    ("freins", freins),
                    ("atouts", last.atouts.strip()),
                    ("motivation", motivation),
                    ("étapes envisagées", last.etapes_envisagees.strip()),
                )
                if not value
            ]
        )

    def _preconisations(self) -> str:
        there = any(
            p.texte.strip()
            and p.objet in {"", self._objet.value}
            and self._d.belongs(p.parcours, p.proposee_le)
            and (p.proposee_le or date.max) >= self._since
            for p in self._d.preconisations
        )
        return "" if there else "aucune préconisation"

    def _entretiens(self) -> str:
        held = [e for e in self._d.entretiens_held if self._d.belongs(e.parcours, e.date)]
        if not held:
            return "aucun entretien"
        drafts = len(held) - len([e for e in held if self._finalised(e.id)])
        return f"{drafts} à finaliser" if drafts else ""

    def _finalised(self, entretien: str) -> bool:
        return any(cr.entretien == entretien for cr in self._d.comptes_rendus)

    def _etapes(self) -> str:
        held = [e for e in self._d.etapes if self._d.belongs(e.parcours, e.debut or e.proposee_le)]
        if not held:
            return "aucune étape"
        # An étape planned to have ended before the last fact of the dossier, and left open.
        last = max((e.date for e in self._d.entretiens_held if e.date), default=date.min)
        late = [
            e for e in held if not (e.fin or e.abandonnee_le) and (e.fin_prevue or date.max) < last
        ]
        return f"{len(late)} à clôturer" if late else ""

    def _moyens(self) -> str:
        told = any(e.genre in _LIEN and e.date >= self._relation for e in self._lines())
        return "" if told else "aucun appel, courrier ni relance noté"

    def _analyse(self) -> str:
        told = any(
            e.genre == GenreEvenement.PARTENAIRE and e.date >= self._relation for e in self._lines()
        )
        return "" if told else "aucun contact avec le prescripteur ou le référent social noté"

    def _lines(self) -> list[Evenement]:
        replaced = {e.remplace for e in self._d.evenements if e.remplace}
        return [e for e in self._d.evenements if e.id not in replaced]

    def _motif(self) -> str:
        proposed = sortie_en_vigueur(self._d)
        return "" if proposed and (proposed.motif or proposed.nature) else "aucune sortie proposée"

    def _pieces(self) -> str:
        if sortie_en_vigueur(self._d) is None:
            return "aucune sortie proposée"
        known = {p.code: p.libelle for p in self._r.dossier.pieces} if self._r.dossier else {}
        return join_words(
            [
                " ou ".join(known.get(code, code) for code in slot.codes)
                for slot in emplacements(self._d, self._r)
                if self._proves(slot) and placee(self._d, slot).etat not in _TENUE
            ]
        )

    def _proves(self, slot: Emplacement) -> bool:
        """Whether a slot is asked for by the sortie proposed: its motive, its job, its certification."""
        proposed = sortie_en_vigueur(self._d)
        if proposed is None:
            return False
        # Who moves away or falls ill proves that, whatever contract was being judged (C7-3).
        of_its_own = any(motif.code == proposed.motif for motif in self._r.motifs_sortie)
        held = () if of_its_own else (proposed.emploi, proposed.certification)
        return slot.pour_id in {proposed.id, *held}

    def _visa(self) -> str:
        held = [v for v in self._d.visas if self._of_now(v.objet, v.parcours, v.vise_le)]
        last = max(held, key=lambda v: (v.vise_le, v.id), default=None)
        if last is None:
            return "pas encore visé par la personne responsable de l’action"
        return "" if last.conforme else f"non conforme le {short_date(last.vise_le)}"

    def _avis(self) -> str:
        held = [a for a in self._d.avis if self._of_now(a.objet, a.parcours, a.rendu_le)]
        return "" if held else "pas encore rendu par la personne responsable de l’action"

    def _of_now(self, objet: str, parcours: Id | None, day: date) -> bool:
        mine = self._d.belongs(parcours, day)
        return objet == self._objet and mine and day >= self._since
