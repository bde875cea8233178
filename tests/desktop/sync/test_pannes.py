"""Each way a network may fail, on real sockets: a plain sentence, nothing lost, and it resumes."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.sync import errors
from desktop.sync.client import StoreClient, open_client
from desktop.sync.cycle import cycle
from desktop.sync.errors import LineError
from desktop.sync.pace import next_try
from desktop.sync.patience import Patience
from desktop.sync.turn import Outcome
from desktop.usecases.synchronisation import etat, phrase
from plie.kinds import Sha256
from tests.builders import un_compte_rendu
from tests.desktop.sync import pannes
from tests.desktop.sync.certificats import Autorite
from tests.desktop.sync.postes import DEBUT, PLIE, Magasin, Poste, hasard
from tests.desktop.sync.reseau import Faute, Passage, Relais, serving
from tests.desktop.sync.test_interruptions import same_on_both_sides
from wire import PROTOCOL
from wire.messages import BLOB_PIECE

DAY = timedelta(days=1)
PDF = hasard("pannes").randbytes(BLOB_PIECE + 4_321)
TEXTE = "Elle a revu l’employeur\u00a0; rappel jeudi."


class Chrono:
    """A stopwatch that a fault may push on."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass(slots=True)
class Reseau:
    """An adviser's vault, the way to the store as it is now, and what may break in it."""

    poste: Poste
    magasin: Magasin
    relais: Relais
    autorite: Autorite
    monkeypatch: pytest.MonkeyPatch
    url: str = ""
    host: str = "127.0.0.1"
    token: str = ""
    patience: Patience = field(default_factory=Patience)
    chrono: Chrono = field(default_factory=Chrono)
    client: StoreClient | None = None
    also: ExitStack = field(default_factory=ExitStack)
    home: int = 0

    def cycle(self) -> Outcome:
        """Exchange, over the connection that is kept from one turn to the next."""
        if self.client is None:
            url = self.url or f"http{'s' * bool(self.relais.tls)}://{self.host}:{self.relais.port}"
            http = open_client(url, patience=self.patience, verify=self.autorite.trusted())
            self.client = StoreClient(http, token=self.token or self.poste.token)
        return cycle(
            self.poste.vault, self.client, now=self.poste.montre(), tell=lambda _step: None,
            stopped=lambda: False,
        )  # fmt: skip

    def hang_up(self) -> None:
        if self.client is not None:
            self.client.close()
            self.client = None

    def secured(self, host: str = "localhost", **dates: timedelta) -> None:
        """Put the store behind TLS, with a certificate of those dates."""
        self.host = host
        self.relais.tls = self.autorite.server(**dates)

    def heal(self) -> None:
        """Undo what was broken."""
        self.relais.heal()
        if self.relais.upstream != self.home:
            self.relais.cut()
            self.relais.upstream = self.home
        self.monkeypatch.undo()
        if self.relais.tls:
            self.secured()
        if self.url or self.token:
            self.hang_up()
            self.url = self.token = ""


@pytest.fixture
def reseau(
    ae: Poste, magasin: Magasin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Reseau]:
    with serving(magasin.app) as port:
        relais = Relais(port)
        relais.open()
        made = Reseau(ae, magasin, relais, Autorite(tmp_path), monkeypatch, home=port)
        yield made
        made.hang_up()
        relais.close()
        made.also.close()


@dataclass(frozen=True, slots=True)
class Panne:
    """A fault: how the network breaks, and what is then told; None when nobody notices."""

    nom: str
    told: type[LineError] | None
    breaks: Callable[[Reseau], None]
    tries: int = 1
    wait: int = 5  # seconds, at least, before the next try


def on(word: str, fault: Faute, *more: Faute) -> Callable[[Reseau], None]:
    """Break the requests that have this word, as long as the fault lasts."""

    def breaks(reseau: Reseau) -> None:
        if more:
            reseau.relais.plan(word, fault, *more)
        else:
            reseau.relais.keep(word, fault)

    return breaks


