"""An import is one act: all of it or nothing, undone as long as nobody wrote in its dossiers since."""

import pytest

from desktop.models import purge
from desktop.models.vault import Vault
from desktop.pages.table_messages import TableRead
from desktop.usecases.colonnes import (
    PARTICIPATION,
    Correspondance,
    Tableau,
    proposer,
    tableau,
)
from desktop.usecases.dossiers import assemble
from desktop.usecases.essai import Essai, connus, essayer
from desktop.usecases.identite import modifier
from desktop.usecases.importation import (
    annuler,
    correspondance,
    dernier,
    importer,
    origine_du_fichier,
    peut_importer,
)
from plie.kinds import Coordonnees, Parcours, Personne, Prescription, Situation
from plie.refus import Refus
from plie.vocabulaire import EtatParcours, Role
from tests.builders import AUJOURDHUI
from tests.desktop import vaults

HEADS = ("Nom", "Prénom", "Né le", "Ville", "N° sécu", "Date d’intégration", "Dossier n°")
NIR = "2690549588157 80"
TABLE = tableau(
    TableRead((
        HEADS,
        ("Épinay", "Zoë", "12/07/1985", "ROUEN", NIR, "15/09/2020", "A-1"),
        ("Orne", "Ali", "03/04/1990", "Oissel-sur-Seine", NIR, "01/02/2021", "A-2"),
    ))
)  # fmt: skip
REPRISE = {
    "origine": "Reprise",
    "reprise_decision": "Comité de pilotage du 12/03/2022",
    "protocole_anterieur": "2015-2020",
}


def tried(vault: Vault, once: dict[str, str] | None = None) -> tuple[Correspondance, Essai]:
    with vault.look() as rows:
        choice = Correspondance(correspondance(rows, TABLE).champs, once or REPRISE)
        return choice, essayer(TABLE, choice, connus(rows), on=AUJOURDHUI)


def come_in(vault: Vault, table: Tableau = TABLE, once: dict[str, str] | None = None) -> None:
    choice, essay = tried(vault, once)
    with vault.work() as work:
        importer(work, table, essay.retenues(sans_valeurs_illisibles=True), choice)


def ops(vault: Vault) -> list[str]:
    with vault.look() as rows:
        found = rows.connection.exec_driver_sql("SELECT verb || ' ' || kind FROM op ORDER BY seq")
        return [str(row[0]) for row in found]


def test_reprises_enter_en_parcours_with_their_earlier_date_and_its_decision(vault: Vault) -> None:
    """P6, A3.2."""
    come_in(vault)

    with vault.look() as rows:
        zoe, _ = rows.all(Personne)
        whole = assemble(rows, zoe.id)
        (parcours,) = whole.parcours
    assert (whole.etat, whole.file_active) == (EtatParcours.INTEGRE, True)
    assert whole.integration == parcours.integre_le == parcours.ouvert_le
    assert parcours.reprise_decision == REPRISE["reprise_decision"]
    assert parcours.protocole_anterieur == REPRISE["protocole_anterieur"]
    assert whole.coordonnees is not None
    assert (whole.coordonnees.commune, whole.coordonnees.commune_insee) == ("Rouen", "76540")
    assert whole.prescriptions == ()


def test_what_a_table_says_of_the_situation_comes_in_and_goes_with_it(vault: Vault) -> None:
    heads = ("Nom", "Prénom", "Tél", "Pôle emploi", "Minima sociaux")
    table = tableau(
        TableRead((
            heads,
            ("Épinay", "Zoë", "0612345678 / 0235000001", "7654321X", "RSA"),
            ("Orne", "Ali", "", "", "non"),
        ))
    )  # fmt: skip
    with vault.look() as rows:
        choice = Correspondance(correspondance(rows, table).champs, {"origine": "Prescription"})
        essay = essayer(table, choice, (), on=AUJOURDHUI)
    with vault.work() as work:
        importer(work, table, essay.retenues(), choice)

    with vault.look() as rows:
        (reached, _), (standing,) = rows.all(Coordonnees), rows.all(Situation)
        done = dernier(rows)
    assert (reached.telephone, reached.autres_telephones) == (
        "06 12 34 56 78",
        ("02 35 00 00 01",),
    )
    assert (standing.france_travail_id, standing.minima) == ("7654321X", ("rsa",))
    assert done is not None
    with vault.work() as work:
        annuler(work, done.id)
    with vault.look() as rows:
        assert (rows.all(Situation), rows.all(Personne)) == ((), ())


def test_a_table_says_how_people_take_part_where_a_plie_has_several_ways(vault: Vault) -> None:
    """A3.1."""
    ways = {"accompagnement": "Accompagnement renforcé", "dehors": "Actions, suivi extérieur"}
    heads = ("Nom", "Prénom", "Participation", "Référent extérieur", "Structure du référent")
    table = tableau(
        TableRead((
            heads,
            ("Épinay", "Zoë", "ACTIONS - suivi exterieur", "Jo Brionne", "Mission locale"),
            ("Orne", "Ali", "par ailleurs", "", ""),
        ))
    )  # fmt: skip
    choice = Correspondance(proposer(heads).champs, {"origine": "Prescription"})
    essay = essayer(table, choice, (), on=AUJOURDHUI, formes=ways)
    with vault.work() as work:
        importer(work, table, essay.retenues(), choice)

    with vault.look() as rows:
        (course,) = rows.all(Parcours)
    assert (course.participation, course.referent_nom, course.referent_structure) == (
        "dehors", "Jo Brionne", "Mission locale",
    )  # fmt: skip
    (wrong,) = essay.erreurs
    assert "« Actions, suivi extérieur »" in wrong.attendu.replace("\u00a0", " ")
    # Where a PLIE has one way, the column fills nothing.
    alone = choice.sans(PARTICIPATION)
    assert alone.champs == ("nom_naissance", "prenoms", "", "", "")
    assert essayer(table, alone, (), on=AUJOURDHUI).erreurs == ()


