{#
    The value of a variable of this package. All variables are read here, nowhere else.

    Args:
        name: the variable without its prefix, e.g. 'timezone' for `lead_scoring__timezone`.

    Example:
        {{ lead_scoring.setting('dormant_after_days') }}  ->  90
#}
{% macro setting(name) %}
    {%- set value = var('lead_scoring__' ~ name, none) -%}
    {{ return(lead_scoring._setting_defaults()[name] if value is none else value) }}
{% endmacro %}

{% macro _setting_defaults() %}
    {#- The defaults stand in dbt_project.yml too, where people look for them; a test compares. -#}
    {%- set defaults = {
        'leads': none,
        'events': none,
        'conversions': none,
        'identities': none,
        'accounts': none,
        'connectors': [],
        'conversion': 'won',
        'conversions_by_account': false,
        'email_types': none,
        'email_domains': {},
        'entities': ['account'],
        'column_mapping': {},
        'input_columns': none,
        'scoring_date': none,
        'timezone': 'UTC',
        'replay_dates': none,
        'replay_from': none,
        'replay_to': none,
        'replay_every': 7,
        'backfill': false,
        'scorecards': none,
        'scorecard_groups': none,
        'scorecard_rules': none,
        'scorecard_tiers': none,
        'lifecycle_stages': none,
        'score_overrides': none,
        'event_filters': none,
        'dormant_after_days': 90,
        'outbound_event_types': [
            'email_sent', 'email_delivered', 'email_bounced', 'segment_added', 'segment_removed',
        ],
        'list_separator': ';',
        'stitch': 'retroactive',
        'fill_from_merged': true,
        'keep_activities': none,
        'event_ids_are_unique': false,
        'horizon_days': 90,
        'min_conversions': 20,
        'baseline_to': none,
        'recent_from': none,
        'challenger': none,
        'health': true,
        'health_allow': [],
        'health_max_left_out_percent': 50,
        'health_max_event_age_days': 7,
        'health_max_loaded_on_one_day_percent': 50,
        'keep_history': true,
        'publish_decimals': 0,
        'notable_change': 5,
        'activation': true,
        'trigger_rules': none,
        'triggers_on_edits': false,
        'nurture_tracks': none,
        'owner_column': none,
        'queue_size': 50,
        'customer_stages': none,
        'touch_event_types': ['call', 'meeting'],
        'touch_days': 7,
        'message_event_types': ['email_sent'],
        'unsubscribe_event_types': ['unsubscribe'],
        'unsubscribed_column': none,
        'metrics': false,
        'source_column': none,
        'exposures_owner': none,
        'learn': false,
        'learn_method': 'newton',
        'learn_scorecard_id': 'learned',
        'learn_date': none,
        'learn_after_days': none,
        'learn_population': none,
        'learn_check': 'later',
        'learn_check_percent': 20,
        'learn_closing_events': [],
        'learn_without': [],
        'learn_allow': [],
        'learn_signs': {},
        'learn_monotone': [],
        'learn_special': {},
        'learn_windows': [30],
        'learn_bins': 25,
        'learn_min_percent': 2,
        'learn_min_leads': 10,
        'learn_max_rules': 100,
        'learn_passes': 12,
        'learn_points_to_double': 20,
    } -%}
    {{ return(defaults) }}
{% endmacro %}
