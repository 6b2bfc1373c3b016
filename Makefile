# Thin on purpose: each goal is a script in scripts/. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help serve site cli test bench lint setup

help: ## list these goals
	@sed -n 's/^\([a-z]*\): .*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

serve: ## build the app and open it at http://127.0.0.1:8080/ with a demonstration mirror
	@PORT=$(PORT) MIRROR_PORT=$(MIRROR_PORT) scripts/serve

site: ## build the folder to host: dist/
	@scripts/site

cli: ## build the command: target/release/igsr-fetch
	@scripts/cli

test: ## every check and test, cheapest first
	@scripts/test

bench: ## how fast it is, beside other programs on the same machine
	@scripts/bench

lint: ## licences and known faults of dependencies, spelling
	@scripts/lint

setup: ## only install what `make test` needs
	@scripts/setup test