def once(word: str, fault: Faute) -> Callable[[Reseau], None]:
    return lambda reseau: reseau.relais.plan(word, fault)


def unknown_name(reseau: Reseau) -> None:
    # Longer than a name may be: no resolver needs a network to say that there is none.
    reseau.url = "http://" + ".".join(["magasin" * 8] * 5)


def stopped(reseau: Reseau) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        reseau.url = f"http://127.0.0.1:{free.getsockname()[1]}"


def speaks_in_clear(reseau: Reseau) -> None:
    reseau.url = f"https://127.0.0.1:{reseau.relais.port}"


def expired(reseau: Reseau) -> None:
    reseau.secured(start=-3 * DAY, end=-DAY)


def not_yet_valid(reseau: Reseau) -> None:
    reseau.secured(start=DAY, end=3 * DAY)


def intercepted(reseau: Reseau) -> None:
    reseau.host = "localhost"
    reseau.relais.tls = Autorite(reseau.autorite.folder).server()


def other_name(reseau: Reseau) -> None:
    reseau.host = "localhost"
    reseau.relais.tls = reseau.autorite.server("portail.exemple")


def no_handshake(reseau: Reseau) -> None:
    """The call reaches a machine that does not take it."""
    deaf = socket.create_server(("127.0.0.1", 0))
    reseau.relais.listening.insert(0, deaf)
    reseau.url = f"https://127.0.0.1:{deaf.getsockname()[1]}"
    reseau.patience = replace(reseau.patience, connect=0.2)


def proxy_asks_for_a_tunnel(reseau: Reseau) -> None:
    reseau.monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{reseau.relais.port}")
    reseau.monkeypatch.delenv("NO_PROXY", raising=False)
    reseau.monkeypatch.delenv("no_proxy", raising=False)
    reseau.url = "https://magasin.exemple"
    reseau.relais.keep("CONNECT", pannes.says(407, b"<html>Proxy</html>"))


def never_answers(reseau: Reseau) -> None:
    reseau.patience = replace(reseau.patience, silence=1.5)
    reseau.relais.plan("push", pannes.silent)


def slow_loris(reseau: Reseau) -> None:
    """A byte a second: never silent long enough for a time-out."""
    reseau.patience = replace(reseau.patience, clock=reseau.chrono)

    def fault(passage: Passage) -> bool:
        passage.say(b"HTTP/1.1 200 OK\r\nx: ")
        while True:
            reseau.chrono.seconds += 1
            passage.say(b"x")

    reseau.relais.keep("hello", fault)


def clock_jumps(years: int) -> Callable[[Reseau], None]:
    def breaks(reseau: Reseau) -> None:
        def fault(passage: Passage) -> bool:
            reseau.poste.montre.instant += timedelta(days=365 * years)
            passage.say(passage.answer())
            return True

        reseau.relais.plan("push", fault)

    return breaks


def forgotten(reseau: Reseau) -> None:
    reseau.token = "un-autre-jeton"  # that is the point


def elsewhere(plie: str) -> Callable[[Reseau], None]:
    """The address leads to another store, that vouches for itself."""

    def breaks(reseau: Reseau) -> None:
        other = Magasin.opened(reseau.autorite.folder / "autre", plie)
        port = reseau.also.enter_context(serving(other.app))
        reseau.also.callback(other.store.close)
        reseau.relais.upstream = port

    return breaks


def suspended(reseau: Reseau) -> None:
    """The machine slept after its hello: the store has hung up meanwhile."""

    def fault(passage: Passage) -> bool:
        passage.say(passage.answer())
        return False

    reseau.relais.keep("hello", fault)


def dead_every_16_kb(reseau: Reseau) -> None:
    """Both ways, whatever is said: pushes and pages get smaller until they pass."""
    chance = hasard("16 kB")
    dossier = reseau.poste.dossier()
    for _ in range(40):
        reseau.poste.entretien(dossier, chance.randbytes(1_000).hex())
    reseau.relais.keep("/", pannes.dies_every(pannes.SIXTEEN))


