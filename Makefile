# Thin names for the scripts in deploy/. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test compose-test check bench drill

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Install, build and start everything on this machine, with 40 sample tickets; Ctrl-C stops it
	@deploy/local/run

test: ## Run every test against a private PostgreSQL and a broker
	@deploy/test

compose-test: ## Start docker-compose.yml, alone and as a cluster, and break it; needs root and a container engine
	@deploy/compose-test

check: ## Check format, scripts, words, floors and house rules
	@deploy/check

bench: ## Measure throughput, latency and memory in one run; ARGS="--help" tells what can be asked
	@deploy/bench $(ARGS)

drill: ## Break parts on purpose and check that nothing is lost; ARGS="--list" shows the drills
	@deploy/drill $(ARGS)