def test_others_are_candidates_whatever_date_the_table_gives(vault: Vault) -> None:
    come_in(vault, once={"origine": "Prescription"})

    with vault.look() as rows:
        first, _ = rows.all(Personne)
        whole = assemble(rows, first.id)
    assert whole.etat is EtatParcours.ORIENTE
    assert whole.parcours[0].integre_le is None
    assert len(whole.prescriptions) == 1


def test_the_table_is_kept_line_by_line_without_any_social_security_number(vault: Vault) -> None:
    come_in(vault)

    with vault.look() as rows:
        zoe, _ = rows.all(Personne)
        told = origine_du_fichier(rows, zoe.id)
    assert told is not None
    assert ("Dossier n°", "A-1") in told.cellules
    assert "N° sécu" not in dict(told.cellules)
    assert NIR not in str(vaults.dump(vault))


def test_the_columns_are_remembered_under_the_same_headings(vault: Vault) -> None:
    choice, essay = tried(vault)
    changed = choice.avec(TABLE.entetes.index("Dossier n°"), "motif")
    with vault.work() as work:
        importer(work, TABLE, essay.retenues(), changed)

    with vault.look() as rows:
        assert correspondance(rows, TABLE).champs == changed.champs
        other = tableau(TableRead((("Nom", "Prénom"),)))
        assert correspondance(rows, other).champs == ("nom_naissance", "prenoms")


def test_a_second_import_of_the_same_table_brings_nobody_twice(vault: Vault) -> None:
    come_in(vault)

    _, essay = tried(vault)

    assert essay.retenues() == ()
    assert all(line.doublon and line.doublon.certain for line in essay.lignes)


def test_it_is_undone_whole(vault: Vault) -> None:
    come_in(vault)
    with vault.look() as rows:
        done = dernier(rows)
        assert done is not None
        assert (done.nombre, done.obstacle) == (2, "")

    with vault.work() as work:
        annuler(work, done.id)

    with vault.look() as rows:
        assert dernier(rows) is None
        for kind in (Personne, Coordonnees, Parcours, Prescription):
            assert rows.all(kind) == ()
        assert rows.connection.exec_driver_sql("SELECT count(*) FROM import_ligne").scalar() == 0
    # Told to the store like any removal: the dossiers may be there already.
    assert ops(vault).count("delete personne") == 2


def test_it_is_undone_no_more_once_somebody_wrote_in_one_of_its_dossiers(vault: Vault) -> None:
    come_in(vault)
    with vault.look() as rows:
        zoe, _ = rows.all(Personne)
        shown = rows.seen(Personne, zoe.id)
    with vault.work() as work:
        # Waiting to be sent, its first operation is rewritten in place: it counts all the same.
        modifier(work, zoe.id, {"prenoms": "Zoë Anne"}, shown)
    before = ops(vault)

    with vault.look() as rows:
        done = dernier(rows)
    assert done is not None
    assert "Zoë Anne Épinay" in done.obstacle
    with vault.work() as work, pytest.raises(Refus, match="import_touche"):
        annuler(work, done.id)
    assert ops(vault) == before


def test_what_is_stopped_leaves_nothing(vault: Vault) -> None:
    choice, essay = tried(vault)
    before = vaults.dump(vault)

    with vault.work() as work, pytest.raises(Refus) as refused:
        importer(work, TABLE, essay.retenues(), choice, arrete=lambda: True)

    assert refused.value.phrase.endswith("rien n’a été importé.")
    assert vaults.dump(vault) == before


@pytest.mark.parametrize("role", list(Role))
def test_who_may_open_dossiers_may_import(role: Role) -> None:
    expected = {Role.ACCOMPAGNATEUR, Role.COORDINATION, Role.GESTIONNAIRE}

    assert peut_importer(role.value) == (role in expected)


def test_a_dossier_that_leaves_takes_its_line_along(vault: Vault) -> None:
    come_in(vault)
    with vault.look() as rows:
        zoe, ali = rows.all(Personne)
    with vault.work() as work:
        work.connection.exec_driver_sql("UPDATE op SET number = seq")
        assert purge.erase(work, zoe.id)
        work.commit()

    with vault.look() as rows:
        assert origine_du_fichier(rows, zoe.id) is None
        kept = origine_du_fichier(rows, ali.id)
        done = dernier(rows)
    assert kept is not None
    assert ("Dossier n°", "A-2") in kept.cellules
    assert done is not None
    assert "Un de ces dossiers a quitté ce poste" in done.obstacle
