"""XLSForm: spreadsheets that describe a form, read and written. See https://xlsform.org/en/ref-table/."""
