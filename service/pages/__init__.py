"""The pages: server-rendered, Korean, usable without scripts."""
