"""Parts that usually are servers of their own, run as children of ours where nothing is installed."""
