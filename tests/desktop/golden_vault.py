"""Golden vaults: laid out as they were, and the one of today's schema made once.

`python -m tests.desktop.golden_vault` makes it, with the code of its day (tests/golden/vaults/LISEZMOI.md).
"""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop.models import blobs, drafts, envelope, migrations, saisies, tray
from desktop.models.vault import DATABASE, Vault
from plie.kinds import Id, KindSpec, Shape, all_kinds
from tests import builders
from tests.desktop import golden_file, vaults

GOLDEN = Path(__file__).parents[1] / "golden" / "vaults"
_BASE, _ENVELOPE, _VALUES = "coffre.paquet", envelope.FILE, "valeurs.json"
_PAPER = b"%PDF-1.7 un document d'essai"

# What the index of words holds.
_WORDS = {
    "compte_rendu": {"contenu": "Le projet d’aide-soignante se précise.", "suites": ("Œuvrer.",)},
    "evenement": {"texte": "Appel de l’école d’aide-soignante."},
}

_PLAIN: dict[Shape, Any] = {
    Shape.TEXT: "x", Shape.INTEGER: 1, Shape.REAL: 1.5, Shape.BOOLEAN: True, Shape.LIST: (),
    Shape.DATE: builders.AUJOURDHUI, Shape.TIME: builders.MIDI.time(), Shape.INSTANT: builders.MIDI,
}  # fmt: skip

# table → primary key → column → value, as JSON keeps them
Values = dict[str, dict[str, dict[str, Any]]]


def schemas() -> tuple[int, ...]:
    """Return the schemas that have a golden vault."""
    return tuple(sorted(int(path.name.partition("-")[2]) for path in GOLDEN.glob("schema-*")))


def laid(schema: int, folder: Path) -> Path:
    """Lay a golden vault out, byte for byte as it was."""
    folder.mkdir(parents=True)
    base = (_place(schema) / _BASE).read_bytes()
    (folder / DATABASE).write_bytes(golden_file.unpacked(base, key_of(schema)))
    shutil.copy(_place(schema) / _ENVELOPE, folder / _ENVELOPE)
    return folder


def key_of(schema: int) -> bytes:
    """Return the data key of a golden vault."""
    return envelope.unwrap((_place(schema) / _ENVELOPE).read_bytes(), vaults.PHRASE)


def lost(vault: Vault, schema: int) -> list[str]:
    """Say what differs from the values of the day it was made; what was added since is no loss."""
    now = written(vaults.dump(vault))
    return [
        f"{table}.{column}"
        for table, rows in _values(schema).items()
        for key, row in rows.items()
        for column, value in row.items()
        if now[table].get(key, {}).get(column) != value
    ]


def written(values: vaults.Dump) -> Values:
    """Return what a vault holds as JSON keeps it."""
    return {
        table: {
            str(key): {name: _plain(value) for name, value in row.items()}
            for key, row in rows.items()
        }
        for table, rows in values.items()
    }


def make(golden: Path) -> Path:
    """Make a vault of a few invented things; return where it lies, under its schema's number.

    Raises:
        FileExistsError: this schema has its own, which is never made again.
    """
    place = golden / f"schema-{migrations.steps()[-1].number}"
    place.mkdir()
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "coffre"
        vault = vaults.create(folder)
        _fill(vault)
        values = written(vaults.dump(vault))
        vault.close()
        sealed = (folder / _ENVELOPE).read_bytes()
        key = envelope.unwrap(sealed, vaults.PHRASE)
        base = golden_file.packed((folder / DATABASE).read_bytes(), key)
    (place / _BASE).write_bytes(base)
    (place / _ENVELOPE).write_bytes(sealed)
    text = json.dumps(values, indent=1, ensure_ascii=False, sort_keys=True)
    (place / _VALUES).write_text(f"{text}\n", encoding="utf-8")
    return place


def _place(schema: int) -> Path:
    return GOLDEN / f"schema-{schema}"


def _values(schema: int) -> Values:
    found: Values = json.loads((_place(schema) / _VALUES).read_text(encoding="utf-8"))
    return found


def _plain(value: Any) -> Any:
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def _fill(vault: Vault) -> None:
    """Insert one thing of each kind, and what only this machine keeps."""
    with vault.work() as work:
        for spec in all_kinds():
            builds = (getattr(builders, f"{one}_{spec.word}", None) for one in ("un", "une", "des"))
            for build in filter(None, (*builds, _bare(spec))):
                thing = build()
                work.insert(replace(thing, **_WORDS.get(spec.word, {})))
                break
        blobs.file(work.connection, _PAPER, scope=builders.PERSONNE)
        tray.put(work.connection, _PAPER, recu_le=builders.MIDI)
        drafts.hold(work.connection, builders.ENTRETIEN)
        carte = saisies.Carte(builders.PERSONNE, "sortie", "Proposer la sortie", "sortie", "x")
        saisies.keep(work.connection, carte, {"sortie": {"motif": "x"}}, at=builders.MIDI)
        work.commit()


def _bare(spec: KindSpec) -> Callable[[], Any]:
    """Return what makes a thing that says what it must and no more."""
    needed = {f.name: _PLAIN[f.shape] for f in spec.fields if f.required}
    known = {"id": Id(f"{spec.cls.__name__}-1"), "dossier": builders.PERSONNE}
    return partial(spec.cls, **{n: known.get(n, v) for n, v in needed.items()})


if __name__ == "__main__":
    sys.stdout.write(f"{make(GOLDEN)}\n")
