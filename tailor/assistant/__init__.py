"""The checker for an assistant: tools over the files of one folder (Model Context Protocol)."""
