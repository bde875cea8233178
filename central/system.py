"""What the machine itself refuses (files, folders, ports), in French: its own words are English."""

import errno
from pathlib import Path

from plie.refus import Refus

_SAFE = "Ce que tient le magasin est intact."
_WHY = {
    errno.ENOENT: ("n’existe pas", "Vérifiez le chemin, et créez le dossier qui manque."),
    errno.EACCES: ("n’est pas accessible à ce programme", "Vérifiez à qui il est, et ses droits."),
    errno.EPERM: ("n’est pas accessible à ce programme", "Vérifiez à qui il est, et ses droits."),
    errno.EISDIR: ("est un dossier", "Donnez un fichier."),
    errno.ENOTDIR: ("passe par un fichier qui n’est pas un dossier", "Vérifiez le chemin."),
    errno.EEXIST: ("existe déjà, et n’est pas un dossier", "Donnez un autre chemin."),
    errno.ENOSPC: ("ne peut pas être écrit\u00a0: le disque est plein", "Faites de la place."),
    errno.EDQUOT: ("ne peut pas être écrit\u00a0: le quota est atteint", "Faites de la place."),
    errno.EROFS: ("est sur un disque en lecture seule", "Donnez un autre chemin."),
    errno.ENAMETOOLONG: ("porte un nom trop long", "Donnez un autre chemin."),
    errno.ELOOP: ("est un lien qui tourne en rond", "Vérifiez le chemin."),
    errno.EIO: ("ne se lit pas\u00a0: le disque répond mal", "Vérifiez le disque."),
    errno.EMFILE: ("ne s’ouvre pas\u00a0: trop de fichiers sont ouverts", "Relevez cette limite."),
}


def phrase(error: OSError) -> str:
    """Return what the system refused, that the store is safe, and what to do."""
    code = errno.errorcode.get(error.errno or 0, "inconnue")
    if not error.filename:
        # What fills a disk is told by the file being written, which has no name by then.
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return (
                f"Le disque où l’on écrit est plein. {_SAFE} Faites de la place, puis recommencez."
            )
        return f"Le système a refusé ce qui était demandé (erreur {code}). {_SAFE}"
    known = f"refusé par le système (erreur {code})", "Vérifiez le chemin."
    why, cure = _WHY.get(error.errno or 0, known)
    return f"{error.filename} {why}. {_SAFE} {cure}"


def not_listening(error: OSError, host: str, port: int) -> Refus:
    """Return why the store cannot listen where it was told to."""
    where = f"à l’adresse {host}, port {port}"
    if error.errno == errno.EADDRINUSE:
        why = "un autre programme y répond déjà, ou ce magasin est déjà servi"
        cure = "Arrêtez-le, ou donnez un autre port (--port)."
    elif error.errno in {errno.EACCES, errno.EPERM}:
        why = "ce port est réservé au système"
        cure = "Donnez un port au-dessus de 1023 (--port), et un proxy devant."
    else:
        why = "cette machine n’a pas cette adresse, ou ce nom n’est pas connu"
        cure = "Donnez une adresse de cette machine (--hote)."
    return Refus(
        "ecoute_refusee", f"Le magasin ne peut pas répondre {where}\u00a0: {why}. {_SAFE} {cure}"
    )


def text_of(path: Path) -> str:
    """Return the text of a file, without the blanks around it.

    Raises:
        Refus: it is no text, or an empty one.
    """
    try:
        text = path.read_text("utf-8").strip()
    except UnicodeDecodeError as error:
        raise Refus("fichier_illisible", f"{path} n’est pas du texte en UTF-8. {_SAFE}") from error
    if not text:
        raise Refus("fichier_vide", f"{path} est vide. {_SAFE}")
    return text
