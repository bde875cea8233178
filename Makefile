# Every command of the project; `make help` lists them, in French for those who type them.
# Each one begins with $(READY), which installs what is missing and is silent when nothing is.
# It holds a lock while it works, so `make -j lint test`, or two terminals, are safe.

PYTHON ?= python3
READY = @$(PYTHON) installer/prepare.py
BIN = .venv/bin

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# What Python compiles is kept, whatever this shell says: the tests start many processes, and each
# would compile all of it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install run demo test lint bench screenshots torture seau lock

help: ## cette liste
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: ## installe tout ce qu’il faut (paquets du système, .venv) ; ne refait que ce qui a changé
	$(READY)
	@echo "Tout est installé."

run: ## ouvre l’application sur un portefeuille inventé (sans écran : make demo)
	$(READY)
	@$(BIN)/permanence demarrer-demo

demo: ## tout le travail sans écran, résultats dans demo-out/
	$(READY)
	@$(BIN)/permanence demo --out demo-out

screenshots: ## chaque écran, clair et sombre, dans screenshots/
	$(READY)
	@$(BIN)/permanence captures --out screenshots

bench: ## les mesures et leurs limites, dans bench/results.json
	$(READY) bench
	@$(BIN)/python -m bench

torture: ## les longues épreuves (des heures, sur deux cœurs)
	$(READY) tests
	@PERMANENCE_TORTURE=1 $(BIN)/pytest -n 2 --dist worksteal tests/torture tests/desktop/models/test_disk_full.py tests/stories/test_coupure.py tests/stories/test_echelles.py tests/stories/test_accessibilite.py tests/exchange tests/contract/test_concurrence.py tests/plie/test_alertes_suivi.py tests/desktop/demo/test_montre_tout.py

seau: ## les fichiers dans un vrai serveur S3, installé à part le temps de l’épreuve
	$(READY) tests
	@PYTHON=$(PYTHON) installer/seau.sh

test: ## tous les tests
	$(READY) tests
	@$(BIN)/pytest -n 2 --dist worksteal

lint: ## format, règles d’écriture, types, contrats d’import
	$(READY)
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@report=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$report"; exit 1; }

lock: ## recalcule requirements.lock après un changement des dépendances de pyproject.toml
	@PYTHON=$(PYTHON) installer/lock.sh
