"""A dossier before the Commission: its state, its moves, what it holds of what is asked, the gestures (C7)."""

from dataclasses import dataclass
from datetime import date

from desktop.models.rows import Rows
from desktop.usecases import actes, annulations, demarches, instruction, retraits
from desktop.usecases.actes import VoletActe
from desktop.usecases.demarches import Demarche
from desktop.usecases.dossiers import assemble
from desktop.usecases.noms import KINDS
from desktop.usecases.seances import attendue, tenue, voit
from plie import annulation, commission, legalite, phrases, proposition, retrait_inscription, seance
from plie import instruction as regle
from plie.completude import Constat, constater, lisible, sortie_en_vigueur
from plie.dossier import Dossier
from plie.instruction import Apport
from plie.kinds import Commission, Decision, Inscription
from plie.legalite import Geste
from plie.referentiel import Referentiel
from plie.regles.choix import Choix, libelle
from plie.vocabulaire import (
    EtatParcours,
    IssueCommission,
    ObjetCommission,
    Origine,
    label,
)
from plie.vocabulaire_dossier import Avis, MotifCloture

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LigneMouvement:
    """One move, or one answer, of the current parcours: the day, what happened, its detail."""

    le: date
    titre: str
    detail: str


@dataclass(frozen=True, slots=True)
class Liste:
    """The checklist of an object: what each element says, its article; `tus`: those that this role does not read."""

    titre: str
    article: str
    constats: tuple[Constat, ...]
    objet: ObjetCommission
    tus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GesteOffert:
    """A gesture and why it is not done now; "" when it may be."""

    geste: Demarche
    raison: str


@dataclass(frozen=True, slots=True)
class Volet:
    """What the panel shows of one dossier, and what its forms choose from and start with.

    `seance` is the id of the sitting it waits for, for a role that sees sittings; "" otherwise.
    `tenue`: whether that sitting has been held.
    """

    dossier: Dossier
    etat: str
    detail: str
    mouvements: tuple[LigneMouvement, ...]
    listes: tuple[Liste, ...]
    gestes: tuple[GesteOffert, ...]
    options: dict[str, Options]
    debut: dict[str, object]
    acte: VoletActe | None
    seance: str = ""
    tenue: bool = False


def lire(rows: Rows, id_: str, *, referentiel: Referentiel, role: str, on: date) -> Volet:
    """Return what is known of a dossier before the Commission.

    Raises:
        KeyError: no such dossier here.
    """
    dossier = assemble(rows, id_)
    waiting = legalite.en_attente(dossier)
    held = tenue(rows, dossier, referentiel=referentiel, on=on)
    return Volet(
        dossier,
        dossier.etat.label,
        _detail(dossier, waiting, referentiel, on),
        _moves(dossier, referentiel),
        _lists(dossier, waiting, referentiel, role),
        _gestures(dossier, role, referentiel, held=held),
        _options(dossier, waiting, referentiel, role),
        _start(dossier, waiting, rows, role, on),
        actes.volet(rows, dossier, referentiel=referentiel, role=role, on=on),
        attendue(dossier, referentiel) if voit(role) else "",
        held,
    )


def commence(volet: Volet, geste: Demarche) -> dict[str, object]:
    """Return what the form of a gesture starts with."""
    if geste is Geste.DEPLACER:
        return {**volet.debut, "commission_le": volet.debut["autre_seance"]}
    if isinstance(geste, Geste):
        return volet.debut
    first = next(iter(volet.options[f"objet_{geste.value}"]), ("", ""))
    return {**volet.debut, "objet": first[0]}