PANNES = (
    Panne("dns", errors.StoreNotFound, unknown_name),
    Panne("refused", errors.StoreStopped, stopped),
    Panne("tls_error", errors.NotSecure, speaks_in_clear),
    Panne("expired_certificate", errors.CertificateExpired, expired),
    Panne("certificate_not_yet_valid", errors.CertificateEarly, not_yet_valid),
    Panne("other_authority", errors.UnknownIssuer, intercepted),
    Panne("other_name", errors.OtherName, other_name),
    Panne("portal", errors.NotAStore, on("/", pannes.portal)),
    Panne("portal_during_the_exchange", errors.NotAStore, on("push", pannes.portal)),
    Panne("redirect_to_a_portal", errors.NotAStore, on("/", pannes.redirect)),
    Panne("portal_that_says_so", errors.NotAStore, on("/", pannes.says(511, pannes.PORTAIL))),
    Panne("portal_401", errors.NotAStore, on("/", pannes.says(401, pannes.PORTAIL))),
    Panne("no_http", errors.NotAStore, on("/", pannes.rude)),
    Panne("proxy_407", errors.ProxyAsks, on("/", pannes.says(407, b"<html>"))),
    Panne("tunnel_407", errors.ProxyAsks, proxy_asks_for_a_tunnel),
    Panne("call_not_taken", errors.NoAnswer, no_handshake),
    Panne("silent_after_commit", errors.AnswerLost, never_answers),
    Panne("reset_after_commit", errors.LineCut, once("push", pannes.lost)),
    Panne("reset_mid_answer", errors.LineCut, once("push", pannes.cut_down)),
    Panne("reset_mid_page", errors.LineCut, once("pull", pannes.cut_down)),
    Panne("reset_mid_push", errors.LineCut, once("push", pannes.cut_up)),
    Panne("reset_mid_file", errors.LineCut, once("PATCH", pannes.cut_up)),
    Panne("truncated_zstd", errors.BadAnswer, once("push", pannes.half_of_zstd)),
    Panne("truncated_json", errors.BadAnswer, once("pull", pannes.half_of_json)),
    Panne("bomb", errors.AnswerTooLarge, once("hello", pannes.bomb)),
    Panne("endless_answer", errors.AnswerTooLarge, once("push", pannes.endless)),
    Panne("request_twice", None, once("push", pannes.twice_up)),
    Panne("answer_twice", errors.StrayAnswer, on("POST", pannes.twice_down)),
    Panne("answers_out_of_order", errors.StrayAnswer, lambda r: r.relais.keep("/", pannes.Previous())),
    Panne("unknown_token", None, forgotten),
    Panne("store_of_another_plie", errors.OtherPlie, elsewhere("un-autre-plie")),
    Panne("store_of_another_authority", errors.WrongAuthority, elsewhere(PLIE)),
    Panne("forbidden_by_the_network", errors.NetworkForbids, on("/", pannes.says(403, b"<html>"))),
    Panne("not_found", errors.StoreMoved, on("/", pannes.says(404, b"Not Found"))),
    Panne("gone", errors.StoreMoved, on("/", pannes.says(410))),
    Panne("conflict", None, once("push", pannes.refuses(409, "envoi_different"))),
    Panne("other_epoch", errors.StoreRestored, once("pull", pannes.refuses(409, "epoque_differente"))),
    Panne("too_large_however_small", errors.TooLarge, on("push", pannes.above(0))),
    Panne("too_large_above_4_kb", None, on("P", pannes.above(4_000))),
    Panne("too_many", errors.StoreCrowded, on("push", pannes.says(429, retry_after="120")), wait=120),
    Panne("broken", errors.StoreBroken, on("hello", pannes.says(500, b"<html>"))),
    Panne("bad_gateway", errors.GatewayLost, on("push", pannes.says(502, b"<html>", retry_after="2"))),
    Panne("maintenance", errors.StoreBusy, on("/", pannes.refuses(503, "magasin_occupe", retry_after="30")), wait=30),
    Panne("gateway_time_out", errors.GatewayLost, on("pull", pannes.says(504, b"<html>"))),
    Panne("a_byte_a_second", errors.LineTooSlow, slow_loris),
    Panne("dies_every_16_kb", errors.LineCut, dead_every_16_kb, tries=8),
    Panne("clock_leaps", None, clock_jumps(10)),
    Panne("clock_falls_back", None, clock_jumps(-10)),
    Panne("newer_protocol", errors.StoreTooNew, on("hello", pannes.with_keys(protocol=PROTOCOL + 1))),
    Panne("newer_schema", None, on("POST", pannes.with_keys(schema=99, nouveaute={"a": [1]}))),
    Panne("suspended", None, suspended),
)  # fmt: skip


