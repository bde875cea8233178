"""`read_table`: a table from outside (.xlsx, .csv), read by a child process of its own.

The child is killed when it is too long, or when nobody wants its answer any more: what a hostile
file can break ends with it. Nothing is written on disk; nothing in the file is computed.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import msgspec

from desktop.pages.child import end
from desktop.pages.errors import ReadingStopped, UnreadableTable
from desktop.pages.messages import receive, send
from desktop.pages.table_messages import AskTable, TableRead, TableRefused, TableTold

MOST_BYTES = 20 * 1024 * 1024  # quality.md F2
MOST_SECONDS = 45.0  # a million cells, on a machine that does something else
_LOOK = 0.1  # seconds between two looks at whether it is still wanted

_SAFE = "Rien n’en a été gardé, et rien d’autre n’a changé"
_WHY = {
    "lourd": f"Ce fichier dépasse 20\u00a0Mo. {_SAFE}\u00a0: gardez-en la seule feuille utile.",
    "trop_gros": "Ce classeur contient bien plus que sa taille ne l’annonce, et n’est pas ouvert. "
    f"{_SAFE}\u00a0: recopiez la feuille utile dans un classeur neuf.",
    "trop_de_cellules": "Ce tableau dépasse un million de cellules. "
    f"{_SAFE}\u00a0: gardez-en les lignes et les colonnes utiles.",
    "trop_de_colonnes": "Ce tableau a plus de mille colonnes remplies. "
    f"{_SAFE}\u00a0: gardez-en les colonnes utiles.",
    "trop_de_feuilles": "Ce classeur compte plus de cent feuilles. "
    f"{_SAFE}\u00a0: recopiez la feuille utile dans un classeur neuf.",
    "protege": "Ce classeur est protégé par un mot de passe. "
    f"{_SAFE}\u00a0: ouvrez-le dans votre tableur et enregistrez-le sans mot de passe.",
    "ancien_excel": "Ce fichier est un ancien classeur Excel (.xls). "
    f"{_SAFE}\u00a0: ouvrez-le dans votre tableur et enregistrez-le au format .xlsx.",
    "autre_tableur": "Ce classeur n’est pas au format .xlsx. "
    f"{_SAFE}\u00a0: ouvrez-le dans votre tableur et enregistrez-le au format .xlsx ou .csv.",
    "page_web": "Ce fichier est une page web, quel que soit son nom. "
    f"{_SAFE}\u00a0: ouvrez-le dans votre tableur et enregistrez-le au format .xlsx.",
    "entites": "Ce classeur contient des déclarations qu’aucun tableur n’écrit, et n’est pas ouvert. "
    f"{_SAFE}\u00a0: recopiez la feuille utile dans un classeur neuf.",
    "cellule_sans_fin": "Une cellule de ce fichier dépasse cent mille lettres\u00a0: aucun tableau de personnes n’en a. "
    f"{_SAFE}\u00a0: vérifiez que c’est le bon.",
    "guillemets": "Un guillemet de ce fichier n’est jamais fermé\u00a0: ses lignes ne se distinguent plus. "
    f"{_SAFE}\u00a0: corrigez-le, ou enregistrez le tableau au format .xlsx.",
    "vide": f"Ce fichier ne contient aucune ligne. {_SAFE}\u00a0: vérifiez que c’est le bon.",
    "autre_fichier": "Ce fichier n’est pas un tableau. "
    f"{_SAFE}\u00a0: choisissez un classeur .xlsx ou un fichier .csv.",
    "abime": "Ce classeur est abîmé ou incomplet. "
    f"{_SAFE}\u00a0: ouvrez-le dans votre tableur, enregistrez-le de nouveau, ou demandez-en une copie.",
    "trop_long": f"Ce fichier est trop long à lire. {_SAFE}\u00a0: gardez-en la seule feuille utile.",
    "absent": "Ce fichier ne peut pas être ouvert. Rien n’a changé\u00a0: vérifiez qu’il est toujours là.",
}


def content_of(path: Path) -> bytes:
    """Return the bytes of a file, no more than can be read.

    Raises:
        UnreadableTable: too large, or not to be opened.
    """
    try:
        if not path.is_file():
            raise UnreadableTable(_WHY["absent"])
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as problem:
        raise UnreadableTable(_WHY["absent"]) from problem
    _refuse_heavy(content)
    return content


def read_table(
    content: bytes,
    *,
    sheet: str = "",
    stopped: Callable[[], bool] = lambda: False,
    within: float = MOST_SECONDS,
) -> TableRead:
    """Return the table of a file.

    Raises:
        UnreadableTable: no table that can be read here, and why, in one sentence.
        ReadingStopped: `stopped` said so.
    """
    _refuse_heavy(content)
    child = subprocess.Popen(
        [sys.executable, "-m", "desktop.pages.foreign_table"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a broken file's own words are nobody's
    )
    over, late = Event(), Event()

    def watch() -> None:
        for _ in range(round(within / _LOOK)):
            if over.wait(_LOOK):
                return
            if stopped():
                break
        else:
            late.set()
        child.kill()

    watcher = Thread(target=watch, name="table", daemon=True)
    watcher.start()
    try:
        told = _told(child, AskTable(content, sheet))
    finally:
        over.set()
        watcher.join()
        end(child)
    return _judged(told, late=late.is_set(), unwanted=stopped())


def _judged(told: TableTold | None, *, late: bool, unwanted: bool) -> TableRead:
    if unwanted:
        raise ReadingStopped("La lecture est arrêtée. Rien n’a changé.")
    match told:
        case TableRead():
            return told
        case TableRefused(why):
            raise UnreadableTable(_WHY.get(why, _WHY["abime"]))
        case _:
            # It died: too long, or out of the memory it was given.
            raise UnreadableTable(_WHY["trop_long" if late else "trop_gros"])


def _refuse_heavy(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise UnreadableTable(_WHY["lourd"])


def _told(child: "subprocess.Popen[bytes]", asked: AskTable) -> TableTold | None:
    if child.stdin is None or child.stdout is None:
        return None
    try:
        send(child.stdin, asked)
        data = receive(child.stdout)
        told: TableTold | None = msgspec.msgpack.decode(data, type=TableTold) if data else None
    except (OSError, msgspec.MsgspecError):
        # The child died while being spoken to, or says what no child of ours says.
        return None
    return told
