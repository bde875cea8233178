"""Who may open the vault, and with what: phrase changed, lost, proved again; older vaults."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from desktop import recovery
from desktop.keys import Keyring
from desktop.models import envelope
from desktop.models.errors import (
    VaultError,
    VaultUnwritable,
    WrongPassphrase,
    WrongRecoveryKey,
)
from desktop.models.vault import Vault
from desktop.usecases import acces, session
from plie.refus import Refus
from tests.desktop import ring, vaults

NEW = "verger tunnel crayon lampe pelote fusain"
GOLDEN = Path(__file__).parents[2] / "golden" / "envelopes" / "format-1.json"


@dataclass
class Lost:
    recovery: str
    passphrase: str = NEW


def prove(vault: Vault, secret: str) -> None:
    acces.prove(vault, secret, machine=Keyring(), around=vaults.surroundings())


def change(vault: Vault, current: str, new: str) -> None:
    acces.change_phrase(vault, current, new, around=vaults.surroundings(5), kdf=vaults.FLOOR)


def recover(folder: Path, asked: Lost) -> Vault:
    return session.recover(
        folder, asked, around=vaults.surroundings(6), machine=Keyring(), kdf=vaults.FLOOR
    )


def test_the_passphrase_proves_and_another_does_not(vault: Vault) -> None:
    prove(vault, vaults.PHRASE)

    with pytest.raises(WrongPassphrase):
        prove(vault, "une autre phrase que la bonne")


def test_an_envelope_put_in_place_of_the_vault_s_own_proves_nothing(vault: Vault) -> None:
    theirs = envelope.wrap(bytes(32), "leur phrase", kdf=vaults.FLOOR, random=bytes)
    envelope.write(vault.folder, theirs)

    with pytest.raises(WrongPassphrase):
        prove(vault, "leur phrase")


def test_a_changed_phrase_opens_and_the_former_one_no_more(vault: Vault, folder: Path) -> None:
    change(vault, vaults.PHRASE, NEW)
    vault.close()

    with pytest.raises(WrongPassphrase):
        vaults.reopen(folder)
    vaults.reopen(folder, phrase=NEW).close()


@pytest.mark.parametrize(
    ("chosen", "typed"),
    [
        (NEW, f"{NEW}\n"),
        (f"{NEW}\n", NEW),
        (NEW, f" {NEW.replace(' ', '  ')} "),
        (NEW, NEW.replace(" ", "\u00a0")),
    ],
    ids=["pasted to open", "pasted to choose", "doubled", "no-break"],
)
def test_the_spaces_of_a_phrase_that_nobody_sees_lock_nobody_out(
    vault: Vault, folder: Path, chosen: str, typed: str
) -> None:
    acces.change_phrase(
        vault, vaults.PHRASE, chosen, around=vaults.surroundings(), kdf=vaults.FLOOR
    )
    vault.close()

    vaults.reopen(folder, phrase=typed).close()

    with pytest.raises(WrongPassphrase):
        vaults.reopen(folder, phrase=NEW.replace(" ", ""))


def test_a_phrase_sealed_with_its_spaces_before_still_opens(vault: Vault, folder: Path) -> None:
    as_it_came = "deux  espaces et une fin de ligne\n"
    key = envelope.unwrap(envelope.read(folder), vaults.PHRASE)
    wrapped = envelope.seal(
        "autre", key, as_it_came, kdf=vaults.FLOOR, random=vaults.surroundings(3).random
    )
    former = replace(wrapped, kind=envelope.PHRASE)
    envelope.change(folder, lambda there: envelope.put(there, former))
    vault.close()

    vaults.reopen(folder, phrase=as_it_came).close()


def test_a_change_asks_for_the_current_phrase_and_for_a_solid_one(vault: Vault) -> None:
    before = (vault.folder / envelope.FILE).read_bytes()

    with pytest.raises(WrongPassphrase):
        change(vault, "une autre phrase que la bonne", NEW)
    with pytest.raises(Refus) as weak:
        change(vault, vaults.PHRASE, "azerty")

    assert "Rien n’a été modifié" in weak.value.phrase
    assert (vault.folder / envelope.FILE).read_bytes() == before


def test_a_change_that_the_disk_refuses_leaves_the_former_phrase(vault: Vault) -> None:
    (vault.folder / f"{envelope.FILE}.nouveau").mkdir()

    with pytest.raises(VaultUnwritable):
        change(vault, vaults.PHRASE, NEW)

    (vault.folder / f"{envelope.FILE}.nouveau").rmdir()
    change(vault, vaults.PHRASE, NEW)
    prove(vault, NEW)


def test_the_recovery_key_opens_and_a_new_phrase_is_chosen(vault: Vault, folder: Path) -> None:
    key = acces.renew_recovery(vault, vaults.PHRASE, around=vaults.surroundings(7))
    before = vaults.dump(vault)
    vault.close()

    opened = recover(folder, Lost(key.lower().replace("-", " ")))

    assert vaults.dump(opened) == before
    opened.close()
    vaults.reopen(folder, phrase=NEW).close()
    with pytest.raises(WrongPassphrase):
        vaults.reopen(folder)
    recover(folder, Lost(key)).close()


def test_a_recovery_removes_the_quick_code(vault: Vault, folder: Path) -> None:
    with ring.in_use(ring.MemoryRing()):
        acces.choose_code(
            vault, vaults.PHRASE, "274913", machine=Keyring(), around=vaults.surroundings()
        )
        key = acces.renew_recovery(vault, vaults.PHRASE, around=vaults.surroundings(7))
        vault.close()

        recover(folder, Lost(key)).close()

        assert not acces.ways(folder).code


def test_a_renewed_key_makes_the_former_one_worthless(vault: Vault, folder: Path) -> None:
    former, last = (
        acces.renew_recovery(vault, vaults.PHRASE, around=vaults.surroundings(seed))
        for seed in (8, 9)
    )
    vault.close()

    with pytest.raises(WrongRecoveryKey, match="dernière clé"):
        recover(folder, Lost(former))
    recover(folder, Lost(last)).close()


def test_a_slip_in_the_key_is_told_before_any_try(vault: Vault, folder: Path) -> None:
    key = acces.renew_recovery(vault, vaults.PHRASE, around=vaults.surroundings(7))
    vault.close()
    slip = key[:7] + ("A" if key[7] != "A" else "B") + key[8:]

    with pytest.raises(Refus) as told:
        recover(folder, Lost(slip))

    assert "groupe 2" in told.value.phrase


def test_a_vault_made_with_its_recovery_key_says_whether_it_is_noted(folder: Path) -> None:
    key = recovery.draw(vaults.surroundings(7).random)
    made = session.create(
        folder,
        vaults.PHRASE,
        nom="Odilon",
        referentiel="demo",
        around=vaults.surroundings(),
        kdf=vaults.FLOOR,
        recovery=key,
    )
    before = acces.ways(folder)
    acces.note_recovery(made)
    made.close()

    assert (before.recovery, before.noted) == ("2026-09-10", False)
    assert acces.ways(folder).noted
    recover(folder, Lost(key)).close()


def test_a_vault_of_format_1_opens_and_is_written_again_as_format_2(folder: Path) -> None:
    """The golden file was written by version 0.1.0, around the key 00 01 … 1f."""
    around = vaults.surroundings()
    known = iter([bytes(range(32))])
    first = Vault.create(
        folder,
        vaults.PHRASE,
        vaults.une_identite(),
        around=type(around)(around.clock, lambda n: next(known, around.random(n))),
        kdf=vaults.FLOOR,
    )
    first.close()
    shutil.copy(GOLDEN, folder / envelope.FILE)

    vaults.reopen(folder).close()
    still = (folder / envelope.FILE).read_bytes()
    session.unlock(folder, vaults.PHRASE, around=vaults.surroundings(), machine=Keyring()).close()

    assert still == GOLDEN.read_bytes()
    assert b'"format":2' in (folder / envelope.FILE).read_bytes()
    vaults.reopen(folder).close()


@pytest.mark.parametrize("label", ["Coffre d’Odilon", "carpentras", "ODILÓN", "x" * 33])
def test_a_label_that_tells_whose_vault_it_is_is_refused(vault: Vault, label: str) -> None:
    with pytest.raises(Refus):
        acces.rename(vault, label)

    assert acces.label(vault.folder) == ""


@pytest.mark.parametrize(
    ("nom", "label"),
    [
        ("Aïssata N'Guessan", "Poste N’Guessan"),
        ("Aïssata N’Guessan", "n guessan"),
        ("Odile Lecœur", "LECOEUR"),
        ("Li Wu", "wu"),
        ("Odilon Carpentras", "Carpent-ras"),
    ],
)
def test_a_name_written_otherwise_is_told_too(tmp_path: Path, nom: str, label: str) -> None:
    vault = vaults.copied(
        tmp_path / "coffre",
        vaults.PHRASE,
        vaults.une_identite(nom=nom),
        around=vaults.surroundings(),
    )

    with pytest.raises(Refus):
        acces.rename(vault, label)

    acces.rename(vault, "le wagon de la cour")
    vault.close()


def test_a_neutral_label_is_kept(vault: Vault) -> None:
    acces.rename(vault, "  bleu   marine ")

    assert acces.label(vault.folder) == "bleu marine"


def test_two_vaults_of_one_machine_share_no_secret(vault: Vault, tmp_path: Path) -> None:
    other = vaults.fresh(tmp_path / "autre", seed=2, phrase=NEW)
    key = acces.renew_recovery(other, NEW, around=vaults.surroundings(7))

    for secret in (NEW, key):
        with pytest.raises(VaultError):
            prove(vault, secret)
    vault.close()
    with pytest.raises((WrongRecoveryKey, Refus)):
        recover(vault.folder, Lost(key))
    other.close()
