"""Each role, each kind, each field, each way to stand to a dossier: what is read, what is written.

What is expected is written here by hand from domain.md §2 and §12; nothing of `plie.droits` or of
`central.scope` decides it.
"""

from dataclasses import dataclass
from datetime import date
from itertools import product

import pytest

from central import gestion, people
from central.record import Saying, record
from plie.kinds import Scope as Portee
from plie.kinds import Shape, all_kinds, by_word
from plie.vocabulaire import Role
from tests.central.monde import PLIE, Appareil, Monde, un_id
from wire.op import Op, Verb

A, RESP, REL, COORD, GEST = people.ROLES
EVERYTHING = None

# domain.md §12, « written by ».
_BY = {
    (A,): "rendez_vous evenement entretien compte_rendu signature etape objectif emploi diagnostic "
    "evaluation condition_adhesion preconisation cloture piece bilan_etape certification cv competence "
    "fse_releve sortie_proposee mise_en_sommeil",
    (RESP,): "avis_motive visa",
    (COORD, GEST): "piece_examen commission modele_courrier objectif_plie",
    (A, COORD): "prescription inscription acte_engagement signature_acte",
    (COORD,): "decision",
    (GEST,): "metier_rome",
    (
        A,
        COORD,
        GEST,
    ): "personne coordonnees situation parcours structure professionnel lieu permanence",
    (A, RESP, REL, COORD, GEST): "commentaire demande accuse_reception prise_de_connaissance "
    "mise_de_cote_reglee",
    (): "organisation lot utilisateur appareil affectation mise_de_cote",
}
WRITERS = {word: set(roles) for roles, words in _BY.items() for word in words.split()}
WRITERS["affectation"] = {COORD}
FACTS = {
    "evenement", "inscription", "decision", "compte_rendu", "signature", "commentaire",
    "demande", "accuse_reception", "prise_de_connaissance", "evaluation", "cloture", "piece",
    "piece_examen", "acte_engagement", "signature_acte", "bilan_etape", "cv", "avis_motive", "visa",
    "sortie_proposee", "mise_en_sommeil", "mise_de_cote", "mise_de_cote_reglee",
}  # fmt: skip

IDENTITY = {"civilite", "nom_naissance", "nom_usage", "prenoms", "naissance_le"}
# Until Finaliser, only that an entretien is there (sync.md §2).
DRAFT = {"dossier", "parcours", "date", "debut", "duree_min", "modalite", "nature"}
LIMITED = {"personne", "etape", "objectif", "bilan_etape", "affectation"}
NO_NARRATIVE = {
    "compte_rendu": {
        "contenu", "sujets", "suites", "presents", "motif", "prochain_le", "prochain_debut",
        "prochain_lieu",
    },
    "signature": {"remarque", "motif_refus", "scan"},
    "diagnostic": {
        "atouts", "motivation", "parcours_professionnel", "projet", "etapes_envisagees", "synthese",
    },
    "evaluation": {"action"},
    "condition_adhesion": {"argument"},
    "preconisation": {"texte", "constat"},
    "cloture": {"moyens"},
    "bilan_etape": {"texte", "fichier"},
    "avis_motive": {"texte"},
    "visa": {"reserves"},
    "sortie_proposee": {"texte"},
}  # fmt: skip
DIRECTORY = {spec.word for spec in all_kinds() if spec.scope is Portee.PLIE}
KINDS = [spec.word for spec in all_kinds() if spec.scope is not Portee.PLIE]


@dataclass(frozen=True)
class Lien:
    """How the reader stands to a dossier: who opened it, and what was assigned to the reader."""

    nom: str
    par: str
    debut: str = ""
    fin: str = ""
    role: str = ""


LIENS = (
    Lien("à soi", "moi"),
    Lien("d’un collègue", "collegue"),
    Lien("d’ailleurs", "ailleurs"),
    Lien("fini hier", "ailleurs", fin="2026-09-09"),
    Lien("jusqu’à ce soir", "ailleurs", fin="2026-09-10"),
    Lien("à partir de demain", "ailleurs", debut="2026-09-11"),
    Lien("référent de la structure", "ailleurs", role="referent_structure"),
)


