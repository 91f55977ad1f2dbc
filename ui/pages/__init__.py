"""One folder per page: view and presenter."""
