"""Starts the runtime. What it does is a module of its own, so that Python finds it compiled (packages/runtimes/src/compile-python-runtime.ts)."""

from mayfly_runtime import main

main()
