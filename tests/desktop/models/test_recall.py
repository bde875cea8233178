"""What was worked out of a vault is given again only as long as nothing has moved in it."""

from gc import collect
from weakref import ref

from desktop.models import line
from desktop.models.rows import Rows
from desktop.models.vault import Vault
from plie.kinds import Personne
from tests.builders import PERSONNE, une_personne


class Asked:
    """Counts how many times the names were read."""

    def __init__(self) -> None:
        self.times = 0

    def of(self, rows: Rows) -> tuple[str, ...]:
        def read() -> tuple[str, ...]:
            self.times += 1
            return tuple(person.nom_usage for person in rows.all(Personne))

        return rows.once("noms", read)


def _write(vault: Vault, nom: str) -> None:
    with vault.work() as work:
        if work.rows.find(Personne, PERSONNE) is None:
            work.insert(une_personne(nom_usage=nom))
        else:
            seen = {"nom_usage": work.seen(Personne, PERSONNE)["nom_usage"]}
            work.patch(Personne, PERSONNE, seen, nom_usage=nom)
        work.commit()


def test_two_readings_of_the_same_vault_work_it_out_once(vault: Vault) -> None:
    _write(vault, "Alder")
    asked = Asked()
    for _ in range(2):
        with vault.look() as rows:
            assert asked.of(rows) == ("Alder",)
    assert asked.times == 1


def test_what_was_written_since_is_read(vault: Vault) -> None:
    asked = Asked()
    for nom in ("Alder", "Brome"):
        _write(vault, nom)
        with vault.look() as rows:
            assert asked.of(rows) == (nom,)


def test_an_exchange_that_brought_nothing_outdates_nothing(vault: Vault) -> None:
    _write(vault, "Alder")
    asked = Asked()
    with vault.look() as rows:
        asked.of(rows)
    with vault.work() as work:
        line.save_cursor(work.connection, line.cursor_of(work.connection))
        work.commit()
    with vault.look() as rows:
        asked.of(rows)
    assert asked.times == 1


def test_a_reading_begun_before_a_write_leaves_nothing_behind(vault: Vault) -> None:
    _write(vault, "Alder")
    asked = Asked()
    with vault.look() as before:
        before.count(Personne)  # its moment is this one
        _write(vault, "Brome")
        assert asked.of(before) == ("Alder",)
    with vault.look() as after:
        assert asked.of(after) == ("Brome",)


def test_within_a_transaction_it_is_read_each_time(vault: Vault) -> None:
    asked = Asked()
    with vault.work() as work:
        work.insert(une_personne(nom_usage="Alder"))
        assert asked.of(work.rows) == ("Alder",)
        asked.of(work.rows)
        assert asked.times == 2
    with vault.look() as rows:
        assert asked.of(rows) == ()


def test_once_locked_nothing_of_it_is_held(vault: Vault) -> None:
    _write(vault, "Alder")
    with vault.look() as rows:
        answered = rows.once("noms", lambda: _Names(rows.all(Personne)))
    held = ref(answered)
    del answered
    assert held() is not None
    vault.close()
    collect()
    assert held() is None


class _Names(list[Personne]):
    """A list that one can watch go."""