def _gestures(
    dossier: Dossier, role: str, referentiel: Referentiel, *, held: bool
) -> tuple[GesteOffert, ...]:
    """Return the gestures in the order of the work: what the file lacks, then what moves it.

    Of what others give, the checklist says that it is awaited: there is no gesture of it here. Nor is there one that
    takes off an agenda a dossier that is on none, or cancels where this role noted nothing.
    """
    idle = set[Geste]() if legalite.en_attente(dossier) else {*retraits.GESTES}
    idle |= set[Geste]() if annulations.annulables(dossier, role) else {Geste.ANNULER}
    moves: list[Demarche] = [g for g in Geste if g not in idle]
    entree = legalite.objets(dossier) == (ObjetCommission.ENTREE,)
    given = (
        one
        for one in Apport
        if regle.connu(one, referentiel)
        and instruction.peut(one, role=role)
        # Those of the entry are written with the diagnostic: the checklist leads there.
        and not (entree and one is Apport.PRECONISER)
    )
    return tuple(
        GesteOffert(
            one, demarches.raison(one, dossier, role=role, referentiel=referentiel, tenue=held)
        )
        for one in (*given, *moves)
    )


def _detail(
    dossier: Dossier, waiting: Inscription | None, referentiel: Referentiel, on: date
) -> str:
    parts = []
    # Put on an agenda, they are presented on a day to come: the agenda says which.
    if dossier.mouvements and dossier.mouvements[-1].le <= on:
        parts.append(f"depuis le {phrases.short_date(dossier.mouvements[-1].le)}")
    if waiting is not None:
        incomplete = ", inscrit incomplet" if waiting.incomplet else ""
        named = _instance(dossier, waiting, referentiel)
        body = f" ({named})" if named else ""
        parts.append(
            f"à l’ordre du jour du {phrases.short_date(waiting.commission_le)}{body} pour "
            f"«\u00a0{referentiel.dire(label(ObjetCommission, waiting.objet).lower())}\u00a0»{incomplete}"
        )
    return " · ".join(parts)


def _instance(dossier: Dossier, waiting: Inscription, referentiel: Referentiel) -> str:
    """Return the body that answers, where it is not the one of every day (P7)."""
    rules = referentiel.commission
    return rules.autre(seance.instance(dossier, waiting, referentiel)) if rules else ""


def _bodies(dossier: Dossier, referentiel: Referentiel) -> Options:
    """Return what a dossier can be put before another body for, and the name of that body."""
    rules = referentiel.commission
    if rules is None:
        return ()
    proposed = sortie_en_vigueur(dossier)
    outside = proposition.decideur(referentiel, proposed.motif) if proposed else None
    bodies = (
        (o, outside if outside and o is ObjetCommission.SORTIE else rules.examine(o))
        for o in legalite.objets(dossier)
    )
    return tuple((o.value, rules.autre(body)) for o, body in bodies if rules.autre(body))


def _lists(
    dossier: Dossier, waiting: Inscription | None, referentiel: Referentiel, role: str
) -> tuple[Liste, ...]:
    """Return the checklists of what is asked now: of the inscription, else of each it could be."""
    rules = referentiel.commission
    if rules is None or dossier.etat in {
        EtatParcours.SANS_SUITE,
        EtatParcours.REFUSE,
        EtatParcours.SORTI,
    }:
        return ()
    asked = [o for o in ObjetCommission if waiting and o == waiting.objet]
    found = []
    for objet in asked or legalite.objets(dossier):
        checklist = rules.checklist(objet)
        # Nobody prepares the sortie of someone for whom none is proposed.
        idle = objet is ObjetCommission.SORTIE and not asked and sortie_en_vigueur(dossier) is None
        if checklist is not None and not idle:
            constats = constater(dossier, objet, referentiel)
            told = tuple(c for c in constats if lisible(c.element, role))
            untold = tuple(c.element.label for c in constats if c not in told)
            title = referentiel.dire(objet.label)
            found.append(Liste(title, checklist.article, told, objet, untold))
    return tuple(found)


