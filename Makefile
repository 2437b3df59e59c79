# Thin on purpose: the work is in tools/ and in the CMake presets. `make help` lists what there is.
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
PREFIX ?= /usr/local
DESTDIR ?=
FUZZ_SECONDS ?= 600
JOBS ?= $(shell nproc)

# What is installed depends on nothing but tools/setup, so its content names the stamp.
setup_key := $(shell cksum tools/setup | cut -d ' ' -f 1)
setup_build := build/.stamps/setup-build-$(setup_key)
setup_all := build/.stamps/setup-all-$(setup_key)
fuzzers := $(wildcard tests/fuzz/fuzz_*.cpp)

.DEFAULT_GOAL := all
.PHONY: all demo test lint format asan tsan fuzz bench bench-quality prove install clean help setup build-fuzz

all: build/release/build.ninja  ## build the release: build/release/nowthen
	@cmake --build --preset release -j $(JOBS)

demo: all  ## install what is missing, build, and show the main job against a simulator
	@build/release/nowthen demo

test: build/dev/build.ninja build-fuzz  ## install what is missing, build, and run every test
	@cmake --build --preset dev -j $(JOBS)
	@ctest --preset dev -j $(JOBS)

lint: build/clang/build.ninja  ## clang-format, clang-tidy and shellcheck (FILES="a.cpp b.hpp" or CHANGED=1 for less)
	@JOBS=$(JOBS) CHANGED=$(CHANGED) tools/lint $(FILES)

format: $(setup_all)  ## reformat every source file in place
	@tools/lint --fix $(FILES)

asan tsan: %: build/%/build.ninja  ## every test under the address and undefined, or the thread sanitizer
	@cmake --build --preset $@ -j $(JOBS)
	@ctest --preset $@ -j $(JOBS) -LE 'house|fuzz'

build-fuzz: $(if $(fuzzers),build/fuzz/build.ninja)
	$(if $(fuzzers),@cmake --build --preset fuzz -j $(JOBS) --target fuzzers)

fuzz: build-fuzz  ## each fuzzer for FUZZ_SECONDS (600)
	@for source in $(fuzzers); do \
	  NOWTHEN_FUZZ_SECONDS=$(FUZZ_SECONDS) tools/run_fuzzer build/fuzz "$$(basename "$$source" .cpp)" || exit 1; done

bench: build/bench/build.ninja  ## measure; prints figures, asserts none
	@cmake --build --preset bench -j $(JOBS)
	@bench/run

bench-quality: build/bench/build.ninja  ## what an extraction keeps, how fresh, for how many requests (SEEDS, ROW)
	@cmake --build --preset bench -j $(JOBS) --target extraction_quality
	@build/bench/bench/extraction_quality $(or $(SEEDS),200) $(if $(ROW),"$(ROW)")

prove: build/dev/build.ninja  ## the long proofs: the tests that a normal run leaves out
	@cmake --build --preset dev -j $(JOBS)
	@ctest --preset dev -C prove -L prove

install: all  ## program, library, headers, CMake package, completion and man page (PREFIX, DESTDIR)
	@DESTDIR="$(DESTDIR)" cmake --install build/release --prefix "$(PREFIX)"

clean:  ## remove every build
	@rm -rf build

help:  ## this list
	@awk -F ':.*  ## ' '/^[a-z][a-z %-]*:.*  ## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup: $(setup_all)

$(setup_build) $(setup_all): build/.stamps/setup-%-$(setup_key):
	@tools/setup $*
	@mkdir -p $(@D) && touch $@

# The release build needs less than the tests do: a demo on a fresh machine should not wait for clang.
build/release/build.ninja: | $(setup_build)
build/%/build.ninja: CMakePresets.json | $(setup_all)
	@cmake --preset $* > build/.stamps/configure-$*.log || { cat build/.stamps/configure-$*.log >&2; exit 1; }
	@touch $@
build/release/build.ninja: CMakePresets.json | $(setup_build)
	@cmake --preset release > build/.stamps/configure-release.log || \
	  { cat build/.stamps/configure-release.log >&2; exit 1; }
	@touch $@
