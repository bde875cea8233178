"""The page of a recovery key."""

from datetime import datetime

from desktop.documents.cle_de_secours import CleDeSecoursData, render


def page(coffre: str, key: str, *, at: datetime) -> bytes:
    """Return the PDF of the page that carries a recovery key."""
    return render(CleDeSecoursData(coffre=coffre, groupes=tuple(key.split("-")), at=at))