def _moves(dossier: Dossier, referentiel: Referentiel) -> tuple[LigneMouvement, ...]:
    """Return the moves and the decisions of the current parcours, the latest first."""
    names = _kinds(dossier)
    decided = {d.id: d for d in dossier.decisions}
    lines = [
        LigneMouvement(
            m.le,
            m.vers.label,
            _because(decided.get(m.fait), referentiel)
            or referentiel.dire(KINDS.get(names.get(m.fait, ""), "")),
        )
        for m in dossier.mouvements
    ]
    moved = {m.fait for m in dossier.mouvements}
    lines += [
        LigneMouvement(d.prise_le, label(IssueCommission, d.issue), _because(d, referentiel))
        for d in dossier.decisions
        if d.id not in moved and dossier.belongs(d.parcours, d.prise_le)
    ]
    lines += [
        LigneMouvement(
            i.commission_le,
            f"À l’ordre du jour\u00a0: {label(ObjetCommission, i.objet).lower()}",
            libelle(_reexamen(referentiel), i.motif_reexamen),
        )
        for i in dossier.inscrites
        if i.id not in moved and dossier.belongs(i.parcours, i.commission_le)
    ]
    counting = retrait_inscription.comptent(dossier.retraits, dossier.decisions)
    lines += [
        LigneMouvement(
            r.retire_le,
            retrait_inscription.dit(r, dossier.inscriptions, compte=r.id in counting),
            _said(r.motif, r.auteur_nom),
        )
        for r in dossier.retraits
        if dossier.belongs(r.parcours, r.retire_le)
    ]
    lines += _given(dossier, referentiel)
    lines += [
        LigneMouvement(
            annulation.jour(fait),
            f"{annulations.titre(fait)}{annulation.dit(by)}",
            annulations.pourquoi(by),
        )
        for fait, by in annulations.annules(dossier)
        if dossier.belongs(fait.parcours, annulation.jour(fait))
    ]
    # Of one day, the last written first.
    return (*sorted(lines, key=lambda line: line.le)[::-1], *_earlier(dossier))


def _given(dossier: Dossier, referentiel: Referentiel) -> list[LigneMouvement]:
    """Return what was given to the Commission in words: the avis motivé is what it reads."""
    lines = [
        LigneMouvement(v.vise_le, annulations.titre(v), _said(v.reserves, v.auteur_nom))
        for v in dossier.visas
        if dossier.belongs(v.parcours, v.vise_le)
    ]
    motifs = dict(_motifs(referentiel))
    lines += [
        LigneMouvement(
            s.proposee_le, f"Sortie proposée\u00a0: {motifs.get(s.motif, s.motif)}", s.texte
        )
        for s in dossier.sorties_proposees
        if dossier.belongs(s.parcours, s.proposee_le)
    ]
    lines += [
        LigneMouvement(a.rendu_le, annulations.titre(a), _said(a.texte, a.auteur_nom))
        for a in dossier.avis
        if dossier.belongs(a.parcours, a.rendu_le)
    ]
    return lines


def _said(words: str, who: str) -> str:
    return " — ".join(part for part in (words, who) if part)


def _earlier(dossier: Dossier) -> tuple[LigneMouvement, ...]:
    """Return the openings, the current parcours's first: someone may have had several."""
    opened = sorted(dossier.parcours, key=lambda p: p.numero, reverse=True)
    return tuple(
        LigneMouvement(
            p.ouvert_le,
            f"Ouverture du parcours n°\u00a0{p.numero}",
            " · ".join(x for x in (label(Origine, p.origine), p.reprise_decision) if x),
        )
        for p in opened
        if p.ouvert_le
    )


def _kinds(dossier: Dossier) -> dict[str, str]:
    """Return the word of the kind of each fact that may have moved the parcours, by its id."""
    return {
        **{x.id: "entretien" for x in dossier.entretiens},
        **{x.id: "diagnostic" for x in dossier.diagnostics},
        **{x.id: "inscription" for x in dossier.inscriptions},
        **{x.id: "cloture" for x in dossier.clotures},
    }


