"""What `report.py` is made of: tables are read, figures are drawn, a page is written."""
