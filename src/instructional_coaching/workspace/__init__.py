"""The application API: a workspace on a store, units of work, and the questions they answer."""
