.PHONY: serve test test-slow check eval bench clean

serve:
	@scripts/serve

test:
	@scripts/test

test-slow:
	@scripts/test_slow

check:
	@scripts/check

eval:
	@scripts/run saerye eval

bench:
	@scripts/run python -m eval.speed.bench

clean:
	rm -rf .venv .saerye build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