def _whole(role: Role, lien: Lien) -> bool:
    if role in {COORD, GEST}:
        return True
    if role in {RESP, REL}:
        # Their organisation's: what its people follow, not what they are referents of.
        return lien.nom in {"à soi", "d’un collègue", "jusqu’à ce soir"}
    return lien.nom in {"à soi", "jusqu’à ce soir"}


def _read(role: Role, lien: Lien, kind: str) -> set[str] | None:
    """Return the fields expected at the reader's; EVERYTHING, or an empty set for not one."""
    if role is A and lien.role:
        return {"personne": IDENTITY}.get(kind) if kind in LIMITED else set()
    if not _whole(role, lien):
        return set()
    if role is REL:
        named = {"personne": IDENTITY, "compte_rendu": _told("compte_rendu")}
        named |= {"signature": _told("signature")}
        # Targeted jobs, and not what is hard about the job (domain.md §2).
        named |= {"situation": {"dossier", "parcours", "metiers_rome", "metiers_vises"}}
        named |= {"emploi": set(_fields("emploi")) - {"difficultes", "formation_utile"}}
        whole = {"coordonnees", "parcours", "etape", "cv", "affectation"}
        return EVERYTHING if kind in whole else named.get(kind, set())
    if kind == "entretien" and role is not A:
        return DRAFT
    return _told(kind) if role is GEST and kind in NO_NARRATIVE else EVERYTHING


def _told(kind: str) -> set[str]:
    return {name for name in _fields(kind) if name not in NO_NARRATIVE[kind]}


def _fields(kind: str, **known: object) -> dict[str, object]:
    spec = by_word(kind)
    assert spec is not None
    fillers: dict[Shape, object] = {
        Shape.TEXT: "x", Shape.INTEGER: 1, Shape.REAL: 1.5, Shape.BOOLEAN: True,
        Shape.DATE: "2026-09-03", Shape.TIME: "09:30:00", Shape.LIST: ["x"],
        Shape.INSTANT: "2026-09-03T15:00:00+00:00",
    }  # fmt: skip
    made = {field.name: fillers[field.shape] for field in spec.fields if field.name != "id"}
    return made | {name: value for name, value in known.items() if name in made}


def test_each_role_reads_what_is_theirs_field_by_field(monde: Monde) -> None:
    readers = {role: _reader(monde, role) for role in people.ROLES}
    openers = {
        "moi": readers[A],
        "collegue": monde.appareil("Odilon Carpentras"),
        "ailleurs": _elsewhere(monde),
    }
    dossiers = {lien: _dossier(monde, openers[lien.par], lien, readers[A]) for lien in LIENS}
    wrong, cells = [], 0

    for role, reader in readers.items():
        reader.pull()
        got = _by_scope_and_kind(reader)
        for lien, kind in product(LIENS, KINDS):
            wanted = _read(role, lien, kind)
            found = got.get((dossiers[lien], kind), set())
            every = set(_fields(kind))
            expected = every if wanted is EVERYTHING else every & wanted
            cells += len(every)
            wrong += [f"{role} {lien.nom} {kind}.{one}" for one in sorted(found ^ expected)]

    assert cells >= 1_500
    assert wrong == []


