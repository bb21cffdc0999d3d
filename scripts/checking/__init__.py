"""The checks of scorecards without dbt: its macros, rendered by Jinja alone.

`project` reads the dbt project's files, `macros` renders macros as dbt does, `tables` reads rows and columns of files.
"""
