"""The packager: keeps an encoder running for each open stream, and carries what it makes to the origin."""
