"""Spreadsheets as files: read into rows of text, whatever their form, and written so that nothing in them runs."""
