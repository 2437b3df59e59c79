# Thin on purpose: the work is in tools/ and in the CMake presets.
.PHONY: all demo test lint asan tsan fuzz bench install clean
MAKEFLAGS += --no-print-directory
export CTEST_OUTPUT_ON_FAILURE = 1

all: build/release/build.ninja
	@cmake --build --preset release

build/%/build.ninja: tools/setup CMakePresets.json
	@tools/setup
	@cmake --preset $* > /dev/null
	@touch $@