def portee(decided: Decision, referentiel: Referentiel) -> tuple[str, ...]:
    """Say what a decision carries beside its reason: its days, where else the person is sent, why they leave."""
    told = []
    if decided.suspendu_jusqu_au:
        told.append(f"jusqu’au {phrases.short_date(decided.suspendu_jusqu_au)}")
    if decided.prochain_reexamen:
        again = referentiel.dire("prochain réexamen le")
        told.append(f"{again} {phrases.short_date(decided.prochain_reexamen)}")
    limit = commission.limite(decided, referentiel.commission) if referentiel.commission else None
    if limit:
        told.append(f"au plus tard le {phrases.short_date(limit)}")
    if decided.reorientation:
        told.append(f"réorientation proposée\u00a0: {decided.reorientation}")
    if decided.motif_sortie:
        told.append(dict(_motifs(referentiel)).get(decided.motif_sortie, decided.motif_sortie))
    return tuple(told)


def _because(decided: Decision | None, referentiel: Referentiel) -> str:
    if decided is None:
        return ""
    what = f"Décision\u00a0: {referentiel.dire(label(IssueCommission, decided.issue).lower())}"
    told = (what, decided.motif, *portee(decided, referentiel))
    return " · ".join(part for part in told if part)


def _reexamen(referentiel: Referentiel) -> tuple[Choix, ...]:
    return referentiel.commission.motifs if referentiel.commission else ()


def _motifs(referentiel: Referentiel) -> Options:
    return tuple((m.code, m.libelle) for m in proposition.motifs(referentiel))


def _options(
    dossier: Dossier, waiting: Inscription | None, referentiel: Referentiel, role: str
) -> dict[str, Options]:
    rules = referentiel.commission
    issues = legalite.issues(waiting, rules) if waiting and rules else ()
    # What the state refuses whatever the form says is not offered.
    legal = [i for i in issues if rules and legalite.decider(dossier, i, rules) is None]
    sorties = referentiel.sortie.familles if referentiel.sortie else ()
    return {
        "objet": tuple((o.value, referentiel.dire(o.label)) for o in legalite.objets(dossier)),
        "instance": _bodies(dossier, referentiel),
        "motif_reexamen": tuple((m.code, m.libelle) for m in _reexamen(referentiel)),
        "issue": tuple((i.value, referentiel.dire(i.label)) for i in legal),
        "motif_sortie": _motifs(referentiel),
        "nature_sortie": tuple((f.code, f.libelle) for f in sorties if f.regle is not None),
        "fait": tuple(
            (f.id, annulations.nom(f, referentiel.dire))
            for f in annulations.annulables(dossier, role)
        ),
        "motif_cloture": tuple((m.value, m.label) for m in MotifCloture),
        "origine": tuple((o.value, o.label) for o in Origine),
        "conforme": ((instruction.CONFORME, "Conforme"), (instruction.A_COMPLETER, "À compléter")),
        "avis": tuple((a.value, a.label) for a in Avis),
        **{
            f"objet_{apport.value}": tuple(
                (o.value, referentiel.dire(o.label))
                for o in regle.objets(apport, dossier, referentiel)
            )
            for apport in Apport
        },
    }


def _start(
    dossier: Dossier, waiting: Inscription | None, rows: Rows, role: str, on: date
) -> dict[str, object]:
    """Return what forms start with: the next sitting known, today, what the AE proposed."""
    sittings = sorted(
        c.date for c in rows.all(Commission) if c.date and c.date >= on and not c.annulee
    )
    proposed = sortie_en_vigueur(dossier)
    others = [day for day in sittings if waiting is None or day != waiting.commission_le]
    wrong = annulations.annulables(dossier, role)
    return {
        "fait": next((f.id for f in wrong if legalite.annuler(dossier, f) is None), ""),
        "commission_le": sittings[0] if sittings else None,
        "autre_seance": others[0] if others else None,
        "objet": legalite.objets(dossier)[0].value,
        "prise_le": min(on, waiting.commission_le) if waiting else on,
        "motif_sortie": proposed.motif if proposed else "",
        "nature_sortie": proposed.nature if proposed else "",
        **dict.fromkeys(("close_le", "ouvert_le", "proposee_le", "vise_le", "rendu_le"), on),
    }
