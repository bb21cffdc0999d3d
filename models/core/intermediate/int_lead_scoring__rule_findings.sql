{{ config(enabled = lead_scoring.looks_for_findings()) }}

{{ lead_scoring.rule_findings() }}
