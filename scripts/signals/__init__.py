"""Signals in YAML, compiled into dbt macros: read, check, write for every dialect, render.

Source: SPEC.md §7. One module a step, in this order: `read`, `condition`, `dialects`, `render`.
"""
