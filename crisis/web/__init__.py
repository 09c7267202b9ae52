"""The pages and the door, over HTTP."""
