"""`permanence verifier`, one test per verdict of interfaces.md, on real sealed documents."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.cli import main
from desktop.documents.seal import Sealer
from tests.desktop.documents.papers import (
    ADVISER,
    SEALED_AT,
    UN_COMPTE_RENDU,
    Authority,
    new_authority,
    overlaid,
    seal_first,
    seal_last,
)

Capsys = pytest.CaptureFixture[str]
LOST, GIVEN_BACK = x509.ReasonFlags.key_compromise, x509.ReasonFlags.cessation_of_operation


class Verifier:
    """The command, typed with one authority's certificate on a file left in a folder."""

    def __init__(self, folder: Path, sealer: Sealer, authority: Authority, capsys: Capsys) -> None:
        self.folder = folder
        self.sealer = sealer
        self.authority = authority
        self._capsys = capsys
        self.pem = self.file("autorite.pem", authority.pem)

    def file(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def list_of(self, reason: x509.ReasonFlags | None, *, days: int) -> str:
        crl = self.authority.crl(self.sealer, on=SEALED_AT + timedelta(days=days), reason=reason)
        return self.file("revocations.pem", crl.public_bytes(Encoding.PEM))

    def asked(self, pdf: bytes, *options: str) -> tuple[int, dict[str, Any]]:
        """Return the exit status and the JSON answer; nothing may be said beside it."""
        status = main(["verifier", self.file("cr.pdf", pdf), "--json", *options])
        said = self._capsys.readouterr()
        assert said.err == ""
        return status, json.loads(said.out)

    def refused(self, *typed: str) -> tuple[int, str]:
        """Return the exit status and the one line on stderr; nothing may be answered."""
        status = main(["verifier", *typed, "--json"])
        said = self._capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        return status, said.err


@pytest.fixture(scope="session")
def authority() -> Authority:
    return new_authority()


@pytest.fixture(scope="session")
def sealer(authority: Authority) -> Sealer:
    return authority.sealer()


@pytest.fixture(scope="session")
def sealed(unsealed: bytes, sealer: Sealer) -> bytes:
    return seal_last(seal_first(unsealed, sealer), sealer)


@pytest.fixture
def verifier(tmp_path: Path, sealer: Sealer, authority: Authority, capsys: Capsys) -> Verifier:
    return Verifier(tmp_path, sealer, authority, capsys)


def test_intact_is_0_with_each_seal_told(verifier: Verifier, sealed: bytes) -> None:
    status, answer = verifier.asked(sealed, "--confiance", verifier.pem)

    assert status == 0
    raison = answer.pop("raison")
    assert "Rien n’a changé" in raison
    assert answer == {
        "verdict": "intact",
        "signatures": [
            {
                "champ": "SigParticipant",
                "par": ADVISER,
                "le": "2026-11-19T15:30:00+01:00",
                "motif": f"Signature tracée à l’écran par {UN_COMPTE_RENDU.adherent}, "
                f"recueillie par {ADVISER}",
                "intact": True,
            },
            {
                "champ": "SigAccompagnateur",
                "par": ADVISER,
                "le": "2026-11-19T15:30:00+01:00",
                "motif": f"Signature de {ADVISER}",
                "intact": True,
            },
        ],
    }


def test_a_person_reads_the_reason_and_the_seals(
    verifier: Verifier, sealed: bytes, capsys: Capsys
) -> None:
    file = verifier.file("cr.pdf", sealed)

    assert main(["verifier", file, "--confiance", verifier.pem]) == 0

    said = capsys.readouterr().out
    assert said.startswith("Rien n’a changé")
    seal = f"scellée par {ADVISER}, le 19\u00a0novembre\u00a02026"
    assert f"Signature de la personne\u00a0: {seal}" in said
    assert f"Signature de l’accompagnateur·rice\u00a0: {seal}" in said


def test_a_person_is_told_how_to_give_an_authority_that_nobody_knows_here(
    verifier: Verifier, sealed: bytes, donnees: Path, capsys: Capsys
) -> None:
    file = verifier.file("cr.pdf", sealed)
    assert main(["verifier", file]) == 1
    assert "--confiance suivi du fichier autorite.pem" in capsys.readouterr().out

    demo = donnees / "demonstration" / "magasin" / "autorite.pem"
    demo.parent.mkdir(parents=True)
    demo.write_bytes(verifier.authority.pem)

    main(["verifier", file])
    said = capsys.readouterr().out
    assert f"--confiance {demo}" in said
    assert main(["verifier", file, "--confiance", str(demo)]) == 0
    assert "--confiance" not in capsys.readouterr().out


@pytest.mark.usefixtures("elsewhere")
def test_one_seal_has_one_hour_wherever_the_machine_stands(
    verifier: Verifier, sealed: bytes, capsys: Capsys
) -> None:
    main(["verifier", verifier.file("cr.pdf", sealed), "--confiance", verifier.pem])

    sentence, *seals = capsys.readouterr().out.splitlines()
    assert len(seals) == 2
    for said in (sentence, *seals):
        assert "le 19\u00a0novembre\u00a02026 à 15\u00a0h\u00a030" in said


def test_one_flipped_bit_is_altered(verifier: Verifier, sealed: bytes) -> None:
    bent = bytearray(sealed)
    bent[len(sealed) // 3] ^= 0x04

    status, answer = verifier.asked(bytes(bent), "--confiance", verifier.pem)

    assert (status, answer["verdict"]) == (1, "altere")
    assert "Demandez l’original" in answer["raison"]


def test_an_appended_overlay_is_altered(verifier: Verifier, sealed: bytes) -> None:
    """What `pdfsig` still calls valid: an update after the last seal that hides the page."""
    status, answer = verifier.asked(overlaid(sealed), "--confiance", verifier.pem)

    assert (status, answer["verdict"]) == (1, "altere")


def test_another_authority_does_not_know_the_seal(verifier: Verifier, sealed: bytes) -> None:
    other = verifier.file("autre.pem", new_authority("Autorité d’Entre-Deux-Eaux").pem)

    status, answer = verifier.asked(sealed, "--confiance", other)

    assert (status, answer["verdict"]) == (1, "non_reconnu")
    assert all(seal["intact"] for seal in answer["signatures"])


def test_without_any_authority_nobody_is_believed(verifier: Verifier, sealed: bytes) -> None:
    status, answer = verifier.asked(sealed)

    assert (status, answer["verdict"]) == (1, "non_reconnu")
    assert "aucune autorité de confiance n’est connue ici" in answer["raison"]


@pytest.mark.parametrize(
    ("reason", "days", "expected"),
    [
        (LOST, 3, (1, "revoque")),
        (LOST, -3, (1, "revoque")),
        (None, 3, (1, "revoque")),
        (GIVEN_BACK, 3, (0, "intact")),
        (GIVEN_BACK, -3, (1, "revoque")),
    ],
)
def test_a_device_lost_takes_its_seals_with_it_one_given_back_does_not(
    verifier: Verifier,
    sealed: bytes,
    reason: x509.ReasonFlags | None,
    days: int,
    expected: tuple[int, str],
) -> None:
    crl = verifier.list_of(reason, days=days)

    status, answer = verifier.asked(sealed, "--confiance", verifier.pem, "--revocations", crl)

    assert (status, answer["verdict"]) == expected


def test_a_document_without_seal_is_1(verifier: Verifier, unsealed: bytes) -> None:
    status, answer = verifier.asked(unsealed, "--confiance", verifier.pem)

    assert status == 1
    assert (answer["verdict"], answer["signatures"]) == ("non_scelle", [])


@pytest.mark.parametrize("content", [b"", b"Bonjour", b"%PDF-1.7\nrien de plus", b"\x89PNG\r\n"])
def test_what_is_no_pdf_is_2(verifier: Verifier, content: bytes) -> None:
    file = verifier.file("lettre.pdf", content)

    status, line = verifier.refused(file, "--confiance", verifier.pem)

    assert status == 2
    assert line.startswith("permanence\u00a0: Ce fichier n’est pas un PDF")


@pytest.mark.parametrize("missing", ["pdf", "autorite", "liste"])
def test_a_file_that_cannot_be_read_is_named(
    verifier: Verifier, sealed: bytes, missing: str
) -> None:
    there = verifier.file("cr.pdf", sealed)
    names = {"pdf": there, "autorite": verifier.pem, "liste": verifier.list_of(LOST, days=3)}
    names[missing] = str(verifier.folder / "absent")

    status, line = verifier.refused(
        names["pdf"], "--confiance", names["autorite"], "--revocations", names["liste"]
    )

    assert status == 2
    assert names[missing] in line


@pytest.mark.parametrize("wrong", ["--confiance", "--revocations"])
def test_what_to_trust_must_be_readable(verifier: Verifier, sealed: bytes, wrong: str) -> None:
    told = {"--confiance": verifier.pem, "--revocations": verifier.list_of(LOST, days=3)}
    told[wrong] = verifier.file("abime", b"-----BEGIN RIEN-----\n")

    status, line = verifier.refused(
        verifier.file("cr.pdf", sealed), *(part for pair in told.items() for part in pair)
    )

    assert status == 2
    assert "Le document n’a pas été vérifié" in line
