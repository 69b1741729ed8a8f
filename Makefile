# Two commands: `make` rebuilds the paper and checks its text, `make test` runs every test. Both install what is missing.
.DEFAULT_GOAL := paper
.PHONY: paper test tool setup check bench fuzz test-thread test-address torture

# What Debian calls the libraries and programs that are used; README.md says what for.
packages := binutils fonts-dejavu-core git gnuplot-nox libgit2-dev libgsl-dev librsvg2-bin libssl-dev \
  libtiff-dev libxml2-dev libyaml-dev libzip-dev openssh-client pkg-config python3
# And what the tests use: ps, Graphviz, authorities on Markdown, Word, JSON Schemas and shell scripts,
# another shell, R for a pipeline in three languages.
test: packages += busybox cmark-gfm graphviz procps python3-docx python3-jsonschema python3-venv \
  r-base-core shellcheck
# Authorities on what is exported and sealed, from PyPI; where they cannot be fetched their tests are skipped.
validators := .build/validators
assay := .build/release/assay

paper: tool
	$(assay) run
	$(assay) numbers --stated
	$(assay) check

tool: setup
	swift build -c release --product assay

test: setup check $(validators)/ready
	swift build --build-tests --explicit-target-dependency-import-check error
	swift test --disable-xctest --skip-build --no-parallel

$(validators)/ready: Tests/validators/requirements.txt | setup
	@echo "fetching: validators of exports"; \
	python3 -m venv --clear $(validators) && \
	$(validators)/bin/pip install -q --disable-pip-version-check -r $< && touch $@ || \
	{ rm -rf $(validators); echo "not fetched: the tests that need them are skipped" >&2; }

# Hours of what can go wrong, where `make test` tries each way a few times: docs/reliability.md.
torture: export ASSAY_DEATHS ?= 4000
torture: export ASSAY_MOMENTS ?= 400
torture: export ASSAY_FAILURES ?= 4000
torture: export ASSAY_FULL_DISKS ?= 330
torture: export ASSAY_RACES ?= 200
torture: setup
	swift build --build-tests
	swift test --disable-xctest --skip-build --no-parallel --filter \
	  'DeathTests|FailingCallTests|FullDiskTests|SimultaneousRunTests'

# Facts about the sources that need no compiler: format, and who may import whom.
check:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests stages
	Tests/architecture.sh

# Ratios to other build tools, those that are installed, in about two minutes: bench/README.md.
bench: tool
	bench/peers.py goals --sizes 1000 --samples 3 --gib 0.5

# Looks for bytes that break a promise of a reader, FUZZ_SECONDS for each; READERS names some of them.
FUZZ_SECONDS ?= 5
fuzz: setup
	Tests/fuzz.sh $(FUZZ_SECONDS) $(READERS)

# The tests under a sanitizer of the toolchain, built apart; SANITIZED names some of them.
test-thread test-address: setup
	Tests/sanitize.sh $(@:test-%=%) $(SANITIZED)

# Installs only what is not there, and names it.
setup:
	@missing=""; for package in $(packages); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "installing:$$missing"; \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi
	@command -v swift >/dev/null || { echo "Swift 6.3 is needed: https://www.swift.org/install" >&2; exit 1; }
