# make run     builds lip and publishes the starter dataset
# make test    builds everything and runs all tests
# `make` alone lists the targets. Continuous integration calls the same ones (.ci/run).
.DEFAULT_GOAL := help
.PHONY: help setup build run test crash-matrix check format starter bench bench-peers clean

PRODUCT := swift build -c release --product lip --static-swift-stdlib

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: ## Install the Debian packages that are missing (needs root when there are any)
	@Scripts/setup

build: setup ## Compile lip for use: one file, .build/release/lip
	$(PRODUCT)

run: build ## Build lip and publish the starter dataset
	"$$($(PRODUCT) --show-bin-path)/lip" run starter

test: setup ## Build everything and run all tests
	swift test -c release --disable-xctest

crash-matrix: setup ## Kill the starter run at each of its operations: some 10 minutes
	CRASH_MATRIX=whole swift test -c release --disable-xctest --filter CrashMatrixTests

check: ## What continuous integration checks besides tests: format and limits
	swift format lint --strict --recursive Package.swift Sources Tests
	Scripts/check-sizes

format: ## Rewrite the Swift sources in our style
	swift format --in-place --recursive Package.swift Sources Tests

starter: ## Make data-raw/starter again from official files: make starter DIR=folder
	@test -n "$(DIR)" || { echo "usage: make starter DIR=folder-with-official-files" >&2; exit 64; }
	Scripts/make-starter "$(DIR)"

bench: build ## Measure lip and its peers: make bench BENCH="--no-peers"
	Benchmarks/bench "$$($(PRODUCT) --show-bin-path)/lip" $(BENCH)

bench-peers: ## Install the peers that come from PyPI into Benchmarks/.venv
	python3 -m venv Benchmarks/.venv
	Benchmarks/.venv/bin/pip install --quiet luigi doit dvc snakemake

clean: ## Remove what the compiler made; data is left alone
	swift package clean
