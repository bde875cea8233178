"""What the store set aside: what, why, corrected and sent again, or given up with a reason (sync.md §3).

One entry per thing: an element whose creation was set aside takes its later changes with it. The
rest of the work never waits for any of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.models import aside
from desktop.models.aside import Aside
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Seen, Work
from desktop.usecases import champs, noms
from desktop.usecases.champs import Champ
from desktop.usecases.mis_de_cote_ailleurs import regler
from plie import nir
from plie.droits import Reason
from plie.kinds import FieldSpec, KindSpec, by_word
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.vocabulaire import IssueMiseDeCote, label
from wire.codec import BadValueError, Value, from_value, from_values, to_value
from wire.op import Op, Verb

# Finalised or signed: sent again as it is, or given up; never corrected here.
_EVIDENCE = frozenset({"compte_rendu", "signature"})
_TO_DO = {
    Reason.DROIT_REFUSE: "Demandez à la personne dont c’est le rôle de l’écrire, ou renoncez.",
    Reason.AUTEUR_USURPE: "Renvoyez\u00a0: le changement repartira sous votre nom.",
    Reason.HORS_PERIMETRE: "S’il vous est de nouveau confié, renvoyez\u202f; sinon, renoncez.",
    Reason.VALEUR_INVALIDE: "Corrigez la valeur, puis renvoyez.",
    Reason.FAIT_IMMUABLE: "Ajoutez un nouveau fait qui corrige le premier, puis renoncez à celui-ci.",
    Reason.DOSSIER_INCONNU: "Renvoyez\u202f; si le refus revient, prévenez votre gestionnaire.",
    Reason.CHOSE_INCONNUE: "Renvoyez\u00a0: l’élément repartira entier.",
    Reason.TROP_LOURD: "Raccourcissez le texte ou répartissez-le, puis renvoyez.",
    Reason.NE_PASSE_PAS: "Renvoyez depuis un autre réseau, ou raccourcissez le texte.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ecrit:
    """A field as it was written and set aside, beside what the dossier holds now ("" for nothing here)."""

    champ: Champ
    valeur: object
    mots: tuple[str, ...]
    ici: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MisDeCote:
    """A thing set aside: what was written, why the store did not take it, what can be done.

    Attributes:
        geste: what was being done: « Création », « Modification », « Suppression ».
        combien: how many changes it stands for.
        seen: what the screen shows of the thing; empty when it is not here.
        renvoyable, corrigeable: whether it can be sent again, and changed before.
    """

    kind: str
    id: str
    scope: str
    personne: str
    objet: str
    geste: str
    raison: str
    conseil: str
    quand: datetime | None
    combien: int
    ecrits: tuple[Ecrit, ...]
    seen: Seen
    renvoyable: bool
    corrigeable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Renonce:
    """What was given up: it stays here, as it was written, with both reasons."""

    personne: str
    objet: str
    raison: str
    motif: str
    le: datetime
    ecrits: tuple[Ecrit, ...] = ()


def mis_de_cote(rows: Rows, *, referentiel: Referentiel) -> tuple[MisDeCote, ...]:
    """Return what was set aside and is not settled, oldest first."""
    return tuple(_told(rows, key, found, referentiel) for key, found in _by_thing(rows).items())


def combien(rows: Rows) -> int:
    """Return how many things are set aside: as many as `mis_de_cote` shows."""
    return len(_by_thing(rows))


def par_dossier(rows: Rows) -> Counter[str]:
    """Return dossier (or « plie ») to how many of its things are set aside."""
    return Counter(found[-1].op.scope for found in _by_thing(rows).values())


def renvoyer(
    work: Work, kind: str, id_: str, *, seen: Seen, values: Mapping[str, object], now: datetime
) -> Changes:
    """Write a thing again, with corrections: it leaves with the next exchange, in its own name.

    Raises:
        Refus: it cannot be written again, or a value is lacking.
    """
    found = _waiting(work.rows, kind, id_)
    spec = by_word(kind)
    if spec is None:
        raise Refus(
            "kind_inconnu", "Mettez Permanence à jour pour renvoyer cet élément. Il est gardé ici."
        )
    if kind in _EVIDENCE and values:
        raise Refus("preuve", "Ce qui a été finalisé ou signé se renvoie tel quel.")
    try:
        replay = _again(work, spec, found, seen, values)
    except BadValueError:
        raise Refus(
            "valeur_a_corriger",
            "Une valeur n’a pas la forme attendue. Rien n’a été renvoyé : corrigez-la, ou "
            "renoncez si l’élément n’a plus de raison d’être.",
        ) from None
    except KeyError:
        raise Refus(
            "renvoi_impossible",
            "Cet élément n’est plus dans le dossier et n’a pas de quoi être recréé. Ce que vous "
            "aviez écrit reste ici\u00a0: recopiez-le dans le dossier, puis renoncez.",
        ) from None
    aside.settle(work.connection, [one.op for one in found], at=now, replay=replay)
    _tell(work, found, IssueMiseDeCote.RENVOYEE, now=now)
    return work.commit()


def renoncer(work: Work, kind: str, id_: str, *, motif: str, now: datetime) -> Changes:
    """Give up what was set aside of a thing; it stays in the history, with the reason.

    Raises:
        Refus: without a reason.
    """
    found = _waiting(work.rows, kind, id_)
    if not motif.strip():
        raise Refus(
            "renonce_sans_motif", "Dites pourquoi vous y renoncez\u00a0: la raison est gardée."
        )
    nir.refuse(motif)
    aside.settle(work.connection, [one.op for one in found], at=now, motif=motif.strip())
    _tell(work, found, IssueMiseDeCote.RENONCEE, motif=motif, now=now)
    work.moved(kind, found[0].op.scope)
    return work.commit()


def renonces(rows: Rows, *, referentiel: Referentiel) -> tuple[Renonce, ...]:
    """Return what was given up, the latest first."""
    return tuple(
        Renonce(
            personne=champs.de_qui(rows, one.op.scope),
            objet=champs.intitule(one.op.kind, _values(rows, one.op.kind, one.op.id, [one.op])),
            raison=label(Reason, one.reason),
            motif=one.motif,
            le=one.le,
            ecrits=_fields(rows, one.op.kind, [one.op], {}, referentiel),
        )
        for one in aside.given_up(rows.connection)
    )


def _tell(
    work: Work, found: Iterable[Aside], issue: IssueMiseDeCote, *, motif: str = "", now: datetime
) -> None:
    ops = [one.op for one in found]
    regler(work, ops[0].scope, (op.op_id for op in ops), issue, motif=motif, now=now)


def _by_thing(rows: Rows) -> dict[tuple[str, str], list[Aside]]:
    found: dict[tuple[str, str], list[Aside]] = {}
    for one in aside.waiting(rows.connection):
        found.setdefault((one.op.kind, one.op.id), []).append(one)
    return found


def _waiting(rows: Rows, kind: str, id_: str) -> list[Aside]:
    found = _by_thing(rows).get((kind, id_))
    if not found:
        raise Refus("deja_regle", "C’est déjà réglé\u00a0: rien ne reste de côté pour cet élément.")
    return found


def _told(
    rows: Rows, key: tuple[str, str], found: list[Aside], referentiel: Referentiel
) -> MisDeCote:
    kind, id_ = key
    ops = [one.op for one in found]
    spec, last = by_word(kind), ops[-1]
    # The first refusal is the cause: those after it follow from it.
    reason = found[0].reason
    here = champs.ici(rows, kind, id_)
    return MisDeCote(
        kind=kind,
        id=id_,
        scope=last.scope,
        personne=champs.de_qui(rows, last.scope),
        objet=champs.intitule(kind, _values(rows, kind, id_, ops)),
        geste=_gesture(ops),
        raison=label(Reason, reason),
        conseil=next((words for code, words in _TO_DO.items() if code.value == reason), ""),
        quand=last.made,
        combien=len(found),
        ecrits=_fields(rows, kind, ops, here, referentiel),
        seen=rows.seen(spec.cls, id_) if spec else {},
        renvoyable=spec is not None,
        corrigeable=spec is not None and kind not in _EVIDENCE and last.verb is not Verb.DELETE,
    )


def _fields(
    rows: Rows, kind: str, ops: list[Op], here: Mapping[str, object], words: Referentiel
) -> tuple[Ecrit, ...]:
    return tuple(
        _field(rows, kind, one, here, words)
        for one in _written(ops).items()
        if one[0] not in noms.TIES
    )


def _field(
    rows: Rows,
    kind: str,
    written: tuple[str, Value],
    here: Mapping[str, object],
    words: Referentiel,
) -> Ecrit:
    name, shaped = written[0], champs.python(kind, *written)
    return Ecrit(
        champ=champs.champ(kind, name, words),
        valeur=shaped,
        mots=champs.en_mots(rows, kind, name, shaped, words),
        ici=champs.en_mots(rows, kind, name, here.get(name), words) if here else (),
    )


def _gesture(ops: list[Op]) -> str:
    if ops[-1].verb is Verb.DELETE:
        return "Suppression"
    return "Création" if any(op.verb is Verb.INSERT for op in ops) else "Modification"


def _written(ops: list[Op]) -> dict[str, Value]:
    written: dict[str, Value] = {}
    for op in ops:
        written |= op.fields
    return written


def _values(rows: Rows, kind: str, id_: str, ops: list[Op]) -> dict[str, object]:
    """Return what a thing is, as far as is known here: what the dossier holds, then what was written."""
    return champs.ici(rows, kind, id_) | {
        n: champs.python(kind, n, v) for n, v in _written(ops).items()
    }


def _again(
    work: Work, spec: KindSpec, found: list[Aside], seen: Seen, values: Mapping[str, object]
) -> str:
    ops, id_ = [one.op for one in found], found[0].op.id
    # Evidence stays in its table whatever the store says: what counts is that it is sent whole.
    here = spec.word not in _EVIDENCE and champs.ici(work.rows, spec.word, id_)
    if ops[-1].verb is Verb.DELETE:
        return work.delete(spec.cls, id_, seen)
    written = _written(ops) | {name: to_value(value) for name, value in values.items()}
    if not here:
        whole: object = from_values(spec.cls, id_, written)
        return work.insert(whole)
    free = {name: value for name, value in written.items() if name != "dossier"}
    shaped = {name: from_value(spec, known, free[name]) for name, known in _known(spec, free)}
    return work.patch(spec.cls, id_, seen, **shaped)


def _known(spec: KindSpec, names: Iterable[str]) -> list[tuple[str, FieldSpec]]:
    found = ((name, spec.field(name)) for name in names)
    return [(name, field) for name, field in found if field is not None]
