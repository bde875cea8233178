"""`permanence demo` telle qu’on la lance : son rapport, ses images, son document, et rien derrière elle."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtGui import QImage

SIX_ETAPES_AU_MOINS = 6
RUN = "import sys; from desktop.cli import main; sys.exit(main())"
ROOT = Path(__file__).parents[2]


def permanence(*arguments: str, mark: str = "", room: int = 0) -> tuple[int, str]:
    """Lancer une commande ; rendre son issue et ce qu’elle dit.

    `mark` est écrite dans l’environnement de la commande et de tout ce qu’elle lance ; `room` est
    la taille, en octets, que le disque accorde à un fichier (0 : sans limite).
    """
    limit = f"import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({room}, {room})); " if room else ""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", limit + RUN, *arguments],
        cwd=ROOT,
        env={**os.environ, "PERMANENCE_MARQUE": mark},
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def alive(mark: str) -> list[str]:
    """Rendre les commandes encore en vie qui portent cette marque."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().decode().replace("\0", " "))
        except OSError:
            continue  # it ended meanwhile
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="reads /proc")
def test_la_demonstration_tient_de_bout_en_bout_et_ne_laisse_rien_derriere_elle(
    tmp_path: Path,
) -> None:
    out, mark = tmp_path / "demo-out", uuid4().hex

    status, said = permanence("demo", "--out", str(out), mark=mark)

    assert status == 0, said
    assert alive(mark) == []
    rapport = json.loads((out / "rapport.json").read_bytes())
    assert rapport.keys() == {"ok", "etapes"}
    assert rapport["ok"] is True
    assert len(rapport["etapes"]) >= SIX_ETAPES_AU_MOINS
    for etape in rapport["etapes"]:
        assert [(name, type(etape[name])) for name in etape] == [
            ("nom", str), ("ms", int), ("ok", bool),
        ]  # fmt: skip
        assert etape["nom"]
        assert etape["ok"] is True
    images = sorted(out.rglob("*.png"))
    assert len(images) >= SIX_ETAPES_AU_MOINS
    for path in images:
        assert colours(path) > 1, f"{path.name} est vide"
    (pdf,) = out.rglob("*.pdf")
    status, said = permanence(
        "verifier", str(pdf), "--confiance", str(out / "autorite.pem"), "--json"
    )
    assert (status, json.loads(said)["verdict"]) == (0, "intact")
    assert [s["intact"] for s in json.loads(said)["signatures"]] == [True, True]
    assert elsewhere(pdf).count("Signature is Valid.") == 2


def test_une_etape_qui_ne_tient_pas_est_dite_et_rend_un(tmp_path: Path) -> None:
    """Le disque n’accorde plus de place au magasin."""
    out, mark = tmp_path / "demo-out", uuid4().hex

    status, said = permanence("demo", "--out", str(out), mark=mark, room=16 * 1024)

    assert status == 1
    assert "Traceback" not in said
    assert alive(mark) == []
    rapport = json.loads((out / "rapport.json").read_bytes())
    assert rapport["ok"] is False
    assert [etape["ok"] for etape in rapport["etapes"]][-1] is False


def colours(path: Path) -> int:
    """Rendre combien de couleurs différentes une image montre, en quelques points."""
    image = QImage(str(path))
    across, down = range(0, image.width(), 16), range(0, image.height(), 16)
    return len({image.pixel(x, y) for x in across for y in down})


def elsewhere(pdf: Path) -> str:
    """Rendre ce qu’en dit `pdfsig`, un autre lecteur."""
    pdfsig = shutil.which("pdfsig")
    assert pdfsig, "poppler-utils: make test installs it"
    done = subprocess.run([pdfsig, "-nocert", str(pdf)], capture_output=True, check=False)  # noqa: S603
    return done.stdout.decode()
