"""The push, one module a step: `mapping` (a row becomes a contact), `deliveries` (what was confirmed), `contacts`
(requests), `answers` (what an answer says of each contact), `sender` (batches, and parts of them).
"""
