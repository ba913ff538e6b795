# `make run` builds everything and serves the site; `make test` runs every check.
# The work is done by `cargo xtask`: `cargo xtask help` says more.

XTASK := cargo xtask

# A package registry that hiccups is asked again.
export CARGO_NET_RETRY ?= 10
export NPM_CONFIG_FETCH_RETRIES ?= 5

.DEFAULT_GOAL := help
.PHONY: help run test bench setup build package clean fmt lint \
        attacks test-rust test-wasm test-package test-site test-end-to-end rust

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/' | expand -t 26

run: rust ## set up what is missing, build everything, serve the site of an invented broker
	@$(XTASK) run

test: rust ## set up what is missing, run every check, end with a summary
	@$(XTASK) test

bench: rust ## benchmarks, side by side with what people use today
	@$(XTASK) bench

setup: rust ## install what is missing: WebAssembly target, browser, Node packages
	@$(XTASK) setup

build: rust ## native binary, WebAssembly package, site
	@$(XTASK) build

package: rust ## the npm package as a tarball in target/package
	@$(XTASK) package

fmt: rust ## format every file of Rust, TypeScript and JavaScript
	@$(XTASK) format

lint: rust ## formatting and lints
	@$(XTASK) test format lint

test-rust: rust ## tests of the crate
	@$(XTASK) test rust

test-wasm: rust ## the module: size, imports, fallback, tests in Node and in a browser
	@$(XTASK) test build size fallback wasm-node wasm-browser

test-package: rust ## tests of the npm package, and of its tarball in fresh projects
	@$(XTASK) test package install

test-site: rust ## tests of the demo site
	@$(XTASK) test site

test-end-to-end: rust ## server, package and site together, in a browser
	@$(XTASK) test verifier end-to-end

attacks: rust ## every attack and every person through one form, and the table of what was noticed
	@ATTACKS=all $(XTASK) test attacks

clean: ## remove everything that was built or installed here
	@rm -rf target .tools pkg/dist www/dist */node_modules && echo "==> Clean"

# What cargo cannot do for us: be there, and say that it builds the tool that says everything else.
rust:
	@sh xtask/bootstrap.sh
	@test -x target/release/xtask || echo "==> Compiling the build tool (once, some minutes)"
