# Everything starts from a Python ≥ 3.11; the first of these that is one is used. Choose with PYTHON=…
CANDIDATES := python3 python3.11 python3.12 python3.13 python3.14 python
PYTHON ?= $(shell for p in $(CANDIDATES); do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
ifeq ($(strip $(PYTHON)),)
PYTHON := $(shell command -v python3 || command -v python)
ifeq ($(strip $(PYTHON)),)
$(error Omigjen needs Python 3.11 or newer, and there is no python3 here)
endif
endif
ARGS ?=

COMMANDS := run test lint format messages bench screenshots
.PHONY: $(COMMANDS)

# exec: a signal to this process reaches ours, which then stops what it started.
$(COMMANDS):
	@exec $(PYTHON) scripts/bootstrap.py $@ $(ARGS)

.DEFAULT_GOAL := run
