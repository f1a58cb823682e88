"""The hub, with real sockets against real processes. As an app, it brings rooms to try things in."""
