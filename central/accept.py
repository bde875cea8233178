"""What becomes of pushed operations: the only writing path of what devices say (sync.md §3).

Each operation is already known, or gets a number, or is set aside with its reason; nothing here
refuses a push. All that decides is read at once under the counter's lock, then decided in memory
in the order of the author's work, then written at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from central import aside, chain, ledger, many, rows, scope, tables
from central.about import about, stored
from central.chain import Line
from central.ledger import Entry, Thing
from central.mint import Mint
from central.offer import Offer
from central.scope import Caller
from plie.droits import OF_LOT, Reason, may_write, written_by_subject
from plie.kinds import Scope, by_word
from plie.vocabulaire import Role
from wire.merge import apply
from wire.messages import Fate
from wire.op import PLIE_SCOPE, Op, Verb, encode
from wire.twins import beyond, said_again

# What the journal keeps of what is written, beside the operations themselves.
_NOTED = frozenset({"decision", "annulation", "affectation"})
_UNREAD: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fates, in the order of the offers; the counter before and after; whether the store spoke.

    `granted`: the store added operations that the device must come and read.
    """

    fates: tuple[Fate, ...]
    before: int
    after: int
    granted: bool


def accept(connection: Connection, caller: Caller, offers: Sequence[Offer], mint: Mint) -> Outcome:
    """Number what may be, set the rest aside, within the writing transaction given."""
    before = ledger.lock(connection, caller.plie)
    desk = _Desk(connection, caller, offers, mint, before)
    fates = tuple(desk.decide(offer) for offer in offers)
    desk.tell_aside()
    desk.write(connection)
    return Outcome(fates, before, desk.counter, desk.granted)


