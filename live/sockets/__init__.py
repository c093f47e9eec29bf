"""The server's own way with sockets: frames that were built once, and viewers that cost next to nothing."""
