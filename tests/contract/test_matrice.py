"""Each role, each verb, each kind, each field, each way to stand to a dossier: what is read, what is written.

What is expected is written here by hand from domain.md §2 and §12; nothing of `plie.droits` or of
`central.scope` decides it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from central import gestion, lots, people
from central.record import Saying, record
from plie.kinds import Scope as Portee
from plie.kinds import Shape, all_kinds, by_word
from plie.vocabulaire import Role
from tests.central.monde import PLIE, Appareil, Monde, un_id
from wire.messages import PART_OPS
from wire.op import PLIE_SCOPE, Op, Verb

A, RESP, REL, COORD, GEST = people.ROLES
EVERYTHING = None

# domain.md §12, « written by ».
_BY = {
    (A,): "rendez_vous evenement entretien compte_rendu signature etape objectif emploi diagnostic "
    "evaluation condition_adhesion preconisation cloture piece bilan_etape certification cv competence "
    "fse_releve sortie_proposee mise_en_sommeil",
    (RESP,): "avis_motive visa",
    (COORD, GEST): "piece_examen commission modele_courrier objectif_plie",
    (A, COORD): "prescription inscription retrait_inscription acte_engagement signature_acte",
    (COORD,): "decision",
    (RESP, COORD): "bilan_lot",
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
# Who cancels a fact is who notes facts of its kind.
CANCELLED = ("decision", "cloture", "visa", "avis_motive")
WRITERS["annulation"] = {A, RESP, COORD}
FACTS = {
    "evenement", "inscription", "decision", "compte_rendu", "signature", "commentaire",
    "demande", "accuse_reception", "prise_de_connaissance", "evaluation", "cloture", "piece",
    "piece_examen", "acte_engagement", "signature_acte", "bilan_etape", "cv", "avis_motive", "visa",
    "sortie_proposee", "mise_en_sommeil", "mise_de_cote", "mise_de_cote_reglee", "bilan_lot",
    "retrait_inscription", "annulation",
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
    "retrait_inscription": {"motif"},
    "annulation": {"motif"},
}  # fmt: skip
REVIEW = {"commentaire", "demande", "accuse_reception", "prise_de_connaissance"}
DIRECTORY = [spec.word for spec in all_kinds() if spec.scope is Portee.PLIE]
KINDS = [spec.word for spec in all_kinds() if spec.scope is not Portee.PLIE]
# Of what is about something: about what relations entreprises work on, and about what they do not.
THINGS = [
    *((kind, "cv" if kind in REVIEW else "") for kind in KINDS),
    *((kind, "diagnostic") for kind in sorted(REVIEW)),
    *(("annulation", kind) for kind in CANCELLED),
]


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


@dataclass(frozen=True)
class Ouvert:
    """A dossier with a thing of each kind: kind and what it is about to its id."""

    id: str
    things: dict[tuple[str, str], str]


def _whole(role: Role, lien: Lien) -> bool:
    if role in {COORD, GEST}:
        return True
    if role in {RESP, REL}:
        # Their organisation's: what its people follow, not what they are referents of.
        return lien.nom in {"à soi", "d’un collègue", "jusqu’à ce soir"}
    return lien.nom in {"à soi", "jusqu’à ce soir"}


def _merged(role: Role, lien: Lien) -> bool:
    """Tell whether what is written in a dossier stands: late too, by who followed it (sync.md §3)."""
    return _whole(role, lien) or (role is A and lien.nom == "fini hier")


def _read(role: Role, lien: Lien, kind: str, about: str) -> set[str] | None:
    """Return the fields expected at the reader's; EVERYTHING, or an empty set for not one."""
    if role is A and lien.role:
        return {"personne": IDENTITY}.get(kind) if kind in LIMITED else set()
    if not _whole(role, lien):
        return set()
    if role is REL and kind in REVIEW:
        return EVERYTHING if about == "cv" else set()
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
    dossiers = _dossiers(monde, readers[A], LIENS)
    wrong, cells = [], 0

    for role, reader in readers.items():
        reader.pull()
        got = _by_thing(reader)
        for lien, (kind, about) in product(LIENS, THINGS):
            wanted = _read(role, lien, kind, about)
            found = got.get((kind, dossiers[lien].things[kind, about]), set())
            every = set(_fields(kind))
            expected = every if wanted is EVERYTHING else every & wanted
            cells += len(every)
            wrong += [f"{role} {lien.nom} {kind}.{one} {about}" for one in sorted(found ^ expected)]
        wrong += [f"{role} {op.kind} {op.scope}, en trop" for op in _excess(role, reader, dossiers)]

    assert cells >= 1_500
    assert wrong == []


