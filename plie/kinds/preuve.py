"""The proof: what was said, frozen, and who signed it. Facts, insert-only (C9-3-6)."""

import datetime as dt

from plie.kinds.base import Id, Sha256, kind
from plie.vocabulaire import Role


@kind("compte_rendu", writers=(Role.ACCOMPAGNATEUR,), blobs=("pdf",))
class CompteRendu:
    """The content of an entretien, frozen at Finaliser, and the PDF made of it.

    A correction is another compte-rendu of a higher `version` that names in `remplace` the one it
    replaces and in `motif` why. `pdf` is the sha256 of the PDF with its two empty fields; empty for
    a compte-rendu taken over from a paper file.
    """

    id: Id
    dossier: Id
    entretien: Id
    version: int = 1
    remplace: Id | None = None
    motif: str = ""
    date: dt.date
    debut: dt.time | None = None
    duree_min: int
    modalite: str
    lieu: str = ""
    nature: str
    presents: tuple[str, ...] = ()
    sujets: tuple[str, ...] = ()
    contenu: str = ""
    suites: tuple[str, ...] = ()
    prochain_le: dt.date | None = None
    prochain_debut: dt.time | None = None
    prochain_lieu: str = ""
    adherent_nom: str
    accompagnateur: Id
    accompagnateur_nom: str
    finalise_le: dt.datetime
    pdf: Sha256


@kind("signature", writers=(Role.ACCOMPAGNATEUR,), blobs=("sha256_scelle", "scan"))
class Signature:
    """One party's signature, or their refusal with its reason (C9-3-6).

    `sha256_montre` is the PDF that was on the screen, `sha256_scelle` the PDF that carries the
    seal; the latter is empty for a refusal. On paper, `scan` is the file that came back, as it came,
    and `sha256_montre` the PDF that was printed, when its codes tell it.
    """

    id: Id
    dossier: Id
    compte_rendu: Id
    qui: str
    nom: str
    moyen: str
    position: str
    remarque: str = ""
    motif_refus: str = ""
    sha256_montre: Sha256 = Sha256("")
    sha256_scelle: Sha256 = Sha256("")
    signe_le: dt.datetime
    scan: Sha256 | None = None
