PYTHON ?= python3

.PHONY: run test guarantees check bench demo-reset
run:        ; @$(PYTHON) bin/kontor run
test:       ; @$(PYTHON) bin/kontor test
guarantees: ; @$(PYTHON) bin/kontor guarantees
guarantees-%: ; @$(PYTHON) bin/kontor guarantees $*
check:      ; @$(PYTHON) bin/kontor check
bench:      ; @$(PYTHON) bin/kontor bench
bench-%:    ; @$(PYTHON) bin/kontor bench $*
demo-reset: ; @$(PYTHON) bin/kontor demo-reset
