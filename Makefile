# The only commands a person has to know; CI calls the same. Each installs what it lacks, once.

.DEFAULT_GOAL := help
.PHONY: help run test soak lint fuzz bench dist size screenshot

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## serve the demo with its sandbox at http://127.0.0.1:8080/ (PORT and HOST move it)
	@tools/run

test: ## every test: native, in a headless browser, end to end, under attack
	@tools/test

soak: ## the long runs: a hundred kills, thousands of bodies, 100,000 attacks (SEED and MINUTES)
	@tools/soak

lint: ## rustfmt, clippy, rustdoc, the JS and CSS linter, licences
	@tools/lint

fuzz: ## the parsers against bytes nobody thought of, a minute each (SECONDS_EACH changes it)
	@tools/fuzz

bench: ## what it carries and how fast, into target/bench/results.json
	@tools/bench

dist: ## dist/: what a site copies to embed the form, with .br, .gz, sizes, hashes and the npm package
	@tools/bundle

size: dist ## what the bundle weighs; fails over the budget
	@node tools/size-gate.mjs

screenshot: ## draw docs/screenshot.png anew
	@tools/screenshot
