"""For whoever writes a sheet: form.toml's layout into template.docx, and the lint of a folder."""
