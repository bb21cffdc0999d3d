"""HubSpot's lead scores, imported: read, translate conditions, translate calculators, report.

One module a step: `model` (what the API hands out), `conditions`, `lines`, `calculators`, `card`, `report`.
"""
