"""Tables derived from the kinds: one kind, one table, one column per field."""

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeEngine

from plie.kinds import KindSpec, Shape, all_kinds

METADATA = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"}
)

# Dates and instants are kept as ISO 8601 text: they sort, and the codec reads them.
_COLUMNS: dict[Shape, type[TypeEngine[Any]]] = {
    Shape.TEXT: Text,
    Shape.INTEGER: Integer,
    Shape.REAL: Float,
    Shape.BOOLEAN: Boolean,
    Shape.DATE: Text,
    Shape.TIME: Text,
    Shape.INSTANT: Text,
    Shape.LIST: JSON,
}

# What `etats` reads in an index alone: which comptes-rendus of a whole PLIE wait for a signature.
_BESIDE = {
    ("compte_rendu", "entretien"): ("id", "dossier"),
    ("signature", "compte_rendu"): ("dossier", "qui", "position"),
}


def table_of(spec: KindSpec) -> Table:
    """Return the table of a kind."""
    return KIND_TABLES[spec.word]


def _kind_table(spec: KindSpec) -> Table:
    columns = [
        Column(f.name, _COLUMNS[f.shape], primary_key=f.name == "id", nullable=f.optional)
        for f in spec.fields
    ]
    indexes = [
        Index(None, name, *_BESIDE.get((spec.word, name), ()))
        for name in ("dossier", "entretien", "compte_rendu")
        if spec.field(name)
    ]
    return Table(spec.word, METADATA, *columns, *indexes)


KIND_TABLES = {spec.word: _kind_table(spec) for spec in all_kinds()}

