"""What drifted is found by its digest, and that dossier alone is repaired."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from central import tables
from central.context import the_store
from central.shelf import place
from desktop.models.tables import KIND_TABLES, OP
from desktop.usecases.revue import commenter
from plie.kinds import Cv, MiseDeCoteReglee
from plie.vocabulaire import Role
from tests.builders import un_compte_rendu
from tests.desktop.sync.mains import hand_over, held
from tests.desktop.sync.postes import DEBUT, PLIE, Magasin, Poste


def _asked(poste: Poste, word: str) -> int:
    return sum(word in one.path for one in poste.line.passed)


def test_nothing_is_compared_more_than_once_a_week(ae: Poste) -> None:
    ae.dossier()
    ae.cycle()
    ae.cycle()
    assert _asked(ae, "digests") == 0
    ae.montre.instant += timedelta(days=8)

    outcomes = [ae.cycle(), ae.cycle()]

    assert _asked(ae, "digests") == 1
    assert [o.done.repaired for o in outcomes] == [0, 0]


def test_a_dossier_that_drifted_is_repaired_alone(ae: Poste, magasin: Magasin) -> None:
    sound, drifted = ae.dossier(), ae.dossier()
    kept, lost = ae.entretien(drifted, "Gardé"), ae.entretien(drifted, "Perdu")
    ae.entretien(sound, "Sain")
    ae.cycle()
    before = ae.ops()
    with ae.vault.work() as work:
        work.connection.execute(delete(OP).where(OP.c.thing == lost))
        changed = OP.update().where(OP.c.thing == kept)
        work.connection.execute(changed.values(fields='{"contenu": "Autre chose"}'))
        work.connection.execute(
            delete(KIND_TABLES["entretien"]).where(KIND_TABLES["entretien"].c.id == lost)
        )
        work.commit()
    ae.montre.instant += timedelta(days=8)

    assert ae.cycle().done.repaired == 1

    assert _asked(ae, "snapshot") == 1
    assert ae.contenu(kept) == "Gardé"
    assert ae.contenu(lost) == "Perdu"
    assert ae.ops() == before
    assert held(ae) == {sound, drifted}
    assert magasin.set_aside() == {}


def test_what_the_store_lacks_of_ours_goes_up_again(ae: Poste, magasin: Magasin) -> None:
    dossier = ae.dossier()
    lost = ae.entretien(dossier, "Écrit une fois")
    ae.cycle()
    op = tables.op
    with magasin.store.write(the_store(PLIE)) as connection:
        gone = connection.scalar(select(op.c.op_id).where(op.c.thing == lost))
        connection.execute(delete(op).where(op.c.op_id == gone))
    ae.montre.instant += timedelta(days=8)

    assert ae.cycle().done.repaired == 1
    ae.cycle()

    assert gone in magasin.numbered()
    assert ae.waiting() == 0


@pytest.mark.parametrize("left", [None, b"%PDF-1.7 coup"], ids=["gone", "cut"])
def test_a_file_that_the_store_lost_is_sent_again_by_who_has_it(
    ae: Poste, suivante: Poste, magasin: Magasin, left: bytes | None
) -> None:
    """A machine that waits for it goes on with the rest meanwhile."""
    pdf = b"%PDF-1.7 " + bytes(range(256)) * 40
    dossier = ae.dossier()
    digest = ae.file(pdf, dossier)
    with ae.vault.work() as work:
        work.insert(un_compte_rendu(id=work.new_id(), dossier=dossier, pdf=digest))
        work.commit()
    assert ae.cycle().done.files_sent == 1
    path = place(magasin.store.settings.blobs, PLIE, digest)
    path.unlink() if left is None else path.write_bytes(left)
    hand_over(magasin, suivante, dossier)
    assert suivante.cycle().complete
    ae.montre.instant += timedelta(days=8)

    assert [ae.cycle().done.files_sent for _ in range(2)] == [1, 0]

    assert path.read_bytes() == pdf
    suivante.montre.instant += timedelta(days=1)
    assert suivante.cycle().done.files_received == 1


@pytest.mark.parametrize("role", [Role.RESPONSABLE, Role.GESTIONNAIRE, Role.RELATIONS_ENTREPRISES])
def test_who_reads_in_part_compares_what_they_read(
    ae: Poste, magasin: Magasin, nouveau: Callable[[str], Poste], role: Role
) -> None:
    dossier = ae.dossier()
    ae.entretien(dossier, "Récit")
    with ae.vault.work() as work:
        report = un_compte_rendu(id=work.new_id(), dossier=dossier, contenu="Récit")
        cv = Cv(id=work.new_id(), dossier=dossier, cible="Cariste", date=DEBUT.date())
        for thing in (report, cv):
            work.insert(thing)
        work.commit()
    ae.cycle()
    poste = nouveau("Io Lac")
    poste.enrol(magasin.invite("Io Lac", role))
    poste.cycle()
    with poste.vault.work() as work:
        commenter(work, cv.id, kind="cv", texte="Montré à l’employeur.", now=DEBUT)
    with poste.vault.work() as work:
        work.insert(
            MiseDeCoteReglee(
                id=work.new_id(), dossier=dossier, operations=("op",), issue="abandonnee",
                motif="Rien", auteur_nom="Io Lac", regle_le=DEBUT,
            )
        )  # fmt: skip
        work.commit()
    poste.cycle()
    poste.montre.instant += timedelta(days=8)

    assert poste.cycle().done.repaired == 0
    with poste.vault.work() as work:
        work.connection.execute(delete(OP).where(OP.c.thing == cv.id))
        work.commit()
    poste.montre.instant += timedelta(days=8)
    outcomes = [poste.cycle(), poste.cycle()]
    poste.montre.instant += timedelta(days=8)
    outcomes.append(poste.cycle())

    assert _asked(poste, "digests") == 3
    assert [outcome.done.repaired for outcome in outcomes] == [1, 0, 0]
    assert magasin.set_aside() == {}
