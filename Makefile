PYTHON ?= python3

.PHONY: run test check bench demo-reset
run:        ; @$(PYTHON) bin/kontor run
test:       ; @$(PYTHON) bin/kontor test
check:      ; @$(PYTHON) bin/kontor check
bench:      ; @$(PYTHON) bin/kontor bench
demo-reset: ; @$(PYTHON) bin/kontor demo-reset
