"""A decision noted by mistake by coordination, cancelled, noted again: what the adviser's machine says each time (C7)."""

from datetime import timedelta
from typing import Any

from desktop.usecases.candidatures import dossiers_des_candidatures
from desktop.usecases.demarches import Geste, faire
from desktop.usecases.dossiers import assemble
from desktop.usecases.equipe import dossiers_en_bref
from desktop.usecases.fil import fil
from desktop.usecases.journee import ma_journee
from desktop.usecases.listes import dossiers_de_la_liste
from desktop.usecases.seances import lire as seances
from plie.dossier_suivi import alertes_du_dossier
from plie.kinds import Entretien, Id, Inscription, Parcours
from plie.vocabulaire import EtatParcours
from tests.desktop.sync.postes import DEBUT, Poste
from tests.desktop.usecases.alertes import ROUEN

TODAY = DEBUT.date()
MET, LISTED = TODAY - timedelta(days=90), TODAY - timedelta(days=2)
WHY = "Notée sur le dossier d’une autre personne"


def presented(ae: Poste) -> Id:
    """Open a dossier, met three months ago, before the sitting of the day before yesterday."""
    dossier = ae.dossier()
    with ae.vault.work() as work:
        opened = work.new_id()
        work.insert(
            Parcours(id=opened, dossier=dossier, numero=2, origine="spontanee", ouvert_le=MET)
        )
        work.insert(Entretien(id=work.new_id(), dossier=dossier, parcours=opened, date=MET))
        work.insert(
            Inscription(
                id=work.new_id(),
                dossier=dossier,
                parcours=opened,
                commission_le=LISTED,
                objet="entree",
            )
        )
        work.commit()
    return dossier


def do(poste: Poste, dossier: Id, geste: Geste, **asked: object) -> None:
    with poste.vault.work() as work:
        faire(work, geste, dossier, asked, referentiel=ROUEN, on=TODAY)


def exchanged(*postes: Poste) -> None:
    for poste in postes:
        assert poste.cycle().complete


def told(poste: Poste, dossier: Id) -> dict[str, Any]:
    """Return what a machine says of the dossier: its state, in every list; its alerts; its story; the day."""
    with poste.vault.look() as rows:
        whole = assemble(rows, dossier)
        lists = (
            dossiers_de_la_liste(rows, on=TODAY),
            dossiers_en_bref(rows, on=TODAY),
            dossiers_des_candidatures(rows, on=TODAY),
        )
        now = poste.montre()
        return {
            "states": {whole.etat} | {d.etat for some in lists for d in some if d.id == dossier},
            "alerts": {a.code for a in alertes_du_dossier(whole, referentiel=ROUEN, on=TODAY)},
            "story": [(x.kind, x.titre, x.detail) for x in fil(whole, zone=ROUEN.zone)],
            "day": [
                (x.icone, x.detail)
                for x in ma_journee(rows, referentiel=ROUEN, now=now)
                if x.icone in {"decision", "annulation"}
            ],
        }


def test_a_decision_cancelled_is_undone_everywhere_and_the_right_one_counts(
    ae: Poste, coordination: Poste
) -> None:
    dossier = presented(ae)
    exchanged(ae, coordination)
    before = told(ae, dossier)
    do(coordination, dossier, Geste.DECIDER, issue="integration", prise_le=LISTED)
    exchanged(coordination, ae)
    wrong = told(ae, dossier)
    with coordination.vault.look() as rows:
        (decision,) = assemble(rows, dossier).decisions

    do(coordination, dossier, Geste.ANNULER, fait=decision.id, motif=WHY)
    exchanged(coordination, ae)

    undone = told(ae, dossier)
    assert [one["states"] for one in (before, wrong, undone)] == [
        {EtatParcours.PRESENTE},
        {EtatParcours.INTEGRE},
        {EtatParcours.PRESENTE},
    ]
    assert undone["alerts"] == before["alerts"] != wrong["alerts"]
    assert [icone for icone, _ in wrong["day"]] == ["decision"]
    ((icone, line),) = undone["day"]
    assert (icone, line.endswith(f": {WHY}".replace(":", "\u00a0:"))) == ("annulation", True)
    with coordination.vault.look() as rows:
        (sitting,) = seances(rows, referentiel=ROUEN, on=TODAY)
        assert sitting.decides == 0
        assert rows.set_aside() == ()

    do(coordination, dossier, Geste.DECIDER, issue="refus", prise_le=LISTED, reorientation="CCAS")
    exchanged(coordination, ae)

    right = told(ae, dossier)
    assert right["states"] == {EtatParcours.REFUSE}
    story = [
        (titre, detail)
        for kind, titre, detail in right["story"]
        if kind in {"decision", "annulation"}
    ]
    assert sorted(
        title.replace("\u00a0", " ").split(" — ")[0].split(" de la ")[0] for title, _ in story
    ) == [
        "Annulation",
        "Décision",
        "Décision",
    ]
    (cancelled,) = [x for x in story if "annulée le" in x[0]]
    assert "ntégration" in cancelled[0]
    assert WHY in cancelled[1]
    (last,) = [x for x in story if "efus" in x[0]]
    assert "annul" not in last[0]