@pytest.mark.parametrize("role", people.ROLES)
def test_each_role_writes_what_is_theirs(monde: Monde, role: Role) -> None:
    adviser = monde.appareil("Odilon Carpentras")
    writer = adviser if role is A else monde.appareil("Zélie Roc", role)
    theirs, elsewhere = adviser.dossier(), _elsewhere(monde).dossier()
    asked: list[tuple[str, Op, str | None]] = []
    for kind, mine in product(KINDS, (True, False)):
        if kind == "personne":
            continue
        dossier = theirs if mine else elsewhere
        op = writer.op(kind, un_id(), dossier, fields=_fields(kind, dossier=dossier))
        reached = mine or role in {COORD, GEST}
        expected = _reason(role, kind, reached=reached)
        asked.append((f"insert {kind} {mine}", op, expected))
        patch = writer.op(kind, op.id, dossier, Verb.PATCH, fields={"dossier": dossier})
        refused = "fait_immuable" if kind in FACTS and role in WRITERS[kind] else expected
        if expected == "hors_perimetre" and refused != "fait_immuable":
            refused = "hors_perimetre"
        asked.append((f"patch {kind} {mine}", patch, refused))
    for kind in sorted(DIRECTORY):
        op = writer.op(kind, un_id(), "plie", fields=_fields(kind))
        asked.append((f"insert {kind}", op, _reason(role, kind, reached=True)))

    reasons = writer.reasons(*(op for _, op, _ in asked))

    assert [
        f"{what}\u00a0: {found}, attendu {expected}"
        for (what, _, expected), found in zip(asked, reasons, strict=True)
        if found != expected
    ] == []


def _reason(role: Role, kind: str, *, reached: bool) -> str | None:
    if role not in WRITERS[kind]:
        return "droit_refuse"
    return None if reached else "hors_perimetre"


def test_a_dossier_open_in_part_is_not_written_in(monde: Monde) -> None:
    referent, adviser = monde.appareil(), _elsewhere(monde)
    dossier = adviser.dossier()
    _assign(monde, dossier, referent, Lien("", "", role="referent_structure"))

    ops = [
        referent.op(kind, un_id(), dossier, fields=_fields(kind, dossier=dossier)) for kind in KINDS
    ]

    assert set(referent.reasons(*ops)) <= {"hors_perimetre", "droit_refuse", "fait_immuable"}


def test_a_dossier_open_in_part_opens_none_of_its_files(monde: Monde) -> None:
    referent, adviser = monde.appareil(), _elsewhere(monde)
    dossier = adviser.dossier()
    sha256 = "d3b07384d113edec49eaa6238ad5ff00" * 2
    assert adviser.reasons(adviser.compte_rendu(dossier, pdf=sha256)) == [None]
    _assign(monde, dossier, referent, Lien("", "", role="referent_structure"))

    assert referent.blob("GET", sha256).status_code == 404


def _reader(monde: Monde, role: Role) -> Appareil:
    return monde.appareil("Maïa Tressan" if role is A else f"Zélie {role.value}", role)


def _elsewhere(monde: Monde) -> Appareil:
    nom = "Basile Orme"
    gestion.invite(
        monde.store,
        monde.authority,
        monde.mint,
        plie=PLIE,
        nom=nom,
        role=A,
        organisation="Une autre association",
    )
    return monde.appareil(nom)


def _dossier(monde: Monde, opener: Appareil, lien: Lien, reader: Appareil) -> str:
    dossier = un_id("dossier")
    assert opener.reasons(opener.personne(dossier, **_fields("personne"))) == [None]
    sayings = [
        Saying(Verb.INSERT, kind, un_id(), _fields(kind, dossier=dossier), dossier)
        for kind in KINDS
        if kind not in {"personne", "affectation"}
    ]  # fmt: skip
    with monde.store.write(monde.ours) as connection:
        record(connection, PLIE, sayings, monde.mint)
    _assign(monde, dossier, None, Lien("", ""))
    if lien.debut or lien.fin or lien.role:
        _assign(monde, dossier, reader, lien)
    return dossier


def _assign(monde: Monde, dossier: str, whom: Appareil | None, lien: Lien) -> None:
    fields = _fields("affectation", dossier=dossier) | {
        "utilisateur": whom.who.utilisateur if whom else "personne",
        "role": lien.role or "accompagnateur",
        "debut": lien.debut or "2026-01-05",
        "fin": lien.fin or "2099-12-31",
    }
    if whom is None:
        fields |= {"fin": date(2026, 1, 6).isoformat()}
    given = Saying(Verb.INSERT, "affectation", un_id("affectation"), fields, dossier)
    with monde.store.write(monde.ours) as connection:
        record(connection, PLIE, [given], monde.mint)


def _by_scope_and_kind(reader: Appareil) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for op in reader.received.values():
        found.setdefault((op.scope, op.kind), set()).update(op.fields)
    return found