def test_each_role_writes_what_is_theirs_verb_by_verb_and_field_by_field(monde: Monde) -> None:
    writers = {role: _reader(monde, role) for role in people.ROLES}
    dossiers = _dossiers(monde, writers[A], LIENS)
    wrong, cells = [], 0

    for role, writer in writers.items():
        cases = list(_cases(role, writer, dossiers))
        cells += len(cases)
        for start in range(0, len(cases), PART_OPS):
            some = cases[start : start + PART_OPS]
            reasons = writer.reasons(*(case.op for case in some))
            wrong += [
                f"{role} {case.what}\u00a0: {found}, attendu {case.expected}"
                for case, found in zip(some, reasons, strict=True)
                if found != case.expected
            ]

    assert cells >= 1_500
    assert wrong == []


@dataclass(frozen=True)
class Cas:
    """Something that someone writes, and why it should be set aside, if it should."""

    what: str
    op: Op
    expected: str | None


def _cases(role: Role, writer: Appareil, dossiers: dict[Lien, "Ouvert"]) -> Iterator[Cas]:
    """Write each field alone in a dossier in reach, one of each kind in the others; delete at the end."""
    first = next(lien for lien in LIENS if _whole(role, lien))
    for verb, lien, (kind, about) in product(Verb, LIENS, THINGS):
        dossier = dossiers[lien]
        if kind == "personne" and verb is not Verb.PATCH:
            continue
        known = {"dossier": dossier.id, "sur_kind": about, "genre": about}
        known |= {"commentaire": dossier.things.get(("commentaire", about))}
        fields = _fields(kind, **known)
        writes = role in WRITERS[kind] and (role is not REL or about != "diagnostic")
        if kind == "annulation":
            writes = about in CANCELLED and role in WRITERS[about]
        expected = None if writes else "droit_refuse"
        if role in WRITERS[kind] and verb is not Verb.INSERT and kind in FACTS:
            expected = "fait_immuable"
        elif writes and not _merged(role, lien):
            expected = "hors_perimetre"
        alone = [{name: value} for name, value in fields.items()]
        if verb is not Verb.PATCH:
            alone = [fields if verb is Verb.INSERT else {}]
        for one in alone if lien == first else alone[:1]:
            thing = un_id() if verb is Verb.INSERT else dossier.things[kind, about]
            said = one | ({"genre": about} if kind == "annulation" else {})
            op = writer.op(kind, thing, dossier.id, verb, fields=said)
            yield Cas(f"{lien.nom} {verb} {kind} {about} {'+'.join(one)}", op, expected)
    for kind in DIRECTORY:
        op = writer.op(kind, un_id(), "plie", fields=_fields(kind))
        expected = None if role in WRITERS[kind] else "droit_refuse"
        # Its lot, filled in as any text, is nobody's.
        if (role, kind) == (RESP, "bilan_lot"):
            expected = "hors_perimetre"
        yield Cas(f"insert {kind}", op, expected)


