"""Which inscriptions stand: those that were taken off an agenda, or moved to another sitting, stand no more (C7).

Derived, so that nobody edits an inscription. What the Commission answered was before it, whatever was written
elsewhere meanwhile: such a withdrawal counts for nothing, nor does the inscription that it made. Of several
withdrawals of one inscription, written apart, the last counts (its id), and only what it made.
"""

from collections.abc import Collection

from plie.kinds import Decision, Id, Inscription, RetraitInscription
from plie.phrases import short_date

_Some = Collection[RetraitInscription]


def en_vigueur(
    inscriptions: tuple[Inscription, ...], retraits: _Some, decisions: Collection[Decision]
) -> tuple[Inscription, ...]:
    """Return the inscriptions that stand, in their order."""
    if not retraits:
        return inscriptions
    answered = {d.inscription for d in decisions}
    counting = comptent(retraits, decisions)
    gone = {r.inscription for r in retraits if r.id in counting}
    void = {r.remplacee_par for r in retraits if r.id not in counting}
    return tuple(i for i in inscriptions if i.id in answered or i.id not in gone | void)


def comptent(retraits: _Some, decisions: Collection[Decision]) -> frozenset[Id]:
    """Return the ids of the withdrawals that count."""
    answered = {d.inscription for d in decisions}
    last = {r.inscription: r for r in sorted(retraits, key=lambda r: r.id)}
    made_by = {r.remplacee_par: r for r in retraits if r.remplacee_par is not None}

    def counts(one: RetraitInscription, seen: frozenset[Id] = frozenset()) -> bool:
        if one.inscription in answered or last[one.inscription] is not one or one.id in seen:
            return False
        # What it withdraws was itself made by one that counts, or at first.
        maker = made_by.get(one.inscription)
        return maker is None or counts(maker, seen | {one.id})

    return frozenset(r.id for r in retraits if counts(r))


def dit(retrait: RetraitInscription, inscriptions: Collection[Inscription], *, compte: bool) -> str:
    """Say a withdrawal: from which sitting, to which; that it had no effect, where it does not count."""
    days = {i.id: i.commission_le for i in inscriptions}
    left, to = days.get(retrait.inscription), days.get(retrait.remplacee_par or Id(""))
    said = (
        f"Retiré de l’ordre du jour du {short_date(left)}" if left else "Retiré de l’ordre du jour"
    )
    if left and to:
        how = "Avancé" if to < left else "Reporté"
        said = f"{how} de la séance du {short_date(left)} à celle du {short_date(to)}"
    # Written apart from a decision, or from another move: the story keeps it.
    return (
        said
        if compte
        else f"{said} (sans effet\u00a0: une décision ou un autre changement l’a emporté)"
    )
