"""The tool that makes a signed catalogue file from spreadsheets (`python -m catalog.publish`)."""
