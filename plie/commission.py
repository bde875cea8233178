"""What the facts of the Commission must say to be written, field by field: agenda, decision, clôture, parcours.

Whether the move itself is legal is `plie.legalite`'s; here are its days, its reasons, what each
decision carries (C7, C7-2).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from plie import legalite, nir, phrases, reprise
from plie.dossier import Dossier
from plie.kinds import Annulation, Cloture, Decision, Inscription, Parcours, RetraitInscription
from plie.legalite import Geste
from plie.objection import Objection
from plie.regles.commission import ReglesCommission
from plie.vocabulaire import IssueCommission, ObjetCommission

_SUIVI = frozenset({IssueCommission.MAINTIEN, IssueCommission.SUSPENSION, IssueCommission.REPRISE})
_REEXAMEN = "C7-2"


def inscription(
    made: Inscription, dossier: Dossier, rules: ReglesCommission
) -> tuple[Objection, ...]:
    """Return what stands against an inscription: its day, and why a parcours is examined again, of the motives named."""
    found = []
    last = legalite.depuis(dossier)
    # On the day of a decision, the sitting that took it is over.
    again = any(d.prise_le == last for d in dossier.decisions)
    if made.commission_le < last or (again and made.commission_le == last):
        found.append(_object("commission_le", "commission_passee", _passed(dossier, last)))
    named = {motif.code for motif in rules.motifs}
    examined = made.objet == ObjetCommission.REEXAMEN
    if examined and named and made.motif_reexamen not in named:
        found.append(
            _object(
                "motif_reexamen",
                "reexamen_sans_motif",
                "Choisissez le motif du réexamen.",
                _REEXAMEN,
            )
        )
    return tuple(found)


def deplacement(
    made: Inscription, retrait: RetraitInscription, dossier: Dossier, rules: ReglesCommission
) -> tuple[Objection, ...]:
    """Return what stands against moving an inscription to another sitting: the day of that one, and the reason.

    Args:
        made: the inscription at the other sitting.
        retrait: what takes the dossier off the first one; its day is today.
        dossier: as it stands before.
        rules: of the PLIE.
    """
    left = tuple(i for i in dossier.inscrites if i.id != retrait.inscription)
    before = replace(dossier, inscriptions=left, retraits=())
    found = list(inscription(made, before, rules))
    day = phrases.short_date(made.commission_le)
    waiting = legalite.en_attente(dossier)
    if waiting is not None and made.commission_le == waiting.commission_le:
        found.append(
            _object(
                "commission_le",
                "meme_seance",
                f"Ce dossier est déjà inscrit à la séance du {day}\u00a0: choisissez-en une autre.",
            )
        )
    elif made.commission_le < retrait.retire_le:
        found.append(
            _object(
                "commission_le",
                "seance_passee",
                f"Le {day} est passé\u00a0: choisissez une séance d’aujourd’hui ou à venir.",
            )
        )
    return (*found, *retire(retrait))


def retire(made: RetraitInscription) -> tuple[Objection, ...]:
    """Return what stands against taking a dossier off an agenda: the reason is told."""
    return _reason("retrait_sans_motif", made.motif)


def annule(made: Annulation) -> tuple[Objection, ...]:
    """Return what stands against cancelling a fact noted by mistake: the reason is told."""
    return _reason("annulation_sans_motif", made.motif)


def decision(
    made: Decision, dossier: Dossier, rules: ReglesCommission, *, complet: bool, on: date
) -> tuple[Objection, ...]:
    """Return what stands against a decision.

    Args:
        made: the decision.
        dossier: as it stands before.
        rules: of the PLIE.
        complet: whether the checklist of its object is held now.
        on: today.
    """
    return tuple(_decision(made, dossier, rules, complet=complet, on=on))


def cloture(made: Cloture, dossier: Dossier, *, on: date) -> tuple[Objection, ...]:
    """Return what stands against closing a candidature: the means used are told (C7)."""
    found = list(_day("close_le", made.close_le, dossier, on))
    if not made.motif:
        found.append(_object("motif", "cloture_sans_motif", "Choisissez le motif de la clôture."))
    if not made.moyens.strip():
        found.append(
            _object(
                "moyens",
                "cloture_sans_moyens",
                "Dites les moyens employés pour garder le lien\u00a0: appels, courriers, relances.",
            )
        )
    return (*found, *_nir("moyens", made.moyens))


def parcours(made: Parcours, dossier: Dossier, *, on: date) -> tuple[Objection, ...]:
    """Return what stands against one more parcours; a reprise carries its day and its decision (P6)."""
    found = []
    if made.ouvert_le is None:
        found.append(_object("ouvert_le", "parcours_sans_date", "Indiquez la date d’ouverture."))
    else:
        found += _day("ouvert_le", made.ouvert_le, dossier, on)
    if not made.origine:
        found.append(_object("origine", "parcours_sans_origine", "Choisissez l’origine."))
    found += reprise.objections(
        origine=made.origine,
        integre_le=made.integre_le,
        decision=made.reprise_decision,
        on=on,
    )
    return tuple(found)


def limite(made: Decision, rules: ReglesCommission) -> date | None:
    """Return the last day of a diagnostic renforcé (C7); None where no rule limits it."""
    if made.issue != IssueCommission.DIAGNOSTIC_RENFORCE or rules.renforce_jours is None:
        return None
    return made.prise_le + timedelta(days=rules.renforce_jours)


def _decision(
    made: Decision, dossier: Dossier, rules: ReglesCommission, *, complet: bool, on: date
) -> Iterator[Objection]:
    last = legalite.depuis(dossier, sauf=made.inscription)
    yield from _day("prise_le", made.prise_le, dossier, on, last=last)
    if any(
        d.prise_le == made.prise_le and dossier.belongs(d.parcours, d.prise_le)
        for d in dossier.decisions
    ):
        yield _object(
            "prise_le",
            "deja_decide_ce_jour",
            f"Une décision a déjà été prise le {phrases.short_date(made.prise_le)} pour ce dossier\u00a0: "
            "celle-ci est d’un autre jour.",
        )
    waiting = legalite.en_attente(dossier)
    incomplete = waiting is not None and waiting.incomplet and not complet
    if incomplete and made.issue != IssueCommission.AJOURNEMENT:
        yield _object(
            "issue",
            "dossier_incomplet",
            "Inscrit incomplet et encore incomplet, ce dossier ne peut être qu’ajourné.",
        )
    refused = made.issue == IssueCommission.REFUS and rules.reorientation_requise
    if refused and not made.reorientation.strip():
        yield _object(
            "reorientation",
            "refus_sans_reorientation",
            "Un refus propose une réorientation\u00a0: dites laquelle.",
        )
    if made.issue == IssueCommission.SUSPENSION:
        yield from _later(
            "suspendu_jusqu_au", made.suspendu_jusqu_au, made, "la fin de la suspension"
        )
    if made.issue in _SUIVI:
        yield from _later("prochain_reexamen", made.prochain_reexamen, made, "le prochain réexamen")
    if made.issue == IssueCommission.SORTIE and not (made.motif_sortie or made.nature_sortie):
        yield _object(
            "motif_sortie", "sortie_sans_motif", "Choisissez le motif de la sortie.", "C7-3"
        )
    for name in ("motif", "preconisations", "reorientation"):
        yield from _nir(name, getattr(made, name))


def _passed(dossier: Dossier, last: date) -> str:
    """Say what the day of a sitting cannot come before, and what to do."""
    day, waiting = phrases.short_date(last), legalite.en_attente(dossier)
    if any(d.prise_le == last for d in dossier.decisions):
        return f"La Commission a répondu le {day}\u00a0: choisissez une séance après ce jour."
    if waiting is not None and waiting.commission_le == last:
        return (
            f"Ce dossier est déjà inscrit, incomplet, à la séance du {day}\u00a0: une autre inscription ne vient pas "
            f"avant. Pour l’avancer, «\u00a0{Geste.DEPLACER.label}\u00a0», dans ce volet, demande le jour et la raison."
        )
    return (
        f"Le parcours est «\u00a0{dossier.etat.label.lower()}\u00a0» depuis le {day}\u00a0: choisissez une séance à partir "
        "de ce jour."
    )


def _reason(code: str, motif: str) -> tuple[Objection, ...]:
    if not motif.strip():
        said = "Dites pourquoi\u00a0: l’équipe et l’accompagnateur·rice le liront."
        return (_object("motif", code, said),)
    return tuple(_nir("motif", motif))


def _later(name: str, day: date | None, made: Decision, what: str) -> Iterator[Objection]:
    if day is None or day <= made.prise_le:
        yield _object(
            name,
            f"{name}_attendu",
            f"Indiquez {what}, après le {phrases.short_date(made.prise_le)}.",
            _REEXAMEN,
        )


def _day(
    name: str, day: date, dossier: Dossier, on: date, *, last: date | None = None
) -> Iterator[Objection]:
    since = legalite.depuis(dossier) if last is None else last
    if day > on:
        yield _object(name, "fait_futur", f"Le {phrases.short_date(day)} est encore à venir.")
    elif day < since:
        yield _object(
            name,
            "fait_anterieur",
            f"Le {phrases.short_date(day)} est avant le dernier fait du parcours, le "
            f"{phrases.short_date(since)}.",
        )


def _nir(name: str, words: str) -> Iterator[Objection]:
    if nir.holds_nir(words):
        yield Objection(name, "nir_ecrit", nir.PHRASE, article=None)


def _object(field: str, code: str, phrase: str, article: str = legalite.ARTICLE) -> Objection:
    return Objection(field, code, phrase, article=article)
