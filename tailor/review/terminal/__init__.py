"""The review in a terminal: plain lines, no colour needed, nothing redrawn."""
