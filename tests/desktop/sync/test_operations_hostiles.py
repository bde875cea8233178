"""What the store numbered before it knew better: others receive it, and everything after it."""

import json
from zoneinfo import ZoneInfo

import pytest

from central import tables
from central.context import the_store
from desktop.models.tables import KIND_TABLES
from desktop.usecases import conflits, historique, revue
from desktop.usecases import mis_de_cote as tray
from desktop.usecases.dossiers import assemble
from desktop.usecases.fil import fil
from desktop.usecases.referentiels import charger
from plie.kinds import Coordonnees, Id, Objectif
from tests.desktop import coherence
from tests.desktop.sync.mains import reassign
from tests.desktop.sync.postes import PLIE, Magasin, Poste

REFERENTIEL, PARIS = charger("demo"), ZoneInfo("Europe/Paris")


def tell_no_instant(magasin: Magasin, made_at: str, *kinds: str) -> None:
    """Make what the store holds of these kinds what an older one took."""
    op = tables.op
    with magasin.store.write(the_store(PLIE)) as connection:
        for row in connection.execute(op.select().where(op.c.kind.in_(kinds))).all():
            body = json.dumps({**json.loads(row.body), "made_at": made_at})
            connection.execute(op.update().where(op.c.op_id == row.op_id).values(body=body))


def objectif(poste: Poste, dossier: Id) -> Id:
    with poste.vault.work() as work:
        id_ = work.new_id()
        work.insert(Objectif(id=id_, dossier=dossier, intitule="Un garage"))
        work.commit()
    return id_


def has(poste: Poste, id_: Id) -> bool:
    with poste.vault.look() as rows:
        return rows.find(Objectif, id_) is not None


def telephone(poste: Poste, coordonnees: Id, said: str) -> None:
    with poste.vault.work() as work:
        seen = work.seen(Coordonnees, coordonnees)
        work.patch(Coordonnees, coordonnees, seen, telephone=said)
        work.commit()


@pytest.mark.parametrize("made_at", ["pas une date", "", "2026-09-10T08:00:00"])
def test_others_go_on_receiving(
    magasin: Magasin, ae: Poste, coordination: Poste, suivante: Poste, made_at: str
) -> None:
    dossier = ae.dossier()
    objectif(ae, dossier)
    ae.cycle()
    tell_no_instant(magasin, made_at, "objectif", "personne")
    later = objectif(ae, dossier)
    ae.cycle()

    assert coordination.cycle().complete
    reassign(magasin, suivante, dossier)
    assert suivante.cycle().complete

    assert has(coordination, later)
    assert has(suivante, later)
    with coordination.vault.look() as rows:
        assert dossier in {
            one.dossier
            for one in revue.nouveautes(
                rows, referentiel=REFERENTIEL, on=coordination.montre().date()
            )
        }
    assert coherence.complaints(coordination.vault) == []


def test_a_rival_without_an_instant_is_told_and_settled(
    magasin: Magasin, ae: Poste, coordination: Poste
) -> None:
    dossier = ae.dossier()
    with ae.vault.work() as work:
        id_ = work.new_id()
        work.insert(Coordonnees(id=id_, dossier=dossier, telephone="01 99 00 00 00"))
        work.commit()
    ae.cycle()
    coordination.cycle()
    telephone(ae, id_, "01 99 00 00 01")
    telephone(coordination, id_, "01 99 00 00 02")
    ae.cycle()
    tell_no_instant(magasin, "27/11/2026", "coordonnees")
    coordination.cycle()

    with coordination.vault.look() as rows:
        (told,) = conflits.conflits(rows, referentiel=REFERENTIEL)
        (line,) = [
            one
            for one in historique.lire(rows, dossier, referentiel=REFERENTIEL, zone=PARIS)
            if one.a == "01 99 00 00 01"
        ]

    (field,) = told.desaccords
    assert [(v.quand is None, v.mots) for v in field.versions] == [
        (False, ("01 99 00 00 02",)), (True, ("01 99 00 00 01",)),
    ]  # fmt: skip
    assert line.quand == "date inconnue, Odilon Carpentras"


def test_what_the_store_refuses_for_it_waits_in_its_author_s_tray_and_can_be_sent_again(
    magasin: Magasin, ae: Poste
) -> None:
    dossier = ae.dossier()
    ae.cycle()
    objectif(ae, dossier)
    ae.sql("UPDATE op SET made_at = '27/11/2026' WHERE kind = 'objectif'")
    ae.cycle()

    with ae.vault.look() as rows:
        (one,) = tray.mis_de_cote(rows, referentiel=REFERENTIEL)
    with ae.vault.work() as work:
        tray.renvoyer(work, one.kind, one.id, seen=one.seen, values={}, now=ae.montre())

    assert one.quand is None
    assert list(magasin.set_aside().values()) == ["valeur_invalide"]
    assert ae.cycle().complete
    with ae.vault.look() as rows:
        assert tray.mis_de_cote(rows, referentiel=REFERENTIEL) == ()


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00"])
def test_an_instant_kept_here_before_it_was_refused_can_be_shown(ae: Poste, at: str) -> None:
    dossier = ae.dossier()
    with ae.vault.work() as work:
        revue.commenter(work, dossier, kind="personne", texte="Vu avec elle.", now=ae.montre())
    with ae.vault.work() as work:
        work.connection.execute(KIND_TABLES["commentaire"].update().values(ecrit_le=at))
        work.commit()

    with ae.vault.look() as rows:
        lines = fil(assemble(rows, dossier), zone=PARIS)

    assert "Vu avec elle." in {line.detail for line in lines}
