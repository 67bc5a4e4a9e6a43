# Entry points for people and CI. Each target installs missing tools once, at pinned versions.

.DEFAULT_GOAL := help
.PHONY: help run dev test soak lint fuzz bench dist size screenshot pictures

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## serve the demo with its sandbox at http://127.0.0.1:8080/ (override with PORT and HOST)
	@tools/run

dev: ## serve the form with the sandbox, rebuilt and reloaded after every save (override with PORT)
	@tools/dev

test: ## run all tests: native, browser, end to end, guides, clients, engines, WHMCS add-on, attacks
	@tools/test

soak: ## run the long tests: reproducible build, killed processes, attacks, all faults (SEED, MINUTES, WORKERS)
	@tools/soak

lint: ## check formatting, clippy, rustdoc, JS and CSS, licences
	@tools/lint

fuzz: ## fuzz each parser for 60 seconds (override with SECONDS_EACH)
	@tools/fuzz

bench: ## run the benchmarks, with results in target/bench/results.json
	@tools/bench

dist: ## build dist/: the embeddable files, compressed, with sizes, hashes and the npm package
	@tools/bundle

size: dist ## print the bundle sizes and fail above the budget
	@tools/xtask check-sizes
	@node tools/check-browser-floor.mjs bundle
	@node tools/check-wasm-features.mjs bundle

screenshot: ## regenerate the screenshots in docs/
	@tools/screenshot

pictures: ## compare screenshots of all states, widths and themes (UPDATE=1 stores them and docs/states)
	@tools/pictures

.PHONY: release
release: ## check the version and build everything to publish in target/release-artifacts/ (TAG=1 tags)
	@tools/release/run