# The outbox (no number), the history (a number), the set-aside tray (a fate): one table.
OP = Table(
    "op",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("op_id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("thing", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("seen", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("number", Integer),
    Column("batch", Text),
    Column("fate", Text),
    Index("ix_op_thing", "kind", "thing"),
    Index("ix_op_scope", "scope"),
    Index("ix_op_waiting", "seq", sqlite_where=text("number IS NULL AND fate IS NULL")),
    Index("ix_op_aside", "seq", sqlite_where=text("fate IS NOT NULL")),
    sqlite_autoincrement=True,
)

# One row: how far the store's order has been read, written with each page.
CURSOR = Table(
    "cursor",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("replica", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("since", Integer, nullable=False),
    Column("durable", Integer, nullable=False),
    Column("last_success", Text),
    Column("crl", Text, nullable=False),
    Column("crl_number", Integer, nullable=False),
)

# One row: who works in this vault, and what the store gave at enrolment (empty before).
IDENTITY = Table(
    "identity",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("utilisateur", Text, nullable=False),
    Column("nom", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("plie", Text, nullable=False),
    Column("referentiel", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("private_key", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("token", Text, nullable=False),
    Column("certificate", Text, nullable=False),
    Column("authority", Text, nullable=False),
)

# One row: how long this vault may go without its store (lease.py).
LEASE = Table(
    "lease",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("days", Integer, nullable=False),
    Column("contact", Text),
    Column("latest", Text),
    Column("looked", Text),
    Column("spent", Integer, nullable=False),
    Column("withdrawn", Text),
)

# Dossiers opened here by someone who is not their AE (visits.py); `dite`: the store knows.
LECTURE = Table(
    "lecture",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("dossier", Text, nullable=False),
    Column("le", Text, nullable=False),
    Column("dite", Boolean, nullable=False),
    Column("genre", Text, nullable=False, server_default="lecture"),
    Index("ix_lecture_dossier", "dossier"),
)

# Who opened this AE's dossiers, as the store told (visits.py).
VISITE = Table(
    "visite",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("dossier", Text, nullable=False),
    Column("nom", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("le", Text, nullable=False),
    Index("ix_visite_dossier", "dossier"),
)

# PDFs and scans by sha256. `content` is null while "PDF en attente", `partial` what came of it so
# far, `day` when the thing that names it was made, "" when that is not known.
BLOB = Table(
    "blob",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary),
    Column("partial", LargeBinary),
    Column("uploaded", Boolean, nullable=False),
    Column("day", Text, nullable=False, server_default=""),
    Index("ix_blob_scope", "scope"),
    # Of a whole PLIE, thousands wait at each turn: none of their rows is read to put them in order.
    Index("ix_blob_awaited", "day", "sha256", sqlite_where=text("content IS NULL")),
)

# Scanned pages to be filed by hand: of no dossier yet, so never sent.
SCAN = Table(
    "scan",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("recu_le", Text, nullable=False),
)

# One row: how many transactions were committed, and which was the last (witness.py).
TEMOIN = Table(
    "temoin",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("rang", Integer, nullable=False),
    Column("empreinte", Text, nullable=False),
)

# The drafts being written now (drafts.py).
EN_COURS = Table("en_cours", METADATA, Column("entretien", Text, primary_key=True))

# Words typed in a card and written in no kind yet (saisies.py).
SAISIE = Table(
    "saisie",
    METADATA,
    Column("dossier", Text, primary_key=True),
    Column("carte", Text, primary_key=True),
    Column("titre", Text, nullable=False),
    Column("lieu", Text, nullable=False),
    Column("lieu_id", Text, nullable=False),
    Column("mots", JSON, nullable=False),
    Column("le", Text, nullable=False),
    Column("ouverte", Boolean, nullable=False),
)

# Things whose operations give, or once gave, rivals (rivals.py).
RIVAL = Table(
    "rival",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("thing", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("open", Boolean, nullable=False),
    Index("ix_rival_scope", "scope"),
)

# What became of operations that the store set aside (aside.py): replayed, or given up and why.
SETTLED = Table(
    "settled",
    METADATA,
    Column("op_id", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("replay", Text),
    Column("motif", Text, nullable=False),
    Column("regle_le", Text, nullable=False),
    Index("ix_settled_scope", "scope"),
)

# Dossiers on their way here (arrivage, holdings.py): up to which number; `le` once whole.
ARRIVAGE = Table(
    "arrivage",
    METADATA,
    Column("dossier", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("le", Text),
)

# Dossiers on their way out, and those gone (holdings.py): how far, when, how many operations went,
# the id of the receipt.
DEPART = Table(
    "depart",
    METADATA,
    Column("dossier", Text, primary_key=True),
    Column("etape", Text, nullable=False),
    Column("le", Text, nullable=False),
    Column("ops", Integer, nullable=False),
    Column("recu", Text, nullable=False),
)

# Batches of which no operation is left here: this copy sent them all the same.
ENVOI_EFFACE = Table("envoi_efface", METADATA, Column("batch", Text, primary_key=True))

# One row: when what is held was last compared with the store.
CONTROLE = Table(
    "controle",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("le", Text, nullable=False),
)

# What others wrote, for whoever reviews it: seen or not, and whether it changed since (nouvelles.py).
NOUVELLE = Table(
    "nouvelle",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("thing", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("le", Text, nullable=False),
    Column("vu", Boolean, nullable=False),
    Column("change", Boolean, nullable=False),
    Index("ix_nouvelle_scope", "scope"),
    Index("ix_nouvelle_vu", "vu", "le"),
)

# What came in from a table (imports.py): each time, each line with its dossier, and which column
# fills which field under which headings.
IMPORT_FAIT = Table(
    "import_fait",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("le", Text, nullable=False),
    Column("entetes", Text, nullable=False),
    Column("nombre", Integer, nullable=False),
)
IMPORT_LIGNE = Table(
    "import_ligne",
    METADATA,
    Column("dossier", Text, primary_key=True),
    Column("import", Text, nullable=False),
    Column("numero", Integer, nullable=False),
    Column("cellules", Text, nullable=False),
    Column("empreinte", Text, nullable=False),
    Index("ix_import_ligne_import", "import"),
)
IMPORT_COLONNES = Table(
    "import_colonnes",
    METADATA,
    Column("entetes", Text, primary_key=True),
    Column("champs", Text, nullable=False),
)
