"""The encrypted store: opening, key envelope, migrations, transactions, blobs, audit chain."""
