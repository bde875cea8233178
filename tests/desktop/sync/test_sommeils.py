"""An alert that its adviser puts off goes up the line: coordination reads that it sleeps, until when and why."""

from datetime import timedelta

from desktop.usecases.caseload import LigneDossier, file_active
from desktop.usecases.dossiers import assemble
from desktop.usecases.sommeils import mettre_en_sommeil, partage, reveiller
from plie.sommeil import Partage, en_mots
from plie.vocabulaire import CodeAlerte
from tests.desktop.sync.postes import Poste
from tests.desktop.usecases.alertes import CASES, ON, WHO, put

CASE = CASES[CodeAlerte.SANS_ENTRETIEN_2_MOIS]
BACK = ON + timedelta(days=30)


def shared(poste: Poste) -> Partage:
    with poste.vault.look() as rows:
        return partage(
            assemble(rows, WHO), referentiel=CASE.referentiel, on=ON, role="accompagnateur"
        )


def listed(poste: Poste) -> tuple[LigneDossier, ...]:
    with poste.vault.look() as rows:
        return file_active(rows, referentiel=CASE.referentiel, on=ON)


def test_coordination_reads_what_sleeps_and_that_it_was_woken(
    ae: Poste, coordination: Poste
) -> None:
    put(ae.vault, CASE)
    (alerte,) = shared(ae).eveillees
    with ae.vault.work() as work:
        mettre_en_sommeil(
            work, WHO, alerte,
            jusqu_au=BACK, motif="En stage", referentiel=CASE.referentiel, on=ON,
        )  # fmt: skip

    assert ae.cycle().complete
    assert coordination.cycle().complete

    (asleep,) = shared(coordination).endormies
    assert en_mots(asleep.sommeil) == f"En sommeil jusqu’au {BACK:%d/%m/%Y} — En stage"
    assert listed(coordination) == listed(ae)
    assert [line.endormies for line in listed(coordination)] == [1]

    with ae.vault.work() as work:
        reveiller(work, WHO, asleep, referentiel=CASE.referentiel, on=ON)
    assert ae.cycle().complete
    assert coordination.cycle().complete
    assert shared(coordination).eveillees == (alerte,)