@pytest.mark.parametrize("panne", PANNES, ids=lambda panne: panne.nom)
def test_a_fault_is_told_plainly_loses_nothing_and_is_got_over(
    reseau: Reseau, panne: Panne
) -> None:
    poste, magasin = reseau.poste, reseau.magasin
    entretien, digest = written(poste)
    panne.breaks(reseau)
    known = set(magasin.numbered())
    before = set(poste.ops())

    outcome = reseau.cycle()

    assert_told(poste, outcome, panne.told)
    assert_tried_again(outcome, panne.wait)
    assert_nothing_lost(poste, magasin, before)
    for _ in range(panne.tries - 1):
        outcome = reseau.cycle()
    assert outcome.complete is (panne.told is None or panne.tries > 1), outcome.failure
    reseau.heal()
    resumed = reseau.cycle()
    assert resumed.complete, resumed.failure
    assert reseau.cycle().complete
    assert poste.waiting() == 0
    assert same_on_both_sides(poste, magasin)
    added = {op_id: body for op_id, (_, body) in magasin.numbered().items() if op_id not in known}
    assert before <= set(added)
    assert all('"kind":"affectation"' in added[op_id] for op_id in set(added) - before)
    assert not magasin.set_aside()
    assert poste.contenu(entretien) == TEXTE
    assert reseau.client is not None
    assert reseau.client.held(digest, size=len(PDF)) == len(PDF)


def written(poste: Poste) -> tuple[str, str]:
    """Do a morning's work: a dossier, an entretien, a compte-rendu and its PDF."""
    dossier = poste.dossier()
    entretien = poste.entretien(dossier, TEXTE)
    digest = poste.file(PDF, dossier)
    with poste.vault.work() as work:
        work.insert(
            un_compte_rendu(
                id=work.new_id(), entretien=entretien, dossier=dossier, pdf=Sha256(digest)
            )
        )
        work.commit()
    return entretien, digest


def assert_told(poste: Poste, outcome: Outcome, told: type[LineError] | None) -> None:
    with poste.vault.look() as rows:
        shown = etat(rows, last=outcome)
    if told is None:
        assert outcome.complete, outcome.failure
        return
    assert type(outcome.failure) is told, outcome.failure
    assert phrase(shown, now=DEBUT).startswith(f"{told.titre}\u00a0: tout est enregistré ici")
    assert "enregistré ici" in shown.raison
    assert shown.raison == outcome.failure.phrase


def assert_tried_again(outcome: Outcome, wait: int) -> None:
    """A fault is tried again by itself: never before the store's wish, spread by half as much."""
    if outcome.failure is None:
        return
    soonest, latest = (next_try([outcome], now=DEBUT, jitter=drawn) for drawn in (0.0, 1.0))
    assert soonest - DEBUT == timedelta(seconds=wait)
    assert latest - soonest == timedelta(seconds=wait) / 2


def assert_nothing_lost(poste: Poste, magasin: Magasin, before: set[str]) -> None:
    """Each operation waits, or is at the store, once, under the number that is known here."""
    here, there = poste.ops(), magasin.numbered()
    assert before <= set(here)
    for op_id in before:
        number, fate = here[op_id]
        assert fate is None
        assert number is None or there[op_id][0] == number
    numbers = [number for number, _ in there.values()]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
