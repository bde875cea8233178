"""The form of a certification as data (P7, C2)."""

from desktop.ui.field import Field
from plie.vocabulaire import NatureCertification

FIELDS = (
    Field(
        "nature",
        "Nature",
        "choice",
        options=tuple((one.value, one.label) for one in NatureCertification),
    ),
    Field("niveau", "Niveau", "line", beside=True),
    Field("intitule", "Intitulé", "line"),
    Field("obtenue_le", "Obtenue le", "date"),
    Field(
        "suivi_jusqu_au",
        "Suivi jusqu’au",
        "date",
        help="Si une autre fin que celle du protocole est décidée",
        beside=True,
    ),
    Field(
        "formation_superieure_jusqu_au",
        "Formation qui suit, jusqu’au",
        "date",
        help="Si une formation plus élevée la prolonge",
        beside=True,
    ),
)