class _Desk:
    """One push on the table: what the store knew of all it touches, and what was decided."""

    def __init__(
        self,
        connection: Connection,
        caller: Caller,
        offers: Sequence[Offer],
        mint: Mint,
        counter: int,
    ) -> None:
        ops = [offer.op for offer in offers if offer.op]
        scopes = {op.scope for op in ops}
        self.caller, self.mint, self.counter = caller, mint, counter
        self.granted = False
        self.stored = stored(connection, caller.plie)
        self.fates = ledger.fates(connection, caller.plie, [o.op_id for o in offers])
        self.said = ledger.said(connection, caller.plie, self.fates)
        found = {o.op_id: _more(self.said.get(o.op_id), o, caller) for o in offers}
        self.more = {op_id: more for op_id, more in found.items() if more}
        self.fates |= ledger.fates(connection, caller.plie, [o.op_id for o in self.more.values()])
        self.things = ledger.things(connection, caller.plie, [op.id for op in ops])
        self.dossiers = scope.existing_among(connection, caller.plie, scopes)
        self.writable = scope.open_among(connection, caller, scopes, today=mint.today())
        self.writable |= scope.followed_among(connection, caller, scopes, today=mint.today())
        lots = any(op.kind in OF_LOT for op in ops)
        self.lots = scope.lots(connection, caller) if lots else None
        self.entries: list[Entry] = []
        self.touched: set[tuple[str, str]] = set()
        self.read: dict[tuple[str, str], Mapping[str, object]] = {}
        self.opened: list[str] = []
        self.aside: list[tuple[Op, Reason]] = []

    def decide(self, offer: Offer) -> Fate:
        known = self.fates.get(offer.op_id)
        if known is not None:
            more = self.more.get(offer.op_id)
            return known if more is None else self._decide_beyond(known, more)
        reason = offer.reason or (offer.op and self._objection(offer.op))
        # In a dossier that is not theirs nobody writes, not even through the store's hand.
        if reason and offer.op and offer.op.scope in self.writable - {PLIE_SCOPE}:
            self.aside.append((offer.op, reason))
        if reason or offer.op is None:
            fate = Fate(op_id=offer.op_id, reason=str(reason.value) if reason else None)
        else:
            fate = Fate(op_id=offer.op_id, number=self._take(offer.op, offer.row))
        self.entries.append(self._entry(offer, fate))
        self.fates[offer.op_id] = fate
        if offer.op is not None and fate.number is not None:
            self._open_dossier(offer.op)
        return fate

    def _decide_beyond(self, known: Fate, more: Offer) -> Fate:
        """Decide on what a copy of a vault says beyond what the store has under the same name.

        Its device knows one name for both: refused, it must keep its words to be told why.
        """
        self.granted = True
        fate = self.decide(more)
        if fate.number is None:
            return replace(fate, op_id=known.op_id)
        first = self.said[known.op_id]
        live = self.things[first.kind, first.id].heads.live
        unseen = {name for name, heads in live.items() if first.op_id in heads}
        if more.op and (again := said_again(first, more.op, unseen)):
            offer = Offer(again.op_id, encode(again).decode(), again, None)
            written = Fate(op_id=again.op_id, number=self._take(again))
            self.entries.append(self._entry(offer, written))
        return known

    def tell_aside(self) -> None:
        """Let those who see a dossier know what was set aside of it, and why (sync.md §3)."""
        for told in aside.told(self.aside, author=self.caller.utilisateur, mint=self.mint):
            self._add(told)

    def write(self, connection: Connection) -> None:
        plie, at = self.caller.plie, self.mint.stored_now()
        ledger.append(connection, plie, self.entries, at=at)
        opened = [{"plie": plie, "id": id_} for id_ in self.opened]
        many.add(connection, tables.dossier, opened)
        chain.append(connection, plie, self._lines())
        touched = {key: self.things[key] for key in self.touched}
        rows.write(connection, plie, touched, self.read)
        rows.refer(connection, plie, touched)

    def _lines(self) -> list[Line]:
        """What the journal keeps of a push: decisions and what cancels, and what was set aside and why."""
        who, at = self.caller, self.mint.stored_now()
        noted = [
            (entry.op.kind if entry.reason is None else "mis_de_cote", entry)
            for entry in self.entries
            if entry.op is not None and (entry.reason or entry.op.kind in _NOTED)
        ]
        return [
            Line(
                id=self.mint.new_id(), at=at, event=event, utilisateur=entry.author,
                device=who.device, dossier=entry.op.scope if entry.op else "",
                code=entry.reason or (entry.op.id if entry.op else ""),
            )
            for event, entry in noted
        ]  # fmt: skip

    def _entry(self, offer: Offer, fate: Fate) -> Entry:
        who = self.caller
        return Entry(
            offer.op_id, who.utilisateur, who.device, offer.text, offer.op, fate.number, fate.reason
        )

    def _objection(self, op: Op) -> Reason | None:
        who = self.caller
        if (op.author, op.role) != (who.utilisateur, who.role) or op.device not in {"", who.device}:
            return Reason.AUTEUR_USURPE
        subject = (
            about(op.kind, op.fields, self._find) if written_by_subject(who.role, op.kind) else ""
        )
        verdict = may_write(who.role, op.verb.value, op.kind, about=subject)
        return verdict.reason or self._out_of_scope(op) or self._against_history(op)

    def _find(self, kind: str, id_: str) -> Mapping[str, Any]:
        """Find a fact of the review: in this batch, or in the store."""
        known = self.things.get((kind, id_))
        return known.heads.values if known else self.stored(kind, id_)

    def _out_of_scope(self, op: Op) -> Reason | None:
        if _misplaced(op) or self._scope_of(op) != op.scope:
            return Reason.HORS_PERIMETRE
        if op.kind in OF_LOT and self.lots is not None and op.fields.get("lot") not in self.lots:
            return Reason.HORS_PERIMETRE
        if op.scope == PLIE_SCOPE or op.scope in self.writable or _opens(op, self.dossiers):
            return None
        return Reason.HORS_PERIMETRE if op.scope in self.dossiers else Reason.DOSSIER_INCONNU

    def _scope_of(self, op: Op) -> str:
        known = self.things.get((op.kind, op.id))
        return known.scope if known else op.scope

    def _against_history(self, op: Op) -> Reason | None:
        known = (op.kind, op.id) in self.things
        if known and rows.is_fact(op.kind):
            return Reason.FAIT_IMMUABLE
        # Others could not read a thing of which they never received the beginning.
        if not known and op.verb is not Verb.INSERT and by_word(op.kind):
            return Reason.CHOSE_INCONNUE
        return None

    def _take(self, op: Op, row: Mapping[str, object] = _UNREAD) -> int:
        key = (op.kind, op.id)
        # What one operation alone says of a thing is its row; of several, their heads are.
        self.read[key] = _UNREAD if key in self.things else row
        thing = self.things.get(key) or Thing(op.scope)
        self.things[key] = replace(thing, heads=apply(thing.heads, op))
        self.touched.add(key)
        self.counter += 1
        return self.counter

    def _open_dossier(self, op: Op) -> None:
        if not _opens(op, self.dossiers):
            return
        self.dossiers.add(op.scope)
        self.writable.add(op.scope)
        self.opened.append(op.scope)
        if self.caller.role == Role.ACCOMPAGNATEUR.value:
            self._grant(op.scope)

    def _grant(self, dossier: str) -> None:
        """Assign a new dossier to the accompagnateur·rice who opens it (sync.md §3, Scope)."""
        mint = self.mint
        fields = {
            "dossier": dossier,
            "utilisateur": self.caller.utilisateur,
            "role": self.caller.role,
            "debut": mint.today().isoformat(),
        }
        grant = ledger.by_the_store(
            mint.new_id(), "affectation", mint.new_id(), dossier, Verb.INSERT,
            fields=fields, seen={}, at=mint.now(),
        )  # fmt: skip
        self._add(grant)

    def _add(self, op: Op) -> None:
        """Write an operation of the store's own."""
        self.entries.append(ledger.entry_of(op, self._take(op)))
        self.granted = True


def _more(known: Op | None, offer: Offer, caller: Caller) -> Offer | None:
    """Return what an operation says beyond what the store has of it, as one of its own."""
    op = offer.op
    if known is None or op is None or rows.is_fact(op.kind) or known.author != caller.utilisateur:
        return None
    more = beyond(known, op)
    return None if more is None else Offer(more.op_id, encode(more).decode(), more, offer.reason)


def _opens(op: Op, dossiers: set[str]) -> bool:
    return op.kind == "personne" and op.verb is Verb.INSERT and op.scope not in dossiers


def _misplaced(op: Op) -> bool:
    """Tell whether an operation contradicts itself about the dossier it belongs to."""
    spec = by_word(op.kind)
    if spec is None:
        return False
    if spec.scope is Scope.PLIE:
        return op.scope != PLIE_SCOPE
    dossier = op.id if op.kind == "personne" else op.fields.get("dossier", op.scope)
    return op.scope == PLIE_SCOPE or dossier != op.scope