def test_the_bilan_of_a_lot_is_of_those_who_send_and_receive_it(monde: Monde) -> None:
    """C11, domain.md §2: a responsable reads and writes of the lots of their organisation only."""
    readers = {role: _reader(monde, role) for role in people.ROLES}
    mine, held, other = (
        lots.add(monde.store, monde.mint, plie=PLIE, numero=n, nom=f"Lot {n}", organisation=who)
        for n, who in enumerate(("Les Essais", None, "Ailleurs"), start=1)
    )
    lots.entrust(monde.store, monde.mint, plie=PLIE, lot="2", qui="Maïa Tressan")

    def noted(by: Role, lot: str) -> Op:
        return readers[by].op("bilan_lot", lot, "plie", fields=_fields("bilan_lot", lot=lot))

    sent = readers[RESP].reasons(noted(RESP, mine), noted(RESP, held), noted(RESP, other))
    sent += readers[COORD].reasons(noted(COORD, other))
    for reader in readers.values():
        reader.pull()

    assert sent == [None, None, "hors_perimetre", None]
    assert {
        role: {op.id for op in reader.received.values() if op.kind == "bilan_lot"}
        for role, reader in readers.items()
    } == {
        A: set(), REL: set(), RESP: {mine, held},
        COORD: {mine, held, other}, GEST: {mine, held, other},
    }  # fmt: skip


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


def _dossiers(monde: Monde, reader: Appareil, liens: Sequence[Lien]) -> dict[Lien, Ouvert]:
    openers = {
        "moi": reader,
        "collegue": monde.appareil("Odilon Carpentras"),
        "ailleurs": _elsewhere(monde),
    }
    return {lien: _dossier(monde, openers[lien.par], lien, reader) for lien in liens}


def _dossier(monde: Monde, opener: Appareil, lien: Lien, reader: Appareil) -> Ouvert:
    dossier = un_id("dossier")
    assert opener.reasons(opener.personne(dossier, **_fields("personne"))) == [None]
    things = {thing: un_id() for thing in THINGS} | {("personne", ""): dossier}
    sayings = [
        Saying(
            Verb.INSERT, kind, id_,
            _fields(
                kind, dossier=dossier, sur_kind=about, genre=about,
                commentaire=things.get(("commentaire", about)), fin="2026-01-06",
            ),
            dossier,
        )
        for (kind, about), id_ in things.items()
        if kind != "personne"
    ]  # fmt: skip
    with monde.store.write(monde.ours) as connection:
        record(connection, PLIE, sayings, monde.mint)
    if lien.debut or lien.fin or lien.role:
        _assign(monde, dossier, reader, lien)
    return Ouvert(dossier, things)


def _assign(monde: Monde, dossier: str, whom: Appareil, lien: Lien) -> None:
    fields = _fields("affectation", dossier=dossier) | {
        "utilisateur": whom.who.utilisateur,
        "role": lien.role or "accompagnateur",
        "debut": lien.debut or "2026-01-05",
        "fin": lien.fin or "2099-12-31",
    }
    given = Saying(Verb.INSERT, "affectation", un_id("affectation"), fields, dossier)
    with monde.store.write(monde.ours) as connection:
        record(connection, PLIE, [given], monde.mint)


def _by_thing(reader: Appareil) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for op in reader.received.values():
        found.setdefault((op.kind, op.id), set()).update(op.fields)
    return found


def _excess(role: Role, reader: Appareil, dossiers: dict[Lien, Ouvert]) -> Iterator[Op]:
    """Yield what was received that is no thing looked at, of no directory, nor says who has a dossier."""
    liens = {dossier.id: lien for lien, dossier in dossiers.items()}
    looked_at = {
        (kind, id_) for dossier in dossiers.values() for (kind, _), id_ in dossier.things.items()
    }
    for op in reader.received.values():
        lien = liens.get(op.scope)
        told = op.kind == "affectation" and lien and _read(role, lien, op.kind, "") is EVERYTHING
        directory = op.scope == PLIE_SCOPE and op.kind in DIRECTORY
        if (op.kind, op.id) not in looked_at and not (told or directory):
            yield op
