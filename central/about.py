"""What a fact is about in the end: the kind of the thing commented, asked about, read, answered or cancelled."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from central import tables

# Finds a fact of the review by its kind and its id.
Find = Callable[[str, str], Mapping[str, Any]]


def about(kind: str, fields: Mapping[str, Any], find: Find) -> str:
    """Return that kind; "" when the fact says nothing of it, or leads to nothing."""
    if kind == "annulation":
        return str(fields.get("genre", ""))
    if kind == "accuse_reception":
        received = str(fields.get("commentaire", ""))
        kind, fields = "commentaire", find("commentaire", received) or find("demande", received)
    subject = str(fields.get("sur_kind", ""))
    # An answer, or the end of a question, is about what was asked. What is told of a question that was
    # set aside is about the question.
    if subject == "demande" and kind != "mise_de_cote":
        subject = str(find("demande", str(fields.get("sur_id", ""))).get("sur_kind", ""))
    return subject


def stored(connection: Connection, plie: str) -> Find:
    """Return what finds among the facts that the store keeps."""

    def find(kind: str, id_: str) -> Mapping[str, Any]:
        table = tables.KINDS[kind]
        query = select(table.c.sur_kind, table.c.sur_id).filter_by(plie=plie, id=id_)
        row = connection.execute(query).mappings().one_or_none()
        return dict(row) if row else {}

    return find
