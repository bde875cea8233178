"""Une suite et sa ligne : l’une rend l’autre, et ce qui était écrit librement reste lisible (C9-3-6)."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plie.suite import Avancee, Suite, avancee, genre_etape, line, read, said, sentence, tidy
from plie.vocabulaire import GenreSuite
from tests.builders import le_referentiel

NEED = "Étape proposée\u00a0: Atelier mobilité"
words = st.one_of(
    st.text(min_size=1),
    st.builds(
        "".join,
        st.lists(
            st.sampled_from(
                [
                    "Étape proposée\u00a0: ",
                    "Décision\u00a0: ",
                    " — sans date",
                    " — le 12/10/2026",
                    "CV",
                    " ",
                ]
            ),
            min_size=1,
            max_size=5,
        ),
    ),
).map(tidy)
suites = st.builds(
    Suite,
    st.sampled_from(GenreSuite),
    words.filter(bool),
    st.none() | st.dates(),
)


@given(suites)
@example(Suite(GenreSuite.DECISION, "Étape proposée\u00a0: rien"))
@example(Suite(GenreSuite.DECISION, "Voir — le 12/10/2026"))
@example(Suite(GenreSuite.ETAPE_PROPOSEE, "Voir — sans date"))
def test_la_ligne_d_une_suite_rend_la_suite(suite: Suite) -> None:
    assert read(line(suite)) == suite


@given(words.filter(bool))
def test_toute_ligne_se_lit_et_se_recrit_sans_rien_perdre(kept: str) -> None:
    assert read(line(read(kept))) == read(kept)


@pytest.mark.parametrize(
    "kept",
    ["Appeler l’école - avant vendredi", "Appeler l’école — avant vendredi", "Refaire le CV"],
)
def test_une_ligne_d_avant_est_une_decision_a_l_identique(kept: str) -> None:
    assert read(kept) == Suite(GenreSuite.DECISION, kept)
    assert line(read(kept)) == kept


def test_une_ligne_se_lit_par_une_personne() -> None:
    proposed = Suite(GenreSuite.ETAPE_PROPOSEE, "Atelier mobilité", date(2026, 10, 12))

    assert line(proposed) == f"{NEED} — le 12/10/2026"


def test_une_date_qui_n_existe_pas_reste_des_mots() -> None:
    assert read("Voir — le 31/02/2026").texte == "Voir — le 31/02/2026"


def test_le_genre_d_une_etape_vient_du_referentiel() -> None:
    """P4, P8, C9-1 : les genres d’étape sont des données."""
    referentiel = le_referentiel()

    assert genre_etape("formation  qualifiante", referentiel) == "formation"
    assert genre_etape("Suivi en emploi", referentiel) == "suivi_emploi"
    assert genre_etape("Stage de voile", referentiel) == ""


def test_ce_que_lit_une_personne_ne_porte_pas_ce_qui_sert_a_relire_la_ligne() -> None:
    ambiguous = Suite(GenreSuite.DECISION, "Voir — le 12/10/2026")

    assert line(ambiguous).endswith("sans date")
    assert sentence(line(ambiguous)) == "Voir — le 12/10/2026"
    assert sentence("Appeler l’école - vendredi") == "Appeler l’école - vendredi"


@pytest.mark.parametrize(
    ("genre", "quand"),
    [
        (GenreSuite.DECISION, "pour le 12/12/2026"),
        (GenreSuite.ETAPE_PROPOSEE, "pour le 12/12/2026"),
        (GenreSuite.OBJECTIF_FIXE, "pour le 12/12/2026"),
        (GenreSuite.ETAPE_COMMENCEE, "le 12/12/2026"),
        (GenreSuite.DOCUMENT_REMIS, "le 12/12/2026"),
    ],
)
def test_ce_qui_reste_a_faire_a_une_echeance_et_ce_qui_est_fait_un_jour(
    genre: GenreSuite, quand: str
) -> None:
    kept = line(Suite(genre, "Refaire le CV", date(2026, 12, 12)))

    assert said(read(kept))[1] == quand
    assert sentence(kept).endswith(f" — {quand}")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Obtenir le code — 12 leçons", Avancee("Obtenir le code", "12 leçons")),
        ("obtenir  le code : 12 leçons", Avancee("Obtenir le code", "12 leçons")),
        ("Obtenir le code - à 60 %", Avancee("Obtenir le code", "à 60 %", 60)),
        ("Obtenir le code — à 600 %", Avancee("Obtenir le code", "à 600 %")),
        ("Obtenir le code", Avancee("Obtenir le code", "")),
        ("Code : obtenir — vite — oui", Avancee("Code : obtenir — vite", "oui")),
        ("Obtenir le codex — 12 leçons", None),
    ],
)
def test_what_is_noted_follows_the_name_of_its_objective(
    written: str, expected: Avancee | None
) -> None:
    assert avancee(written, ["Obtenir le code", "Code : obtenir — vite"]) == expected
