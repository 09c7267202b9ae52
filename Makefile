# Zij aan Zij. `make run` start het, `make test` test het; beide richten eerst alles in wat nodig is.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test lint fix bench playbooks wheel screenshots setup setup-test lock

help: ## Toon deze lijst
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup ## Start Zij aan Zij met een oefening om in te kijken
	$(BIN)/crisis demo && exec $(BIN)/crisis serve

test: setup-test ## Draai alle tests
	$(BIN)/python -m pytest -n 2 $(ARGS)

lint: setup-test ## Controleer stijl en typen
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

fix: setup-test ## Herstel de stijl waar dat vanzelf kan
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: setup-test ## Meet de snelheid en vergelijk met de ondergrens
	$(BIN)/python -m bench $(ARGS)

playbooks: setup ## Controleer de draaiboeken
	$(BIN)/crisis playbook check --strict playbooks/*.yaml

screenshots: setup-test ## Maak de schermafbeeldingen voor de documentatie
	$(BIN)/python -m tools.screenshots $(ARGS)

wheel: setup-test ## Bouw het installatiebestand in dist/
	rm -rf build dist
	$(BIN)/python -m build --wheel --no-isolation

setup: ## Richt in: systeempakketten, .venv, onderdelen voor de browser
	@$(PYTHON) -m tools.setup run

setup-test: ## Richt ook in wat de tests nodig hebben
	@$(PYTHON) -m tools.setup test

lock: ## Schrijf de lockbestanden opnieuw uit pyproject.toml
	tools/lock.sh $(ARGS)
